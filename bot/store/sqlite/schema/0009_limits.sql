-- What the rates are counted from: one row for every limit a case was given, the first when it is registered, one more each
-- time it is opened again, so that a report of last year stays the same whatever happens later. The history (case_events)
-- says the same, and a test counts both.
CREATE TABLE case_limits (
    case_id INTEGER NOT NULL,
    nth INTEGER NOT NULL,            -- 0: the first limit; n: the one after the nth reopening
    due_at INTEGER NOT NULL,
    contact_due_at INTEGER NOT NULL,
    handler_id INTEGER,              -- who accepted it last
    contacted_at INTEGER,
    replied_at INTEGER,              -- of an emergency: when a person was there
    outcome TEXT,
    asked INTEGER NOT NULL DEFAULT 0 CHECK (asked = 0 OR asked = 1),
    extended INTEGER NOT NULL DEFAULT 0 CHECK (extended = 0 OR extended = 1),
    solved INTEGER CHECK (solved = 0 OR solved = 1),  -- as the member or a look back says
    satisfied INTEGER CHECK (satisfied BETWEEN 1 AND 5),
    left_out INTEGER NOT NULL DEFAULT 0 CHECK (left_out = 0 OR left_out = 1),  -- withdrawn before anybody was in touch, or a duplicate
    PRIMARY KEY (case_id, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_limits_by_due ON case_limits (due_at);
