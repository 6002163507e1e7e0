-- name: corrections_open
-- Only the last correction of a matter counts, and only while it is what the matter is filed under.
SELECT c.id, c.case_id, c.staff_id, i.text, c.from_subcategory, c.to_subcategory
FROM corrections c
JOIN inbox i ON i.id = c.inbox_id
JOIN cases k ON k.id = c.case_id
JOIN members m ON m.id = k.member_id
WHERE c.decided IS NULL AND c.id > $1
  AND i.state <> 'erased' AND i.text <> ''
  AND m.consent_version >= $2
  AND k.restricted = 0 AND k.urgency <> 'P0' AND k.status <> 'held' AND k.status <> 'withdrawn'
  AND k.subcategory = c.to_subcategory AND c.from_subcategory <> c.to_subcategory
  AND NOT EXISTS (SELECT 1 FROM corrections later WHERE later.case_id = c.case_id AND later.id > c.id)
ORDER BY c.id LIMIT $3;

-- name: correction_decide
UPDATE corrections SET decided = $2 WHERE id = $1;

-- name: lesson_add
INSERT INTO lessons (text, subcategory, urgency, language, day) VALUES ($1, $2, $3, $4, $5);

-- name: lessons_all
SELECT id, text, subcategory, urgency, language, day FROM lessons ORDER BY id;

-- name: lessons_table
SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'lessons';

-- name: lesson_remove
DELETE FROM lessons WHERE id = $1;

-- name: lessons_remove_of
-- The audit's note of an approval begins with the lesson's number.
DELETE FROM lessons WHERE id IN (
    SELECT CAST(a.detail AS INTEGER) FROM audit a CROSS JOIN cases k ON k.id = a.case_id
    WHERE a.act = 'learn' AND k.member_id = $1);
