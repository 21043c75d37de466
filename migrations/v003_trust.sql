-- From which entry on which rules hold (docs/ledger-format.md, `rules`); before the first row, those of version 0.1.0.
CREATE TABLE rule_set (
    from_seq INTEGER PRIMARY KEY,
    version  INTEGER NOT NULL
) STRICT;

-- Assured, or closed as implemented, on the word of a sheet that was taken in.
ALTER TABLE standing ADD COLUMN on_word INTEGER NOT NULL DEFAULT 0;

-- Duties that can't be mixed (decision 76), once more where no program can forget them. What an earlier program recorded
-- is held to its own rules: whoever assures has not owned the item by what counts, nor submitted it. From the first
-- entry under version 2 of the rules on it is whoever had a part in the work by any entry ahead of the assurance,
-- corrected and voided ones included, unless a waiver stands. Entries are searched as text, since SQLite trusts no JSON
-- function in a trigger: they are canonical, so that a name with its quotation marks is found where it is a name.
DROP TRIGGER standing_assurer_is_another;
CREATE TRIGGER standing_assurer_is_another BEFORE INSERT ON standing
WHEN NEW.on_word = 0 AND NEW.stage IN ('assured', 'closed') AND EXISTS (
    SELECT 1 FROM ledger a
    WHERE a.seq = NEW.cause AND a.act = 'assure' AND (
        EXISTS (SELECT 1 FROM standing s
                WHERE s.recommendation = NEW.recommendation AND s.known_to = 9223372036854775807
                    AND s.step < NEW.step
                    AND ('P' || s.lead = a.actor
                        OR instr(char(10) || s.supporting || char(10), char(10) || substr(a.actor, 2) || char(10)) > 0))
        OR EXISTS (SELECT 1 FROM standing s JOIN ledger b ON b.seq = s.cause
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

-- Which acts on the register were put right, and by which entries. The tables keep what was recorded; questions set the
-- corrections known from their viewpoint beside it, so that past papers print as they were.
CREATE TABLE correction (
    seq      INTEGER PRIMARY KEY,
    corrects INTEGER NOT NULL, -- the act itself, also where a correction of it was wrong
    act      TEXT NOT NULL
) STRICT;
