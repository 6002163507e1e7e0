#!/usr/bin/env python3
# Kills the program again and again while members write, and shows that nothing acknowledged is lost or done twice.
import argparse
import os
import random
import sys
import time

import findings
from house import ACCOUNTS, House
from members import TelegramSender, Trigger, WebSender
from sink import Sink

SHORT_ROUNDS = 20
LONG_ROUNDS = 600
LONGEST = 15 * 60    # seconds of killing
DRAINING = 240       # seconds for the outbox to empty
SHOWN = 20
STAFF_CHAT = 9_000_001


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--config", required=True)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    long = os.environ.get("NIANGJIA_LONG", "") not in ("", "0")
    parser.add_argument("--rounds", type=int, default=LONG_ROUNDS if long else SHORT_ROUNDS)
    return parser.parse_args()


def complain(wrong, when):
    if wrong:
        raise AssertionError(f"{when}:\n  " + "\n  ".join(wrong[:SHOWN]) + f"\n  {len(wrong)} in all")


def everything_said(senders):
    for sender in senders:
        if sender.problem:
            raise AssertionError(f"{sender.name}: {sender.problem!r}")
    return [one for sender in senders for one in list(sender.acknowledged)]


def add_colleague(house, sender):
    """Somebody at a desk, so that members' turns also write into another chat."""
    code = house.admin("staff", "add", "赵大姐", "--desk", "rights").split()[-1]
    said = sender.compose(10**9, STAFF_CHAT, f"绑定 {code}")
    sender.send_until_acknowledged(said)
    return said


def kill_round(house, sink, senders, trigger, chance):
    """One life of the program: it ends at any moment, or while a message is acknowledged, or before it is ready."""
    house.launch()
    if chance.random() < 0.1:
        time.sleep(chance.uniform(0.001, 0.06))
        house.kill()
    else:
        house.wait_until_ready()
        time.sleep(chance.uniform(0.02, 0.4))
        house.kill(trigger if chance.random() < 0.5 else None)
    said = everything_said(senders)
    sink.wait_until_quiet()
    copy = house.copy_as_left()
    complain(findings.after_a_kill(copy, said), "after a kill")
    copy.close()


def finish(house, sink, senders):
    """The last life: all is said, all letters go out, and the program is stopped as an administrator would."""
    house.launch()
    house.wait_until_ready()
    for sender in senders:
        sender.stopping.set()
    for sender in senders:
        sender.join(timeout=60)
        if sender.is_alive():
            raise AssertionError(f"{sender.name} got no answer from a healthy program")
    sink.well = True
    end = time.monotonic() + DRAINING
    while house.pending_letters() > 0:
        if time.monotonic() > end:
            raise AssertionError(f"{house.pending_letters()} letters are still waiting")
        time.sleep(0.5)
    house.stop()


def check_all(house, sink, said):
    if os.path.getsize(os.path.join(house.data, "niangjia.db")) == 0 or os.path.exists(
            os.path.join(house.data, "niangjia.db-wal")):
        raise AssertionError("a clean stop left the log behind")
    db = house.database()
    complain(findings.after_a_kill(db, said), "at the end")
    complain(findings.messages(db, said), "messages")
    complain(findings.order_of_taking(db, said), "order")
    complain(findings.turns(db), "turns")
    complain(findings.chains(db), "chains")
    complain(findings.letters(db, sink.arrived), "letters")
    counts = [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("inbox", "cases", "letters")]
    db.close()
    audit = house.admin("audit")
    if audit != "the audit holds\n":
        raise AssertionError(audit)
    return counts


def run(asked, house, sink):
    chance = random.Random(asked.seed)
    trigger = Trigger()
    senders = [TelegramSender(account, asked.seed, house.port, trigger) for account in ACCOUNTS]
    senders += [WebSender(f"page{number}", asked.seed, house.port, trigger) for number in range(4)]
    house.launch()
    house.wait_until_ready()
    extra = [add_colleague(house, senders[0])]
    for sender in senders:
        sender.start()
    house.kill()
    kills = 1
    end = time.monotonic() + LONGEST
    while kills < asked.rounds and time.monotonic() < end:
        kill_round(house, sink, senders, trigger, chance)
        kills += 1
    finish(house, sink, senders)
    said = extra + everything_said(senders)
    inbox, cases, letters = check_all(house, sink, said)
    repeats = sum(sender.repeats for sender in senders)
    arrived = sum(len(texts) for texts in sink.arrived.values())
    print(f"{kills} kills: {inbox} messages acknowledged and kept once ({repeats} attempts without an answer), "
          f"{cases} cases, {letters} letters, {arrived} arrivals over Telegram, {sink.troubles} troubles there")


def main():
    asked = options()
    print(f"seed {asked.seed}, {asked.rounds} rounds (repeat with --seed {asked.seed} --rounds {asked.rounds})", flush=True)
    began = time.monotonic()
    sink = Sink(asked.seed)
    house = House(asked.program, asked.config, sink.port)
    try:
        run(asked, house, sink)
    except Exception as found:  # noqa: BLE001  whatever it is, the folder is the evidence
        shown = found if isinstance(found, AssertionError) else repr(found)
        print(f"FAILED {shown}\nthe folder is kept: {house.folder}")
        return 1
    finally:
        house.abandon()
        sink.close()
    house.remove()
    print(f"nothing lost, nothing twice, in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
