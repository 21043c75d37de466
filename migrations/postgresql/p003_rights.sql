-- Who may do what in the database: roles that record and that read, and people who connect by themselves and see their own
-- items alone (docs/postgresql.md, docs/decisions/0171-owners-connect-by-themselves.md).

-- Whoever is tied to a person of the register, by the role that they log in as. Only the register's owner ties (`tie`).
CREATE TABLE tied (
    role   text COLLATE "C" PRIMARY KEY,
    person bigint NOT NULL REFERENCES person (id)
);

-- The items that whoever is logged in leads or supports today, by themselves, by a post or for a body that the item is directed
-- at; none once their last day is past. SET ROLE doesn't change who is logged in.
CREATE VIEW reporting.own AS
WITH me AS (
    SELECT p.id FROM tracker.tied t
    JOIN reporting.people p ON p.id = 'P' || t.person
    CROSS JOIN reporting.present now
    WHERE t.role = session_user::text AND (p.leaves IS NULL OR p.leaves >= now.today)
), parts AS MATERIALIZED (
    SELECT id FROM me UNION ALL SELECT o.id FROM reporting.posts o JOIN me ON me.id = o.holder_id
)
SELECT r.ref FROM tracker.item_state s
JOIN tracker.recommendation r ON r.id = s.recommendation
WHERE s.known_to = 9223372036854775807 AND s.to_on = '9999-12-31' AND (
    'P' || s.lead IN (SELECT id FROM parts)
    OR EXISTS (SELECT 1 FROM unnest(string_to_array(s.supporting, chr(10))) u JOIN parts ON parts.id = 'P' || u)
    OR EXISTS (SELECT 1 FROM unnest(string_to_array(s.addressees, chr(10))) u
               JOIN parts ON parts.id = 'P' || split_part(u, chr(9), 3)));

-- What they see. A barrier lets no function of theirs look at a row before it is known to be their own.
CREATE SCHEMA IF NOT EXISTS mine;
CREATE VIEW mine.items WITH (security_barrier) AS
    SELECT * FROM reporting.items WHERE ref IN (SELECT ref FROM reporting.own);
CREATE VIEW mine.item_history WITH (security_barrier) AS
    SELECT * FROM reporting.item_history WHERE ref IN (SELECT ref FROM reporting.own);
CREATE VIEW mine.item_counts WITH (security_barrier) AS
    SELECT * FROM reporting.item_counts WHERE ref IN (SELECT ref FROM reporting.own);
CREATE VIEW mine.actions WITH (security_barrier) AS
    SELECT * FROM reporting.actions WHERE ref IN (SELECT ref FROM reporting.own);
CREATE VIEW mine.evidence WITH (security_barrier) AS
    SELECT * FROM reporting.evidence WHERE ref IN (SELECT ref FROM reporting.own);
CREATE VIEW mine.entries WITH (security_barrier) AS
    SELECT * FROM reporting.entries WHERE subject IN (SELECT ref FROM reporting.own);

