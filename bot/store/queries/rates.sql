-- name: limit_set
INSERT INTO case_limits (case_id, nth, due_at, contact_due_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (case_id, nth) DO UPDATE SET due_at = excluded.due_at, contact_due_at = excluded.contact_due_at
WHERE due_at <> excluded.due_at OR contact_due_at <> excluded.contact_due_at;

-- name: limit_handler
UPDATE case_limits SET handler_id = $2 WHERE case_id = $1 AND nth = (SELECT max(nth) FROM case_limits WHERE case_id = $1);

-- name: limit_contacted
-- An emergency is answered when a person is there; an outcome is never asked of it.
UPDATE case_limits SET contacted_at = coalesce(contacted_at, $2),
    replied_at = coalesce(replied_at, (SELECT CASE WHEN urgency = 'P0' THEN $2 END FROM cases WHERE id = $1))
WHERE case_id = $1 AND nth = (SELECT max(nth) FROM case_limits WHERE case_id = $1);

-- name: limit_replied
-- The first answer counts for its time, the last for its outcome.
UPDATE case_limits SET replied_at = coalesce(replied_at, $2), outcome = $3, asked = 1
WHERE case_id = $1 AND nth = (SELECT max(nth) FROM case_limits WHERE case_id = $1);

-- name: limit_solved
UPDATE case_limits SET solved = $2 WHERE case_id = $1 AND nth = (SELECT max(nth) FROM case_limits WHERE case_id = $1);

-- name: limit_satisfied
UPDATE case_limits SET satisfied = $2 WHERE case_id = $1 AND nth = (SELECT max(nth) FROM case_limits WHERE case_id = $1);

-- name: limit_extended
UPDATE case_limits SET extended = 1 WHERE case_id = $1 AND nth = (SELECT max(nth) FROM case_limits WHERE case_id = $1);

-- name: limit_withdrawn
UPDATE case_limits SET left_out = 1
WHERE case_id = $1 AND nth = (SELECT max(nth) FROM case_limits WHERE case_id = $1) AND contacted_at IS NULL;

-- name: limit_left_out
UPDATE case_limits SET left_out = $2 WHERE case_id = $1 AND nth = (SELECT max(nth) FROM case_limits WHERE case_id = $1);

-- name: rates_by
-- Limits that fell into [$1, $2), grouped as $3 says. What only a special team may see, and emergencies, are one group of
-- their own, however the others are grouped.
SELECT c.restricted = 1 OR c.urgency = 'P0' AS sealed,
    CASE $3 WHEN 'category' THEN substr(c.subcategory, 1, instr(c.subcategory || '.', '.') - 1)
            WHEN 'handler' THEN coalesce(CAST(p.handler_id AS TEXT), '')
            WHEN 'channel' THEN coalesce((SELECT a.key FROM identities i JOIN accounts a ON a.id = i.account_id WHERE i.id = c.conversation_id), '')
            WHEN 'unit' THEN coalesce((SELECT CAST(r.unit_id AS TEXT) FROM roster_links l JOIN roster r ON r.id = l.roster_id
                                       WHERE l.member_id = c.member_id), '')
            ELSE '' END AS grouped,
    count(*),
    total(p.contacted_at <= p.contact_due_at),
    total(p.replied_at <= p.due_at),
    total(p.extended),
    total(p.solved IS NOT NULL),
    total(p.solved = 1 AND coalesce(p.outcome, '') <> 'partly'),
    total(p.solved = 1 AND p.outcome = 'partly'),
    total(p.asked),
    total(p.satisfied IS NOT NULL),
    total(p.satisfied >= 4)
FROM case_limits p JOIN cases c ON c.id = p.case_id
WHERE p.due_at >= $1 AND p.due_at < $2 AND p.left_out = 0
GROUP BY 1, 2 ORDER BY 1, 2;
