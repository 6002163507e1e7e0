-- name: units_all
SELECT id, code, name, kind, parent_id, listed FROM units ORDER BY id;

-- name: unit_by_code
SELECT id, code, name, kind, parent_id, listed FROM units WHERE code = $1;

-- name: unit_by_id
SELECT id, code, name, kind, parent_id, listed FROM units WHERE id = $1;

-- name: unit_add
INSERT INTO units (code, name, kind, parent_id, listed) VALUES ($1, $2, $3, $4, 1);

-- name: unit_set
UPDATE units SET name = $2, kind = $3, parent_id = $4, listed = 1 WHERE id = $1;

-- name: unit_delist
UPDATE units SET listed = 0 WHERE id = $1;

-- name: unit_within
-- UNION, not UNION ALL: a ring, if there ever were one, ends.
WITH RECURSIVE up (id, parent_id) AS (
    SELECT id, parent_id FROM units WHERE id = $1
    UNION SELECT u.id, u.parent_id FROM up CROSS JOIN units u ON u.id = up.parent_id)
SELECT EXISTS (SELECT 1 FROM up WHERE id = $2);

-- name: constituency_units
WITH RECURSIVE down (id) AS (SELECT $1 UNION SELECT u.id FROM down CROSS JOIN units u ON u.parent_id = down.id)
SELECT id FROM down;

-- name: constituency_people
-- Everybody who works there, verified or not.
WITH RECURSIVE down (id) AS (SELECT $1 UNION SELECT u.id FROM down CROSS JOIN units u ON u.parent_id = down.id)
SELECT count(*) FROM (SELECT 1 FROM down CROSS JOIN roster r ON r.unit_id = down.id
                      WHERE r.listed = 1 AND (r.left_at IS NULL OR r.left_at > $2) LIMIT $3);

-- name: constituency_members
WITH RECURSIVE down (id) AS (SELECT $1 UNION SELECT u.id FROM down CROSS JOIN units u ON u.parent_id = down.id)
SELECT r.id, l.member_id, l.verified_at
FROM down CROSS JOIN roster r ON r.unit_id = down.id CROSS JOIN roster_links l ON l.roster_id = r.id
WHERE r.listed = 1 AND (r.left_at IS NULL OR r.left_at > $2) LIMIT $3;

-- name: constituency_cases
-- Matters of the verified members of a constituency: open ones, or with $5 those that were closed since. A member's matters are chained backwards: no index on cases is
-- needed, and looking costs as much as the constituency is large, not the store.
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
WHERE ($5 IS NULL AND c.status <> 'held' AND c.status <> 'closed' AND c.status <> 'withdrawn' AND c.status <> 'followed_up' AND c.status <> 'merged')
   OR ((c.status = 'closed' OR c.status = 'followed_up') AND c.closed_at >= $5)
ORDER BY c.due_at, c.id LIMIT $4;

-- name: roster_by_number
SELECT id, number, name, unit_id, employment, shift, phone, joined_at, left_at, listed FROM roster WHERE number = $1;

-- name: roster_by_id
SELECT id, number, name, unit_id, employment, shift, phone, joined_at, left_at, listed FROM roster WHERE id = $1;

-- name: roster_of_member
SELECT r.id, r.number, r.name, r.unit_id, r.employment, r.shift, r.phone, r.joined_at, r.left_at, r.listed
FROM roster_links l JOIN roster r ON r.id = l.roster_id
WHERE l.member_id = $1 AND r.listed = 1 AND (r.left_at IS NULL OR r.left_at > $2);

-- name: roster_listed
SELECT id, number FROM roster WHERE id > $1 AND listed = 1 ORDER BY id LIMIT $2;

-- name: roster_add
INSERT INTO roster (number, name, unit_id, employment, shift, phone, joined_at, left_at, listed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1);

-- name: roster_set
UPDATE roster SET name = $2, unit_id = $3, employment = $4, shift = $5, phone = $6, joined_at = $7, left_at = $8, listed = 1
WHERE id = $1;

-- name: roster_delist
UPDATE roster SET name = '', employment = '', shift = '', phone = NULL, joined_at = NULL, left_at = NULL, listed = 0
WHERE id = $1;

-- name: link_of
SELECT member_id FROM roster_links WHERE roster_id = $1;

-- name: link_of_member
SELECT roster_id FROM roster_links WHERE member_id = $1;

-- name: link_add
INSERT INTO roster_links (roster_id, member_id, verified_at) VALUES ($1, $2, $3);

-- name: link_remove
DELETE FROM roster_links WHERE roster_id = $1;

