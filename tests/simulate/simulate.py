#!/usr/bin/env python3
"""Lets a union live for a year (--cases matters), kills the program on the way, and checks what it left behind."""
import argparse
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import tomllib

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import breaking  # noqa: E402
import invariants  # noqa: E402
import picture  # noqa: E402
import recount  # noqa: E402

ACCOUNTS = """
[union]
name = "Spring Mill Union"
phone = "0512-00012351"
local_crisis_line = ""

[[account]]
key = "web"
platform = "webchat"
enabled = true

[[account]]
key = "telegram"
platform = "telegram"
enabled = true
base_url = "http://127.0.0.1:1"
secret = "env:NIANGJIA_SIMULATED_SECRET"
token = "env:NIANGJIA_SIMULATED_SECRET"
"""
QUARTERS = [("2024-01-01", "2024-03-31"), ("2024-04-01", "2024-06-30"), ("2024-07-01", "2024-09-30"), ("2024-01-01", "2024-12-31")]


def moment(day, add=0):
    return int(subprocess.run(["date", "-u", "-d", f"{day} +{add} day", "+%s"], check=True, capture_output=True, text=True).stdout) * 1000 - invariants.ZONE


def settings_in(folder, source):
    folder.mkdir()
    for one in (source / "config").iterdir():
        if one.name not in ("bot.toml", "bot.example.toml", "secrets"):
            (folder / one.name).symlink_to(one)
    (folder / "bot.toml").write_text(ACCOUNTS, encoding="utf-8")
    return folder


def catalogue_of(source):
    topics = {}
    for file in (source / "config/catalogue").glob("*.toml"):
        for one in tomllib.loads(file.read_text(encoding="utf-8")).get("subcategory", []):
            topics[one["id"]] = one
    return topics


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--source", required=True, type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path, help="leave settings and data in this new folder")
    parser.add_argument("--check", type=pathlib.Path, help="only check the data in this folder")
    parser.add_argument("--plots", type=pathlib.Path, help="draw simulated.svg into this folder")
    long = bool(os.environ.get("NIANGJIA_LONG"))
    parser.add_argument("--cases", type=int, default=60_000 if long else 5_000)
    parser.add_argument("--members", type=int, default=20_000 if long else 2_000)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--crashes", type=int, default=100 if long else 20)
    options = parser.parse_args()
    os.environ["NIANGJIA_SIMULATED_SECRET"] = "a-secret-of-nobody-0123456789"
    # Killing a process loses nothing that was written, wherever it is: memory saves the disk's time.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) and not long else None
    folder = options.keep or pathlib.Path(tempfile.mkdtemp(prefix="niangjia-simulate-", dir=memory))
    try:
        return check_all(options, folder) if options.check else live(options, folder)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


def live(options, folder):
    folder.mkdir(exist_ok=True)
    config = settings_in(folder / "config", options.source)
    began = time.monotonic()
    every = max(1, frames_of(options) // max(1, options.crashes)) if options.crashes else 0
    ran = subprocess.run([options.program, "simulate", "--config", config, "--data", folder / "data", "--years", str(options.years), "--cases",
                          str(options.cases), "--members", str(options.members), "--seed", str(options.seed), "--crash-every", str(every)],
                         check=False, capture_output=True, text=True)
    print("\n".join(ran.stdout.splitlines()[-2:]))
    if ran.returncode != 0:
        print(ran.stderr[-2000:], file=sys.stderr)
        return 1
    print(f"seed {options.seed}: lived in {time.monotonic() - began:.0f} s")
    options.check = folder / "data"
    return check_all(options, folder)


def frames_of(options):
    """Roughly: what is said within one step of the clock, and the timers, are one frame each."""
    return 18 * options.cases if options.cases < 50_000 else 100_000 * options.years


def check_all(options, folder):
    file = options.check / "niangjia.db"
    catalogue = catalogue_of(options.source)
    step = 300_000 if options.cases >= 50_000 else 1_000
    periods = [(moment(first), moment(last, 1)) for first, last in QUARTERS]

    def findings(db, only=None):
        found = {} if only == "rates" else invariants.broken(db, catalogue, step, only)
        wrong = recount.differences(db, options.source, catalogue, periods) if only in (None, "rates") else []
        return found | ({"rates": wrong} if wrong else {})

    db = sqlite3.connect(file)
    found = findings(db)
    if options.plots:
        cases, = db.execute("SELECT count(*) FROM cases").fetchone()
        (options.plots / "simulated.svg").write_text(picture.draw(db, f"niangjia simulate · {cases:,} cases"), encoding="utf-8")
    if (folder / "config").exists():
        for by in ("category", "handler", "channel"):
            wrong = recount.wrong_in_report(db, options.program, folder / "config", options.check, catalogue, *QUARTERS[0], periods[0], by)
            found.setdefault("report", []).extend(wrong)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    for check, lines in found.items():
        for line in lines[:5]:
            print(f"{check}: {line}")
        if lines:
            print(f"{check}: {len(lines)} in all")
    if any(found.values()):
        return 1
    if options.cases <= 10_000:
        missed = breaking.unnoticed(file, folder, findings)
        for fault in missed:
            print(f"no check noticed: {fault}")
        if missed:
            return 1
        print(f"{len(breaking.FAULTS)} faults made on purpose were all noticed")
    print("everything holds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
