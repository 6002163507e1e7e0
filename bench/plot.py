"""Draws the table as horizontal bars: one group a figure, each group with a scale of its own."""
from xml.sax.saxutils import escape

SHOWN = ("rate_1", "rate_64", "rate_256", "p99_64", "p99_256", "open_p99", "cpu_64", "wal", "rss_peak", "cold")
COLOURS = {"bare": "#8a8f98", "niangjia": "#c8102e", "grammy": "#3b7dd8"}
LEFT, BAR, RIGHT = 330, 400, 190
LINE, GAP, HEAD = 19, 16, 84


def text(x, y, words, size=13, anchor="start", colour="#222", weight="normal"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}" '
            f'font-weight="{weight}">{escape(words)}</text>')


def legend(y):
    parts, x = [], 24
    for name, colour in COLOURS.items():
        parts.append(f'<rect x="{x}" y="{y - 10}" width="12" height="12" rx="2" fill="{colour}"/>')
        parts.append(text(x + 18, y, name))
        x += 110
    return parts


def group(row, y):
    """The bars of one figure, and where the next group begins."""
    present = [(name, row["values"][name]) for name in COLOURS if row["values"][name] is not None]
    longest = max(value for _, value in present) or 1
    parts = [text(LEFT - 14, y + 14, row["label"], anchor="end", weight="600")]
    if row["aim"]:
        parts.append(text(LEFT - 14, y + 31, "target " + row["aim"], 11, "end", "#666"))
    for name, value in present:
        long = max(1.5, value / longest * BAR)
        parts.append(f'<rect x="{LEFT}" y="{y + 2:.1f}" width="{long:.1f}" height="{LINE - 5}" rx="2" fill="{COLOURS[name]}"/>')
        note = f"{row['shown'][name]} {row['unit']}"
        parts.append(text(LEFT + long + 7, y + 13.5, note, 12, colour=COLOURS[name] if name == "niangjia" else "#444"))
        y += LINE
    return parts, y + max(GAP, GAP + (36 - LINE * len(present)))


def draw(report, made):
    by_key = {row["key"]: row for row in made}
    body, y = [], HEAD
    for key in SHOWN:
        if key in by_key:
            parts, y = group(by_key[key], y)
            body += parts
    facts = dict(report["machine"])
    foot = f"{report['command']} · {facts['processor']} · {facts['memory']} · {facts['filesystem']}"
    width, height = LEFT + BAR + RIGHT, y + 34
    head = [text(24, 34, "Taking in a message, from webhook to durable commit", 19, weight="600"), *legend(60)]
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:.0f}" viewBox="0 0 {width} {height:.0f}" '
        'font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif" role="img">',
        "<title>Messages a second, latency, CPU, disk and memory of bare, niangjia and grammy</title>",
        f'<rect width="{width}" height="{height:.0f}" fill="#fff"/>', *head, *body,
        text(24, height - 14, foot, 11, colour="#666"), "</svg>", ""])
