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
