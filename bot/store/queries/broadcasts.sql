-- name: broadcast_add
INSERT INTO broadcasts (words, unit_id, role, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5);

-- name: broadcast_by_id
SELECT id, words, unit_id, role, asked_by, confirmed_at, ended_at, after_member, written, left_out FROM broadcasts WHERE id = $1;

-- name: broadcasts_last
SELECT id, words, unit_id, role, asked_by, confirmed_at, ended_at, after_member, written, left_out FROM broadcasts ORDER BY id DESC LIMIT $1;

-- name: broadcast_confirm
UPDATE broadcasts SET confirmed_by = $2, confirmed_at = $3 WHERE id = $1 AND confirmed_at IS NULL;

-- name: broadcast_progress
UPDATE broadcasts SET after_member = $2, written = $3, left_out = $4 WHERE id = $1;

-- name: broadcast_end
UPDATE broadcasts SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL;

-- name: broadcast_readers
-- The newest chat that can be reached and its account; members of a union who agreed to the notice, whoever holds a seat, or works here.
WITH RECURSIVE down (id) AS (SELECT $2 UNION SELECT u.id FROM down CROSS JOIN units u ON u.parent_id = down.id)
SELECT m.id, chat.id, a.key
FROM members m
LEFT JOIN identities chat ON chat.id = (SELECT max(i.id) FROM identities i WHERE i.member_id = m.id AND i.reachable = 1)
LEFT JOIN accounts a ON a.id = chat.account_id
WHERE m.id > $1
  AND m.broadcasts = 1 AND m.erased_at IS NULL AND ($3 <> 'member' OR m.consent_version > 0)
  AND ($2 IS NULL OR $3 = 'representative' OR $3 = 'group_leader' OR EXISTS (
          SELECT 1 FROM roster_links l JOIN roster r ON r.id = l.roster_id
          WHERE l.member_id = m.id AND r.listed = 1 AND (r.left_at IS NULL OR r.left_at > $4) AND r.unit_id IN (SELECT id FROM down)))
  AND ($3 = 'member'
       OR ($3 = 'staff' AND EXISTS (SELECT 1 FROM staff s JOIN identities i ON i.id = s.conversation_id
                                      WHERE i.member_id = m.id AND s.active = 1))
       OR EXISTS (SELECT 1 FROM seats t LEFT JOIN roster_links l ON l.roster_id = t.roster_id LEFT JOIN staff s ON s.id = t.staff_id
                  LEFT JOIN identities i ON i.id = s.conversation_id
                  WHERE t.kind = $3 AND t.state = 'active' AND t.from_at <= $4 AND t.until_at > $4
                    AND (l.member_id = m.id OR (s.active = 1 AND i.member_id = m.id))
                    AND ($2 IS NULL OR t.unit_id IN (SELECT id FROM down))))
ORDER BY m.id LIMIT $5;
