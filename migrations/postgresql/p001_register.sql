-- The register on PostgreSQL: the tables of ../v001_register.sql to ../v006_states.sql, which say what each is for, with the
-- same columns, keys and rules. Integers are bigint, also where they are a truth, and texts are in the order of their bytes,
-- so that statements mean the same on both engines. `trackerctl` sets the search path to this schema.
CREATE SCHEMA IF NOT EXISTS tracker;

-- One row: the number of the last of these files. It is written when everything else is there.
CREATE TABLE register_format (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    format   bigint NOT NULL
);

-- Empty for ever: who writes locks it. A lock on the ledger would be in the way of the server's housekeeping, and would take
-- a right to change the ledger.
CREATE TABLE writer (nobody boolean);

CREATE FUNCTION composed(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT normalize($1) $$;
CREATE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT lower(normalize($1) COLLATE "und-x-icu") COLLATE "C" $$;
CREATE FUNCTION instr(text, text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT strpos($1, $2)::bigint $$;

CREATE TABLE ledger (
    seq          bigint PRIMARY KEY,
    effective_on text COLLATE "C" NOT NULL CHECK (length(effective_on) = 10),
    recorded_at  text COLLATE "C" NOT NULL CHECK (length(recorded_at) = 24),
    actor        text COLLATE "C" NOT NULL,
    recorded_by  text COLLATE "C",
    authority    text COLLATE "C",
    subject      text COLLATE "C" NOT NULL,
    act          text COLLATE "C" NOT NULL,
    entry        text COLLATE "C" NOT NULL,
    leaf_hash    bytea NOT NULL CHECK (length(leaf_hash) = 32)
);
CREATE INDEX ledger_subject ON ledger (subject, seq);

CREATE TABLE tree (
    level    bigint NOT NULL,
    position bigint NOT NULL,
    hash     bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, position)
);

CREATE TABLE words (
    seq         bigint NOT NULL REFERENCES ledger (seq) DEFERRABLE INITIALLY DEFERRED,
    name        text COLLATE "C" NOT NULL,
    salt        bytea CHECK (salt IS NULL OR length(salt) = 16),
    text        text COLLATE "C",
    redacted_by bigint REFERENCES ledger (seq) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (seq, name),
    CHECK ((salt IS NULL) = (text IS NULL)),
    CHECK ((text IS NULL) = (redacted_by IS NOT NULL))
);
CREATE INDEX words_redacted ON words (redacted_by) WHERE redacted_by IS NOT NULL;

-- Files of evidence by their SHA-256, each in parts of a mebibyte, unless a folder keeps them: who makes the register chooses.
-- What is packed already isn't packed again.
CREATE TABLE evidence (
    sha256 text COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
    part   bigint NOT NULL CHECK (part >= 0),
    bytes  bytea NOT NULL CHECK (length(bytes) <= 1048576),
    PRIMARY KEY (sha256, part)
);
ALTER TABLE evidence ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE TABLE evidence_place (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    place    text COLLATE "C" NOT NULL CHECK (place IN ('server', 'folder'))
);
INSERT INTO evidence_place (place) VALUES ('server');

-- From here on: computed from the ledger, and the same again after a replay.

CREATE TABLE setting (
    name  text COLLATE "C" PRIMARY KEY,
    value text COLLATE "C" NOT NULL
);

CREATE TABLE person (
    id bigint PRIMARY KEY
);
CREATE TABLE person_role (
    person bigint NOT NULL REFERENCES person (id),
    role   text COLLATE "C" NOT NULL,
    PRIMARY KEY (person, role)
);
CREATE TABLE person_change (
    seq     bigint PRIMARY KEY,
    person  bigint NOT NULL REFERENCES person (id),
    from_on text COLLATE "C" NOT NULL,
    post    bigint,
    account bigint,
    leaves  text COLLATE "C"
);

CREATE TABLE post (
    id bigint PRIMARY KEY
);
CREATE TABLE post_holder (
    seq     bigint PRIMARY KEY,
    post    bigint NOT NULL REFERENCES post (id),
    holder  bigint REFERENCES person (id),
    from_on text COLLATE "C" NOT NULL
);

CREATE TABLE monitoring (
    seq     bigint PRIMARY KEY,
    force   text COLLATE "C" NOT NULL,
    stage   text COLLATE "C" NOT NULL,
    from_on text COLLATE "C" NOT NULL
);

CREATE TABLE kind (
    name                 text COLLATE "C" PRIMARY KEY,
    needs_recommendation bigint NOT NULL
);
INSERT INTO kind (name, needs_recommendation) VALUES
    ('cause-of-concern', 1),
    ('accelerated-cause-of-concern', 1),
    ('recommendation', 0),
    ('area-for-improvement', 0);

CREATE TABLE scale (
    name       text COLLATE "C" PRIMARY KEY,
    grades     text COLLATE "C" NOT NULL,
    from_cycle bigint,
    to_cycle   bigint
);
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

CREATE TABLE rag_rule (
    name                text COLLATE "C" PRIMARY KEY,
    red_up_to           bigint,
    amber_up_to         bigint,
    past_date_red_below bigint,
    amber_within_days   bigint,
    CHECK ((red_up_to IS NULL) <> (amber_within_days IS NULL))
);

CREATE TABLE board (
    id     bigint PRIMARY KEY,
    ref    text COLLATE "C" NOT NULL,
    folded text COLLATE "C" NOT NULL UNIQUE,
    name   text COLLATE "C" NOT NULL
);

CREATE TABLE meeting (
    id      bigint PRIMARY KEY,
    ref     text COLLATE "C" NOT NULL,
    folded  text COLLATE "C" NOT NULL UNIQUE,
    board   bigint NOT NULL REFERENCES board (id),
    held_on text COLLATE "C" NOT NULL
);

CREATE TABLE report (
    id        bigint PRIMARY KEY,
    ref       text COLLATE "C" NOT NULL,
    folded    text COLLATE "C" NOT NULL UNIQUE,
    publisher text COLLATE "C" NOT NULL,
    force     text COLLATE "C" NOT NULL,
    published text COLLATE "C" NOT NULL,
    cycle     text COLLATE "C",
    scale     text COLLATE "C",
    url       text COLLATE "C"
);

CREATE TABLE grade (
    seq      bigint PRIMARY KEY,
    report   bigint NOT NULL REFERENCES report (id),
    question text COLLATE "C" NOT NULL,
    grade    text COLLATE "C" NOT NULL
);

CREATE TABLE recommendation (
    id     bigint PRIMARY KEY,
    ref    text COLLATE "C" NOT NULL,
    folded text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE item_state (
    recommendation       bigint NOT NULL REFERENCES recommendation (id),
    step                 bigint NOT NULL,
    known_from           bigint NOT NULL,
    known_to             bigint NOT NULL,
    from_on              text COLLATE "C" NOT NULL,
    to_on                text COLLATE "C" NOT NULL,
    cause                bigint NOT NULL,
    report               text COLLATE "C" NOT NULL,
    kind                 text COLLATE "C" NOT NULL,
    force                text COLLATE "C" NOT NULL,
    question             text COLLATE "C",
    number               text COLLATE "C",
    external_number      text COLLATE "C",
    parent               text COLLATE "C",
    addressee            text COLLATE "C",
    priority             text COLLATE "C",
    opened_on            text COLLATE "C" NOT NULL,
    original_due         text COLLATE "C",
    stage                text COLLATE "C" NOT NULL,
    closed_as            text COLLATE "C",
    successor            text COLLATE "C",
    acceptance           text COLLATE "C",
    lead                 bigint,
    supporting           text COLLATE "C" NOT NULL,
    board                text COLLATE "C",
    due                  text COLLATE "C",
    revisions            bigint NOT NULL,
    extension_wanted     bigint NOT NULL,
    in_scope             bigint NOT NULL,
    complete             bigint,
    rag                  text COLLATE "C",
    progress             bigint,
    progress_on          text COLLATE "C",
    text                 bigint NOT NULL,
    deadline             bigint,
    marking              text COLLATE "C",
    tags                 text COLLATE "C" NOT NULL,
    on_word              bigint NOT NULL DEFAULT 0,
    also_boards          text COLLATE "C" NOT NULL DEFAULT '',
    successor_report     text COLLATE "C",
    addressees           text COLLATE "C" NOT NULL DEFAULT '',
    proposed_for_closure bigint NOT NULL DEFAULT 0,
    disputed             bigint NOT NULL DEFAULT 0,
    evidence_changed     bigint NOT NULL DEFAULT 0,
    risk                 text COLLATE "C",
    delay                text COLLATE "C",
    control              bigint,
    proposals            bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (recommendation, known_from, step),
    CHECK (from_on <= to_on AND known_from < known_to)
);
CREATE INDEX item_state_now ON item_state (due, recommendation, stage, in_scope, marking, from_on, known_to, to_on, lead)
    WHERE known_to = 9223372036854775807 AND to_on = '9999-12-31' AND stage <> 'closed';
CREATE INDEX item_state_closed ON item_state (recommendation, due, stage, in_scope, marking, from_on, known_to, to_on)
    WHERE known_to = 9223372036854775807 AND to_on = '9999-12-31' AND stage = 'closed';
CREATE INDEX item_state_until ON item_state (to_on, from_on, stage, known_to, in_scope, lead)
    WHERE known_to = 9223372036854775807 AND stage <> 'closed' AND to_on < '9999-12-31';
CREATE INDEX item_state_from ON item_state (from_on, recommendation, known_to);
CREATE INDEX item_state_parent ON item_state (parent) WHERE parent IS NOT NULL;
CREATE INDEX item_state_successor_report ON item_state (successor_report) WHERE successor_report IS NOT NULL;

CREATE TABLE benefit (
    id             bigint PRIMARY KEY,
    recommendation bigint NOT NULL REFERENCES recommendation (id)
);
CREATE TABLE shared_benefit (
    id      bigint PRIMARY KEY,
    of      text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL
);

CREATE TABLE issued (
    id           bigint PRIMARY KEY,
    quarter      text COLLATE "C" NOT NULL,
    rows         text COLLATE "C" NOT NULL,
    scope        text COLLATE "C" NOT NULL,
    as_at        text COLLATE "C" NOT NULL,
    ledger_size  bigint NOT NULL,
    content_hash text COLLATE "C" NOT NULL
);

CREATE TABLE rule_set (
    from_seq bigint PRIMARY KEY,
    version  bigint NOT NULL
);

CREATE TABLE correction (
    seq      bigint PRIMARY KEY,
    corrects bigint NOT NULL,
    act      text COLLATE "C" NOT NULL
);

-- What may never be done, whoever asks. TR001 is what the program knows these refusals by. A name is looked up in this schema
-- alone, so that no table of a session's own can stand in for one of these.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, tracker, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'TR001';
END $$;

CREATE FUNCTION refuse_gap() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, tracker, pg_temp AS $$
BEGIN
    IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM ledger) THEN
        RAISE EXCEPTION 'the ledger only grows at its end' USING ERRCODE = 'TR001';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER ledger_grows_at_its_end BEFORE INSERT ON ledger
    FOR EACH ROW EXECUTE FUNCTION refuse_gap();
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('the ledger is never changed');
CREATE TRIGGER ledger_is_never_pruned BEFORE DELETE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('the ledger is never pruned');
CREATE TRIGGER ledger_is_never_emptied BEFORE TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('the ledger is never pruned');

CREATE TRIGGER tree_is_never_changed BEFORE UPDATE ON tree
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('the tree only grows');
CREATE TRIGGER tree_is_never_pruned BEFORE DELETE ON tree
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('the tree only grows');
CREATE TRIGGER tree_is_never_emptied BEFORE TRUNCATE ON tree
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('the tree only grows');

CREATE TRIGGER words_are_never_pruned BEFORE DELETE ON words
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('words are redacted, never pruned');
CREATE TRIGGER words_are_never_emptied BEFORE TRUNCATE ON words
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('words are redacted, never pruned');
CREATE TRIGGER words_are_never_changed BEFORE UPDATE ON words
    FOR EACH ROW WHEN (NEW.seq <> OLD.seq OR NEW.name <> OLD.name OR NEW.text IS NOT NULL OR OLD.text IS NULL)
    EXECUTE FUNCTION refuse('words are redacted, never changed');

-- Evidence goes by an entry that redacts it or disposes of it, and else never.
CREATE FUNCTION refuse_loss() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, tracker, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT sha256 FROM gone) g
        WHERE NOT EXISTS (
            SELECT 1 FROM ledger l
            WHERE l.act IN ('redact', 'evidence dispose') AND strpos(l.entry, '"' || g.sha256 || '"') > 0))
    THEN
        RAISE EXCEPTION 'evidence is redacted or disposed of, never pruned' USING ERRCODE = 'TR001';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER evidence_goes_by_an_entry AFTER DELETE ON evidence REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER evidence_is_never_changed BEFORE UPDATE ON evidence
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('evidence is never changed');
CREATE TRIGGER evidence_is_never_emptied BEFORE TRUNCATE ON evidence
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('evidence is redacted or disposed of, never pruned');

