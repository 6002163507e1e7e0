#!/usr/bin/env python3
"""Checks the module table: includes, where Asio, SQL and JSON may stand, and that no text for people is in C++."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
problems = []

# Header-only seams that any module above them may see, beside the table.
handler_modules = {"core", "text", "dialogue"}


def table():
    uses = {}
    for name, rest in re.findall(r"^bot_module\((\w+)([^)]*)\)", (root / "CMakeLists.txt").read_text(), re.M):
        match = re.search(r"USES ([\w ]+?)(?: LIBS|$)", rest)
        uses[name] = set(match.group(1).split()) if match else set()
    uses["core"] = set()
    closed = {}

    def reach(name):
        if name not in closed:
            closed[name] = {name}
            for used in uses[name]:
                closed[name] |= reach(used)
        return closed[name]

    for name in uses:
        reach(name)
    return closed


allowed = table()
assert len(allowed) > 10, "the module table was not found"
include = re.compile(r'^\s*#include ["<]([^">]+)[">]', re.M)
han = re.compile(r"[\u4e00-\u9fff]")
string = re.compile(r'"((?:[^"\\]|\\.)*)"')
checked = 0

for source in sorted((root / "bot").rglob("*.?pp")) + sorted((root / "handlers").rglob("*.?pp")):
    relative = source.relative_to(root)
    text = source.read_text()
    module = relative.parts[1] if relative.parts[0] == "bot" else "handlers"
    may = allowed[module] if module != "handlers" else handler_modules
    checked += 1
    for name in include.findall(text):
        top = name.split("/")[0]
        if top in allowed and "/" in name and top not in may:
            problems.append(f"{relative}: {module} may not use {name}")
        if top == "handlers" and module not in ("handlers", "engine", "app"):
            problems.append(f"{relative}: only the engine may use handlers")
        if top == "boost" and module != "net":
            problems.append(f"{relative}: Boost belongs to net")
        if top == "sqlite3.h" and not relative.as_posix().startswith("bot/store/sqlite/"):
            problems.append(f"{relative}: the SQLite API belongs to bot/store/sqlite")
        if top == "nlohmann" and module not in ("platforms",):
            problems.append(f"{relative}: JSON belongs to the codecs in platforms")
    code = re.sub(r"//[^\n]*", "", text)
    if module != "store" and re.search(r'"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE) ', code):
        problems.append(f"{relative}: SQL belongs to bot/store/queries")
    if re.search(r"system_clock::now|random_device|sleep_for", code) and module != "core":
        problems.append(f"{relative}: time and randomness come in through core")
    # Numerals, "no. N", the words that join two matters and the signs of a date belong to reading Chinese, not to what is
    # said.
    for literal in string.findall(code) if module not in ("text", "router", "sheets") else []:
        if han.search(literal):
            problems.append(f"{relative}: words for people belong to templates/ or config/: {literal[:40]}")

print("\n".join(problems) or f"{checked} sources keep to the table")
sys.exit(1 if problems else 0)