-- Ties a role to a person. The first one raises the second wall: whoever is tied gets no row out of any table, whatever rights
-- somebody gives them or a role that they are in. The views are read with their owner's rights, whom that doesn't hold.
CREATE FUNCTION tie(role text, person text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, tracker, pg_temp AS $$
DECLARE
    other text;
    name text;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_auth_members WHERE roleid = to_regrole('tracker_lead') AND member = to_regrole(quote_ident($1))) THEN
        RAISE EXCEPTION '% is no member of tracker_lead', $1
            USING HINT = 'Make both: CREATE ROLE tracker_lead; CREATE ROLE ' || quote_ident($1) || ' LOGIN IN ROLE tracker_lead';
    END IF;
    SELECT r.rolname INTO other FROM pg_roles r
        WHERE r.rolname NOT IN ($1, 'tracker_lead') AND pg_has_role($1, r.oid, 'MEMBER') LIMIT 1;
    IF other IS NOT NULL THEN
        RAISE EXCEPTION '% may act as % as well, who is not held by this', $1, other
            USING HINT = 'Only a role that is a member of tracker_lead and of no other can be tied.';
    END IF;
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1 AND rolbypassrls) THEN
        RAISE EXCEPTION '% passes over the rights to rows (BYPASSRLS)', $1;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM tracker.person p WHERE 'P' || p.id = $2) THEN
        RAISE EXCEPTION 'there is no person %', $2 USING HINT = 'Give the identifier, such as P3: SELECT id, name FROM reporting.people';
    END IF;
    INSERT INTO tracker.tied VALUES ($1, substr($2, 2)::bigint) ON CONFLICT ON CONSTRAINT tied_pkey DO UPDATE SET person = excluded.person;
    FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'tracker'::regnamespace AND relkind = 'r' AND relname <> 'tied'
    LOOP
        EXECUTE format('ALTER TABLE tracker.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('DROP POLICY IF EXISTS everybody ON tracker.%I', name);
        EXECUTE format('DROP POLICY IF EXISTS nobody_tied ON tracker.%I', name);
        EXECUTE format('CREATE POLICY everybody ON tracker.%I USING (true)', name);
        EXECUTE format('CREATE POLICY nobody_tied ON tracker.%I AS RESTRICTIVE TO %s
            USING (NOT (SELECT EXISTS (SELECT 1 FROM tracker.tied t WHERE t.role = session_user::text)))', name,
            (SELECT string_agg(quote_ident(rolname), ', ') FROM pg_roles
             WHERE rolname IN ('tracker_app', 'tracker_reader', 'tracker_lead')));
    END LOOP;
    PERFORM tracker.grant_rights();
END $$;

-- Takes it back: the role sees nothing from then on.
CREATE FUNCTION untie(role text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, tracker, pg_temp AS $$
BEGIN
    DELETE FROM tracker.tied t WHERE t.role = $1;
END $$;

-- Rights of the roles, where the server has them: who records, who only reads, and who sees their own items alone.
CREATE FUNCTION grant_rights() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, tracker, pg_temp AS $$
DECLARE
    reader name;
BEGIN
    IF to_regrole('tracker_app') IS NOT NULL THEN
        GRANT USAGE ON SCHEMA tracker TO tracker_app;
        GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA tracker TO tracker_app;
        REVOKE INSERT ON register_format, writer, tied, evidence_place FROM tracker_app;
        -- What it takes to lock a table; there is nothing in it to change.
        GRANT UPDATE ON writer TO tracker_app;
        GRANT UPDATE (salt, text, redacted_by) ON words TO tracker_app;
        GRANT UPDATE (known_to) ON item_state TO tracker_app;
        GRANT UPDATE (value), DELETE ON setting TO tracker_app;
        GRANT DELETE ON person_role, evidence TO tracker_app;
        GRANT EXECUTE ON FUNCTION sweep_words(), sweep_evidence() TO tracker_app;
    END IF;
    IF to_regrole('tracker_reader') IS NOT NULL THEN
        GRANT USAGE ON SCHEMA tracker TO tracker_reader;
        GRANT SELECT ON ALL TABLES IN SCHEMA tracker TO tracker_reader;
    END IF;
    FOR reader IN SELECT rolname FROM pg_roles WHERE rolname IN ('tracker_app', 'tracker_reader', 'tracker_lead') LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA reporting TO %I', reader);
        EXECUTE format('GRANT SELECT ON reporting.reports, reporting.boards, reporting.meetings, reporting.issued TO %I', reader);
        IF reader = 'tracker_lead' THEN
            GRANT USAGE ON SCHEMA mine TO tracker_lead;
            GRANT SELECT ON ALL TABLES IN SCHEMA mine TO tracker_lead;
        ELSE
            EXECUTE format('GRANT SELECT ON reporting.items, reporting.item_history, reporting.item_counts, reporting.actions,
                reporting.evidence, reporting.entries, reporting.people, reporting.posts TO %I', reader);
        END IF;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION tie(text, text), untie(text), grant_rights() FROM PUBLIC;
SELECT grant_rights();
