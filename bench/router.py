#!/usr/bin/env python3
"""How well messages are understood: our own voices left out, public sets, speed; beside fastText and plain LIBLINEAR."""
import argparse
import collections
import csv
import math
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
PROGRAM = os.path.join(ROOT, "build", "release", "niangjia")
ALIKE = os.path.join(ROOT, "build", "release", "bench", "bench_alike")
WORK = os.path.join(ROOT, "build", "bench", "router")
EXAMPLES = os.path.join(ROOT, "config", "examples")
# Labelled sets of other people, measured when they are there; their texts are not part of this project.
SETS = (("smp2017_ecdt", "text", "SMP2017"), ("zhengwu_tipdm2020", "detail", "citizens' messages"), ("banking77", "text", "BANKING77"),
        ("clinc150", "text", "CLINC150"))
# Titles of citizens' letters, none of them a cry for help to a union: whatever pages is a false alarm.
TITLES = ("zhengwu_tipdm2020", "unlabelled.tsv", "title")
# Posts of people in distress, and how they were labelled: how many are heard as danger, how many as at least urgent.
DISTRESS = (("sos_hl_1k", "high", "posts labelled as of high suicide risk"), ("sos_hl_1k", "low", "posts labelled as of low risk"),
            ("socialcd_3k", None, "posts of low mood, without a label of risk"))
OUTSIDE = "oos"  # what CLINC150 calls out of scope
GROUPS = 5
PIECE = re.compile(r"[a-z0-9']+|[^\s]")