-- Duties that can't be mixed, as ../v004_item_state.sql has them.
CREATE FUNCTION refuse_own_assurance() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, tracker, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM ledger a
        WHERE a.seq = NEW.cause AND a.act = 'assure' AND (
            EXISTS (SELECT 1 FROM item_state s
                    WHERE s.recommendation = NEW.recommendation AND s.known_to = 9223372036854775807
                        AND s.step < NEW.step
                        AND ('P' || s.lead = a.actor
                            OR strpos(chr(10) || s.supporting || chr(10), chr(10) || substr(a.actor, 2) || chr(10)) > 0))
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
                        strpos(b.entry, '"lead":"' || who.id || '"') > 0
                        OR strpos(b.entry, '"owner":"' || who.id || '"') > 0
                        OR strpos(b.entry, '"supporting":[') > 0 AND strpos(
                            substr(b.entry, strpos(b.entry, '"supporting":['),
                                strpos(substr(b.entry, strpos(b.entry, '"supporting":[')), ']')),
                            '"' || who.id || '"') > 0)))
            AND NOT (a.seq >= (SELECT min(r.from_seq) FROM rule_set r WHERE r.version >= 2) AND EXISTS (
                SELECT 1 FROM ledger w
                WHERE w.subject = a.subject AND w.act = 'waive' AND w.seq < a.seq
                    AND strpos(w.entry, '"assurer":"' || a.actor || '"') > 0
                    AND NOT EXISTS (
                        SELECT 1 FROM ledger c
                        WHERE c.subject = w.subject AND c.seq > w.seq AND c.act = 'correct'
                            AND strpos(c.entry, '"corrects":' || w.seq || ',') > 0
                            AND strpos(c.entry, '"void":true') > 0))))
    THEN
        RAISE EXCEPTION 'whoever assures has had no part in the work, unless that was waived' USING ERRCODE = 'TR001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER item_state_assurer_is_another BEFORE INSERT ON item_state
    FOR EACH ROW WHEN (NEW.on_word = 0 AND (NEW.stage = 'assured' OR NEW.stage = 'closed'))
    EXECUTE FUNCTION refuse_own_assurance();

