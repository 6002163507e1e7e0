#!/usr/bin/env python3
"""Counts working time minute by minute over ten years and compares with the program's answers to random questions.

It reads the same TOML files and shares nothing else: every minute of UTC is looked up on the clocks of the zone, every
sum is a position in the list of open minutes."""
import argparse
import array
import datetime
import itertools
import os
import pathlib
import random
import subprocess
import sys
import time
import tomllib
import zoneinfo

HERE = pathlib.Path(__file__).resolve().parent
DAY = datetime.timedelta(days=1)
EPOCH = datetime.datetime(1970, 1, 1)
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
BATCH = 100_000
MARGIN = 300 * 1440  # questions keep away from both ends, so that no answer lies outside

# calendar -> the first of its ten years
QUESTIONS = {"hours": 2020, "night": 2020, "york": 2019, "summer": 1985, "nepal": 1981, "island": 2022}


def minute_of(text):
    return int(text[:2]) * 60 + int(text[3:])


def spans_of(rows):
    for row in rows:
        begin, end = minute_of(row["from"]), minute_of(row["to"])
        yield begin, end if end > begin else end + 1440


class Hours:
    """Which minutes of which local days are worked."""

    def __init__(self, folder, name):
        file = folder / ("hours.toml" if name == "hours" else f"{name}.hours.toml")
        said = tomllib.loads(file.read_text())
        main = tomllib.loads((folder / "hours.toml").read_text())
        self.zone = zoneinfo.ZoneInfo(said.get("zone", main["zone"]))
        self.week = [said.get("week", {}).get(day, []) for day in WEEKDAYS]
        if "hours" in said:
            self.week = [said["hours"]] * 5 + [[], []]
        self.special = {datetime.date.fromisoformat(one["day"]): one.get("hours", []) for one in said.get("special_day", [])}
        self.off, self.makeup = set(), set()
        if said.get("public_holidays", True):
            for year in folder.glob("cn-*.toml"):
                self.read_holidays(tomllib.loads(year.read_text()))

    def read_holidays(self, year):
        for holiday in year["holiday"]:
            day = datetime.date.fromisoformat(holiday["from"])
            while day <= datetime.date.fromisoformat(holiday["to"]):
                self.off.add(day)
                day += DAY
            self.makeup |= {datetime.date.fromisoformat(day) for day in holiday.get("makeup", [])}

    def rows(self, day):
        if day in self.special:
            return self.special[day]
        if day in self.makeup:
            return self.week[day.weekday()] or next(rows for rows in self.week if rows)
        return [] if day in self.off else self.week[day.weekday()]

    def local_minutes(self, first, last):
        """day -> 1440 numbers: 0, or the ordinal of the day whose hours the minute belongs to."""
        minutes = {first + DAY * i: array.array("i", bytes(4 * 1440)) for i in range((last - first).days + 1)}
        for day in list(minutes):
            for begin, end in spans_of(self.rows(day)):
                for minute in range(begin, end):
                    date = day + DAY * (minute // 1440)
                    if date in minutes:
                        assert minutes[date][minute % 1440] == 0, f"{date} is worked twice"
                        minutes[date][minute % 1440] = day.toordinal()
        return minutes


class Decade:
    """Every minute of ten years of UTC."""

    def __init__(self, hours, year, years):
        self.begin = datetime.datetime(year, 1, 1)
        end = datetime.datetime(year + years, 1, 1)
        local = hours.local_minutes(self.begin.date() - 2 * DAY, end.date() + 2 * DAY)
        self.first = int((self.begin - EPOCH).total_seconds()) // 60
        self.size = int((end - self.begin).total_seconds()) // 60
        worked = array.array("i")
        for hour in range(self.size // 60):
            self.look_at_clocks(worked, hours.zone, local, self.begin + datetime.timedelta(hours=hour))
        self.open = array.array("i", (minute for minute, day in enumerate(worked) if day))
        self.before = array.array("i", itertools.accumulate((1 if day else 0 for day in worked), initial=0))
        last = {}
        for minute in self.open:
            last[worked[minute]] = minute
        self.days = sorted(last)
        self.closes = [last[day] + 1 for day in self.days]
        index = {day: i for i, day in enumerate(self.days)}
        self.day_of = array.array("i", (index[worked[minute]] for minute in self.open))

    @staticmethod
    def look_at_clocks(worked, zone, local, hour):
        def shown(minute):
            at = (hour + datetime.timedelta(minutes=minute)).replace(tzinfo=datetime.timezone.utc).astimezone(zone)
            return at.date(), at.hour * 60 + at.minute

        day, begin = shown(0)
        if shown(59) == (day, begin + 59):
            worked.extend(local[day][begin:begin + 60])
            return
        for minute in range(60):  # midnight, or clocks are changed
            day, at = shown(minute)
            worked.append(local[day][at])

    def question(self, chance):
        a = chance.randrange(MARGIN, self.size - MARGIN)
        b = chance.randrange(MARGIN, self.size - MARGIN)
        done = self.before[a]
        return a, b, chance.randrange(min(done, len(self.open) - done)), chance.randrange(60)

    def answer(self, a, b, amount, days):
        done, first = self.before[a], self.first
        later = self.open[done + amount - 1] + 1 if amount else a
        earlier = self.open[done - amount] if amount else a
        due = self.closes[self.day_of[done] + days]
        return (f"{self.before[b] - done} {later + first} {earlier + first} {self.open[done] + first} "
                f"{self.open[done - 1] + 1 + first} {due + first}")


def compare(program, name, decade, chance, count):
    mismatches = 0
    for begun in range(0, count, BATCH):
        asked = [decade.question(chance) for _ in range(min(BATCH, count - begun))]
        first = decade.first
        lines = "".join(f"{name} {a + first} {b + first} {amount} {days}\n" for a, b, amount, days in asked)
        ran = subprocess.run([program, HERE / "config"], input=lines, capture_output=True, text=True, check=False)
        answers = ran.stdout.splitlines()
        if ran.returncode != 0 or len(answers) != len(asked):
            sys.exit(f"{name}: the program stopped after {len(answers)} answers: {ran.stderr.strip()}")
        for question, got in zip(asked, answers):
            expected = decade.answer(*question)
            if got != expected:
                mismatches += 1
                if mismatches <= 5:
                    print(f"{name} {question}: expected {expected}, got {got}")
    return mismatches


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--intervals", type=int, default=None)
    options = parser.parse_args()
    long = bool(os.environ.get("NIANGJIA_LONG"))
    count = options.intervals or (10_000_000 if long else 12_000)
    years = 10 if long or options.intervals else 3
    seed = options.seed if options.seed is not None else random.randrange(1 << 32)
    print(f"seed {seed}: {count} intervals in {len(QUESTIONS)} calendars over {years} years each", flush=True)
    chance = random.Random(seed)
    mismatches = 0
    for name, year in QUESTIONS.items():
        began = time.monotonic()
        # The short form looks at the years in which something happens.
        decade = Decade(Hours(HERE / "config" / "calendar", name), year if years == 10 else year + 4, years)
        found = compare(options.program, name, decade, chance, count // len(QUESTIONS) + 1)
        print(f"{name}: {count // len(QUESTIONS) + 1} intervals, {found} mismatches, {time.monotonic() - began:.1f} s", flush=True)
        mismatches += found
    sys.exit(1 if mismatches else 0)


if __name__ == "__main__":
    main()
