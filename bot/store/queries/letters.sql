-- name: letter_add
-- Never due before the one it follows: a letter that waits for its turn would be read at every look into the outbox.
INSERT INTO letters (id, conversation_id, previous_id, case_id, template, body, choices, state, next_at, created_at,
                     idempotency_key, quotes)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
        max($9, $12, coalesce((SELECT next_at FROM letters WHERE id = $3 AND state = 'pending'), 0)), $9, $10, $11);

-- name: letter_hurry
-- A letter that was to wait until its reader is awake, and was not tried yet. Only those wait an hour and more.
UPDATE letters SET next_at = $2
WHERE id = $1 AND state = 'pending' AND tries = 0 AND next_at > $2 AND next_at > created_at + 3600000
RETURNING coalesce(previous_id, 0);

-- name: letters_due
-- The oldest letters that may go out now. A letter waits while the one before it in its conversation is still
-- pending, so order holds within a conversation whatever is retried.
SELECT l.id, l.conversation_id, a.key, i.external_id, l.body, l.choices, l.tries
FROM letters l
JOIN identities i ON i.id = l.conversation_id
JOIN accounts a ON a.id = i.account_id
WHERE l.state = 'pending' AND l.next_at <= $1
  AND NOT EXISTS (SELECT 1 FROM letters e WHERE e.id = l.previous_id AND e.state = 'pending')
ORDER BY l.next_at, l.id LIMIT $2;

-- name: letter_next
-- When the next one may go out. A letter that waits for the one before it says nothing: its own time is long past, and
-- would hide when that one is tried again.
SELECT l.next_at FROM letters l
WHERE l.state = 'pending'
  AND NOT EXISTS (SELECT 1 FROM letters e WHERE e.id = l.previous_id AND e.state = 'pending')
ORDER BY l.next_at, l.id LIMIT 1;

-- name: letters_dead
SELECT l.id, l.conversation_id, a.key, i.external_id, l.body, l.choices, l.tries
FROM letters l JOIN identities i ON i.id = l.conversation_id JOIN accounts a ON a.id = i.account_id
WHERE l.state = 'dead' ORDER BY l.id LIMIT $1;

-- name: letter_outcome
UPDATE letters SET state = $2, next_at = $3, tries = tries + 1, sent_at = $4, platform_message_id = $5
WHERE id = $1 AND state = 'pending';

-- name: letters_behind
-- A letter is tried again later: those behind it in its conversation wait as long.
WITH RECURSIVE behind (id, previous_id) AS (
    SELECT l.id, l.previous_id FROM letters h JOIN conversations c ON c.id = h.conversation_id
    JOIN letters l ON l.id = c.last_letter_id WHERE h.id = $1 AND l.id > $1
    UNION ALL
    SELECT l.id, l.previous_id FROM behind b JOIN letters l ON l.id = b.previous_id WHERE l.id > $1
)
UPDATE letters SET next_at = max(next_at, $2) WHERE state = 'pending' AND id IN (SELECT id FROM behind);

-- name: attempt_add
INSERT INTO attempts (letter_id, at, outcome, reason) VALUES ($1, $2, $3, $4);

-- name: letter_retry
UPDATE letters SET state = 'pending', next_at = $2, tries = 0 WHERE id = $1 AND (state = 'dead' OR state = 'unreachable');

-- name: letters_drop
-- What was still to be sent into a conversation that can no longer be reached.
UPDATE letters SET state = 'unreachable' WHERE state = 'pending' AND conversation_id = $1;

-- name: letters_revive
-- The member is back: what could not be sent meanwhile goes out now, the newest $3 of it. Only an unbroken run at the
-- end of the conversation: what lies before was overtaken by what was sent since.
WITH RECURSIVE missed (id, previous_id, n) AS (
    SELECT l.id, l.previous_id, 1 FROM conversations c JOIN letters l ON l.id = c.last_letter_id
    WHERE c.id = $1 AND l.state = 'unreachable'
    UNION ALL
    SELECT l.id, l.previous_id, m.n + 1 FROM missed m JOIN letters l ON l.id = m.previous_id
    WHERE l.state = 'unreachable' AND m.n < $3
)
UPDATE letters SET state = 'pending', next_at = $2, tries = 0 WHERE id IN (SELECT id FROM missed);

