-- Legal periods that run for a matter, each set by a colleague with the day it is counted from. Days are local days since
-- 1970-01-01. One of a kind runs at a time; what was met, dropped or set anew stays as history.
CREATE TABLE legal_clocks (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    period TEXT NOT NULL,         -- id in legal.toml
    counted_from INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    safety_day INTEGER NOT NULL,
    set_by INTEGER NOT NULL REFERENCES staff (id),
    set_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'running' CHECK (state = 'running' OR state = 'met' OR state = 'dropped' OR state = 'replaced'),
    reason TEXT NOT NULL DEFAULT '',
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX legal_clocks_running ON legal_clocks (case_id, period) WHERE state = 'running';
CREATE INDEX legal_clocks_of ON legal_clocks (case_id);
