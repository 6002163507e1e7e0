"""Counts the three rates again, from the history of each case alone: no SQL in common with the program, which keeps sums of its own."""
import collections
import csv
import math
import re
import subprocess

import invariants

NAMES = ("cases", "contacted", "replied", "extended", "answered", "solved", "partly", "asked", "rated", "pleased")
BY = ("whole", "category", "handler", "channel", "unit")


class Limit:
    def __init__(self):
        self.due = self.contact = self.handler = self.contacted = self.replied = self.solved = self.points = None
        self.outcome, self.asked, self.extended, self.out, self.emergency = "", False, False, False, False

    def counts(self):
        yes = self.solved is True
        partly = yes and self.outcome == "partly"
        return {"cases": 1, "contacted": self.contacted is not None and self.contacted <= self.contact,
                "replied": self.replied is not None and self.replied <= self.due, "extended": self.extended,
                "answered": self.solved is not None, "solved": yes and not partly, "partly": partly, "asked": self.asked,
                "rated": self.points is not None, "pleased": (self.points or 0) >= 4}


def limits_of(events):
    """The limits of one case in their order, and the topic it ended with."""
    limits, topic, now = {}, "", None
    for event in events:
        kind, to, detail = event["kind"], event["to"], event["detail"]
        if kind == "opened":
            topic = detail.split(",")[0]
        if kind in ("topic", "suggested"):
            topic = detail
        if kind == "limit_set":
            nth, due, contact, urgency = detail.split()
            now = limits.setdefault(int(nth), Limit())
            now.due, now.contact, now.emergency = int(due), int(contact), urgency == "P0"
        if now is None:
            continue
        if kind == "taken":
            now.handler = event["staff"]
        if kind == "contacted":
            now.contacted = now.contacted or event["at"]
            if now.emergency:
                now.replied = now.replied or event["at"]
        if kind == "extended":
            now.extended = True
        if kind == "rated":
            now.points = int(detail)
        if to == "replied":
            now.replied, now.outcome, now.asked = now.replied or event["at"], detail, True
        if to in ("closed", "followed_up") and detail in ("member_confirmed", "look_back"):
            now.solved = True
        if to == "reopened" and event["from"] in ("awaiting_confirmation", "closed", "followed_up") and detail != "rated_low":
            now.solved = False
        if to == "merged" or (to == "withdrawn" and now.contacted is None):
            now.out = True
        if event["from"] == "merged":
            now.out = False
    return limits.values(), topic


def recount(db, catalogue, periods):
    """{(period, by): {group: counts}}; group as the program writes it, "sealed" apart."""
    people = dict(db.execute("SELECT id, member_id FROM cases"))
    talks = dict(db.execute("SELECT id, conversation_id FROM cases"))
    units = dict(db.execute("SELECT member_id, unit_id FROM roster_links JOIN roster ON roster.id = roster_id"))
    channels = dict(db.execute("SELECT identities.id, key FROM identities JOIN accounts ON accounts.id = account_id"))
    sums = {(period, by): collections.defaultdict(collections.Counter) for period in periods for by in BY}
    for case, events in invariants.by_case(db):
        limits, topic = limits_of(events)
        limits = list(limits)
        sealed = catalogue[topic]["restricted"] or any(limit.emergency for limit in limits[-1:])
        groups = {"whole": "", "category": topic.split(".")[0], "channel": channels.get(talks[case], ""), "unit": str(units.get(people[case], ""))}
        for limit in limits:
            groups["handler"] = str(limit.handler or "")
            for period in periods:
                if limit.out or not period[0] <= limit.due < period[1]:
                    continue
                for by in BY:
                    sums[period, by]["sealed" if sealed and by != "whole" else groups[by]].update(limit.counts())
    return sums


def counted(db, source, period, by):
    """The program's own statement over the program's own sums."""
    text = (source / "bot/store/queries/rates.sql").read_text()
    statement = re.search(r"-- name: rates_by\n(.*)", text, re.S).group(1)
    sums = collections.defaultdict(collections.Counter)
    for row in db.execute(statement, {"1": period[0], "2": period[1], "3": by}):
        group = "sealed" if row[0] and by != "whole" else row[1]
        sums[group].update(dict(zip(NAMES, map(int, row[2:]))))
    return sums


def differences(db, source, catalogue, periods):
    found = []
    for (period, by), mine in recount(db, catalogue, periods).items():
        theirs = counted(db, source, period, by)
        for group in sorted(set(mine) | set(theirs)):
            for name in NAMES:
                if mine[group][name] != theirs[group][name]:
                    found.append(f"{by} {group or '-'}: {name} is {theirs[group][name]}, recounted {mine[group][name]} ({invariants.day(period[0])})")
    return found


def percent(hits, of, whole_hits, whole_of, is_whole):
    share = hits / of if is_whole or of >= 30 or whole_of == 0 else (hits + 5 * whole_hits / whole_of) / (of + 5)
    number = math.floor(share * 100 + 0.5)
    return "≤10%" if of < 20 and number <= 10 else "≥90%" if of < 20 and number >= 90 else f"{number}%"


def parts(counts):
    return [(counts["contacted"], counts["cases"]), (counts["solved"] + counts["partly"] / 2, counts["answered"]),
            (counts["pleased"], counts["rated"]), (counts["replied"], counts["cases"])]


def wrong_in_report(db, program, config, data, catalogue, first, last, period, by):
    """What `niangjia report` shows against the recount: every number right, nothing small shown."""
    table = data / f"report-{by}.csv"
    subprocess.run([program, "report", "--config", config, "--data", data, "--from", first, "--to", last, "--by", by, "--csv", table],
                   check=True, capture_output=True)
    sums = recount(db, catalogue, [period])
    whole, groups = sums[period, "whole"][""], sums[period, by]
    found = []
    with open(table, encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    for at, row in enumerate(rows):
        counts = whole if at == 0 else groups[row["group"]]
        if not row["cases"]:
            if any(row[name] for name in ("response", "solution", "satisfaction", "timeliness", "ratings")):
                found.append(f"{row['group']} is hidden and shows something")
            continue
        if int(row["cases"]) != counts["cases"] or counts["cases"] < 5:
            found.append(f"{row['group']}: {row['cases']} cases, recounted {counts['cases']}")
        for name, (hits, of), (all_hits, all_of) in zip(("response", "solution", "satisfaction", "timeliness"), parts(counts), parts(whole)):
            if row[name] and (of < 5 or row[name] != percent(hits, of, all_hits, all_of, at == 0)):
                found.append(f"{row['group']}: {name} {row[name]} of {hits}/{of}")
    hidden = [row for row in rows[1:] if not row["cases"]]
    if len(hidden) == 1:
        found.append(f"{hidden[0]['group']} alone is hidden: it can be worked out")
    if {row["group"] for row in rows[1:]} != set(groups):
        found.append("the report's groups are not those of the recount")
    return found