CREATE FUNCTION refuse_unassured() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, tracker, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM item_state s
        WHERE s.recommendation = NEW.recommendation AND s.known_to = 9223372036854775807 AND s.step = NEW.step - 1
            AND (s.stage = 'assured' OR s.closed_as = 'implemented'))
    THEN
        RAISE EXCEPTION 'an item is closed as implemented only out of standing assurance' USING ERRCODE = 'TR001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER item_state_implemented_was_assured BEFORE INSERT ON item_state
    FOR EACH ROW WHEN (NEW.closed_as = 'implemented')
    EXECUTE FUNCTION refuse_unassured();

-- A superuser who has triggers passed over (session_replication_role) doesn't get past these.
ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_grows_at_its_end;
ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_is_never_changed;
ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_is_never_pruned;
ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_is_never_emptied;
ALTER TABLE tree ENABLE ALWAYS TRIGGER tree_is_never_changed;
ALTER TABLE tree ENABLE ALWAYS TRIGGER tree_is_never_pruned;
ALTER TABLE tree ENABLE ALWAYS TRIGGER tree_is_never_emptied;
ALTER TABLE words ENABLE ALWAYS TRIGGER words_are_never_pruned;
ALTER TABLE words ENABLE ALWAYS TRIGGER words_are_never_emptied;
ALTER TABLE words ENABLE ALWAYS TRIGGER words_are_never_changed;
ALTER TABLE evidence ENABLE ALWAYS TRIGGER evidence_goes_by_an_entry;
ALTER TABLE evidence ENABLE ALWAYS TRIGGER evidence_is_never_changed;
ALTER TABLE evidence ENABLE ALWAYS TRIGGER evidence_is_never_emptied;
ALTER TABLE item_state ENABLE ALWAYS TRIGGER item_state_assurer_is_another;
ALTER TABLE item_state ENABLE ALWAYS TRIGGER item_state_implemented_was_assured;

-- Writes the words' table anew, so that nothing is left in it of what was removed. That takes its owner, whose right whoever
-- redacts borrows here.
CREATE FUNCTION sweep_words() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, tracker, pg_temp AS $$
BEGIN
    CLUSTER words USING words_pkey;
END $$;
CREATE FUNCTION sweep_evidence() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, tracker, pg_temp AS $$
BEGIN
    CLUSTER evidence USING evidence_pkey;
END $$;
REVOKE ALL ON FUNCTION sweep_words(), sweep_evidence() FROM PUBLIC;
