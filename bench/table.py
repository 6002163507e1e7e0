"""The figures of one run as a table: for the terminal, as Markdown and as CSV."""
import csv
import unicodedata

NAMES = ("bare", "niangjia", "grammy")

# (key, what it is, unit, decimals)
FIGURES = (
    ("rate_1", "messages/s, 1 connection", "/s", 0),
    ("rate_64", "messages/s, 64 connections", "/s", 0),
    ("rate_256", "messages/s, 256 connections", "/s", 0),
    ("p50_1", "p50, 1 connection", "ms", 2),
    ("p99_1", "p99, 1 connection", "ms", 2),
    ("p999_1", "p99.9, 1 connection", "ms", 2),
    ("p50_64", "p50, 64 connections", "ms", 2),
    ("p99_64", "p99, 64 connections", "ms", 2),
    ("p999_64", "p99.9, 64 connections", "ms", 2),
    ("p50_256", "p50, 256 connections", "ms", 2),
    ("p99_256", "p99, 256 connections", "ms", 2),
    ("p999_256", "p99.9, 256 connections", "ms", 2),
    ("open_rate", "open loop, 3,000/s arriving: answered", "/s", 0),
    ("open_p50", "open loop p50", "ms", 2),
    ("open_p99", "open loop p99", "ms", 2),
    ("open_p999", "open loop p99.9", "ms", 2),
    ("cpu_64", "CPU a message, 64 connections", "µs", 1),
    ("wal", "write-ahead log a message", "KB", 2),
    ("disk_64", "all disk writes a message, 64 connections", "KB", 2),
    ("rss_64", "memory (VmRSS) under 64 connections", "MB", 1),
    ("rss_peak", "memory at its highest (VmHWM)", "MB", 1),
    ("rate_few", "messages/s with 10 thousand stored", "/s", 0),
    ("rate_many", "messages/s with 1 million stored", "/s", 0),
    ("size_many", "data folder a stored message, at 1 million", "KB", 2),
    ("cold", "cold start to the first 200 of /healthz", "ms", 0),
    ("cold_many", "cold start with 1 million stored", "ms", 0),
)

EXPLAINED = """\
- **bare**: the smallest Beast coroutine server that answers 200 to a POST, one thread, nothing stored. **niangjia**: the
  Telegram webhook with everything on: secret checked, decoded, deduplicated, routed, handled, rendered, letters and audit
  written, fully committed (`synchronous=FULL`) before the answer; meanwhile letters are delivered at Telegram's 30 a
  second. **grammy**: grammY with better-sqlite3, one durable transaction an update (dedupe, the chat's state, one fixed
  reply), answered after the commit; it neither routes nor delivers.
- The three ran one after the other in every round, each alone; a figure is the median over the rounds. The load generator
  and the server share the machine. Every answer was 200, and the number of stored messages equalled the acknowledged ones.
- Latency is seen by the sender. In the open loop a message is due at a fixed moment and its latency counts from then.
- Write-ahead log: growth of the `-wal` file (whole 4 KB pages with their headers) while 64 connections send 1,500 messages
  after a restart, with no checkpoint in between. All disk writes: `write_bytes` of `/proc/PID/io`, checkpoints included.
- With 10 thousand and 1 million stored, half of the conversations are of members who wrote before."""


def value_of(results, name, key, unit):
    value = results.get(name, {}).get(key)
    if value is None:
        return None
    return value / 1024 if unit == "KB" else value


def ratio(above, below):
    return above / below if above is not None and below else None


