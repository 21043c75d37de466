-- The register: the ledger (the truth), the words beside it, and the tables computed from it.
-- docs/ledger-format.md says what an entry is; docs/decisions/ why the tables look like this.

-- The ledger: one row an entry, for ever. `entry` is the canonical JSON (RFC 8785) whose RFC 6962 leaf hash
-- is `leaf_hash`; the columns between repeat it for queries, and `audit verify` checks that they agree.
CREATE TABLE ledger (
    seq          INTEGER PRIMARY KEY,
    effective_on TEXT NOT NULL CHECK (length(effective_on) = 10),
    recorded_at  TEXT NOT NULL CHECK (length(recorded_at) = 24),
    actor        TEXT NOT NULL,
    recorded_by  TEXT,
    authority    TEXT,
    subject      TEXT NOT NULL,
    act          TEXT NOT NULL,
    entry        TEXT NOT NULL,
    leaf_hash    BLOB NOT NULL CHECK (length(leaf_hash) = 32)
) STRICT;
CREATE INDEX ledger_subject ON ledger (subject, seq);

CREATE TRIGGER ledger_grows_at_its_end BEFORE INSERT ON ledger
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM ledger)
BEGIN SELECT raise(ABORT, 'the ledger only grows at its end'); END;
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
BEGIN SELECT raise(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER ledger_is_never_pruned BEFORE DELETE ON ledger
BEGIN SELECT raise(ABORT, 'the ledger is never pruned'); END;

-- Interior nodes of the Merkle tree over the ledger (RFC 6962): the complete subtrees, level 1 and up.
CREATE TABLE tree (
    level    INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER tree_is_never_replaced BEFORE INSERT ON tree
WHEN EXISTS (SELECT 1 FROM tree t WHERE t.level = NEW.level AND t.position = NEW.position)
BEGIN SELECT raise(ABORT, 'the tree only grows'); END;
CREATE TRIGGER tree_is_never_changed BEFORE UPDATE ON tree
BEGIN SELECT raise(ABORT, 'the tree only grows'); END;
CREATE TRIGGER tree_is_never_pruned BEFORE DELETE ON tree
BEGIN SELECT raise(ABORT, 'the tree only grows'); END;

-- Free text and names. The entry commits to SHA-256(salt, text) and the length; redaction removes both for good.
CREATE TABLE words (
    seq         INTEGER NOT NULL REFERENCES ledger (seq) DEFERRABLE INITIALLY DEFERRED,
    name        TEXT NOT NULL,
    salt        BLOB CHECK (salt IS NULL OR length(salt) = 16),
    text        TEXT,
    redacted_by INTEGER REFERENCES ledger (seq) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (seq, name),
    CHECK ((salt IS NULL) = (text IS NULL)),
    CHECK ((text IS NULL) = (redacted_by IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX words_redacted ON words (redacted_by) WHERE redacted_by IS NOT NULL;

CREATE TRIGGER words_are_never_pruned BEFORE DELETE ON words
BEGIN SELECT raise(ABORT, 'words are redacted, never pruned'); END;
CREATE TRIGGER words_are_never_replaced BEFORE INSERT ON words
WHEN EXISTS (SELECT 1 FROM words w WHERE w.seq = NEW.seq AND w.name = NEW.name)
BEGIN SELECT raise(ABORT, 'words are redacted, never changed'); END;
CREATE TRIGGER words_are_never_changed BEFORE UPDATE ON words
WHEN NEW.seq <> OLD.seq OR NEW.name <> OLD.name OR NEW.text IS NOT NULL OR OLD.text IS NULL
BEGIN SELECT raise(ABORT, 'words are redacted, never changed'); END;

-- From here on: computed from the ledger, and the same again after a replay.

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A person is known by the entry that registered them: P12 is entry 12. Their name is that entry's words.
CREATE TABLE person (
    id INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE person_role (
    person INTEGER NOT NULL REFERENCES person (id),
    role   TEXT NOT NULL,
    PRIMARY KEY (person, role)
) STRICT, WITHOUT ROWID;

-- What changed about a person from a day on; null where nothing did. `post` and `account` are the entry whose words
-- they are, 0 for none; `leaves` is the last day, 9999-12-31 for none.
CREATE TABLE person_change (
    seq     INTEGER PRIMARY KEY,
    person  INTEGER NOT NULL REFERENCES person (id),
    from_on TEXT NOT NULL,
    post    INTEGER,
    account INTEGER,
    leaves  TEXT
) STRICT;

-- A post outlives its holder. It is known by the entry that added it, as a person is, so that both can own items.
CREATE TABLE post (
    id INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE post_holder (
    seq     INTEGER PRIMARY KEY,
    post    INTEGER NOT NULL REFERENCES post (id),
    holder  INTEGER REFERENCES person (id), -- null: vacant
    from_on TEXT NOT NULL
) STRICT;

-- The stage at which the inspectorate monitors a force, from a day on.
CREATE TABLE monitoring (
    seq     INTEGER PRIMARY KEY,
    force   TEXT NOT NULL,
    stage   TEXT NOT NULL,
    from_on TEXT NOT NULL
) STRICT;

CREATE TABLE kind (
    name                 TEXT NOT NULL PRIMARY KEY,
    needs_recommendation INTEGER NOT NULL -- incomplete while no recommendation stands under it
) STRICT, WITHOUT ROWID;
INSERT INTO kind (name, needs_recommendation) VALUES
    ('cause-of-concern', 1),
    ('accelerated-cause-of-concern', 1),
    ('recommendation', 0),
    ('area-for-improvement', 0);

CREATE TABLE scale (
    name   TEXT NOT NULL PRIMARY KEY,
    grades TEXT NOT NULL, -- one a line, best first
    -- The first and last year of the inspection cycles that it is the usual scale for, if any.
    from_cycle INTEGER,
    to_cycle   INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO scale (name, grades, from_cycle, to_cycle) VALUES
    ('peel-four-tier', 'outstanding
good
requires improvement
inadequate', 2014, 2020),
    ('peel-five-tier', 'outstanding
good
adequate
requires improvement
inadequate', 2021, 9999);

-- Rules for red, amber and green that were added: either three percentages, or a number of days.
CREATE TABLE rag_rule (
    name                TEXT NOT NULL PRIMARY KEY,
    red_up_to           INTEGER,
    amber_up_to         INTEGER,
    past_date_red_below INTEGER,
    amber_within_days   INTEGER,
    CHECK ((red_up_to IS NULL) <> (amber_within_days IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE board (
    id     INTEGER PRIMARY KEY,
    ref    TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    name   TEXT NOT NULL
) STRICT;

CREATE TABLE meeting (
    id      INTEGER PRIMARY KEY,
    ref     TEXT NOT NULL,
    folded  TEXT NOT NULL UNIQUE,
    board   INTEGER NOT NULL REFERENCES board (id),
    held_on TEXT NOT NULL
) STRICT;

-- A report's title is the words of its entry.
CREATE TABLE report (
    id        INTEGER PRIMARY KEY,
    ref       TEXT NOT NULL,
    folded    TEXT NOT NULL UNIQUE,
    publisher TEXT NOT NULL,
    force     TEXT NOT NULL,
    published TEXT NOT NULL,
    cycle     TEXT,
    scale     TEXT,
    url       TEXT
) STRICT;

CREATE TABLE grade (
    seq      INTEGER PRIMARY KEY,
    report   INTEGER NOT NULL REFERENCES report (id),
    question TEXT NOT NULL,
    grade    TEXT NOT NULL
) STRICT;

-- An item's identity: the number of the entry that took it in. Everything else about it is in `standing`.
CREATE TABLE recommendation (
    id     INTEGER PRIMARY KEY,
    ref    TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE
) STRICT;

-- Where an item stood: from one day until before another (effective dates), as known from one entry until
-- before another. An open end is 9999-12-31 and 9223372036854775807. A step that another one on the same day
-- overtook has from_on = to_on: it is in force on no day, but the movement columns count it.
CREATE TABLE standing (
    recommendation   INTEGER NOT NULL REFERENCES recommendation (id),
    step             INTEGER NOT NULL, -- order within the item's history
    known_from       INTEGER NOT NULL,
    known_to         INTEGER NOT NULL,
    from_on          TEXT NOT NULL,
    to_on            TEXT NOT NULL,
    cause            INTEGER NOT NULL, -- the entry that brought it about
    report           TEXT NOT NULL, -- references as typed: the rows and filters of tables
    kind             TEXT NOT NULL,
    force            TEXT NOT NULL,
    question         TEXT,
    number           TEXT,
    external_number  TEXT,
    parent           TEXT,
    addressee        TEXT,
    priority         TEXT,
    opened_on        TEXT NOT NULL,
    original_due     TEXT,
    stage            TEXT NOT NULL,
    closed_as        TEXT,
    successor        TEXT,
    acceptance       TEXT,
    lead             INTEGER,
    supporting       TEXT NOT NULL, -- person ids, one a line
    board            TEXT,
    due              TEXT,
    revisions        INTEGER NOT NULL,
    extension_wanted INTEGER NOT NULL,
    in_scope         INTEGER NOT NULL,
    complete         INTEGER,
    rag              TEXT,
    progress         INTEGER, -- the entry whose words are the last progress note
    progress_on      TEXT,
    text             INTEGER NOT NULL, -- the entry whose words are the item's text
    deadline         INTEGER, -- the entry whose words are the current deadline
    marking          TEXT,
    tags             TEXT NOT NULL, -- one a line
    PRIMARY KEY (recommendation, known_from, step),
    CHECK (from_on <= to_on AND known_from < known_to)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_now ON standing (due, recommendation)
    WHERE known_to = 9223372036854775807 AND to_on = '9999-12-31' AND stage <> 'closed';
CREATE INDEX standing_parent ON standing (parent) WHERE parent IS NOT NULL;
CREATE INDEX standing_from ON standing (from_on, recommendation);

-- Which items have benefits; the amounts follow from the items' histories.
CREATE TABLE benefit (
    id             INTEGER PRIMARY KEY,
    recommendation INTEGER NOT NULL REFERENCES recommendation (id)
) STRICT;

-- Quarterly tables issued: what was printed, so that it can be printed again.
CREATE TABLE issued (
    id           INTEGER PRIMARY KEY,
    quarter      TEXT NOT NULL,
    rows         TEXT NOT NULL,
    scope        TEXT NOT NULL,
    as_at        TEXT NOT NULL,
    ledger_size  INTEGER NOT NULL,
    content_hash TEXT NOT NULL
) STRICT;

-- Duties that can't be mixed, once more where no program can forget them: whoever assures has never owned the item nor
-- submitted it, and an item is closed as implemented only out of standing assurance. (In a replay the ledger stands
-- elsewhere, and the first of these is silent.)
CREATE TRIGGER standing_assurer_is_another BEFORE INSERT ON standing
WHEN NEW.stage = 'assured' AND EXISTS (
    SELECT 1 FROM ledger a
    WHERE a.seq = NEW.cause AND a.act = 'assure' AND (
        EXISTS (SELECT 1 FROM standing s
                WHERE s.recommendation = NEW.recommendation AND s.known_to = 9223372036854775807
                    AND s.step < NEW.step
                    AND ('P' || s.lead = a.actor
                        OR instr(char(10) || s.supporting || char(10), char(10) || substr(a.actor, 2) || char(10)) > 0))
        OR EXISTS (SELECT 1 FROM standing s JOIN ledger b ON b.seq = s.cause
                   WHERE s.recommendation = NEW.recommendation AND s.known_to = 9223372036854775807
                       AND s.step < NEW.step AND b.act = 'submit' AND b.actor = a.actor)))
BEGIN SELECT raise(ABORT, 'whoever assures has never owned the item nor submitted it'); END;
CREATE TRIGGER standing_implemented_was_assured BEFORE INSERT ON standing
WHEN NEW.closed_as = 'implemented' AND NOT EXISTS (
    SELECT 1 FROM standing s
    WHERE s.recommendation = NEW.recommendation AND s.known_to = 9223372036854775807 AND s.step = NEW.step - 1
        AND (s.stage = 'assured' OR s.closed_as = 'implemented'))
BEGIN SELECT raise(ABORT, 'an item is closed as implemented only out of standing assurance'); END;
