"""Each check must be able to fail: the data are broken on purpose, one fault a copy, and the check of that name must speak."""
import shutil
import sqlite3

FREE = "DROP TRIGGER case_events_stay; DROP TRIGGER case_events_fixed; PRAGMA ignore_check_constraints = ON;"
ORDINARY = "SELECT id FROM cases WHERE urgency NOT IN ('P0', 'P1') AND status = 'closed' LIMIT 1"
EMERGENCY = "SELECT id FROM cases WHERE urgency = 'P0' AND status = 'closed' LIMIT 1"
TWO_LETTERS = ("SELECT b.id FROM letters b JOIN letters a ON a.id = b.previous_id WHERE a.state = 'sent' AND b.state = 'sent' "
               "AND b.sent_at > a.sent_at LIMIT 1")
REMINDED = ("SELECT case_id || '/' || seq FROM case_events WHERE kind = 'reminded' AND detail = 'half' AND case_id IN "
            "(SELECT id FROM cases WHERE urgency NOT IN ('P0', 'P1')) LIMIT 1")

FAULTS = {
    "a case without a date": ("owned", f"UPDATE cases SET due_at = NULL WHERE id = ({ORDINARY})"),
    "a step that nobody planned": ("timers", "DELETE FROM reminders WHERE id = (SELECT r.id FROM reminders r JOIN cases c ON c.id = r.case_id WHERE "
                                   "r.state = 'due' AND r.kind = 'ladder' AND c.status IN ('triaged', 'accepted', 'handling', 'registered') LIMIT 1)"),
    "a reminder left lying": ("timers", "UPDATE reminders SET due_at = due_at - 31536000000 WHERE id = (SELECT id FROM reminders WHERE state = 'due' LIMIT 1)"),
    "a letter out of the chain": ("letters", f"UPDATE letters SET previous_id = NULL WHERE id = ({TWO_LETTERS})"),
    "a letter that overtook": ("letters", f"UPDATE letters SET sent_at = sent_at - 31536000000 WHERE id = ({TWO_LETTERS})"),
    "a turn that failed": ("stuck", "UPDATE inbox SET state = 'stuck' WHERE id = (SELECT min(id) FROM inbox)"),
    "a move that nobody may make": ("moves", "UPDATE case_events SET from_status = 'handling' WHERE to_status = 'closed' AND case_id = "
                                    f"({ORDINARY})"),
    "a case that is not where its history says": ("moves", f"UPDATE cases SET status = 'handling' WHERE id = ({ORDINARY})"),
    "a case accepted by a timer": ("moves", "UPDATE case_events SET actor = 'timer' WHERE to_status = 'accepted' AND case_id = "
                                   "(SELECT min(case_id) FROM case_events WHERE to_status = 'accepted')"),
    "a step that came twice": ("steps_once", ""),
    "a reminder at night": ("by_day", "UPDATE case_events SET at = at / 86400000 * 86400000 + 64800000 WHERE case_id || '/' || seq = "
                            f"({REMINDED})"),
    "silence that closes too much": ("closing", "UPDATE case_events SET at = at - 432000000 WHERE kind = 'status' AND to_status = 'closed' AND actor = 'timer'"),
    "an emergency closed by one": ("closing", f"UPDATE case_events SET kind = 'note' WHERE kind = 'closing_proposed' AND case_id = ({EMERGENCY})"),
    "an emergency without a page": ("paged", f"UPDATE case_events SET kind = 'note' WHERE kind = 'paged' AND case_id = ({EMERGENCY})"),
    "a rate that is wrong": ("rates", "UPDATE case_limits SET contacted_at = NULL WHERE case_id = (SELECT case_id FROM case_limits WHERE contacted_at <= "
                             "contact_due_at AND left_out = 0 AND nth = 0 ORDER BY due_at LIMIT 1 OFFSET 50) AND nth = 0"),
    "a rating that nobody gave": ("rates", "UPDATE case_limits SET satisfied = 5 WHERE case_id = (SELECT case_id FROM case_limits WHERE satisfied IS NULL AND "
                                  "left_out = 0 AND nth = 0 ORDER BY due_at LIMIT 1 OFFSET 50) AND nth = 0"),
}
# Right behind the step it repeats, so that it lies within the same limit: by hand, as (case, seq) is the key.
TWICE = ("SELECT case_id, seq, at, actor, kind, detail FROM case_events WHERE case_id || '/' || seq = (" + REMINDED + ")")


def make_room(db, case, behind):
    for seq, in db.execute("SELECT seq FROM case_events WHERE case_id = ? AND seq > ? ORDER BY seq DESC", (case, behind)).fetchall():
        db.execute("UPDATE case_events SET seq = seq + 1 WHERE case_id = ? AND seq = ?", (case, seq))


def unnoticed(file, folder, findings):
    """Names of the faults that no check saw. `findings`: (connection, check) -> {check: lines}."""
    missed = []
    for fault, (check, statement) in FAULTS.items():
        copy = folder / "broken.db"
        shutil.copy(file, copy)
        with sqlite3.connect(copy) as db:
            db.executescript(FREE)
            if check == "steps_once":
                case, seq, *rest = db.execute(TWICE).fetchone()
                make_room(db, case, seq)
                db.execute("INSERT INTO case_events (case_id, seq, at, actor, kind, detail) VALUES (?, ?, ?, ?, ?, ?)", (case, seq + 1, *rest))
            elif db.execute(statement).rowcount < 1:
                missed.append(f"{fault}: nothing to break")
                continue
            db.commit()
            if check not in findings(db, check):
                missed.append(fault)
        db.close()
    return missed
