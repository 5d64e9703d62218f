"""Builds `relations/lexicon.tsv`, a compact extract of WordNet, from its database files.

    python benchmarks/build_lexicon.py FOLDER      # the `dict` folder of WordNet 3.0 or 3.1
    python benchmarks/build_lexicon.py FOLDER --callings    # only `relations/callings.txt`

Kept are words that WordNet's own sense-tagged texts contain, words with an antonym, words of
nationality, and named places; of each word its first senses. See docs/model-card-relations.md
for the licence. `callings.txt` lists the other nouns that first of all name people
("goalkeeper"); it needs no more than `data.noun` and `index.noun`.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src/compare/relations/lexicon.tsv"
CALLINGS = TARGET.with_name("callings.txt")
FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
SENSES = 6
SATELLITE = {"s": "a"}
WORD = re.compile(r"[a-z][a-z'.-]*")
PLACE = "15"  # lexicographer file noun.location
PERSON = "18"  # noun.person


@dataclass(frozen=True)
class Synset:
    """Words of one meaning, its lexicographer file, and pointers as the file has them."""

    category: str
    words: list[str]
    pointers: list[tuple[str, ...]]


def synsets(folder: Path, parts_of_speech: str = "nvar") -> dict[str, Synset]:
    """Read all synsets by part of speech and offset."""
    found: dict[str, Synset] = {}
    for pos, name in FILES.items():
        if pos not in parts_of_speech:
            continue
        for line in (folder / f"data.{name}").read_text("latin-1").splitlines():
            if line.startswith("  "):
                continue
            parts = line.split(" | ")[0].split()
            count = int(parts[3], 16)
            words = [re.sub(r"\(\w+\)$", "", parts[4 + 2 * i]) for i in range(count)]
            at = 5 + 2 * count
            pointers = [
                tuple(parts[at + 4 * i : at + 4 * i + 4]) for i in range(int(parts[at - 1]))
            ]
            found[pos + parts[0]] = Synset(parts[1], words, pointers)
    return found


def senses(folder: Path) -> tuple[dict[tuple[str, str], list[str]], dict[tuple[str, str], int]]:
    """Read each word's senses, the most frequent first, and how often it was tagged."""
    order: dict[tuple[str, str], list[str]] = {}
    for pos, name in FILES.items():
        for line in (folder / f"index.{name}").read_text("latin-1").splitlines():
            if line.startswith("  "):
                continue
            parts = line.split()
            order[parts[0], pos] = [pos + item for item in parts[-int(parts[2]) :]]
    counts: dict[tuple[str, str], int] = {}
    for line in (folder / "index.sense").read_text("latin-1").splitlines():
        key, _, _, count = line.split()
        word, rest = key.split("%")
        pos = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}[rest[0]]
        counts[word, pos] = counts.get((word, pos), 0) + int(count)
    return order, counts


def relations(
    sets: dict[str, Synset], places: set[str]
) -> tuple[set[tuple[str, str, str]], set[tuple[str, str]]]:
    """Give antonyms (part of speech, word, word) and words of nationality with their place."""
    opposite: set[tuple[str, str, str]] = set()
    demonyms: set[tuple[str, str]] = set()
    for key, item in sets.items():
        for symbol, offset, pos, numbers in item.pointers:
            other = SATELLITE.get(pos, pos) + offset
            if numbers == "0000" or other not in sets:
                continue
            left = item.words[int(numbers[:2], 16) - 1]
            right = sets[other].words[int(numbers[2:], 16) - 1]
            if symbol == "!" and left.lower() < right.lower():
                opposite.add((key[0], left.lower(), right.lower()))
            if symbol == "\\" and other in places and left[0].isupper():
                demonyms.add((left.lower(), right.lower()))
    return opposite, demonyms


def with_ancestors(
    used: set[str], sets: dict[str, Synset], places: set[str]
) -> dict[str, tuple[list[str], list[str]]]:
    """Give each sense in use, and all above it, with its direct hypernyms and wholes."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    queue = list(used)
    while queue:
        key = queue.pop()
        if key in found:
            continue
        others = [
            (symbol, SATELLITE.get(pos, pos) + offset)
            for symbol, offset, pos, _ in sets[key].pointers
        ]
        up = [other for symbol, other in others if symbol in {"@", "@i"}]
        whole = [other for symbol, other in others if symbol == "#p" and key in places]
        found[key] = up, whole
        queue += up + whole
    return found


def callings(folder: Path) -> list[str]:
    """Give the nouns whose first sense is a kind of person and that `lexicon.tsv` lacks."""
    sets = synsets(folder, "n")
    rows = [line.split("\t") for line in TARGET.read_text("utf-8").splitlines()]
    known = {row[1] for row in rows if row[0] == "W" and row[2] == "n"}
    found = []
    for line in (folder / "index.noun").read_text("latin-1").splitlines():
        word, *rest = line.split()
        if line.startswith("  ") or word in known or not WORD.fullmatch(word):
            continue
        first = sets["n" + rest[-int(rest[1])]]
        named = any(pointer[0] == "@i" for pointer in first.pointers)
        if first.category == PERSON and word in first.words and not named:
            found.append(word)
    return sorted(found)


def main() -> None:
    folder = Path(sys.argv[1])
    if "--callings" in sys.argv:
        head = "# Nouns for people, from WordNet 3.0; licence in docs/model-card-relations.md"
        CALLINGS.write_text("\n".join([head, *callings(folder)]) + "\n", "utf-8")
        return
    sets = synsets(folder)
    order, counts = senses(folder)
    places = {key for key, item in sets.items() if item.category == PLACE}
    opposite, demonyms = relations(sets, places)
    paired = {(word, pos) for pos, *words in opposite for word in words}
    kept = {
        (word, pos): items[:SENSES]
        for (word, pos), items in order.items()
        if (WORD.fullmatch(word) and (counts.get((word, pos), 0) or (word, pos) in paired))
        or (pos == "n" and any(item in places for item in items[:SENSES]))
    }
    tree = with_ancestors({item for items in kept.values() for item in items}, sets, places)
    number = {key: f"{key[0]}{index}" for index, key in enumerate(sorted(tree))}

    def short(keys: list[str]) -> str:
        return " ".join(number[key] for key in keys)

    rows = ["# Extract of WordNet; licence in docs/model-card-relations.md"]
    for key, (up, whole) in sorted(tree.items()):
        row = ("S", number[key], sets[key].category, short(up), short(whole))
        rows.append("\t".join(row).rstrip("\t"))
    for (word, pos), items in sorted(kept.items()):
        rows.append(f"W\t{word.replace('_', ' ')}\t{pos}\t{short(items)}")
    rows += [
        f"A\t{left}\t{right}\t{pos}"
        for pos, left, right in sorted(opposite)
        if WORD.fullmatch(left) and WORD.fullmatch(right)
    ]
    rows += [f"D\t{a.replace('_', ' ')}\t{b.replace('_', ' ')}" for a, b in sorted(demonyms)]
    TARGET.write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{len(kept)} words, {len(tree)} senses, {TARGET.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
