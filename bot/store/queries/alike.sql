-- name: likeness_row
SELECT at, unit, place, keys, sketch FROM likenesses WHERE case_id = $1;

-- name: likeness_set
INSERT INTO likenesses (case_id, at, unit, place, keys, sketch) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (case_id) DO UPDATE SET at = excluded.at, unit = excluded.unit, place = excluded.place, keys = excluded.keys,
    sketch = excluded.sketch;

-- name: likeness_remove
DELETE FROM likenesses WHERE case_id = $1;

-- name: likeness_key_add
INSERT INTO likeness_keys (day, key, case_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;

-- name: likeness_key_remove
DELETE FROM likeness_keys WHERE day = $1 AND key = $2 AND case_id = $3;

-- name: likeness_under
-- The newest that meet there: a bound, should thousands say the very same words in one day.
SELECT case_id FROM likeness_keys WHERE day = $1 AND key = $2 ORDER BY case_id DESC LIMIT $3;

-- name: likeness_of_other
SELECT l.at, l.unit, l.place, l.sketch, c.member_id, c.desk, c.subcategory, c.urgency, c.restricted,
       i.issue_id
FROM likenesses l JOIN cases c ON c.id = l.case_id LEFT JOIN issue_cases i ON i.case_id = l.case_id
WHERE l.case_id = $1;

-- name: case_first_words
SELECT i.text FROM case_events e JOIN inbox i ON i.id = e.inbox_id
WHERE e.case_id = $1 AND e.kind = 'said' ORDER BY e.seq LIMIT $2;

-- name: issue_add
INSERT INTO issues (subcategory, desk, unit, formed_at) VALUES ($1, $2, $3, $4);

-- name: issue_by_id
SELECT id, subcategory, desk, unit, suggested_at, collective_at FROM issues WHERE id = $1;

-- name: issue_of_case
SELECT issue_id FROM issue_cases WHERE case_id = $1;

-- name: issue_link
INSERT INTO issue_cases (case_id, issue_id, linked_at) VALUES ($1, $2, $3) ON CONFLICT (case_id) DO NOTHING;

-- name: issue_unlink
DELETE FROM issue_cases WHERE case_id = $1;

-- name: issue_join
-- Two that turn out to be one, as long as the one that goes was told to nobody.
UPDATE issue_cases SET issue_id = $2 WHERE issue_id = $1;

-- name: issue_remove
DELETE FROM issues WHERE id = $1 AND suggested_at IS NULL;

-- name: issue_suggested
UPDATE issues SET suggested_at = coalesce(suggested_at, $2), collective_at = coalesce(collective_at, $3) WHERE id = $1;

-- name: issue_open_cases
-- Open matters of the issue's own desk, the newest first; a closed one has no likeness any more.
SELECT c.id, c.member_id, l.at, l.unit
FROM issue_cases i JOIN issues s ON s.id = i.issue_id JOIN likenesses l ON l.case_id = i.case_id
JOIN cases c ON c.id = i.case_id AND c.desk = s.desk AND c.urgency <> 'P0'
WHERE i.issue_id = $1 ORDER BY i.case_id DESC LIMIT $2;

-- name: issue_noticed
SELECT EXISTS (SELECT 1 FROM issue_notices WHERE issue_id = $1 AND threshold = $2 AND window = $3);

-- name: issue_notice
INSERT INTO issue_notices (issue_id, threshold, window, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING;

-- name: count_issues
SELECT count(*) FROM issues;

-- name: count_likenesses
SELECT count(*) FROM likenesses;

-- name: count_likeness_keys
SELECT count(*) FROM likeness_keys;
