/* The items that `trackerctl outstanding` lists, in its order, for the sqlite3 shell and for Python; a limit of -1 is none. */
SELECT r.ref, t.text, s.stage, p.text AS lead, s.supporting, s.due, s.original_due, d.text AS deadline, s.revisions,
       s.complete, n.text AS progress, s.progress_on, s.report, s.kind, s.force, s.question, s.number,
       s.external_number, s.parent, s.board, s.opened_on, s.tags
FROM (SELECT * FROM item_state
      WHERE known_to = 9223372036854775807 AND to_on = '9999-12-31' AND stage <> 'closed' AND in_scope
      ORDER BY due IS NULL, due, recommendation LIMIT :limit) s
JOIN recommendation r ON r.id = s.recommendation
LEFT JOIN words t ON t.seq = s.text AND t.name = 'text'
LEFT JOIN words d ON d.seq = s.deadline AND d.name = 'deadline'
LEFT JOIN words n ON n.seq = s.progress AND n.name = 'note'
LEFT JOIN words p ON p.seq = s.lead AND p.name = 'name'
ORDER BY s.due IS NULL, s.due, s.recommendation;
