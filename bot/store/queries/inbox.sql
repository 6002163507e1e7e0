-- name: inbox_add
INSERT INTO inbox (id, account_id, platform_message_id, conversation_id, previous_id, received_at, kind, text, raw, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, x'', 'done')
ON CONFLICT (account_id, platform_message_id) DO NOTHING;

-- name: inbox_find
SELECT id, received_at FROM inbox WHERE account_id = $1 AND platform_message_id = $2;

-- name: inbox_words
SELECT text FROM inbox WHERE id = $1 AND state <> 'erased';

-- name: inbox_file
UPDATE inbox SET case_id = $2 WHERE id = $1;

-- name: inbox_stuck
UPDATE inbox SET state = 'stuck', raw = $2 WHERE id = $1;

-- name: inbox_forget
UPDATE inbox SET text = '', raw = x'', state = 'erased' WHERE case_id = $1;

-- name: files_of_case
SELECT DISTINCT t.sha256 FROM attachments t JOIN inbox i ON i.id = t.inbox_id
WHERE t.sha256 IS NOT NULL AND i.case_id = $1;

-- name: attachments_forget
UPDATE attachments SET state = 'erased', platform_file = '', sha256 = NULL
WHERE inbox_id IN (SELECT id FROM inbox WHERE case_id = $1);

-- name: answers_forget
DELETE FROM answers WHERE case_id = $1;

-- name: attachment_add
INSERT INTO attachments (inbox_id, account_id, conversation_id, kind, platform_file, sha256, mime, bytes, state, next_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: attachment_kept
UPDATE attachments SET state = 'kept', sha256 = $2, mime = $3, bytes = $4 WHERE id = $1;

-- name: attachment_retry
UPDATE attachments SET next_at = $2, tries = tries + 1 WHERE id = $1;

-- name: attachment_failed
UPDATE attachments SET state = 'failed' WHERE id = $1;

-- name: attachments_wanted
SELECT t.id, t.inbox_id, t.conversation_id, a.key, t.kind, t.platform_file, t.mime, t.bytes, t.tries
FROM attachments t JOIN accounts a ON a.id = t.account_id
WHERE t.state = 'wanted' AND t.next_at <= $1
ORDER BY t.next_at LIMIT $2;

-- name: attachment_next
SELECT min(next_at) FROM attachments WHERE state = 'wanted';

-- name: photo_of
SELECT t.kind, t.sha256, t.mime, t.bytes FROM attachments t JOIN inbox i ON i.id = t.inbox_id
WHERE t.conversation_id = $1 AND t.sha256 = $2 AND t.state = 'kept' LIMIT 1;

-- name: photos_of_message
SELECT sha256 FROM attachments WHERE inbox_id = $1 AND state = 'kept' AND kind = 'photo';

-- name: entries_words
-- Walks back from the conversation's last message: ids in ($3, $2), the newest $4 of them.
WITH RECURSIVE back (id, previous_id, received_at, text, platform_message_id, kind, n) AS (
    SELECT i.id, i.previous_id, i.received_at, i.text, i.platform_message_id, i.kind, i.id < $2
    FROM conversations c JOIN inbox i ON i.id = c.last_inbox_id WHERE c.id = $1
    UNION ALL
    SELECT i.id, i.previous_id, i.received_at, i.text, i.platform_message_id, i.kind, b.n + (i.id < $2)
    FROM back b JOIN inbox i ON i.id = b.previous_id WHERE b.n < $4 AND b.previous_id > $3
)
SELECT id, received_at, text, platform_message_id FROM back WHERE id < $2 AND id > $3 ORDER BY id DESC;

-- name: entries_letters
WITH RECURSIVE back (id, previous_id, created_at, body, choices, template, n) AS (
    SELECT l.id, l.previous_id, l.created_at, l.body, l.choices, l.template, l.id < $2
    FROM conversations c JOIN letters l ON l.id = c.last_letter_id WHERE c.id = $1
    UNION ALL
    SELECT l.id, l.previous_id, l.created_at, l.body, l.choices, l.template, b.n + (l.id < $2)
    FROM back b JOIN letters l ON l.id = b.previous_id WHERE b.n < $4 AND b.previous_id > $3
)
SELECT id, created_at, body, choices, template FROM back WHERE id < $2 AND id > $3 ORDER BY id DESC;

-- name: last_entry
SELECT max(coalesce((SELECT max(id) FROM inbox), 0), coalesce((SELECT max(id) FROM letters), 0));

-- name: count_inbox
SELECT count(*) FROM inbox;

-- name: count_stuck
SELECT count(*) FROM inbox WHERE state = 'stuck';

-- name: count_cases
SELECT count(*) FROM cases;

-- name: count_letters
SELECT count(*) FROM letters;

-- name: count_dead
SELECT count(*) FROM letters WHERE state = 'dead';
