-- name: case_open
INSERT INTO cases (id, member_id, conversation_id, previous_id, subcategory, desk, urgency, status, identity_mode, restricted,
                   sure, split_from, opened_at, registered_at, due_at, due_verified, started_at)
VALUES (coalesce((SELECT max(id) FROM cases), 1000) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $13);

-- name: case_by_id
SELECT c.id, c.subcategory, c.desk, c.urgency, c.status, c.identity_mode, c.restricted, c.sure, c.member_id,
       c.conversation_id, c.handler_id, s.name, c.first_contact_id, c.closing_id, c.opened_at, c.due_at, c.urged_at,
       c.reopened, c.returned, c.previous_id, c.contacted_at, c.started_at, c.round, c.escalation, c.outcome_at, c.outcome
FROM cases c LEFT JOIN staff s ON s.id = c.handler_id
WHERE c.id = $1;

-- name: member_last_case_of
SELECT last_case_id FROM members WHERE id = $1;

-- name: desk_queue
SELECT c.id, c.subcategory, c.desk, c.urgency, c.status, c.identity_mode, c.restricted, c.sure, c.member_id,
       c.conversation_id, c.handler_id, s.name, c.first_contact_id, c.closing_id, c.opened_at, c.due_at, c.urged_at,
       c.reopened, c.returned, c.previous_id, c.contacted_at, c.started_at, c.round, c.escalation, c.outcome_at, c.outcome
FROM cases c LEFT JOIN staff s ON s.id = c.handler_id
WHERE c.desk = $1 AND c.status <> 'held' AND c.status <> 'closed' AND c.status <> 'withdrawn' AND c.status <> 'followed_up'
  AND c.status <> 'merged'
ORDER BY c.due_at, c.id LIMIT $2;

-- name: cases_held_before
-- An emergency is never forgotten, and must not hold up the others.
SELECT id FROM cases WHERE status = 'held' AND urgency <> 'P0' AND opened_at < $1 ORDER BY opened_at LIMIT $2;

-- name: case_by_query_code
SELECT id FROM cases WHERE query_code_hash = $1 ORDER BY id DESC LIMIT 1;

-- name: event_add
INSERT INTO case_events (case_id, seq, at, actor, staff_id, kind, from_status, to_status, inbox_id, detail)
VALUES ($1, (SELECT coalesce(max(seq) + 1, 0) FROM case_events WHERE case_id = $1), $2, $3, $4, $5, $6, $7, $8, $9);

-- name: history
-- Without what is there for counting alone.
SELECT e.at, e.kind, e.actor, s.name, coalesce(i.text, e.detail)
FROM case_events e LEFT JOIN staff s ON s.id = e.staff_id LEFT JOIN inbox i ON i.id = e.inbox_id
WHERE e.case_id = $1 AND e.kind <> 'limit_set' AND e.kind <> 'rated' ORDER BY e.seq DESC LIMIT $2;

-- name: opened_as
SELECT detail FROM case_events WHERE case_id = $1 AND kind = 'opened' ORDER BY seq LIMIT 1;

-- name: counted_from
SELECT at FROM case_events
WHERE case_id = $1 AND (kind = 'opened' OR kind = 'registered' OR (kind = 'status' AND to_status = 'reopened'))
ORDER BY seq DESC;

-- name: answers_of
SELECT field, value FROM answers WHERE case_id = $1;

-- name: answer_set
INSERT INTO answers (case_id, field, value, inbox_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (case_id, field) DO UPDATE SET value = excluded.value, inbox_id = excluded.inbox_id;

-- name: case_register
UPDATE cases SET status = 'registered', registered_at = $2, started_at = $2, due_at = $3, due_verified = $4
WHERE id = $1 AND status = 'held';

-- name: case_status
UPDATE cases SET status = $2,
    closed_at = CASE WHEN $2 = 'closed' OR $2 = 'withdrawn' OR $2 = 'merged' THEN $3 WHEN $2 = 'followed_up' THEN closed_at ELSE NULL END
WHERE id = $1 AND status = $4;

-- name: case_topic
UPDATE cases SET subcategory = $2, desk = $3, urgency = $4, restricted = $5, sure = $6, due_at = coalesce($7, due_at),
    due_verified = CASE WHEN $7 IS NULL THEN due_verified ELSE $8 END
WHERE id = $1;

-- name: case_identity
UPDATE cases SET identity_mode = $2, query_code_hash = $3 WHERE id = $1;

-- name: case_handler
UPDATE cases SET handler_id = $2, first_contact_id = coalesce(first_contact_id, $2), transferred_from = NULL WHERE id = $1;

-- name: case_transfer
UPDATE cases SET desk = $2, transferred_from = $3, handler_id = NULL WHERE id = $1;

-- name: case_transferred_from
SELECT transferred_from FROM cases WHERE id = $1;

-- name: case_returned
UPDATE cases SET returned = returned + 1 WHERE id = $1;

-- name: case_outcome
UPDATE cases SET outcome = $2, outcome_at = $3 WHERE id = $1;

-- name: case_rating
UPDATE cases SET solved = coalesce($2, solved), satisfied = coalesce($3, satisfied) WHERE id = $1;

-- name: case_urged
UPDATE cases SET urged_at = $2 WHERE id = $1;

-- name: case_closing
UPDATE cases SET closing_id = $2 WHERE id = $1;

-- name: case_reopen
UPDATE cases SET status = 'reopened', reopened = reopened + 1, due_at = $2, due_verified = $3, started_at = $4, round = round + 1,
    escalation = 0, contacted_at = NULL, closed_at = NULL, outcome = NULL, closing_id = NULL
WHERE id = $1;

-- name: case_contacted
UPDATE cases SET contacted_at = $2 WHERE id = $1 AND contacted_at IS NULL;

-- name: case_round
UPDATE cases SET round = round + 1 WHERE id = $1;

-- name: case_escalation
UPDATE cases SET escalation = $2 WHERE id = $1 AND escalation < $2;

-- name: cases_unplanned
SELECT id FROM cases WHERE round < 0 ORDER BY id LIMIT $1;

-- name: note_add
INSERT INTO notes (case_id, staff_id, at, words) VALUES ($1, $2, $3, $4);

-- name: notes_of
SELECT n.at, s.name, n.words FROM notes n JOIN staff s ON s.id = n.staff_id WHERE n.case_id = $1 ORDER BY n.id DESC LIMIT $2;

-- name: correction_add
INSERT INTO corrections (case_id, inbox_id, from_subcategory, to_subcategory, staff_id, at)
VALUES ($1, (SELECT inbox_id FROM case_events WHERE case_id = $1 AND inbox_id IS NOT NULL ORDER BY seq LIMIT 1), $2, $3, $4, $5);

-- name: audit_add
INSERT INTO audit (at, actor, act, case_id, detail, hash) VALUES ($1, $2, $3, $4, $5, $6);

-- name: audit_last
SELECT hash FROM audit ORDER BY id DESC LIMIT 1;

-- name: audit_all
SELECT at, actor, act, case_id, detail, hash FROM audit ORDER BY id;

-- name: audit_looks_of
SELECT a.at, s.name FROM audit a JOIN staff s ON s.id = CAST(a.detail AS INTEGER)
WHERE a.act = 'look' AND a.case_id = $1 ORDER BY a.id DESC LIMIT 5;

-- name: setting_get
SELECT value FROM settings WHERE key = $1;

-- name: setting_set
INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value;
