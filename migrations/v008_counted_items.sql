-- What is closed and stands, counted from the index alone: a list of everything counts these beside what item_state_now holds.
CREATE INDEX item_state_closed ON item_state (recommendation, due, stage, in_scope, marking, from_on, known_to, to_on)
    WHERE known_to = 9223372036854775807 AND to_on = '9999-12-31' AND stage = 'closed';

-- Where items stood at the end of each quarter, which charts show, is counted from these two alone.
DROP INDEX item_state_now;
CREATE INDEX item_state_now ON item_state (due, recommendation, stage, in_scope, marking, from_on, known_to, to_on, lead)
    WHERE known_to = 9223372036854775807 AND to_on = '9999-12-31' AND stage <> 'closed';
DROP INDEX item_state_until;
CREATE INDEX item_state_until ON item_state (to_on, from_on, stage, known_to, in_scope, lead)
    WHERE known_to = 9223372036854775807 AND stage <> 'closed' AND to_on < '9999-12-31';
