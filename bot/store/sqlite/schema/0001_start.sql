-- The first release's tables. Times are UTC milliseconds. Personal data stand in columns of their own, and what a
-- platform calls a person stands in a table of its own (identities), so that both can be sealed or erased.
-- Rules are written with OR: SQLite builds a table for every IN list of three or more, each time a row is written.
-- Hot tables have no secondary index on a random key: rows are chained backwards (previous_id) from their owner.

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    platform TEXT NOT NULL
) STRICT;

CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL,
    language TEXT NOT NULL CHECK (language = 'zh-Hans' OR language = 'en'),
    preferred_name TEXT,
    phone TEXT,
    employer TEXT,
    notice_version INTEGER NOT NULL DEFAULT 0,   -- of the notice last shown
    consent_version INTEGER NOT NULL DEFAULT 0,  -- of the notice agreed to; 0: none
    ask_only INTEGER NOT NULL DEFAULT 0 CHECK (ask_only = 0 OR ask_only = 1),
    broadcasts INTEGER NOT NULL DEFAULT 1 CHECK (broadcasts = 0 OR broadcasts = 1),
    last_case_id INTEGER,
    erased_at INTEGER
) STRICT;

CREATE TABLE identities (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    external_id TEXT NOT NULL,
    reachable INTEGER NOT NULL DEFAULT 1 CHECK (reachable = 0 OR reachable = 1),
    UNIQUE (account_id, external_id)
) STRICT;

-- One conversation an identity; they share the row number.
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY REFERENCES identities (id),
    step TEXT NOT NULL DEFAULT 'idle',
    about INTEGER,
    expecting TEXT NOT NULL DEFAULT '',
    asked INTEGER NOT NULL DEFAULT 0,
    last_inbox_id INTEGER,
    last_inbound_at INTEGER,
    last_letter_id INTEGER
) STRICT;

CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    platform_message_id TEXT NOT NULL,
    conversation_id INTEGER NOT NULL,
    previous_id INTEGER,
    received_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    raw BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state = 'done' OR state = 'stuck' OR state = 'erased'),
    case_id INTEGER,
    UNIQUE (account_id, platform_message_id)
) STRICT;
CREATE INDEX inbox_stuck ON inbox (id) WHERE state = 'stuck';

CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    inbox_id INTEGER NOT NULL REFERENCES inbox (id),
    account_id INTEGER NOT NULL,
    conversation_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind = 'photo' OR kind = 'voice' OR kind = 'video' OR kind = 'file'),
    platform_file TEXT NOT NULL DEFAULT '',
    sha256 TEXT,
    mime TEXT NOT NULL DEFAULT '',
    bytes INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state = 'wanted' OR state = 'kept' OR state = 'failed' OR state = 'erased'),
    next_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX attachments_of ON attachments (inbox_id);
CREATE INDEX attachments_wanted ON attachments (next_at) WHERE state = 'wanted';

CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL,
    conversation_id INTEGER NOT NULL,
    previous_id INTEGER,             -- the member's case before this one
    subcategory TEXT NOT NULL,
    desk TEXT NOT NULL,
    urgency TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status = 'held' OR status = 'registered' OR status = 'assigned' OR status = 'handling' OR status = 'awaiting_confirmation' OR status = 'closed' OR status = 'reopened' OR status = 'withdrawn'),
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
    events INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX cases_queue ON cases (desk, due_at) WHERE status <> 'held' AND status <> 'closed' AND status <> 'withdrawn';
CREATE INDEX cases_by_code ON cases (query_code_hash) WHERE query_code_hash IS NOT NULL;
CREATE INDEX cases_held ON cases (opened_at) WHERE status = 'held';

-- Append-only history; `detail` holds codes, or a staff member's words, never a member's (those stay in inbox).
CREATE TABLE case_events (
    case_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL CHECK (actor = 'member' OR actor = 'bot' OR actor = 'staff' OR actor = 'timer'),
    staff_id INTEGER,
    kind TEXT NOT NULL,
    from_status TEXT,
    to_status TEXT,
    inbox_id INTEGER,
    detail TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (case_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER case_events_stay BEFORE DELETE ON case_events BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER case_events_fixed BEFORE UPDATE ON case_events BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TABLE answers (
    case_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    inbox_id INTEGER,
    PRIMARY KEY (case_id, field)
) STRICT, WITHOUT ROWID;

-- Internal remarks. Nothing that makes letters reads this table.
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    words TEXT NOT NULL
) STRICT;
CREATE INDEX notes_of ON notes (case_id);

-- The outbox. `kept` letters are fetched by the member's page; `pending` ones are pushed to a platform.
CREATE TABLE letters (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL,
    previous_id INTEGER,
    case_id INTEGER,
    template TEXT NOT NULL,
    body TEXT NOT NULL,
    choices TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state = 'kept' OR state = 'pending' OR state = 'sent' OR state = 'dead' OR state = 'unreachable' OR state = 'dropped'),
    next_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    sent_at INTEGER,
    platform_message_id TEXT,
    idempotency_key TEXT,
    quotes INTEGER NOT NULL DEFAULT 0 CHECK (quotes = 0 OR quotes = 1)  -- repeats a member's words to somebody else
) STRICT;
CREATE INDEX letters_quoting ON letters (case_id) WHERE quotes = 1;
CREATE INDEX letters_pending ON letters (next_at, id) WHERE state = 'pending';
CREATE INDEX letters_dead ON letters (id) WHERE state = 'dead';
CREATE UNIQUE INDEX letters_once ON letters (idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    letter_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE TABLE reminders (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,        -- case + step, so that no step happens twice
    kind TEXT NOT NULL,
    case_id INTEGER,                 -- none: it concerns no single case
    occurrence INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state = 'due' OR state = 'done' OR state = 'cancelled' OR state = 'lapsed')
) STRICT;
CREATE INDEX reminders_due ON reminders (due_at) WHERE state = 'due';
CREATE INDEX reminders_of ON reminders (case_id) WHERE state = 'due';

CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role = 'staff' OR role = 'representative' OR role = 'group_leader' OR role = 'supervisor' OR role = 'chair'),
    desk TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active = 0 OR active = 1),
    conversation_id INTEGER,
    notified_at INTEGER,             -- a "new in your queue" notice is out and was not looked at yet
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX staff_conversation ON staff (conversation_id) WHERE conversation_id IS NOT NULL;

CREATE TABLE invitations (
    code_hash BLOB PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE on_call (
    position INTEGER PRIMARY KEY,    -- 1 is paged first
    staff_id INTEGER NOT NULL UNIQUE REFERENCES staff (id)
) STRICT;

-- Routing corrected by staff: a training candidate that points at the words instead of copying them, so that
-- erasing the words erases the candidate.
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL,
    inbox_id INTEGER,
    from_subcategory TEXT NOT NULL,
    to_subcategory TEXT NOT NULL,
    staff_id INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    act TEXT NOT NULL CHECK (act = 'agreed' OR act = 'ask_only' OR act = 'withdrawn' OR act = 'by_person')
) STRICT;
CREATE INDEX consents_of ON consents (member_id);

CREATE TABLE erasures (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    done_at INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    kept_cases INTEGER NOT NULL
) STRICT;

-- Who did or saw what. Each row's hash covers the row and the hash before it.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    case_id INTEGER,
    detail TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_looks ON audit (case_id, id) WHERE act = 'look';
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
