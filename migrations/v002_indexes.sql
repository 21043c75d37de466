-- Indexes that answer the two questions asked most without reading what they don't need.

-- What is outstanding: counted and put in order from the index alone.
DROP INDEX standing_now;
CREATE INDEX standing_now ON standing (due, recommendation, stage, in_scope, marking)
    WHERE known_to = 9223372036854775807 AND to_on = '9999-12-31' AND stage <> 'closed';

-- What was live on a quarter's eve: the closed items of decades are not in it.
CREATE INDEX standing_until ON standing (to_on, from_on)
    WHERE known_to = 9223372036854775807 AND stage <> 'closed';
