#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the texts of poems.json: from the npm package chinese-poetry, or from tables made of it earlier.

    prepare-poems.py --package FOLDER --out FOLDER      # the unpacked package; needs the program opencc
    prepare-poems.py --tables FOLDER --out FOLDER       # zh-poems.train.tsv, zh-poems-long.train.tsv, …

Needs Python 3.9 and nothing else from Python's registry. README.md beside this file says what comes out.
"""
import argparse
import csv
import glob
import hashlib
import json
import os
import re
import subprocess
from collections import Counter

VALIDATION_PER_MILLE = 10
COMMON_CHARACTERS = 4089
HERE = os.path.dirname(os.path.abspath(__file__))
CLAUSE = re.compile("[^，。？！；、：]+[，。？！；、：]")
HAN = re.compile("^[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+$")
NOTE = re.compile("（[^）]*）|\\([^)]*\\)|〔[^〕]*〕|\\[[^]]*\\]|［[^］]*］")
# Spellings that opencc leaves as they are; only textbook poems are brought to the modern ones.
MODERN = str.maketrans("鴈鬬聴懽嬾篴疎蘂逈谿羇螘壻劒猨桮荅隠旛鵶褭嶤遰迳穉瓈徧馿",
                       "雁斗听欢懒笛疏蕊迥溪羁蚁婿剑猿杯答隐幡鸦袅峣递径稚璃遍驴")


def cleaned(text):
    """Without notes in brackets and doubled full stops."""
    return re.sub("([，。？！；])[，。？！；]+", r"\1", NOTE.sub("", text))


def regular(text):
    """The clauses of a poem whose clauses all have 5 or all have 7 characters, else nothing."""
    clauses = CLAUSE.findall(text)
    lengths = {len(clause) - 1 for clause in clauses}
    if "".join(clauses) != text or lengths not in ({5}, {7}):
        return []
    if not all(HAN.match(clause[:-1]) for clause in clauses):
        return []
    return clauses if clauses[-1][-1] in "。？！" else []


def first_clause(text):
    return CLAUSE.match(text).group()[:-1]


def beginning(text):
    """The first two clauses in modern spelling."""
    return tuple(clause[:-1].translate(MODERN) for clause in CLAUSE.findall(text)[:2])


def simplified(lines):
    """opencc works line by line and keeps tabs."""
    run = subprocess.run(["opencc", "-c", "t2s"], input="\n".join(lines), stdout=subprocess.PIPE,
                         encoding="utf-8", check=True)
    return run.stdout.split("\n")


def poems_of_package(folder):
    """Rows (author, title, text) of all Tang and Song poems, simplified."""
    names = [name for period in ("tang", "song")
             for name in glob.glob(f"{folder}/dist/quantangshi/poet.{period}.*.json")]
    lines = []
    for name in sorted(names, key=lambda path: (path.split(".")[-3], int(path.split(".")[-2]))):
        for poem in json.load(open(name, encoding="utf-8")):
            text = cleaned("".join(poem["paragraphs"]))
            row = (poem["author"], poem["title"], text)
            lines.append("\t".join(re.sub(r"\s+", " ", part) for part in row))
    return [line.split("\t") for line in simplified(lines)]


def anthologies_of_package(folder):
    """Rows of Three Hundred Tang Poems and Qianjiashi, the first wording of a poem that begins alike."""
    lines = []
    for name in ("tangshisanbaishou", "qianjiashi"):
        for part in json.load(open(f"{folder}/dist/mengxue/{name}.json", encoding="utf-8"))["content"]:
            for poem in part["content"]:
                whole = isinstance(poem["paragraphs"][0], str)
                for one in [poem] if whole else poem["paragraphs"]:
                    title = "·".join(filter(None, (poem["chapter"], one.get("subchapter"))))
                    text = "".join(one["paragraphs"])
                    lines.append("\t".join(NOTE.sub("", part) for part in (poem["author"], title, text)))
    extra = json.load(open(glob.glob(f"{folder}/dist/quantangshi/唐诗三百首.json")[0], encoding="utf-8"))
    lines += [f"{p['author']}\t{p['title']}\t" + NOTE.sub("", "".join(p["paragraphs"])) for p in extra]
    return [line.split("\t") for line in simplified(lines)]


def from_package(folder):
    short, long, seen = [], [], set()
    for author, title, text in poems_of_package(folder):
        clauses = regular(text)
        if text in seen or not clauses:
            continue
        seen.add(text)
        if len(clauses) in (4, 8):
            short.append((author, title, text))
        elif len(clauses) > 8:
            long.append((author, title, text))
    famous = [row for row in anthologies_of_package(folder) if len(regular(row[2])) in (4, 8)]
    return short, long, famous


def from_tables(folder):
    def rows(name):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            rows = [line.rstrip("\n").split("\t") for line in file]
        return [(author, title, cleaned(text)) for _, _, author, title, text in rows]
    return [rows(f"zh-poems{kind}.train.tsv") for kind in ("", "-long", "-famous")]


def committed(name):
    with open(os.path.join(HERE, name), encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                if row and not row[0].startswith("#")][1:]


def corrected(famous, corrections):
    """Rows with the corrections applied, and those wordings that only the spelling made different."""
    rows, readings = [], []
    for author, title, text in famous:
        right = text
        for _, _, wrong, better, _ in corrections:
            if wrong:
                right = right.replace(wrong, better)
        modern = right.translate(MODERN)
        if modern != right:
            readings.append((author, title, right))
        rows.append((author, title, modern))
    return rows, readings


def textbook(short, long, famous):
    """The textbook poems, each beginning once, and their old spellings."""
    corrections = committed("poems-famous-corrections.tsv")
    rows, readings = corrected(famous, corrections)
    rows = [(author, title, right) for author, title, wrong, right, _ in corrections if not wrong] + rows
    by_beginning = {}
    for row in short + long:
        by_beginning.setdefault(beginning(row[2]), []).append(row)
    for first, second, length in committed("poems-textbook.tsv"):
        for author, title, text in sorted(by_beginning.get((first, second), []))[:1]:
            cut = "".join(CLAUSE.findall(text)[:int(length)])
            rows += corrected([(author, title, cut)], corrections)[0]
    once = {}
    for row in rows:
        once.setdefault(first_clause(row[2]), row)
    return list(once.values()), readings


def without_conflicts(poems, famous):
    """Leaves out poems that begin like a famous one and go on differently: the famous one is to be known."""
    second = {first_clause(text): CLAUSE.findall(text)[1][:-1] for _, _, text in famous}
    return [row for row in poems
            if second.get(first_clause(row[2]), CLAUSE.findall(row[2])[1][:-1])
            == CLAUSE.findall(row[2])[1][:-1]]


def cut_to_eight(long):
    """The first eight clauses of longer poems, where they end with a full stop."""
    cut = []
    for author, title, text in long:
        clauses = CLAUSE.findall(text)[:8]
        if len(clauses) == 8 and regular("".join(clauses)):
            cut.append((author, title, "".join(clauses)))
    return cut


def split(poems, famous):
    """(for training, for validation), by the text's hash; textbook poems are for training."""
    beginnings = {first_clause(text) for _, _, text in famous}
    training, kept = [], []
    for row in poems:
        number = int.from_bytes(hashlib.sha256(row[2].encode()).digest()[:8], "big") % 1000
        aside = number < VALIDATION_PER_MILLE and first_clause(row[2]) not in beginnings
        (kept if aside else training).append(row)
    return training, kept


