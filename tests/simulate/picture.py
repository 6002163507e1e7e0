"""Draws what a simulated union went through: load, how promises were kept, and the steps of the ladder. Chinese and English."""
import collections
import os
import sys

import invariants

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "bench"))
from plot import text  # noqa: E402

RED, BLUE, GREY, GREEN, AMBER = "#c8102e", "#3b7dd8", "#8a8f98", "#2e8b57", "#d98a00"
WIDTH, LEFT, RIGHT, HEIGHT = 920, 74, 30, 190
STEPS = (("accept", "没人接 accept", BLUE), ("accept_late", "还没人接 late", BLUE), ("contact", "该联系 contact", BLUE), ("half", "过半 half", GREY),
         ("most", "过八成 most", GREY), ("due", "到期 due", AMBER), ("urge", "催办 urge", RED), ("supervise", "督办 supervise", RED),
         ("chair", "报主席 chair", RED), ("no_answer", "没回音 silent", GREEN), ("look_back", "回访 look back", GREEN))


def month(at):
    return invariants.day(at)[:7]


def months_between(first, last):
    year, number = map(int, first.split("-"))
    while (name := f"{year:04}-{number:02}") <= last:
        yield name
        year, number = (year + 1, 1) if number == 12 else (year, number + 1)


class Panel:
    """One diagram with its own scale; `top` is its place on the sheet."""

    def __init__(self, top, title, months, most, unit=""):
        self.top, self.months, self.most, self.unit = top + 62, months, most or 1, unit
        self.parts = [text(24, top + 22, title, 15, weight="600")]
        for share in (0, 0.5, 1):
            y = self.y(self.most * share)
            self.parts += [f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e3e5e8"/>',
                           text(LEFT - 8, y + 4, f"{self.most * share:,.0f}{unit}", 11, "end", "#666")]
        every = max(1, len(months) // 12)
        for at, name in enumerate(months):
            if at % every == 0:
                self.parts.append(text(self.x(at), self.top + HEIGHT + 17, name, 10, "middle", "#666"))
        self.noted = LEFT

    def x(self, at):
        return LEFT + 14 + at * (WIDTH - RIGHT - LEFT - 28) / max(1, len(self.months) - 1)

    def y(self, value):
        return self.top + HEIGHT * (1 - value / self.most)

    def note(self, name, colour):
        self.parts += [f'<rect x="{self.noted}" y="{self.top - 26}" width="12" height="12" rx="2" fill="{colour}"/>', text(self.noted + 18, self.top - 16, name, 12)]
        self.noted += 40 + 9 * len(name) + 6 * sum(ord(letter) > 0x2e80 for letter in name)

    def line(self, name, colour, values):
        self.note(name, colour)
        points = [(self.x(at), self.y(values[one])) for at, one in enumerate(self.months) if one in values]
        self.parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2.2" stroke-linejoin="round" points="'
                          + " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + '"/>')


def by_month(db, statement):
    sums = collections.Counter()
    for at, count in db.execute(statement):
        sums[month(at)] += count
    return sums


def ladder(db, top):
    counts = dict(db.execute("SELECT detail, count(*) FROM case_events WHERE kind = 'reminded' GROUP BY detail"))
    longest = max(counts.get(step, 0) for step, _, _ in STEPS) or 1
    parts = [text(24, top + 22, "催办阶梯 steps of the ladder", 15, weight="600")]
    for at, (step, name, colour) in enumerate(STEPS):
        y = top + 40 + at * 22
        long = max(1.5, counts.get(step, 0) / longest * (WIDTH - 330))
        parts += [text(196, y + 12, name, 12, "end"), f'<rect x="208" y="{y}" width="{long:.1f}" height="15" rx="2" fill="{colour}"/>',
                  text(216 + long, y + 12, f"{counts.get(step, 0):,}", 12, colour="#444")]
    return parts, top + 40 + len(STEPS) * 22


def kept(db):
    """Of every month's limits, the shares in touch and answered in time; nothing for a month with few."""
    cases, contacted, replied = collections.Counter(), collections.Counter(), collections.Counter()
    now = db.execute("SELECT max(received_at) FROM inbox").fetchone()[0]
    for due, contact, in_touch, answered in db.execute(
            "SELECT due_at, contact_due_at, contacted_at, replied_at FROM case_limits WHERE left_out = 0 AND due_at < ?", (now,)):
        name = month(due)
        cases[name] += 1
        contacted[name] += in_touch is not None and in_touch <= contact
        replied[name] += answered is not None and answered <= due
    return [{name: 100 * part[name] / cases[name] for name in cases if cases[name] >= 5} for part in (contacted, replied)]


def draw(db, title):
    messages = by_month(db, "SELECT received_at / 3600000 * 3600000, count(*) FROM inbox GROUP BY 1")
    letters = by_month(db, "SELECT created_at / 3600000 * 3600000, count(*) FROM letters GROUP BY 1")
    opened = by_month(db, "SELECT opened_at / 3600000 * 3600000, count(*) FROM cases GROUP BY 1")
    months = list(months_between(min(messages), max(messages)))
    load = Panel(60, "每月来往 load by month", months, max(*messages.values(), *letters.values()))
    for name, colour, values in (("发出 letters", GREY, letters), ("收到 messages", BLUE, messages), ("立件 cases", RED, opened)):
        load.line(name, colour, values)
    promises = Panel(350, "到期的件守时没有 promises that fell due", months, 100, "%")
    in_touch, in_time = kept(db)
    promises.line("按时联系 in touch in time", BLUE, in_touch)
    promises.line("按时答复 answered in time", RED, in_time)
    steps, bottom = ladder(db, 640)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{bottom + 40}" viewBox="0 0 {WIDTH} {bottom + 40}" '
        'font-family="system-ui, -apple-system, Segoe UI, Noto Sans CJK SC, Helvetica, Arial, sans-serif" role="img">',
        "<title>Load, promises and reminders of a simulated union</title>", f'<rect width="{WIDTH}" height="{bottom + 40}" fill="#fff"/>',
        text(24, 36, "编出来的工会 a simulated union", 19, weight="600"), *load.parts, *promises.parts, *steps,
        text(24, bottom + 24, title, 11, colour="#666"), "</svg>", ""])
