-- A table has the name of what a row is: the state of an item over a stretch of days, as known from one entry to another.
DROP TRIGGER standing_assurer_is_another;
DROP TRIGGER standing_implemented_was_assured;
DROP INDEX standing_now;
DROP INDEX standing_until;
DROP INDEX standing_from;
DROP INDEX standing_parent;
ALTER TABLE standing RENAME TO item_state;

CREATE INDEX item_state_now ON item_state (due, recommendation, stage, in_scope, marking, from_on, known_to, to_on)
    WHERE known_to = 9223372036854775807 AND to_on = '9999-12-31' AND stage <> 'closed';
CREATE INDEX item_state_until ON item_state (to_on, from_on, stage, known_to)
    WHERE known_to = 9223372036854775807 AND stage <> 'closed' AND to_on < '9999-12-31';
CREATE INDEX item_state_from ON item_state (from_on, recommendation, known_to);
CREATE INDEX item_state_parent ON item_state (parent) WHERE parent IS NOT NULL;

CREATE TRIGGER item_state_assurer_is_another BEFORE INSERT ON item_state
WHEN NEW.on_word = 0 AND NEW.stage IN ('assured', 'closed') AND EXISTS (
    SELECT 1 FROM ledger a
    WHERE a.seq = NEW.cause AND a.act = 'assure' AND (
        EXISTS (SELECT 1 FROM item_state s
                WHERE s.recommendation = NEW.recommendation AND s.known_to = 9223372036854775807
                    AND s.step < NEW.step
                    AND ('P' || s.lead = a.actor
                        OR instr(char(10) || s.supporting || char(10), char(10) || substr(a.actor, 2) || char(10)) > 0))
        OR EXISTS (SELECT 1 FROM item_state s JOIN ledger b ON b.seq = s.cause
                   WHERE s.recommendation = NEW.recommendation AND s.known_to = 9223372036854775807
                       AND s.step < NEW.step AND b.act = 'submit' AND b.actor = a.actor)
        OR a.seq >= (SELECT min(r.from_seq) FROM rule_set r WHERE r.version >= 2) AND EXISTS (
            SELECT 1 FROM (
                SELECT a.actor AS id
                UNION ALL
                SELECT 'P' || h.post FROM post_holder h WHERE 'P' || h.holder = a.actor AND h.seq < a.seq) who
            JOIN ledger b ON b.subject = a.subject AND b.seq < a.seq
            WHERE b.actor = who.id AND b.act IN ('start', 'progress', 'submit', 'action done')
                OR b.act IN ('assign', 'action add', 'correct') AND (
                    instr(b.entry, '"lead":"' || who.id || '"') OR instr(b.entry, '"owner":"' || who.id || '"')
                    OR instr(b.entry, '"supporting":[') AND instr(
                        substr(b.entry, instr(b.entry, '"supporting":['),
                            instr(substr(b.entry, instr(b.entry, '"supporting":[')), ']')),
                        '"' || who.id || '"'))))
        AND NOT (a.seq >= (SELECT min(r.from_seq) FROM rule_set r WHERE r.version >= 2) AND EXISTS (
            SELECT 1 FROM ledger w
            WHERE w.subject = a.subject AND w.act = 'waive' AND w.seq < a.seq
                AND instr(w.entry, '"assurer":"' || a.actor || '"')
                AND NOT EXISTS (
                    SELECT 1 FROM ledger c
                    WHERE c.subject = w.subject AND c.seq > w.seq AND c.act = 'correct'
                        AND instr(c.entry, '"corrects":' || w.seq || ',') AND instr(c.entry, '"void":true')))))
BEGIN SELECT raise(ABORT, 'whoever assures has had no part in the work, unless that was waived'); END;
CREATE TRIGGER item_state_implemented_was_assured BEFORE INSERT ON item_state
WHEN NEW.closed_as = 'implemented' AND NOT EXISTS (
    SELECT 1 FROM item_state s
    WHERE s.recommendation = NEW.recommendation AND s.known_to = 9223372036854775807 AND s.step = NEW.step - 1
        AND (s.stage = 'assured' OR s.closed_as = 'implemented'))
BEGIN SELECT raise(ABORT, 'an item is closed as implemented only out of standing assurance'); END;