def ours(*words):
    ran = subprocess.run([PROGRAM, *words, "--config", os.path.join(ROOT, "config"), "--data", os.path.join(WORK, "none")],
                         capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(f"niangjia {' '.join(words)}: {ran.stderr.strip()}")
    return ran.stdout


def figures(report):
    found = {}
    for line in report.split("\n"):
        parts = re.match(r"^(\S.*?)\s{2,}(\d\.\d+)", line)
        if parts:
            found[parts.group(1)] = float(parts.group(2))
    return found


def topics():
    text = open(os.path.join(ROOT, "config", "topics.toml"), encoding="utf-8").read()
    return {label: topic for topic, labels in re.findall(r"^(\w+) = \[(.*?)\]", text, re.M | re.S) for label in re.findall(r'"(.*?)"', labels)}


def examples():
    rows = []
    for name in sorted(os.listdir(EXAMPLES)):
        with open(os.path.join(EXAMPLES, name), encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                rows.append((row["text"], TOPICS[name[:-4]], row["voice"]))
    return rows


def groups(rows):
    """Voices in five groups of about the same size, as `niangjia` makes them for its thresholds."""
    sizes = collections.Counter(voice for _, _, voice in rows)
    filled, group = [0] * GROUPS, {}
    for voice, size in sorted(sizes.items(), key=lambda one: (-one[1], one[0])):
        least = filled.index(min(filled))
        filled[least] += size
        group[voice] = least
    return group


def pieces(text):
    found = PIECE.findall(text.lower())
    return found + [a + "_" + b for a, b in zip(found, found[1:])]


def fasttext(taught, asked):
    train, test, model = (os.path.join(WORK, name) for name in ("ft.train", "ft.test", "ft.model"))
    with open(train, "w", encoding="utf-8") as out:
        out.writelines(f"__label__{label} {' '.join(PIECE.findall(text.lower()))}\n" for text, label, _ in taught)
    with open(test, "w", encoding="utf-8") as out:
        out.writelines(f"{' '.join(PIECE.findall(text.lower()))}\n" for text, _, _ in asked)
    subprocess.run(["fasttext", "supervised", "-input", train, "-output", model, "-epoch", "40", "-lr", "0.5", "-wordNgrams", "3", "-dim", "64",
                    "-thread", "2", "-verbose", "0"], check=True, capture_output=True)
    said = subprocess.run(["fasttext", "predict", model + ".bin", test], check=True, capture_output=True, text=True).stdout.split("\n")
    return sum(guess == "__label__" + label for guess, (_, label, _) in zip(said, asked))


def liblinear(taught, asked):
    """Characters and words alone and in pairs, weighed by rarity: what one would try first."""
    documents = collections.Counter(piece for text, _, _ in taught for piece in set(pieces(text)))
    number = {piece: i + 1 for i, piece in enumerate(p for p, count in documents.items() if count > 1)}
    labels = {label: i for i, label in enumerate(sorted({label for _, label, _ in taught}))}

    def write(file, rows):
        with open(file, "w", encoding="utf-8") as out:
            for text, label, _ in rows:
                weights = {number[p]: (1 + math.log(c)) * math.log(len(taught) / documents[p])
                           for p, c in collections.Counter(pieces(text)).items() if p in number}
                length = math.sqrt(sum(w * w for w in weights.values())) or 1
                out.write(f"{labels.get(label, -1)} " + " ".join(f"{i}:{w / length:.5f}" for i, w in sorted(weights.items())) + "\n")

    train, test, model, said = (os.path.join(WORK, name) for name in ("ll.train", "ll.test", "ll.model", "ll.said"))
    write(train, taught)
    write(test, asked)
    subprocess.run(["liblinear-train", "-q", "-s", "1", train, model], check=True)
    subprocess.run(["liblinear-predict", test, model, said], check=True, capture_output=True)
    with open(said, encoding="utf-8") as file:
        return sum(int(line) == labels.get(label, -2) for line, (_, label, _) in zip(file, asked))


def baselines():
    rows = examples()
    group = groups(rows)
    right = collections.Counter()
    for one in range(GROUPS):
        taught = [row for row in rows if group[row[2]] != one]
        asked = [row for row in rows if group[row[2]] == one]
        right["fastText"] += fasttext(taught, asked)
        right["LIBLINEAR"] += liblinear(taught, asked)
    return {name: count / len(rows) for name, count in right.items()}


def table_rows(table):
    with open(table, encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def urgencies(texts):
    ran = subprocess.run([PROGRAM, "understand", "--config", os.path.join(ROOT, "config"), "--data", os.path.join(WORK, "none")],
                         input="\n".join(texts) + "\n", capture_output=True, text=True, check=True)
    said = ran.stdout.splitlines()
    if len(said) != len(texts):
        sys.exit(f"{len(texts)} messages were read and {len(said)} answered")
    return collections.Counter(line.split("\t")[2] for line in said)


def false_pages(folder):
    table = os.path.join(folder, TITLES[0], TITLES[1])
    if not os.path.exists(table):
        print(f"titles of citizens' letters: NOT MEASURED, {table} is not there", flush=True)
        return
    titles = [row[TITLES[2]] for row in table_rows(table)]
    pages = urgencies(titles)["crisis"]
    print(f"titles of citizens' letters that page: {pages} of {len(titles)}, {pages / len(titles):.4f}", flush=True)


def distress(folder):
    for name, label, what in DISTRESS:
        table = os.path.join(folder, name, "train.tsv")
        if not os.path.exists(table):
            print(f"{what}: NOT MEASURED, {table} is not there", flush=True)
            continue
        heard = urgencies([row["text"] for row in table_rows(table) if label in (None, row["label"])])
        all_of_them = sum(heard.values())
        print(f"{what}: danger heard in {heard['crisis'] / all_of_them:.3f}, at least urgent {1 - heard['normal'] / all_of_them:.3f} of {all_of_them}",
              flush=True)


def without_outside(report):
    """Accuracy over everything but the class of what is out of scope, and that class's recall."""
    rows = re.findall(r"^\s+(\S+)\s+precision \S+ recall (\S+) F1 \S+\s+\((\d+)\)", report, re.M)
    inside = [(float(recall), int(count)) for label, recall, count in rows if label != OUTSIDE]
    outside = [float(recall) for label, recall, _ in rows if label == OUTSIDE]
    return sum(r * c for r, c in inside) / sum(c for _, c in inside), outside[0] if outside else None


def main():
    parser = argparse.ArgumentParser(prog="./dev bench router", description=__doc__)
    parser.add_argument("--sets", default=os.path.join(ROOT, os.pardir, "shared", "data"), help="folder with labelled sets of other people")
    parser.add_argument("--quick", action="store_true", help="without the sets of other people")
    options = parser.parse_args()
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    print("frozen lines that nothing learns from, read by the shipped model\n" + ours("evaluate", os.path.join(ROOT, "config", "regression.tsv")))
    false_pages(options.sets)
    distress(options.sets)
    print("\nown examples, voices left out in five groups\n" + ours("evaluate", "--by-voice", "--groups", str(GROUPS)))
    print("share of topics right there")
    for name, share in baselines().items():
        print(f"  {name:<26} {share:.4f}", flush=True)
    print("\n" + subprocess.run([ALIKE, "10000"] + ([] if options.quick else ["1200000"]), capture_output=True, text=True, check=True).stdout, flush=True)
    if options.quick:
        return
    for folder, text, name in SETS:
        table = os.path.join(options.sets, folder, "train.tsv")
        if not os.path.exists(table):
            print(f"\n{name}: NOT MEASURED, {table} is not there", flush=True)
            continue
        report = ours("evaluate", "--train", table, "--text-column", text, "--label-column", "label", "--classes")
        found = figures(report)
        print(f"\n{name}, five folds: accuracy {found['accuracy']:.4f}, macro F1 {found['macro F1']:.4f}", flush=True)
        inside, outside = without_outside(report)
        if outside is not None:
            print(f"  in scope {inside:.4f}, recall of out of scope {outside:.4f}", flush=True)
    print("\nown examples, one voice left out at a time\n" + ours("evaluate", "--by-voice"))


if __name__ == "__main__":
    TOPICS = topics()
    main()
