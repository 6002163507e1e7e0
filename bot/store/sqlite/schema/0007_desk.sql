-- What staff do with a case between accepting and answering: it waits for others, gets more time once, is worked on together;
-- and what was promised by the way. The words in these tables are those of colleagues.
CREATE TABLE deferrals (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind = 'hold' OR kind = 'extension'),
    reason TEXT NOT NULL,            -- hold: court, arbitration, hospital, authority or member; extension: words
    until_at INTEGER NOT NULL,       -- when a hold is looked at again; the new due moment of an extension
    asked_by INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state = 'asked' OR state = 'granted' OR state = 'refused' OR state = 'over'),
    decided_by INTEGER,
    decided_at INTEGER,
    ended_at INTEGER,
    due_before INTEGER,              -- only where the promised date was moved
    due_after INTEGER
) STRICT;
CREATE INDEX deferrals_of ON deferrals (case_id);

CREATE TABLE tasks (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL,
    staff_id INTEGER,                -- who works on it; none: whoever is at the desk
    desk TEXT NOT NULL,
    words TEXT NOT NULL,
    given_by INTEGER NOT NULL,
    given_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    done_at INTEGER,
    done_by INTEGER
) STRICT;
CREATE INDEX tasks_of ON tasks (case_id);

CREATE TABLE promises (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    words TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    kept_at INTEGER
) STRICT;
CREATE INDEX promises_of ON promises (case_id);
CREATE INDEX promises_open ON promises (due_at) WHERE kept_at IS NULL;

ALTER TABLE cases ADD COLUMN merged_into INTEGER;  -- the member's other case, in which this one goes on
ALTER TABLE cases ADD COLUMN answer_letter_id INTEGER;  -- with the outcome, while it is on its way
