-- What the router may learn from. A correction points at the words until a second person decides; then masked words stand
-- here without matter, member or staff. Numbers are never used twice: the audit's note of an approval holds one, and it is
-- the only way back from a matter to its lesson.
CREATE TABLE lessons (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL,
    subcategory TEXT NOT NULL,
    urgency TEXT NOT NULL CHECK (urgency = 'normal' OR urgency = 'urgent'),
    language TEXT NOT NULL CHECK (language = 'zh' OR language = 'en'),
    day TEXT NOT NULL
) STRICT;

ALTER TABLE corrections ADD COLUMN decided TEXT CHECK (decided = 'learnt' OR decided = 'left_out');
CREATE INDEX corrections_of ON corrections (case_id);
CREATE INDEX corrections_undecided ON corrections (id) WHERE decided IS NULL;
CREATE INDEX audit_lessons ON audit (case_id) WHERE act = 'learn';
