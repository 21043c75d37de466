-- The register as other programs read it (docs/reporting-views.md): names and columns here are promises, those of the tables are
-- not. Columns are called what JSON calls them (docs/json.md). What was put right is right here, what no longer counts is left
-- out, and words that were redacted read "[redacted]", as on paper. Views in the singular are parts of the others, and nobody is
-- given them.
CREATE SCHEMA IF NOT EXISTS reporting;

-- The corrections in force, each beside the entry that it puts right. One that a later entry takes back is in force again when
-- that one is taken back in its turn, and so on: the last of them counts.
CREATE VIEW reporting.correction AS
WITH RECURSIVE given AS MATERIALIZED (
    SELECT seq, entry::jsonb -> 'data' AS data, (entry::jsonb #>> '{data,corrects}')::bigint AS corrects
    FROM tracker.ledger WHERE act = 'correct'
), taken_back AS (
    SELECT corrects AS seq, max(seq) AS by FROM given WHERE corrects IN (SELECT seq FROM given) GROUP BY corrects
), chain AS (
    SELECT seq, by, 1 AS length FROM taken_back
    UNION ALL
    SELECT c.seq, t.by, c.length + 1 FROM chain c JOIN taken_back t ON t.seq = c.by
)
SELECT g.corrects AS record, g.seq, g.data FROM given g
WHERE g.seq NOT IN (SELECT seq FROM chain GROUP BY seq HAVING max(length) % 2 = 1)
    AND g.corrects NOT IN (SELECT seq FROM given);

-- Entries as they stand: with the day and the data that corrections gave them, without those that no longer count.
CREATE VIEW reporting.record AS
SELECT l.seq, l.subject, l.act, l.actor, coalesce(c.effective_on, l.effective_on)::date AS effective_on,
    coalesce(l.entry::jsonb -> 'data', '{}') || coalesce(f.fields, '{}') AS data
FROM tracker.ledger l
LEFT JOIN (
    SELECT record,
        (array_agg(coalesce((data ->> 'void')::boolean, false) ORDER BY seq DESC))[1] AS is_void,
        (array_agg(data ->> 'effective_on' ORDER BY seq DESC) FILTER (WHERE data ? 'effective_on'))[1] AS effective_on
    FROM reporting.correction GROUP BY record
) c ON c.record = l.seq
LEFT JOIN (
    SELECT record, jsonb_object_agg(f.key, f.value ORDER BY seq) AS fields
    FROM reporting.correction, jsonb_each(data -> 'fields') f GROUP BY record
) f ON f.record = l.seq
WHERE c.is_void IS NOT TRUE;

-- The words of entries as they stand: those of a correction in the place of its entry's own.
CREATE VIEW reporting.word AS
SELECT DISTINCT ON (record, name) record, name, redacted_by IS NOT NULL AS is_redacted,
    CASE WHEN redacted_by IS NULL THEN text ELSE '[redacted]' END AS text
FROM (
    SELECT w.seq AS record, w.seq, w.name, w.text, w.redacted_by FROM tracker.words w
    UNION ALL
    SELECT c.record, w.seq, w.name, w.text, w.redacted_by FROM reporting.correction c
    JOIN tracker.words w ON w.seq = c.seq WHERE w.name NOT IN ('reason', 'typist')
) said
ORDER BY record, name, seq DESC;

-- What people and posts are called. Their identifiers tell apart who has the same name.
CREATE VIEW reporting.name AS
SELECT p.id, w.text AS name
FROM (SELECT id FROM tracker.person UNION ALL SELECT id FROM tracker.post) p
LEFT JOIN reporting.word w ON w.record = p.id AND w.name = 'name';

-- The day it is where the body is, and the register's own rule for red, amber and green.
CREATE VIEW reporting.present AS
SELECT (CASE WHEN zone.name ~ '^[-+]' THEN now() AT TIME ZONE zone.name::interval
        ELSE now() AT TIME ZONE zone.name END)::date AS today,
    rule.name AS rag_rule, rule.red_up_to, rule.amber_up_to, rule.past_date_red_below, rule.amber_within_days
FROM (SELECT coalesce((SELECT value FROM tracker.setting WHERE name = 'time_zone' AND value <> ''), 'Europe/London')) zone (name)
CROSS JOIN (SELECT coalesce((SELECT value FROM tracker.setting WHERE name = 'rag_rule' AND value <> ''), 'date')) wanted (name)
JOIN (
    VALUES ('date', NULL::bigint, NULL::bigint, NULL::bigint, 30::bigint), ('percentage', 25, 75, 50, NULL)
    UNION ALL
    SELECT subject, (data ->> 'red_up_to')::bigint, (data ->> 'amber_up_to')::bigint,
        (data ->> 'past_date_red_below')::bigint, (data ->> 'amber_within_days')::bigint
    FROM reporting.record WHERE act = 'rag add'
) rule (name, red_up_to, amber_up_to, past_date_red_below, amber_within_days) ON rule.name = lower(wanted.name);

-- People: what they are called, their office and their last day as of today, and what they may do.
CREATE VIEW reporting.people AS
SELECT 'P' || p.id AS id, n.name,
    CASE WHEN changed.post IS NULL THEN office.text WHEN changed.post THEN changed.office END AS post,
    CASE WHEN left_on.day < '9999-12-31' THEN left_on.day END AS leaves,
    coalesce((SELECT string_agg(role, '; ' ORDER BY role) FROM tracker.person_role r WHERE r.person = p.id), '') AS roles
FROM tracker.person p
CROSS JOIN reporting.present t
JOIN reporting.name n ON n.id = p.id
LEFT JOIN reporting.word office ON office.record = p.id AND office.name = 'post'
LEFT JOIN (
    SELECT DISTINCT ON (r.subject) r.subject, (r.data ->> 'post')::boolean AS post, w.text AS office
    FROM reporting.record r CROSS JOIN reporting.present t
    LEFT JOIN reporting.word w ON w.record = r.seq AND w.name = 'post'
    WHERE r.act = 'person change' AND r.data ->> 'post' IS NOT NULL AND r.effective_on <= t.today
    ORDER BY r.subject, r.effective_on DESC, r.seq DESC
) changed ON changed.subject = 'P' || p.id
LEFT JOIN (
    SELECT DISTINCT ON (r.subject) r.subject, (r.data ->> 'leaves')::date AS day
    FROM reporting.record r WHERE r.act = 'person change' AND r.data ? 'leaves'
    ORDER BY r.subject, r.effective_on DESC, r.seq DESC
) left_on ON left_on.subject = 'P' || p.id;

-- Posts, and who holds them today: nobody, once the holder's last day is past.
CREATE VIEW reporting.posts AS
SELECT 'P' || p.id AS id, n.name, CASE WHEN h.isheld THEN h.holder END AS holder, CASE WHEN h.isheld THEN h.holder_id END AS holder_id,
    CASE WHEN h.isheld THEN h.since END AS since
FROM tracker.post p
JOIN reporting.name n ON n.id = p.id
LEFT JOIN (
    SELECT DISTINCT ON (r.subject) r.subject, r.data ->> 'holder' AS holder_id, who.name AS holder, r.effective_on AS since,
        who.id IS NOT NULL AND (who.leaves IS NULL OR who.leaves >= t.today) AS isheld
    FROM reporting.record r CROSS JOIN reporting.present t
    LEFT JOIN reporting.people who ON who.id = r.data ->> 'holder'
    WHERE r.act = 'post holder' AND r.effective_on <= t.today
    ORDER BY r.subject, r.effective_on DESC, r.seq DESC
) h ON h.subject = 'P' || p.id;

CREATE VIEW reporting.reports AS
SELECT r.subject AS id, w.text AS title, r.data ->> 'publisher' AS publisher, r.data ->> 'force' AS force,
    r.data ->> 'published' AS published, r.data ->> 'cycle' AS cycle, r.data ->> 'scale' AS scale, r.data ->> 'url' AS url
FROM reporting.record r
LEFT JOIN reporting.word w ON w.record = r.seq AND w.name = 'title'
WHERE r.act = 'report add';

CREATE VIEW reporting.boards AS
SELECT subject AS id, data ->> 'name' AS name FROM reporting.record WHERE act = 'board add';

CREATE VIEW reporting.meetings AS
SELECT subject AS id, data ->> 'board' AS board, (data ->> 'held_on')::date AS date
FROM reporting.record WHERE act = 'meeting add';

-- Every state that an item was in for a day or longer, as known now: from a day to a day; without an end, the present one.
CREATE VIEW reporting.item_history AS
SELECT r.ref, s.from_on::date AS from_on, CASE WHEN s.to_on < '9999-12-31' THEN s.to_on::date - 1 END AS to_on,
    s.cause AS entry, s.report, s.kind, s.force,
    CASE s.stage WHEN 'pending-sign-off' THEN 'in-progress' ELSE s.stage END AS status,
    CASE s.stage WHEN 'closed' THEN NULL WHEN 'open' THEN CASE WHEN s.lead IS NULL THEN 'awaiting-allocation' ELSE 'open' END
        ELSE s.stage END AS position,
    s.closed_as, s.stage <> 'closed' AND s.in_scope <> 0 AS counted, s.in_scope <> 0 AS in_scope, s.acceptance,
    n.name AS lead, 'P' || s.lead AS lead_id, s.board, s.due::date AS due, s.revisions, s.complete, s.rag AS rag_stated,
    s.marking
FROM tracker.item_state s
JOIN tracker.recommendation r ON r.id = s.recommendation
LEFT JOIN reporting.name n ON n.id = s.lead
WHERE s.known_to = 9223372036854775807 AND s.from_on < s.to_on;

-- Items as they stand today.
CREATE VIEW reporting.items AS
WITH called AS MATERIALIZED (SELECT id, name FROM reporting.name),
held AS MATERIALIZED (SELECT id, holder FROM reporting.posts),
needy AS MATERIALIZED (
    SELECT name FROM tracker.kind k WHERE needs_recommendation <> 0
        AND NOT EXISTS (SELECT 1 FROM tracker.ledger l WHERE l.act = 'kind add' AND l.subject = k.name)
    UNION ALL
    SELECT subject FROM reporting.record WHERE act = 'kind add' AND (data ->> 'needs_recommendation')::boolean
)
SELECT r.ref, s.number, s.external_number, s.kind, s.report, p.title AS report_title, p.publisher, s.force, s.question,
    s.parent, s.addressee,
    (SELECT string_agg(split_part(line, chr(9), 1), '; ')
     FROM unnest(string_to_array(nullif(s.addressees, ''), chr(10))) line) AS addressees,
    s.priority, CASE WHEN t.redacted_by IS NULL THEN t.text ELSE '[redacted]' END AS text,
    CASE s.stage WHEN 'pending-sign-off' THEN 'in-progress' ELSE s.stage END AS status,
    CASE s.stage WHEN 'closed' THEN NULL WHEN 'open' THEN CASE WHEN s.lead IS NULL THEN 'awaiting-allocation' ELSE 'open' END
        ELSE s.stage END AS position,
    s.stage <> 'closed' AND s.in_scope <> 0 AS counted, s.in_scope <> 0 AS in_scope,
    s.stage = 'pending-sign-off' AS pending_sign_off, s.proposed_for_closure <> 0 AS proposed_for_closure,
    s.disputed <> 0 AS disputed, s.on_word <> 0 AS on_word, s.evidence_changed <> 0 AS evidence_changed,
    EXISTS (SELECT 1 FROM needy WHERE needy.name = s.kind) AND NOT EXISTS (
        SELECT 1 FROM tracker.item_state c
        WHERE c.parent = r.ref AND c.known_to = 9223372036854775807 AND c.to_on = '9999-12-31') AS incomplete,
    s.closed_as, s.successor, s.successor_report, s.acceptance,
    l.name AS lead, 'P' || s.lead AS lead_id, h.holder AS lead_holder,
    CASE WHEN s.supporting <> '' THEN
        (SELECT string_agg(c.name, '; ' ORDER BY u.place)
         FROM unnest(string_to_array(s.supporting, chr(10))) WITH ORDINALITY u (id, place)
         JOIN called c ON c.id = u.id::bigint) END AS support,
    s.board, replace(nullif(s.also_boards, ''), chr(10), '; ') AS also_boards, s.opened_on::date AS opened,
    s.due::date AS due, s.original_due::date AS original_due,
    CASE WHEN d.redacted_by IS NULL THEN d.text ELSE '[redacted]' END AS deadline, s.revisions,
    s.extension_wanted <> 0 AS extension_wanted, late.overdue,
    CASE WHEN late.overdue THEN now.today - s.due::date ELSE 0 END AS days_overdue, s.complete,
    CASE WHEN s.stage = 'closed' THEN NULL WHEN s.stage = 'assured' THEN 'green'
        WHEN now.red_up_to IS NOT NULL THEN
            CASE WHEN coalesce(s.complete, 0) <= now.red_up_to
                    OR late.overdue AND coalesce(s.complete, 0) < now.past_date_red_below THEN 'red'
                WHEN coalesce(s.complete, 0) <= now.amber_up_to THEN 'amber' ELSE 'green' END
        WHEN s.due IS NULL THEN 'none' WHEN late.overdue THEN 'red'
        WHEN s.due::date - now.today <= now.amber_within_days THEN 'amber' ELSE 'green' END AS rag,
    now.rag_rule, s.rag AS rag_stated,
    CASE WHEN n.redacted_by IS NULL THEN n.text ELSE '[redacted]' END AS progress, s.progress_on::date AS progress_on,
    s.risk, s.delay, s.proposals AS proposals_waiting, s.marking,
    replace(nullif(s.tags, ''), chr(10), '; ') AS tags, now.today AS as_at
FROM tracker.item_state s
CROSS JOIN reporting.present now
CROSS JOIN LATERAL (
    SELECT s.stage IN ('open', 'in-progress', 'pending-sign-off') AND s.due IS NOT NULL AND s.due::date < now.today
) late (overdue)
JOIN tracker.recommendation r ON r.id = s.recommendation
LEFT JOIN reporting.reports p ON p.id = s.report
LEFT JOIN called l ON l.id = s.lead
LEFT JOIN held h ON h.id = 'P' || s.lead
LEFT JOIN tracker.words t ON t.seq = s.text AND t.name = 'text'
LEFT JOIN tracker.words d ON d.seq = s.deadline AND d.name = 'deadline'
LEFT JOIN tracker.words n ON n.seq = s.progress AND n.name = 'note'
WHERE s.known_to = 9223372036854775807 AND s.to_on = '9999-12-31';

-- The ledger's entries, those that were put right or no longer count included, as the audit log has them.
CREATE VIEW reporting.entries AS
SELECT l.seq, l.effective_on::date AS effective_on, l.recorded_at::timestamptz AS recorded_at, a.name AS actor, l.actor AS actor_id,
    b.name AS recorded_by, l.recorded_by AS recorded_by_id,
    CASE WHEN w.redacted_by IS NULL THEN w.text ELSE '[redacted]' END AS typed_by_account, l.authority, l.subject, l.act
FROM tracker.ledger l
LEFT JOIN reporting.name a ON 'P' || a.id = l.actor
LEFT JOIN reporting.name b ON 'P' || b.id = l.recorded_by
LEFT JOIN tracker.words w ON w.seq = l.seq AND w.name = 'typist';

-- The steps of plans.
CREATE VIEW reporting.actions AS
SELECT 'A' || a.seq AS id, a.subject AS ref, w.text, n.name AS owner, a.data ->> 'owner' AS owner_id, d.due,
    CASE WHEN e.act = 'action done' THEN 'done' WHEN e.act = 'action drop' THEN 'dropped'
        WHEN d.due < t.today THEN 'overdue' ELSE 'to-do' END AS state,
    e.effective_on AS ended,
    CASE WHEN e.act IS NULL AND d.due < t.today THEN t.today - d.due ELSE 0 END AS days_overdue
FROM reporting.record a
CROSS JOIN reporting.present t
CROSS JOIN LATERAL (SELECT (a.data ->> 'due')::date) d (due)
LEFT JOIN reporting.word w ON w.record = a.seq AND w.name = 'text'
LEFT JOIN reporting.name n ON 'P' || n.id = a.data ->> 'owner'
LEFT JOIN reporting.record e ON e.act IN ('action done', 'action drop') AND e.data ->> 'action' = 'A' || a.seq
WHERE a.act = 'action add';

-- Pieces of evidence, and what became of them.
CREATE VIEW reporting.evidence AS
SELECT 'E' || a.seq AS id, a.subject AS ref, title.text AS title, a.effective_on AS dated,
    CASE WHEN gone.is_disposed THEN 'disposed of'
        WHEN address.is_redacted
            OR EXISTS (
                SELECT 1 FROM tracker.ledger l WHERE l.act = 'redact' AND (l.entry::jsonb #>> '{data,redacts}')::bigint = a.seq
                    AND l.entry::jsonb -> 'data' ?| ARRAY['file', 'files'])
            OR address.text IS NULL AND (SELECT bool_and(w.redacted_by IS NOT NULL) FROM tracker.words w WHERE w.seq = a.seq)
            THEN 'redacted'
        WHEN gone.is_lost THEN 'lost' WHEN gone.is_withdrawn THEN 'withdrawn' ELSE 'stands' END AS state,
    a.data ->> 'media_type' AS media_type, (a.data ->> 'size')::bigint AS size, a.data ->> 'sha256' AS sha256
FROM reporting.record a
LEFT JOIN reporting.word title ON title.record = a.seq AND title.name = 'title'
LEFT JOIN reporting.word address ON address.record = a.seq AND address.name = 'address'
LEFT JOIN (
    SELECT data ->> 'evidence' AS id, bool_or(act = 'evidence lost') AS is_lost, bool_or(act = 'evidence withdraw') AS is_withdrawn,
        bool_or(act = 'evidence dispose') AS is_disposed
    FROM reporting.record WHERE act IN ('evidence lost', 'evidence withdraw', 'evidence dispose') GROUP BY 1
) gone ON gone.id = 'E' || a.seq
WHERE a.act = 'evidence add';

-- How many steps and pieces of evidence each item has.
CREATE VIEW reporting.item_counts AS
SELECT r.ref, coalesce(a.actions, 0) AS actions, coalesce(a.done, 0) AS actions_done, coalesce(a.dropped, 0) AS actions_dropped,
    coalesce(a.overdue, 0) AS actions_overdue, coalesce(e.evidence, 0) AS evidence, coalesce(e.standing, 0) AS evidence_standing
FROM tracker.recommendation r
LEFT JOIN (
    SELECT ref, count(*) AS actions, count(*) FILTER (WHERE state = 'done') AS done,
        count(*) FILTER (WHERE state = 'dropped') AS dropped, count(*) FILTER (WHERE state = 'overdue') AS overdue
    FROM reporting.actions GROUP BY ref
) a ON a.ref = r.ref
LEFT JOIN (
    SELECT ref, count(*) AS evidence, count(*) FILTER (WHERE state = 'stands') AS standing FROM reporting.evidence GROUP BY ref
) e ON e.ref = r.ref;

-- The quarterly tables that were issued.
CREATE VIEW reporting.issued AS
SELECT 'T' || seq AS id, data ->> 'quarter' AS quarter, data ->> 'rows' AS rows, data ->> 'scope' AS scope,
    (data ->> 'as_at')::date AS as_at, (data ->> 'ledger_size')::bigint AS ledger_size, data ->> 'content_hash' AS content_hash
FROM reporting.record WHERE act = 'issue';