-- name: member_code_set
INSERT INTO member_codes (roster_id, mark, code_hash, expires_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (roster_id) DO UPDATE SET mark = excluded.mark, code_hash = excluded.code_hash,
    expires_at = excluded.expires_at, used_at = NULL;

-- name: member_codes_marked
SELECT roster_id, code_hash, expires_at, used_at FROM member_codes WHERE mark = $1;

-- name: member_code_used
UPDATE member_codes SET used_at = $2 WHERE roster_id = $1;

-- name: member_code_remove
DELETE FROM member_codes WHERE roster_id = $1;

-- name: wrong_codes_forget
DELETE FROM wrong_codes WHERE at <= $1;

-- name: wrong_code_add
INSERT INTO wrong_codes (conversation_id, at) VALUES ($1, $2);

-- name: wrong_codes_since
SELECT count(*) FROM wrong_codes WHERE conversation_id = $1 AND at > $2;

-- name: seats_all
SELECT t.id, t.roster_id, t.staff_id, t.kind, t.unit_id, t.from_at, t.until_at, t.state FROM seats t ORDER BY t.id;

-- name: seat_by_id
SELECT t.id, t.roster_id, t.staff_id, t.kind, t.unit_id, t.from_at, t.until_at, t.state FROM seats t WHERE t.id = $1;

-- name: seat_find
SELECT t.id, t.roster_id, t.staff_id, t.kind, t.unit_id, t.from_at, t.until_at, t.state FROM seats t
WHERE coalesce(t.roster_id, 0) = $1 AND coalesce(t.staff_id, 0) = $2 AND t.kind = $3 AND t.unit_id = $4 AND t.from_at = $5;

-- name: seats_at
-- Whoever left, or is in no list any more, sits nowhere.
SELECT t.id, t.roster_id, t.staff_id, t.kind, t.unit_id, t.from_at, t.until_at, t.state
FROM seats t LEFT JOIN roster r ON r.id = t.roster_id
WHERE t.state = 'active' AND t.from_at <= $1 AND t.until_at > $1
  AND (t.roster_id IS NULL OR (r.listed = 1 AND (r.left_at IS NULL OR r.left_at > $1)))
ORDER BY t.id;

-- name: seats_of
-- Those of a staff member, and those of the person of the roster who writes from the same conversation.
SELECT t.id, t.roster_id, t.staff_id, t.kind, t.unit_id, t.from_at, t.until_at, t.state
FROM seats t LEFT JOIN roster r ON r.id = t.roster_id
WHERE (t.staff_id = $1 OR t.roster_id = (
           SELECT l.roster_id FROM staff s JOIN identities i ON i.id = s.conversation_id
           JOIN roster_links l ON l.member_id = i.member_id WHERE s.id = $1))
  AND t.state = 'active' AND t.from_at <= $2 AND t.until_at > $2
  AND (t.roster_id IS NULL OR (r.listed = 1 AND (r.left_at IS NULL OR r.left_at > $2)))
ORDER BY t.id;

-- name: seat_successor
-- Of the same kind for the same unit, held by somebody else, and lasting longer: the one that begins first.
SELECT n.id, n.roster_id, n.staff_id, n.kind, n.unit_id, n.from_at, n.until_at, n.state
FROM seats t JOIN seats n ON n.unit_id = t.unit_id AND n.kind = t.kind AND n.id <> t.id
WHERE t.id = $1 AND (n.state = 'elected' OR n.state = 'active') AND n.until_at > t.until_at AND n.from_at > t.from_at
  AND (coalesce(n.roster_id, 0) <> coalesce(t.roster_id, 0) OR coalesce(n.staff_id, 0) <> coalesce(t.staff_id, 0))
ORDER BY n.from_at, n.id LIMIT 1;

-- name: seat_conversation
-- Where the holder reads: the staff member's chat, or that of the member who is the person of the roster.
SELECT coalesce(s.conversation_id, (SELECT i.id FROM roster_links l JOIN identities i ON i.member_id = l.member_id
                                    WHERE l.roster_id = t.roster_id ORDER BY i.id DESC LIMIT 1))
FROM seats t LEFT JOIN staff s ON s.id = t.staff_id AND s.active = 1 WHERE t.id = $1;

-- name: seat_add
INSERT INTO seats (roster_id, staff_id, kind, unit_id, from_at, until_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: seat_set
UPDATE seats SET until_at = $2, state = $3 WHERE id = $1;

-- name: import_begin
INSERT INTO imports (kind, began_at) VALUES ($1, $2);

-- name: import_end
UPDATE imports SET ended_at = $2 WHERE kind = $1 AND ended_at IS NULL;

-- name: imports_unfinished
SELECT DISTINCT kind FROM imports WHERE ended_at IS NULL ORDER BY kind;

-- name: count_units
SELECT count(*) FROM units WHERE listed = 1;

-- name: count_roster
SELECT count(*) FROM roster WHERE listed = 1;

-- name: count_verified
SELECT count(*) FROM roster_links;

-- name: count_seats
SELECT count(*) FROM seats;
