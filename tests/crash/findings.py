# What must hold in the data file, whenever the program was killed. Each check gives a list of what is wrong.
import collections

from house import ACCOUNTS, token_of


def stored(db):
    """(account, the sender's own message id) -> row. A page's id stands behind its visitor's name."""
    rows = {}
    for row in db.execute("SELECT i.id, a.key, i.platform_message_id, i.text, i.state, i.conversation_id, i.case_id"
                          " FROM inbox i JOIN accounts a ON a.id = i.account_id"):
        key = (row[1], row[2].split(".")[-1])
        rows.setdefault(key, []).append(row)
    return rows


def after_a_kill(db, said):
    """Right after a kill: what was acknowledged until now is there, and the file is in order."""
    wrong = []
    if db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0:
        return ["acknowledged, but the file is empty"] if said else []
    wrong += [f"integrity: {row[0]}" for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
    wrong += [f"foreign key: {row}" for row in db.execute("PRAGMA foreign_key_check")]
    rows = stored(db)
    wrong += [f"acknowledged and lost: {one.account} {one.message_id}" for one in said
              if (one.account, one.message_id) not in rows]
    return wrong


def messages(db, said):
    """Every acknowledged message once, as it was written, and nothing that nobody sent."""
    wrong = []
    rows = stored(db)
    for one in said:
        found = rows.pop((one.account, one.message_id), [])
        if len(found) != 1:
            wrong.append(f"{one.account} {one.message_id}: there {len(found)} times")
        elif found[0][3] != one.text or found[0][4] != "done":
            wrong.append(f"{one.account} {one.message_id}: changed, or in state {found[0][4]}")
        elif one.entry not in (None, found[0][0]):
            wrong.append(f"{one.account} {one.message_id}: the page was told another row")
    return wrong + [f"nobody sent {key}" for key in rows]


def order_of_taking(db, said):
    """A sender waits for each answer, so its messages to one chat stand in the order of writing."""
    rows = stored(db)
    last = {}
    wrong = []
    for one in said:
        row = rows[(one.account, one.message_id)][0][0]
        if row < last.get((one.account, one.chat), 0):
            wrong.append(f"{one.account} {one.message_id}: stands before an earlier one")
        last[(one.account, one.chat)] = row
    return wrong


def turns(db):
    """Each message had exactly one turn: one audit row, and a letter or an event that comes from it."""
    audited = collections.Counter()
    # A turn's own row reads "message command signal"; what it did besides has other details.
    for (detail,) in db.execute("SELECT detail FROM audit WHERE actor GLOB '[ms][0-9]*' AND detail GLOB '[0-9]* * *'"):
        audited[int(detail.split()[0])] += 1
    written = {}
    for conversation, letter in db.execute("SELECT conversation_id, id FROM letters ORDER BY id"):
        written.setdefault(conversation, []).append(letter)
    events = collections.Counter(row[0] for row in db.execute("SELECT inbox_id FROM case_events WHERE kind = 'said'"))
    in_events = {row[0] for row in db.execute("SELECT inbox_id FROM case_events WHERE inbox_id IS NOT NULL")}
    said = {}
    for conversation, message in db.execute("SELECT conversation_id, id FROM inbox ORDER BY id"):
        said.setdefault(conversation, []).append(message)
    wrong = [f"message {row}: {count} events of the same words" for row, count in events.items()
             if row is not None and count > 1]
    for conversation, ids in said.items():
        for message, following in zip(ids, ids[1:] + [float("inf")]):
            if audited.pop(message, 0) != 1:
                wrong.append(f"message {message}: not exactly one turn")
            answered = any(message < letter < following for letter in written.get(conversation, []))
            if not answered and message not in in_events:
                wrong.append(f"message {message}: neither a letter nor an event")
    return wrong + [f"a turn of no message: {row}" for row in audited]


def chains(db):
    """From a conversation's last row back to its first, nothing is left out; a case's events are numbered through."""
    wrong = []
    for table, last in (("inbox", "last_inbox_id"), ("letters", "last_letter_id")):
        rows = {row[0]: row[1:] for row in db.execute(f"SELECT id, conversation_id, previous_id FROM {table}")}
        counted = collections.Counter(row[0] for row in rows.values())
        for conversation, at in db.execute(f"SELECT id, {last} FROM conversations"):
            steps = 0
            while at is not None and at in rows and rows[at][0] == conversation and steps <= counted[conversation]:
                steps += 1
                at = rows[at][1]
            if at is not None or steps != counted[conversation]:
                wrong.append(f"{table} of conversation {conversation}: {steps} of {counted[conversation]} in the chain")
    for case, count, top in db.execute(
            "SELECT c.id, count(e.seq), coalesce(max(e.seq), -1) FROM cases c"
            " LEFT JOIN case_events e ON e.case_id = c.id GROUP BY c.id"):
        if count == 0 or top != count - 1:
            wrong.append(f"case {case}: {count} events, the last has number {top}")
    return wrong


def letters(db, arrived):
    """Every letter to Telegram is sent and arrived at least once, each chat's in order, repeats only side by side."""
    wrong = [f"letter {row[0]} is {row[1]}" for row in db.execute(
        "SELECT l.id, l.state FROM letters l JOIN identities i ON i.id = l.conversation_id"
        " JOIN accounts a ON a.id = i.account_id"
        " WHERE l.state <> CASE a.platform WHEN 'webchat' THEN 'kept' ELSE 'sent' END")]
    expected = {}
    for key, chat, body in db.execute(
            "SELECT a.key, i.external_id, l.body FROM letters l JOIN identities i ON i.id = l.conversation_id"
            " JOIN accounts a ON a.id = i.account_id WHERE a.platform = 'telegram' ORDER BY l.id"):
        expected.setdefault((token_of(key), int(chat)), []).append(body)
    tokens = {token_of(account) for account in ACCOUNTS}
    wrong += [f"chat {chat}: letters that nobody wrote" for token, chat in arrived if (token, chat) not in expected
              or token not in tokens]
    for place, bodies in expected.items():
        next_one = 0
        for text in arrived.get(place, []):
            if next_one < len(bodies) and text == bodies[next_one]:
                next_one += 1
            elif next_one == 0 or text != bodies[next_one - 1]:
                wrong.append(f"chat {place[1]}: letter {next_one + 1} came out of order")
                break
        if next_one != len(bodies):
            wrong.append(f"chat {place[1]}: {next_one} of {len(bodies)} letters arrived")
    return wrong
