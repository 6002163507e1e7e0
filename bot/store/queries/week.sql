-- name: seats_any
SELECT EXISTS (SELECT 1 FROM seats);

-- name: reminder_set
-- Plans it, or plans it again when it is over.
INSERT INTO reminders (key, kind, case_id, occurrence, due_at, state) VALUES ($1, $2, $3, $4, $5, 'due')
ON CONFLICT (key) DO UPDATE SET state = 'due', due_at = excluded.due_at WHERE state <> 'due';

-- name: reminders_cancel_one
UPDATE reminders SET state = 'cancelled' WHERE case_id IS $1 AND kind = $2 AND occurrence = $3 AND state = 'due';

-- name: seat_matter_set
INSERT INTO seat_matters (case_id, seat_id, at) VALUES ($1, $2, $3)
ON CONFLICT (case_id) DO UPDATE SET seat_id = excluded.seat_id, at = excluded.at;

-- name: seat_matter_of
SELECT seat_id FROM seat_matters WHERE case_id = $1;

-- name: seat_matters_open
SELECT c.id FROM seat_matters m JOIN cases c ON c.id = m.case_id
WHERE m.seat_id = $1 AND c.status <> 'held' AND c.status <> 'closed' AND c.status <> 'withdrawn' AND c.status <> 'followed_up' AND c.status <> 'merged'
ORDER BY c.due_at, c.id;

-- name: seats_unseen
SELECT id, seen FROM seats WHERE state <> seen ORDER BY id;

-- name: seat_seen
UPDATE seats SET seen = $2 WHERE id = $1;

-- name: seat_tasks_open_of
SELECT id FROM seat_tasks WHERE seat_id = $1 AND done_at IS NULL ORDER BY due_at, id;

-- name: seat_task_move
UPDATE OR IGNORE seat_tasks SET seat_id = $2 WHERE id = $1;

-- name: reminders_in_state
SELECT count(*) FROM reminders WHERE kind = $1 AND state = $2;

-- name: constituency_solved
-- As constituency_cases: matters that were closed since $5.
WITH RECURSIVE
    down (id) AS (SELECT $1 UNION SELECT u.id FROM down CROSS JOIN units u ON u.parent_id = down.id),
    people (member_id) AS (
        SELECT l.member_id
        FROM down CROSS JOIN roster r ON r.unit_id = down.id CROSS JOIN roster_links l ON l.roster_id = r.id
        WHERE r.listed = 1 AND (r.left_at IS NULL OR r.left_at > $2) LIMIT $3),
    chain (case_id) AS (
        SELECT m.last_case_id FROM people CROSS JOIN members m ON m.id = people.member_id
        WHERE m.last_case_id IS NOT NULL
        UNION SELECT c.previous_id FROM chain CROSS JOIN cases c ON c.id = chain.case_id WHERE c.previous_id IS NOT NULL)
SELECT c.id, c.subcategory, c.desk, c.urgency, c.status, c.identity_mode, c.restricted, c.sure, c.member_id,
       c.conversation_id, c.handler_id, s.name, c.first_contact_id, c.closing_id, c.opened_at, c.due_at, c.urged_at,
       c.reopened, c.returned, c.previous_id, c.contacted_at, c.started_at, c.round, c.escalation, c.outcome_at, c.outcome
FROM chain CROSS JOIN cases c ON c.id = chain.case_id LEFT JOIN staff s ON s.id = c.handler_id
WHERE (c.status = 'closed' OR c.status = 'followed_up') AND c.closed_at >= $5
ORDER BY c.id LIMIT $4;

-- name: seat_task_add
INSERT INTO seat_tasks (seat_id, duty, period, due_at) VALUES ($1, $2, $3, $4) ON CONFLICT (seat_id, duty, period) DO NOTHING;

-- name: seat_tasks_due_after
SELECT id, seat_id, duty, due_at, done_at FROM seat_tasks WHERE seat_id = $1 AND done_at IS NULL AND due_at > $2 ORDER BY due_at, id;

-- name: seat_task_by_id
SELECT id, seat_id, duty, due_at, done_at FROM seat_tasks WHERE id = $1;

-- name: seat_task_done
UPDATE seat_tasks SET done_at = $2 WHERE id = $1 AND done_at IS NULL;

-- name: protocol_add
INSERT INTO protocols (from_seat, to_seat, made_at, due_at, matters, tasks) VALUES ($1, $2, $3, $4, $5, $6);

-- name: protocol_by_id
SELECT id, from_seat, to_seat, due_at, matters, tasks, given_at, taken_at, closed_at FROM protocols WHERE id = $1;

-- name: protocol_given
UPDATE protocols SET given_at = coalesce(given_at, $2) WHERE id = $1;

-- name: protocol_taken
UPDATE protocols SET taken_at = coalesce(taken_at, $2) WHERE id = $1;

-- name: protocol_close
UPDATE protocols SET closed_at = $2 WHERE id = $1;
