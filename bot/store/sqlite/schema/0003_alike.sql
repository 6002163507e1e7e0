-- The same thing said by many. What an open matter is alike to is kept as numbers, never as words, and goes when the matter
-- is closed. A row of keys begins with its day: what is compared with one another is written close together, so that a
-- commit touches few pages however many matters there are.
CREATE TABLE likenesses (
    case_id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,             -- registered or reopened; its day is that of the keys
    unit INTEGER,                    -- a number for the name of the unit; none was said
    place INTEGER NOT NULL,          -- the number in the name of the place, as in "house 3"; 0: none
    keys BLOB NOT NULL,              -- of likeness_keys, four bytes each, so that they can be taken out again
    sketch BLOB NOT NULL             -- empty: the words said too little
) STRICT;

CREATE TABLE likeness_keys (
    day INTEGER NOT NULL,
    key INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    PRIMARY KEY (day, key, case_id)
) STRICT, WITHOUT ROWID;

-- Matters that say the same belong to one issue from the second on; it is suggested to the desk when enough members are in
-- it. It and its matters stay for whoever takes it up.
CREATE TABLE issues (
    id INTEGER PRIMARY KEY,
    subcategory TEXT NOT NULL,
    desk TEXT NOT NULL,
    unit INTEGER,                    -- in which it was first met; none when by the words alone
    formed_at INTEGER NOT NULL,
    suggested_at INTEGER,            -- none: not enough members yet
    collective_at INTEGER            -- enough members for a collective demand
) STRICT;

CREATE TABLE issue_cases (
    case_id INTEGER PRIMARY KEY,     -- a matter belongs to one issue
    issue_id INTEGER NOT NULL REFERENCES issues (id),
    linked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX issue_cases_of ON issue_cases (issue_id, case_id);

-- Each threshold is told once a window, whatever is repeated or restarted. Windows count from the first suggestion.
CREATE TABLE issue_notices (
    issue_id INTEGER NOT NULL REFERENCES issues (id),
    threshold TEXT NOT NULL CHECK (threshold = 'issue' OR threshold = 'collective'),
    window INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (issue_id, threshold, window)
) STRICT, WITHOUT ROWID;