-- name: reminder_add
INSERT INTO reminders (key, kind, case_id, occurrence, due_at, state) VALUES ($1, $2, $3, $4, $5, 'due')
ON CONFLICT (key) DO NOTHING;

-- name: reminders_due
SELECT id, kind, case_id, occurrence, due_at FROM reminders WHERE state = 'due' AND due_at <= $1 ORDER BY due_at, id LIMIT $2;

-- name: reminder_next
SELECT min(due_at) FROM reminders WHERE state = 'due';

-- name: reminder_state
UPDATE reminders SET state = $2 WHERE id = $1 AND state = 'due';

-- name: reminders_cancel_kind
UPDATE reminders SET state = 'cancelled' WHERE case_id = $1 AND kind = $2 AND state = 'due';

-- name: reminder_postpone
UPDATE reminders SET due_at = $2 WHERE id = $1 AND state = 'due';

-- name: reminders_cancel
UPDATE reminders SET state = 'cancelled' WHERE case_id = $1 AND state = 'due';

-- name: staff_all
SELECT s.id, s.name, s.role, s.desk, o.position, s.active, s.conversation_id, s.notified_at
FROM staff s LEFT JOIN on_call o ON o.staff_id = s.id ORDER BY s.id;

-- name: staff_on_call
SELECT s.id, s.name, s.role, s.desk, o.position, s.active, s.conversation_id, s.notified_at
FROM on_call o JOIN staff s ON s.id = o.staff_id WHERE s.active = 1 ORDER BY o.position;

-- name: on_call_reachable
SELECT EXISTS (SELECT 1 FROM on_call o JOIN staff s ON s.id = o.staff_id JOIN identities i ON i.id = s.conversation_id
               WHERE s.active = 1 AND i.reachable = 1);

-- name: staff_of_desk
-- Who handles what comes to it. Representatives and group leaders speak for a constituency; a desk tells them nothing.
SELECT s.id, s.name, s.role, s.desk, o.position, s.active, s.conversation_id, s.notified_at
FROM staff s LEFT JOIN on_call o ON o.staff_id = s.id
WHERE s.desk = $1 AND s.active = 1 AND s.conversation_id IS NOT NULL
  AND s.role <> 'representative' AND s.role <> 'group_leader' ORDER BY s.id;

-- name: staff_of_role
SELECT s.id, s.name, s.role, s.desk, o.position, s.active, s.conversation_id, s.notified_at
FROM staff s LEFT JOIN on_call o ON o.staff_id = s.id
WHERE s.role = $1 AND s.active = 1 AND s.conversation_id IS NOT NULL ORDER BY s.id;

-- name: staff_by_id
SELECT s.id, s.name, s.role, s.desk, o.position, s.active, s.conversation_id, s.notified_at
FROM staff s LEFT JOIN on_call o ON o.staff_id = s.id WHERE s.id = $1;

-- name: staff_add
INSERT INTO staff (name, role, desk, created_at) VALUES ($1, $2, $3, $4);

-- name: staff_set
UPDATE staff SET role = $2, desk = $3, active = $4 WHERE id = $1;

-- name: staff_unbind
UPDATE staff SET conversation_id = NULL WHERE conversation_id = $1;

-- name: staff_bind
UPDATE staff SET conversation_id = $2 WHERE id = $1;

-- name: staff_notified
UPDATE staff SET notified_at = $2 WHERE id = $1;

-- name: invitation_add
INSERT INTO invitations (code_hash, staff_id, expires_at) VALUES ($1, $2, $3);

-- name: invitation_find
SELECT staff_id FROM invitations WHERE code_hash = $1 AND used_at IS NULL AND expires_at > $2;

-- name: invitation_used
UPDATE invitations SET used_at = $2 WHERE code_hash = $1;

-- name: on_call_clear
DELETE FROM on_call;

-- name: on_call_add
INSERT INTO on_call (position, staff_id) VALUES ($1, $2);

-- name: count_attempts
SELECT count(*) FROM attempts;

-- name: count_pending
SELECT count(*) FROM letters WHERE state = 'pending';

-- name: letters_after
SELECT id, conversation_id, template, body, choices FROM letters WHERE id > $1 ORDER BY id;

-- name: cases_all
SELECT id, subcategory, status, desk, urgency, due_at FROM cases ORDER BY id;
