"""What must hold in the data of any union at any time, checked from the database file alone. Each check gives its findings."""
import datetime
import itertools

HOUR, DAY = 3_600_000, 86_400_000
ZONE = 8 * HOUR
ENDED = {"closed", "followed_up", "withdrawn", "merged"}
UNANSWERED = {"registered", "triaged", "assigned", "reopened", "accepted", "handling", "on_hold"}
ONCE = {"accept", "accept_late", "contact", "half", "most", "due", "urge", "supervise", "chair"}
# Who may move a case from where to where, written down from docs/lifecycle.md.
WAITING = {"registered", "triaged", "assigned", "reopened"}
MOVES = {
    "registered": {"held", "merged"}, "triaged": {"registered", "assigned"}, "assigned": WAITING | {"accepted", "handling"}, "accepted": WAITING,
    "handling": {"accepted", "on_hold", "replied", "awaiting_confirmation"}, "on_hold": {"handling"}, "replied": {"handling"},
    "awaiting_confirmation": {"replied"}, "closed": {"awaiting_confirmation"}, "followed_up": {"closed"},
    "reopened": {"awaiting_confirmation", "closed", "followed_up", "withdrawn"},
    "withdrawn": UNANSWERED | {"held", "replied", "awaiting_confirmation"}, "merged": UNANSWERED,
}
BY = {"accepted": {"staff"}, "handling": {"staff", "member"}, "replied": {"staff"}, "followed_up": {"staff"}, "merged": {"staff"},
      "assigned": {"staff"}, "withdrawn": {"member", "timer"}, "closed": {"member", "timer", "staff"}, "reopened": {"member", "staff"}}


def asleep(at):
    minute = (at + ZONE) % DAY // 60_000
    return minute >= 21 * 60 + 30 or minute < 8 * 60


def by_case(db):
    rows = db.execute("SELECT case_id, seq, at, actor, staff_id, kind, from_status, to_status, detail FROM case_events ORDER BY case_id, seq")
    names = ("seq", "at", "actor", "staff", "kind", "from", "to", "detail")
    for case, events in itertools.groupby(rows, key=lambda row: row[0]):
        yield case, [dict(zip(names, event[1:])) for event in events]


class Facts:
    """The case rows that several checks need; small beside the history, which is read once and streamed."""

    def __init__(self, db, catalogue):
        self.db, self.catalogue = db, catalogue
        self.cases = {row[0]: row[1:] for row in db.execute("SELECT id, status, urgency, restricted, subcategory FROM cases")}
        self.now = db.execute("SELECT max(received_at) FROM inbox").fetchone()[0]
        self.slack = 60_000  # timers may be as late as the steps of the clock

    def urgency(self, case):
        return self.cases[case][1]


def owned(facts):
    """No registered case without somebody or a desk, and a date."""
    return [f"case {case} has no owner or no date" for case, in facts.db.execute(
        "SELECT id FROM cases WHERE status NOT IN ('held', 'withdrawn', 'merged') AND (due_at IS NULL OR (handler_id IS NULL AND desk = ''))")]


def timers(facts):
    """An unanswered case has a next step, an emergency its pages or a person; and nothing that was due lies about."""
    found = [f"case {case} is unanswered and nothing will remind of it" for case, in facts.db.execute(
        "SELECT id FROM cases c WHERE status IN ('registered', 'triaged', 'assigned', 'reopened', 'accepted', 'handling') AND NOT EXISTS "
        "(SELECT 1 FROM reminders r WHERE r.case_id = c.id AND r.state = 'due' AND r.kind = 'ladder')")]
    late = facts.db.execute("SELECT case_id, key FROM reminders WHERE state = 'due' AND due_at < ?", (facts.now - 10 * facts.slack,))
    return found + [f"case {case}: {key} was due and nothing happened" for case, key in late]


def letters(facts):
    """Letters are chained without a gap, and go out in order within a conversation."""
    found, last, sent = [], {}, {}
    for letter, conversation, previous, state, at in facts.db.execute(
            "SELECT id, conversation_id, previous_id, state, sent_at FROM letters ORDER BY id"):
        if previous != last.get(conversation):
            found.append(f"letter {letter} follows {previous} instead of {last.get(conversation)}")
        last[conversation] = letter
        if state == "sent":
            if at < sent.get(conversation, 0):
                found.append(f"letter {letter} went out before an older one of conversation {conversation}")
            sent[conversation] = at
    pending = facts.db.execute("SELECT a.id FROM letters a JOIN letters b ON b.previous_id = a.id WHERE a.state = 'pending' AND b.state = 'sent'")
    return found + [f"letter {letter} still waits while the next one is out" for letter, in pending]


def stuck(facts):
    """No turn failed."""
    return [f"message {row} is stuck" for row, in facts.db.execute("SELECT id FROM inbox WHERE state = 'stuck'")]


def whole(facts):
    """SQLite finds nothing wrong with the file."""
    answers = [row[0] for row in facts.db.execute("PRAGMA quick_check")]
    return [] if answers == ["ok"] else answers


