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
