-- The words of one matter are found without reading all words: whatever nobody agreed to is forgotten after a day.
CREATE INDEX inbox_of_case ON inbox (case_id) WHERE case_id IS NOT NULL;