def write_validation(folder, kept, training):
    """All of them, and those that have none but the commonest characters of the others."""
    counts = Counter(character for _, _, text in training for character in text)
    common = {character for character, _ in counts.most_common(COMMON_CHARACTERS)}
    os.makedirs(os.path.join(folder, "validation"), exist_ok=True)
    for name, rows in (("poems", kept), ("poems-common", [row for row in kept if common.issuperset(row[2])])):
        with open(os.path.join(folder, "validation", name + ".jsonl"), "w", encoding="utf-8") as file:
            file.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for _, _, text in rows)
        print(f"validation/{name}.jsonl: {len(rows)} poems")


def write(folder, name, rows):
    content = "".join(text + "\n" for _, _, text in rows).encode()
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content)
    letters = len(content.decode()) - len(rows)
    print(f"{name}: {len(rows)} poems, {letters} characters, SHA-256 {hashlib.sha256(content).hexdigest()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--package", help="the npm package chinese-poetry, unpacked")
    source.add_argument("--tables", help="folder of zh-poems.train.tsv and its two sisters")
    parser.add_argument("--out", required=True, help="folder for the texts")
    options = parser.parse_args()
    short, long, famous = from_package(options.package) if options.package else from_tables(options.tables)
    famous, readings = textbook(short, long, famous)
    short, kept = split(without_conflicts(short, famous), famous)
    os.makedirs(options.out, exist_ok=True)
    write_validation(options.out, kept, short)
    write(options.out, "poems.txt", short)
    write(options.out, "poems-long.txt", without_conflicts(cut_to_eight(long), famous))
    write(options.out, "poems-textbook.txt", famous)
    write(options.out, "poems-old-spelling.txt", readings)


if __name__ == "__main__":
    main()
