-- Indexes that answer the two questions asked most without reading what they don't need. Each holds every column that
-- its question looks at: SQLite otherwise reads the row of a table WITHOUT ROWID before it looks at the condition.

-- What is outstanding: counted and put in order from the index alone.
DROP INDEX standing_now;
CREATE INDEX standing_now ON standing (due, recommendation, stage, in_scope, marking, from_on, known_to, to_on)
    WHERE known_to = 9223372036854775807 AND to_on = '9999-12-31' AND stage <> 'closed';

-- What was live on a quarter's eve and isn't as it was any more; the closed items of decades are not in it.
CREATE INDEX standing_until ON standing (to_on, from_on, stage, known_to)
    WHERE known_to = 9223372036854775807 AND stage <> 'closed' AND to_on < '9999-12-31';

-- What came since.
DROP INDEX standing_from;
CREATE INDEX standing_from ON standing (from_on, recommendation, known_to);
