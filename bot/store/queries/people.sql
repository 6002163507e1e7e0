-- name: account_by_key
SELECT id FROM accounts WHERE key = $1;

-- name: account_add
INSERT INTO accounts (key, platform) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET platform = excluded.platform;

-- name: person_by_sender
SELECT m.id, i.id, i.account_id, a.key, a.platform, i.external_id, m.language, m.notice_version, m.consent_version,
       m.ask_only, m.preferred_name, i.reachable, m.last_case_id,
       c.step, c.about, c.expecting, c.asked, c.last_inbox_id, c.last_inbound_at, c.last_letter_id,
       s.id, s.name, s.role, s.desk, o.position
FROM identities i
JOIN members m ON m.id = i.member_id
JOIN accounts a ON a.id = i.account_id
JOIN conversations c ON c.id = i.id
LEFT JOIN staff s ON s.conversation_id = i.id AND s.active = 1
LEFT JOIN on_call o ON o.staff_id = s.id
WHERE i.account_id = $1 AND i.external_id = $2;

-- name: person_by_conversation
SELECT m.id, i.id, i.account_id, a.key, a.platform, i.external_id, m.language, m.notice_version, m.consent_version,
       m.ask_only, m.preferred_name, i.reachable, m.last_case_id,
       c.step, c.about, c.expecting, c.asked, c.last_inbox_id, c.last_inbound_at, c.last_letter_id,
       s.id, s.name, s.role, s.desk, o.position
FROM identities i
JOIN members m ON m.id = i.member_id
JOIN accounts a ON a.id = i.account_id
JOIN conversations c ON c.id = i.id
LEFT JOIN staff s ON s.conversation_id = i.id AND s.active = 1
LEFT JOIN on_call o ON o.staff_id = s.id
WHERE i.id = $1;

-- name: member_add
INSERT INTO members (created_at, language) VALUES ($1, $2);

-- name: identity_add
INSERT INTO identities (member_id, account_id, external_id) VALUES ($1, $2, $3);

-- name: conversation_add
INSERT INTO conversations (id) VALUES ($1);

-- name: member_language
UPDATE members SET language = $2 WHERE id = $1;

-- name: member_notice_shown
UPDATE members SET notice_version = $2 WHERE id = $1;

-- name: member_consent
UPDATE members SET consent_version = $2, ask_only = $3 WHERE id = $1;

-- name: consent_add
INSERT INTO consents (member_id, at, version, act) VALUES ($1, $2, $3, $4);

-- name: member_shift
UPDATE members SET shift = $2 WHERE id = $1;

-- name: shift_of
SELECT m.shift, coalesce((SELECT r.shift FROM roster_links l JOIN roster r ON r.id = l.roster_id WHERE l.member_id = m.id), '')
FROM identities i JOIN members m ON m.id = i.member_id WHERE i.id = $1;

-- name: member_broadcasts
UPDATE members SET broadcasts = $2 WHERE id = $1;

-- name: member_last_case
UPDATE members SET last_case_id = $2 WHERE id = $1;

-- name: identity_reachable
UPDATE identities SET reachable = $2 WHERE id = $1;

-- name: conversation_save
UPDATE conversations
SET step = $2, about = $3, expecting = $4, asked = $5, last_inbox_id = $6, last_inbound_at = $7, last_letter_id = $8
WHERE id = $1;

-- name: conversation_last_letter
UPDATE conversations SET last_letter_id = $2 WHERE id = $1;

-- name: erase_member
UPDATE members SET preferred_name = NULL, phone = NULL, employer = NULL, consent_version = 0, notice_version = 0,
    ask_only = 0, erased_at = $2
WHERE id = $1;

-- name: erase_conversations
UPDATE conversations SET step = 'idle', about = NULL, expecting = '', asked = 0
WHERE id IN (SELECT id FROM identities WHERE member_id = $1);

-- name: erase_keeps
-- Matters whose words stay: open, restricted, under a legal retention, or merged into one of those.
WITH RECURSIVE own AS MATERIALIZED (SELECT id, status, restricted, subcategory, merged_into FROM cases WHERE member_id = $1),
kept (id) AS (
    SELECT id FROM own
    WHERE status NOT IN ('closed', 'followed_up', 'withdrawn', 'held', 'merged') OR restricted = 1 OR subcategory LIKE 'rights.%'
    UNION SELECT own.id FROM kept JOIN own ON own.merged_into = kept.id)
SELECT json_group_array(id), count(*) FROM kept;

-- name: erase_inbox
UPDATE inbox SET text = '', raw = x'', state = 'erased'
WHERE state <> 'erased'
  AND conversation_id IN (SELECT id FROM identities WHERE member_id = $1)
  AND (case_id IS NULL OR case_id NOT IN (SELECT value FROM json_each($2)));

-- name: erase_files
SELECT DISTINCT t.sha256 FROM attachments t JOIN inbox i ON i.id = t.inbox_id
WHERE t.sha256 IS NOT NULL AND i.state = 'erased'
  AND i.conversation_id IN (SELECT id FROM identities WHERE member_id = $1);

-- name: file_still_used
SELECT EXISTS (SELECT 1 FROM attachments WHERE sha256 = $1);

-- name: erase_attachments
UPDATE attachments SET state = 'erased', platform_file = '', sha256 = NULL
WHERE inbox_id IN (SELECT id FROM inbox WHERE state = 'erased'
                   AND conversation_id IN (SELECT id FROM identities WHERE member_id = $1));

-- name: erase_letters
UPDATE letters SET body = '', choices = '', state = CASE state WHEN 'pending' THEN 'dropped' ELSE state END
WHERE conversation_id IN (SELECT id FROM identities WHERE member_id = $1)
  AND (case_id IS NULL OR case_id NOT IN (SELECT value FROM json_each($2)));

-- name: erase_quotes
-- What was repeated to staff about the matters that do not stay.
UPDATE letters SET body = '', choices = '', state = CASE state WHEN 'pending' THEN 'dropped' ELSE state END
WHERE quotes = 1 AND case_id IN (SELECT id FROM cases WHERE member_id = $1 AND id NOT IN (SELECT value FROM json_each($2)));

-- name: erase_answers
DELETE FROM answers WHERE case_id IN (SELECT id FROM cases WHERE member_id = $1 AND id NOT IN (SELECT value FROM json_each($2)));

-- name: erase_held_cases
UPDATE cases SET status = 'withdrawn', closed_at = $2 WHERE member_id = $1 AND status = 'held';

-- name: erasure_add
INSERT INTO erasures (member_id, asked_at, done_at, messages, kept_cases) VALUES ($1, $2, $2, $3, $4);
