-- Who works where and who speaks for whom, brought by the union's own lists. No birthday, identity number or address:
-- nothing uses them. What is no longer in a list stays as a number without its person (listed = 0), so that a list
-- brought again finds it.
CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind = 'group' OR kind = 'plant' OR kind = 'workshop' OR kind = 'team' OR kind = 'other'),
    parent_id INTEGER REFERENCES units (id),
    listed INTEGER NOT NULL DEFAULT 1 CHECK (listed = 0 OR listed = 1)
) STRICT;
CREATE INDEX units_below ON units (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE roster (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,     -- as the union or the employer counts its people
    name TEXT NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    employment TEXT NOT NULL CHECK (employment = '' OR employment = 'regular' OR employment = 'dispatched' OR employment = 'outsourced' OR employment = 'intern' OR employment = 'other'),
    shift TEXT NOT NULL,
    phone TEXT,
    joined_at INTEGER,               -- the beginning of the first day
    left_at INTEGER,                 -- the end of the last day
    listed INTEGER NOT NULL DEFAULT 1 CHECK (listed = 0 OR listed = 1)
) STRICT;
CREATE INDEX roster_of_unit ON roster (unit_id);

-- Which member a person of the roster is: said by the person, with a code that the union gave them.
CREATE TABLE roster_links (
    roster_id INTEGER PRIMARY KEY REFERENCES roster (id),
    member_id INTEGER NOT NULL UNIQUE REFERENCES members (id),
    verified_at INTEGER NOT NULL
) STRICT;

-- One code a person; a new one takes the place of the old. `mark` finds the row, the hash is compared in constant time.
CREATE TABLE member_codes (
    roster_id INTEGER PRIMARY KEY REFERENCES roster (id),
    mark INTEGER NOT NULL,
    code_hash BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX member_codes_by_mark ON member_codes (mark);

-- Codes that were wrong, of the last hour.
CREATE TABLE wrong_codes (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX wrong_codes_of ON wrong_codes (conversation_id, at);

-- Who speaks for a unit and all below it. Held by a person of the roster, or by a staff member who is not in it.
CREATE TABLE seats (
    id INTEGER PRIMARY KEY,
    roster_id INTEGER REFERENCES roster (id),
    staff_id INTEGER REFERENCES staff (id),
    kind TEXT NOT NULL CHECK (kind = 'representative' OR kind = 'group_leader'),
    unit_id INTEGER NOT NULL REFERENCES units (id),
    from_at INTEGER NOT NULL,        -- the beginning of the first day
    until_at INTEGER NOT NULL,       -- the end of the last day
    state TEXT NOT NULL CHECK (state = 'elected' OR state = 'active' OR state = 'suspended' OR state = 'ended' OR state = 'handed_over'),
    CHECK ((roster_id IS NULL) <> (staff_id IS NULL)),
    CHECK (from_at < until_at)
) STRICT;
CREATE UNIQUE INDEX seats_once ON seats (coalesce(roster_id, 0), coalesce(staff_id, 0), kind, unit_id, from_at);
CREATE INDEX seats_of_unit ON seats (unit_id);
CREATE INDEX seats_of_staff ON seats (staff_id) WHERE staff_id IS NOT NULL;

-- Lists that were brought. One that never ended was cut off and is to be brought again.
CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind = 'units' OR kind = 'members' OR kind = 'seats'),
    began_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX imports_unfinished ON imports (kind) WHERE ended_at IS NULL;
