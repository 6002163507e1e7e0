-- What went from one seat to another, and who has confirmed it; closed when both have, or by the union.
CREATE TABLE protocols (
    id INTEGER PRIMARY KEY,
    from_seat INTEGER NOT NULL REFERENCES seats (id),
    to_seat INTEGER NOT NULL REFERENCES seats (id),
    made_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    matters INTEGER NOT NULL,
    tasks INTEGER NOT NULL,
    given_at INTEGER,
    taken_at INTEGER,
    closed_at INTEGER
) STRICT;
