-- The next number of a matter's history is read from the history itself: counting it in `cases` meant one more row
-- written for every event. Files are looked up by their hash when one is to be removed.
ALTER TABLE cases DROP COLUMN events;
CREATE INDEX attachments_by_hash ON attachments (sha256) WHERE sha256 IS NOT NULL;
