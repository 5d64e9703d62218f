"""Builds `relations/lexicon.tsv`, a compact extract of WordNet, from its database files.

    python benchmarks/build_lexicon.py FOLDER      # the `dict` folder of WordNet 3.0 or 3.1

Kept are words that WordNet's own sense-tagged texts contain, words with an antonym, words of
nationality, and named places; of each word its first senses. See docs/model-card-relations.md
for the licence.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src/compare/relations/lexicon.tsv"
FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
SENSES = 6
WORD = re.compile(r"[a-z][a-z'.-]*")
PLACE = "15"  # lexicographer file noun.location


def synsets(folder: Path) -> dict[str, dict[str, object]]:
    """Read all synsets by part of speech and offset."""
    found: dict[str, dict[str, object]] = {}
    for pos, name in FILES.items():
        for line in (folder / f"data.{name}").read_text("latin-1").splitlines():
            if line.startswith("  "):
                continue
            parts = line.split(" | ")[0].split()
            count = int(parts[3], 16)
            words = [re.sub(r"\(\w+\)$", "", parts[4 + 2 * i]) for i in range(count)]
            at = 5 + 2 * count
            pointers = [
                tuple(parts[at + 4 * i : at + 4 * i + 4]) for i in range(int(parts[4 + 2 * count]))
            ]
            found[pos + parts[0]] = {"lex": parts[1], "words": words, "pointers": pointers}
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


def main() -> None:
    folder = Path(sys.argv[1])
    sets = synsets(folder)
    order, counts = senses(folder)
    places = {key for key, item in sets.items() if item["lex"] == PLACE}
    people: set[tuple[str, str]] = set()
    opposite: set[tuple[str, str, str]] = set()
    demonyms: set[tuple[str, str]] = set()
    for key, item in sets.items():
        for symbol, offset, pos, places_of in item["pointers"]:  # type: ignore[attr-defined]
            other = {"s": "a"}.get(pos, pos) + offset
            if places_of == "0000" or other not in sets:
                continue
            words = item["words"]
            left = words[int(places_of[:2], 16) - 1]  # type: ignore[index]
            right = sets[other]["words"][int(places_of[2:], 16) - 1]  # type: ignore[index]
            if symbol == "!" and left.lower() < right.lower():
                opposite.add((key[0], left.lower(), right.lower()))
            if symbol == "\\" and other in places and left[0].isupper():
                demonyms.add((left.lower(), right.lower()))
                people.add((left.lower(), "a"))
    paired = {(w, pos) for pos, a, b in opposite for w in (a, b)}
    kept: dict[tuple[str, str], list[str]] = {}
    for (word, pos), items in order.items():
        named = pos == "n" and any(item in places for item in items[:SENSES])
        single = WORD.fullmatch(word)
        if (single and (counts.get((word, pos), 0) or (word, pos) in paired)) or named:
            kept[word, pos] = items[:SENSES]
    used = {item for items in kept.values() for item in items}
    queue = list(used)
    lines: dict[str, str] = {}
    while queue:
        key = queue.pop()
        if key in lines:
            continue
        item = sets[key]
        up, part = [], []
        for symbol, offset, pos, _ in item["pointers"]:  # type: ignore[attr-defined]
            other = {"s": "a"}.get(pos, pos) + offset
            if symbol in {"@", "@i"}:
                up.append(other)
            if symbol == "#p" and key in places:
                part.append(other)
        queue += up + [p for p in part if p[0] == "n"]
        lines[key] = f"S\t{key}\t{item['lex']}\t{' '.join(up)}\t{' '.join(part)}"
    number = {key: f"{key[0]}{index}" for index, key in enumerate(sorted(lines))}

    def short(keys: list[str]) -> str:
        return " ".join(number[key] for key in keys if key in number)

    with TARGET.open("w", encoding="utf-8", newline="\n") as out:
        out.write("# Extract of WordNet; licence in docs/model-card-relations.md\n")
        for key in sorted(lines):
            _, _, lex, up_text, part_text = lines[key].split("\t")
            row = ("S", number[key], lex, short(up_text.split()), short(part_text.split()))
            out.write("\t".join(row).rstrip("\t") + "\n")
        for (word, pos), items in sorted(kept.items()):
            out.write(f"W\t{word.replace('_', ' ')}\t{pos}\t{short(items)}\n")
        for pos, left, right in sorted(opposite):
            if WORD.fullmatch(left) and WORD.fullmatch(right):
                out.write(f"A\t{left}\t{right}\t{pos}\n")
        for left, right in sorted(demonyms):
            out.write(f"D\t{left.replace('_', ' ')}\t{right.replace('_', ' ')}\n")
    print(f"{len(kept)} words, {len(lines)} senses, {TARGET.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
