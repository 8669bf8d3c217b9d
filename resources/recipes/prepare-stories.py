#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the texts of stories.json from the six corpora that README.md beside this file names.

    prepare-stories.py --corpora FOLDER --cli tokenarium-cli --out FOLDER

Needs Python 3.9 and nothing else from Python's registry.
"""
import argparse
import hashlib
import json
import os
import random
import subprocess

MARKER = "<|endoftext|>"
VALIDATION_PER_MILLE = 20
GRAMMAR_STORIES = 8000  # of each language
# Typographic marks that were taken for Windows-1252; the last byte of some was lost or became a plain quote.
MOJIBAKE = [("â€œ", '"'), ("â€™", "'"), (' â€" ', " - "), ('â€"', "--"), ("â€", '"')]


def documents(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        parts = file.read().split(MARKER)
    return [part.strip() for part in parts if part.strip()]


def kept_for_validation(text):
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    return number % 1000 < VALIDATION_PER_MILLE


def split(texts):
    """(for training, for validation)"""
    return ([text for text in texts if not kept_for_validation(text)],
            [text for text in texts if kept_for_validation(text)])


def without_mojibake(text):
    for wrong, right in MOJIBAKE:
        text = text.replace(wrong, right)
    return text


def eights(lines, begin=0):
    """Documents of eight lines in the order of the file, the first one shorter where `begin` says so."""
    cuts = [0] * (begin > 0) + list(range(begin, len(lines), 8)) + [len(lines)]
    return ["\n".join(lines[a:b]) for a, b in zip(cuts, cuts[1:])]


def mixed(lines, seed):
    """The lines once each in another order: three of four documents have eight of them, the others one to three."""
    lines = sorted(set(lines))
    generator = random.Random(seed)
    generator.shuffle(lines)
    result = []
    while lines:
        size = 8 if generator.random() < 0.75 else generator.randrange(1, 4)
        result.append("\n".join(lines[:size]))
        lines = lines[size:]
    return result


class Folder:
    def __init__(self, path):
        self.path = path
        os.makedirs(os.path.join(path, "validation"), exist_ok=True)

    def write(self, name, content):
        with open(os.path.join(self.path, name), "wb") as file:
            file.write(content.encode())
        return hashlib.sha256(content.encode()).hexdigest()

    def texts(self, name, texts):
        sha = self.write(name, f"\n{MARKER}\n".join(texts) + "\n")
        print(f"{name}: {len(texts)} documents, {sum(map(len, texts))} characters, SHA-256 {sha}")

    def validation(self, name, texts):
        if not texts:
            return
        lines = [json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts]
        self.write(os.path.join("validation", name), "".join(lines))
        print(f"validation/{name}: {len(texts)} documents, {sum(map(len, texts))} characters")


def sentence_pairs(corpora):
    with open(os.path.join(corpora, "en-zh-tatoeba.train.tsv"), encoding="utf-8") as file:
        pairs = [tuple(line.rstrip("\n").split("\t")[:2]) for line in file]
    kept = [pair for pair in pairs if kept_for_validation(pair[0])]
    held = {text for pair in kept for text in pair}
    return [pair for pair in pairs if pair[0] not in held and pair[1] not in held], kept


def write_sentences(corpora, out):
    pairs, kept = sentence_pairs(corpora)
    english, chinese = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    out.texts("en-tatoeba.txt", eights(english) + mixed(english, 1))
    out.texts("zh-tatoeba.txt", eights(chinese) + eights(chinese, 4) + mixed(chinese, 2) + mixed(chinese, 3))
    out.texts("pairs-tatoeba.txt", mixed([f"{pair[0]} = {pair[1]}" for pair in pairs], 4))
    out.validation("en-tatoeba.jsonl", eights([pair[0] for pair in kept]))
    out.validation("zh-tatoeba.jsonl", eights([pair[1] for pair in kept]))


def write_stories(corpora, out):
    for name in ("en-tinystories", "en-storybooks", "zh-storybooks", "en-fairytales"):
        training, kept = split(documents(corpora, name + ".train.txt"))
        clean = [without_mojibake(text) for text in training]
        out.texts(name + ".txt", clean)
        as_found = [text for text, other in zip(training, clean) if text != other]
        if as_found:
            out.texts(name + "-as-found.txt", as_found)
        out.validation(name + ".jsonl", kept)


def write_grammar(cli, out):
    for language, seed in (("en", 1), ("zh", 1000001)):
        told = subprocess.run([cli, "stories", "--language", language, "--count", str(GRAMMAR_STORIES + GRAMMAR_STORIES // 50),
                               "--seed", str(seed)], stdout=subprocess.PIPE, encoding="utf-8", check=True)
        texts = list(dict.fromkeys(part.strip() for part in told.stdout.split(MARKER)))
        training, kept = split(texts)
        out.texts(f"{language}-grammar.txt", training)
        out.validation(f"{language}-grammar.jsonl", kept)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", required=True, help="folder with the corpora, unpacked")
    parser.add_argument("--cli", required=True, help="tokenarium-cli; it tells the grammar's stories")
    parser.add_argument("--out", required=True, help="folder for the texts")
    options = parser.parse_args()
    out = Folder(options.out)
    write_stories(options.corpora, out)
    write_sentences(options.corpora, out)
    write_grammar(options.cli, out)


if __name__ == "__main__":
    main()
