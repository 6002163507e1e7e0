-- The whole life of a case: more states, and what the promises and reminders of an open one need. The table is made anew,
-- as a rule on a column cannot be changed in place. Matters that were sure of their topic are triaged; `round` -1: whoever
-- starts next plans the reminders of what is open.
CREATE TABLE cases_next (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL,
    conversation_id INTEGER NOT NULL,
    previous_id INTEGER,             -- the member's case before this one
    subcategory TEXT NOT NULL,
    desk TEXT NOT NULL,
    urgency TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status = 'held' OR status = 'registered' OR status = 'triaged' OR status = 'assigned' OR status = 'accepted' OR status = 'handling' OR status = 'on_hold' OR status = 'replied' OR status = 'awaiting_confirmation' OR status = 'closed' OR status = 'followed_up' OR status = 'reopened' OR status = 'withdrawn' OR status = 'merged'),
    identity_mode TEXT NOT NULL CHECK (identity_mode = 'named' OR identity_mode = 'confidential' OR identity_mode = 'anonymous'),
    restricted INTEGER NOT NULL CHECK (restricted = 0 OR restricted = 1),
    sure INTEGER NOT NULL CHECK (sure = 0 OR sure = 1),
    handler_id INTEGER,
    first_contact_id INTEGER,        -- stays responsible until another accepts
    transferred_from TEXT,           -- the desk before a transfer that nobody accepted yet
    closing_id INTEGER,              -- crisis: the first of the two people who close it
    query_code_hash BLOB,            -- anonymous: SHA-256 of the code the member keeps
    split_from INTEGER,
    opened_at INTEGER NOT NULL,
    registered_at INTEGER,
    due_at INTEGER,
    due_verified INTEGER NOT NULL DEFAULT 1,
    urged_at INTEGER,
    outcome TEXT,
    outcome_at INTEGER,
    closed_at INTEGER,
    solved INTEGER,
    satisfied INTEGER CHECK (satisfied BETWEEN 1 AND 5),
    reopened INTEGER NOT NULL DEFAULT 0,
    returned INTEGER NOT NULL DEFAULT 0,
    contacted_at INTEGER,            -- when a person was first in touch with the member
    started_at INTEGER,              -- from when on the present limit counts: registered, or reopened
    round INTEGER NOT NULL DEFAULT 0,  -- a new due date begins a new round of reminders; -1: none planned yet
    escalation INTEGER NOT NULL DEFAULT 0 CHECK (escalation BETWEEN 0 AND 4)
) STRICT;

INSERT INTO cases_next (id, member_id, conversation_id, previous_id, subcategory, desk, urgency, status, identity_mode, restricted, sure,
    handler_id, first_contact_id, transferred_from, closing_id, query_code_hash, split_from, opened_at, registered_at, due_at,
    due_verified, urged_at, outcome, outcome_at, closed_at, solved, satisfied, reopened, returned, contacted_at, started_at, round)
SELECT id, member_id, conversation_id, previous_id, subcategory, desk, urgency,
    CASE WHEN status = 'registered' AND sure = 1 THEN 'triaged' ELSE status END, identity_mode, restricted, sure,
    handler_id, first_contact_id, transferred_from, closing_id, query_code_hash, split_from, opened_at, registered_at, due_at,
    due_verified, urged_at, outcome, outcome_at, closed_at, solved, satisfied, reopened, returned,
    (SELECT min(at) FROM case_events WHERE case_id = cases.id AND kind = 'replied'),
    registered_at,
    CASE WHEN status = 'closed' OR status = 'withdrawn' OR status = 'held' THEN 0 ELSE -1 END
FROM cases;

DROP TABLE cases;
ALTER TABLE cases_next RENAME TO cases;

CREATE INDEX cases_queue ON cases (desk, due_at) WHERE status <> 'held' AND status <> 'closed' AND status <> 'withdrawn' AND status <> 'followed_up' AND status <> 'merged';
CREATE INDEX cases_by_code ON cases (query_code_hash) WHERE query_code_hash IS NOT NULL;
CREATE INDEX cases_held ON cases (opened_at) WHERE status = 'held';
CREATE INDEX cases_unplanned ON cases (id) WHERE round < 0;
