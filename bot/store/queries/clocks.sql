-- name: clocks_of
SELECT id, period, counted_from, last_day, safety_day, set_by, set_at, state, reason FROM legal_clocks WHERE case_id = $1 ORDER BY id;

-- name: clock_add
INSERT INTO legal_clocks (case_id, period, counted_from, last_day, safety_day, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: clock_end
UPDATE legal_clocks SET state = $2, reason = $3, ended_at = $4 WHERE id = $1 AND state = 'running';

-- name: clocks_replaced
UPDATE legal_clocks SET state = 'replaced', ended_at = $3 WHERE case_id = $1 AND state = 'running'
    AND period IN (SELECT period FROM legal_clocks WHERE case_id = $2 AND state = 'running');

-- name: clocks_move
UPDATE legal_clocks SET case_id = $2 WHERE case_id = $1 AND state = 'running';
