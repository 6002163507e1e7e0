-- What representatives and group leaders have to do in their week, who follows which matter, and letters to many.
-- `seen`: the state of a seat that was acted upon last; what it was when this came is known to everybody concerned.
ALTER TABLE seats ADD COLUMN seen TEXT NOT NULL DEFAULT '';
UPDATE seats SET seen = state;

-- Which seat follows a matter. No seat: the desk that handles it does, until somebody is elected.
CREATE TABLE seat_matters (
    case_id INTEGER PRIMARY KEY,
    seat_id INTEGER REFERENCES seats (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX seat_matters_of ON seat_matters (seat_id);

-- Duties that fell to a seat. `period` makes one of a kind: a month, a day of the settings, a new member's number.
CREATE TABLE seat_tasks (
    id INTEGER PRIMARY KEY,
    seat_id INTEGER NOT NULL REFERENCES seats (id),
    duty TEXT NOT NULL,
    period TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    done_at INTEGER,
    UNIQUE (seat_id, duty, period)
) STRICT;
CREATE INDEX seat_tasks_open ON seat_tasks (seat_id, due_at) WHERE done_at IS NULL;

-- One letter to many. Members are gone through in the order of their numbers; `after_member` says how far it is.
CREATE TABLE broadcasts (
    id INTEGER PRIMARY KEY,
    words TEXT NOT NULL,
    unit_id INTEGER REFERENCES units (id),  -- and all below it; none: everybody
    role TEXT NOT NULL CHECK (role = 'member' OR role = 'representative' OR role = 'group_leader' OR role = 'staff'),
    asked_by INTEGER,                       -- of the staff; none: the administrator
    asked_at INTEGER NOT NULL,
    confirmed_by INTEGER,
    confirmed_at INTEGER,
    after_member INTEGER NOT NULL DEFAULT 0,
    written INTEGER NOT NULL DEFAULT 0,
    left_out INTEGER NOT NULL DEFAULT 0,    -- in danger, or to be reached nowhere, when their turn came
    ended_at INTEGER
) STRICT;
CREATE INDEX broadcasts_going ON broadcasts (id) WHERE confirmed_at IS NOT NULL AND ended_at IS NULL;
