-- name: deferral_add
INSERT INTO deferrals (case_id, kind, reason, until_at, asked_by, asked_at, state) VALUES ($1, $2, $3, $4, $5, $6, 'asked');

-- name: deferral_set
UPDATE deferrals SET state = $2, decided_by = $3, decided_at = $4, ended_at = $5, due_before = $6, due_after = $7 WHERE id = $1;

-- name: deferrals_of
SELECT id, kind, reason, until_at, asked_by, asked_at, state, decided_by, decided_at, ended_at, due_before, due_after
FROM deferrals WHERE case_id = $1 ORDER BY id;

-- name: case_due
UPDATE cases SET due_at = $2, due_verified = $3 WHERE id = $1;