def targets(results):
    """key -> (what was aimed at, reached or not; None: not measured)."""
    own, bare, other = (results.get(name, {}) for name in ("niangjia", "bare", "grammy"))

    def judged(text, value, good):
        return (text, None if value is None else good(value))

    return {
        "rate_64": [judged("≥ 0.20 of bare", ratio(own.get("rate_64"), bare.get("rate_64")), lambda v: v >= 0.20),
                    judged("≥ 6 × grammy", ratio(own.get("rate_64"), other.get("rate_64")), lambda v: v >= 6)],
        "rate_256": [judged("≥ 0.25 of bare", ratio(own.get("rate_256"), bare.get("rate_256")), lambda v: v >= 0.25),
                     judged("≥ 6 × grammy", ratio(own.get("rate_256"), other.get("rate_256")), lambda v: v >= 6)],
        "open_p99": [judged("≤ 10 ms", own.get("open_p99"), lambda v: v <= 10)],
        "wal": [judged("≤ 6 KB", own.get("wal"), lambda v: v <= 6 * 1024)],
        "rss_peak": [judged("≤ 64 MB", own.get("rss_peak"), lambda v: v <= 64)],
        "rate_many": [judged("≥ 0.8 of 10 thousand", ratio(own.get("rate_many"), own.get("rate_few")), lambda v: v >= 0.8)],
        "cold": [judged("≤ 50 ms", own.get("cold"), lambda v: v <= 50)],
    }


def shown(value, decimals):
    return "–" if value is None else f"{value:,.{decimals}f}"


def shown_ratio(value):
    return "–" if value is None else f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def rows(results):
    """One dictionary a figure, ready to be shown."""
    aims = targets(results)
    made = []
    for key, label, unit, decimals in FIGURES:
        values = {name: value_of(results, name, key, unit) for name in NAMES}
        if all(value is None for value in values.values()):
            continue
        aim = "; ".join(f"{text} {'?' if good is None else 'yes' if good else 'NO'}" for text, good in aims.get(key, []))
        made.append({"key": key, "label": label, "unit": unit, "values": values, "decimals": decimals,
                     "shown": {name: shown(value, decimals) for name, value in values.items()},
                     "to_bare": ratio(values["niangjia"], values["bare"]),
                     "to_grammy": ratio(values["niangjia"], values["grammy"]), "aim": aim})
    return made


def cells(row):
    return [row["label"], row["unit"], *(row["shown"][name] for name in NAMES), shown_ratio(row["to_bare"]),
            shown_ratio(row["to_grammy"]), row["aim"]]


HEAD = ["figure", "unit", *NAMES, "niangjia÷bare", "niangjia÷grammy", "target"]


def width(text):
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def as_text(report, made):
    lines = [f"{name:12} {value}" for name, value in report["machine"]] + [""]
    grid = [HEAD] + [cells(row) for row in made]
    widths = [max(width(line[column]) for line in grid) for column in range(len(HEAD))]
    for line in grid:
        padded = []
        for column, text in enumerate(line):
            space = " " * (widths[column] - width(text))
            padded.append(text + space if column in (0, 1, len(HEAD) - 1) else space + text)
        lines.append("  ".join(padded).rstrip())
    if report["missing"]:
        lines += ["", f"grammy: {report['missing']}"]
    return "\n".join(lines)


def as_markdown(report, made):
    text = ["# What was measured", "", f"Made by `{report['command']}`; anyone can run it again. Ratios travel between machines, "
            "absolute figures do not.", "", "![the same as bars](intake.svg)", "", "| machine | |", "| --- | --- |"]
    text += [f"| {name} | {value} |" for name, value in report["machine"]]
    text += ["", "| " + " | ".join(HEAD) + " |", "| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |"]
    text += ["| " + " | ".join(cells(row)) + " |" for row in made]
    if report["missing"]:
        text += ["", f"**grammy: {report['missing']}**"]
    return "\n".join(text + ["", EXPLAINED, ""])


def write_csv(path, report, made):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        for name, value in report["machine"]:
            out.writerow(["# " + name, value])
        out.writerow(["key", "figure", "unit", *NAMES, "niangjia_to_bare", "niangjia_to_grammy", "target"])
        for row in made:
            values = ["" if row["values"][name] is None else f"{row['values'][name]:.6g}" for name in NAMES]
            ratios = ["" if row[name] is None else f"{row[name]:.4g}" for name in ("to_bare", "to_grammy")]
            out.writerow([row["key"], row["label"], row["unit"], *values, *ratios, row["aim"]])
