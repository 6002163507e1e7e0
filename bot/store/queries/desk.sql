-- name: deferral_add
INSERT INTO deferrals (case_id, kind, reason, until_at, asked_by, asked_at, state) VALUES ($1, $2, $3, $4, $5, $6, 'asked');

-- name: deferral_set
UPDATE deferrals SET state = $2, decided_by = $3, decided_at = $4, ended_at = $5, due_before = $6, due_after = $7 WHERE id = $1;

-- name: deferrals_of
SELECT id, kind, reason, until_at, asked_by, asked_at, state, decided_by, decided_at, ended_at, due_before, due_after
FROM deferrals WHERE case_id = $1 ORDER BY id;

-- name: task_add
INSERT INTO tasks (case_id, staff_id, desk, words, given_by, given_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: task_done
UPDATE tasks SET done_by = $2, done_at = $3 WHERE id = $1 AND done_at IS NULL;

-- name: tasks_of
SELECT id, staff_id, desk, words, given_by, given_at, due_at, done_at FROM tasks WHERE case_id = $1 ORDER BY id;

-- name: event_times
SELECT at FROM case_events WHERE case_id = $1 AND kind = $2 ORDER BY seq;

-- name: case_merge
UPDATE cases SET merged_into = $2 WHERE id = $1;

-- name: case_merged_into
SELECT merged_into FROM cases WHERE id = $1;

-- name: case_sure
UPDATE cases SET sure = 1 WHERE id = $1;

-- name: promise_add
INSERT INTO promises (case_id, staff_id, words, made_at, due_at) VALUES ($1, $2, $3, $4, $5);

-- name: promise_kept
UPDATE promises SET kept_at = $2 WHERE id = $1 AND kept_at IS NULL;

-- name: promises_of
SELECT p.id, p.case_id, p.staff_id, s.name, p.words, p.made_at, p.due_at, p.kept_at
FROM promises p JOIN staff s ON s.id = p.staff_id WHERE p.case_id = $1 ORDER BY p.id;

-- name: promises_open
SELECT p.id, p.case_id, p.staff_id, s.name, p.words, p.made_at, p.due_at, p.kept_at
FROM promises p JOIN staff s ON s.id = p.staff_id WHERE p.kept_at IS NULL ORDER BY p.due_at LIMIT $1;

-- name: promises_due
SELECT count(*), coalesce(sum(kept_at IS NOT NULL), 0), coalesce(sum(kept_at <= due_at), 0) FROM promises WHERE due_at >= $1 AND due_at < $2;

-- name: case_answer_letter
UPDATE cases SET answer_letter_id = $2 WHERE id = $1;

-- name: answer_arrived
-- The letter with a case's outcome was delivered: whoever fires the timers asks the member now whether it is solved.
INSERT INTO reminders (key, kind, case_id, occurrence, due_at, state)
SELECT 'arrived/' || l.id, $3, c.id, 0, $2, 'due' FROM letters l JOIN cases c ON c.id = l.case_id
WHERE l.id = $1 AND c.answer_letter_id = l.id AND c.status = 'replied'
ON CONFLICT (key) DO NOTHING;

-- name: case_due
UPDATE cases SET due_at = $2, due_verified = $3 WHERE id = $1;