def moves(facts, case, events):
    """Every move is one that the life of a case knows, and the case stands where its history says."""
    found, at = [], None
    for event in events:
        if event["kind"] == "opened":
            at = event["to"]
            continue
        if event["to"] is None:
            continue
        if event["from"] != at:
            found.append(f"case {case} moved from {event['from']} while it was {at}")
        two_people = event["to"] == "closed" and event["detail"] == "two_people"
        if not two_people and event["from"] not in MOVES[event["to"]]:
            found.append(f"case {case} moved from {event['from']} to {event['to']}")
        if event["actor"] not in BY.get(event["to"], {"member", "staff", "timer", "bot"}):
            found.append(f"case {case} was moved to {event['to']} by {event['actor']}")
        at = event["to"]
    if at != facts.cases[case][0]:
        found.append(f"case {case} is {facts.cases[case][0]}, its history says {at}")
    return found


def steps_once(_facts, case, events):
    """Within one limit each step of the ladder comes once."""
    found, seen = [], set()
    for event in events:
        if event["kind"] in ("limit_set", "registered", "topic", "suggested", "transferred", "returned") or event["to"] == "reopened":
            seen = set()
        if event["kind"] == "reminded" and event["detail"] in ONCE:
            if event["detail"] in seen:
                found.append(f"case {case}: {event['detail']} came twice")
            seen.add(event["detail"])
    mornings = [event["at"] // DAY for event in events if event["kind"] == "reminded" and event["detail"] == "daily"]
    if len(mornings) != len(set(mornings)):
        found.append(f"case {case}: reminded twice in one morning")
    return found


def by_day(facts, case, events):
    """Nobody is reminded at night, except of what is urgent."""
    found, urgency = [], ""
    for event in events:
        if event["kind"] == "limit_set":
            urgency = event["detail"].split()[3]
        if urgency not in ("P0", "P1") and event["kind"] in ("reminded", "asked") and event["actor"] == "timer" and asleep(event["at"]):
            found.append(f"case {case}: {event['detail'] or event['kind']} at night")
    return found


def closing(facts, case, events):
    """Silence closes only what it may, and not before a week; an emergency takes two people."""
    found, answered, opened_again, proposed = [], None, False, None
    _, urgency, restricted, topic = facts.cases[case]
    for event in events:
        if event["to"] == "awaiting_confirmation":
            answered = event["at"]
        opened_again |= event["to"] == "reopened"
        if event["kind"] == "closing_proposed":
            proposed = event["staff"]
        if event["to"] != "closed":
            continue
        if urgency == "P0":
            if event["actor"] != "staff" or proposed in (None, event["staff"]):
                found.append(f"emergency {case} was not closed by two people")
        elif event["actor"] == "timer":
            may = facts.catalogue.get(topic, {}).get("auto_close") and urgency != "P1" and not restricted and not opened_again
            if not may or answered is None or event["at"] - answered < 7 * DAY:
                found.append(f"case {case} ({topic}) was closed by silence")
    return found


def paged(facts, case, events):
    """Somebody is called to an emergency at once and again and again until one of them is there."""
    if facts.urgency(case) != "P0" or events[0]["to"] == "held" or events[0]["kind"] != "opened":
        return []
    there = next((event["at"] for event in events if event["kind"] == "taken"), None)
    over = next((event["at"] for event in events if event["to"] in ENDED), None)
    until = there or over or facts.now
    calls = [event["at"] for event in events if event["kind"] == "paged"]
    if not calls or calls[0] > events[0]["at"] + facts.slack:
        return [f"nobody was called to emergency {case}"]
    gaps = [later - earlier for earlier, later in zip(calls, [at for at in calls[1:] if at <= until] + [until])]
    found = [f"emergency {case}: nobody was called for {max(gaps) // 60_000} minutes"] if max(gaps) > 5 * 60_000 + facts.slack else []
    if there and calls[-1] > there + facts.slack:
        found.append(f"emergency {case}: pages went on though somebody was there")
    return found


OF_FILE = {check.__name__: check for check in (owned, timers, letters, stuck, whole)}
OF_CASE = {check.__name__: check for check in (moves, steps_once, by_day, closing, paged)}


def broken(db, catalogue, step_ms=1_000, only=None):
    """Findings by the name of the check; empty: all hold. `only`: the one check to make."""
    facts = Facts(db, catalogue)
    facts.slack = max(facts.slack, 2 * step_ms)
    of_case = {name: check for name, check in OF_CASE.items() if only in (None, name)}
    found = {name: check(facts) for name, check in OF_FILE.items() if only in (None, name)}
    found |= {name: [] for name in of_case}
    for case, events in by_case(db) if of_case else ():
        for name, check in of_case.items():
            found[name] += check(facts, case, events)
    return {name: lines for name, lines in found.items() if lines}


def day(at):
    return datetime.datetime.fromtimestamp((at + ZONE) / 1000, datetime.timezone.utc).date().isoformat()
