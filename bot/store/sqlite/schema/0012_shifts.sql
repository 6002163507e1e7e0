-- Whoever works by night sleeps by day: what they said themselves; '' when they said nothing, and the list of members counts.
ALTER TABLE members ADD COLUMN shift TEXT NOT NULL DEFAULT '' CHECK (shift = '' OR shift = 'night' OR shift = 'day');
