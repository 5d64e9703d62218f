"""Measures which reports speak with one voice: on the shipped example and on light rewrites.

    python benchmarks/accuracy_origins.py

1. The example in data/: pairs of reports count as of one origin when they name a common
   source in `carries`. Once with that field, once with it hidden from us. Its texts are
   paraphrases, in which little of a common wording is left: what is found there is a lower bound.
2. Light rewrites, made by rule from sentences of events/news_cluster.jsonl (said → told
   reporters, attribution moved to the end, a clause dropped, figures and words swapped), against
   headlines of pairing/sts_headlines.tsv that mean the same (4 or 5 of 5) but were written
   apart.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compare.credits import named_sources, same_name
from compare.origins import near_copies, origins
from compare.readers.registry import read
from compare.records import Article, Claim

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ASTOLD_EVAL_DATA", "../shared/data"))
SENTENCES = 400
SWAPS = (
    (r"\bsaid\b", "told reporters"),
    (r"\bpeople\b", "persons"),
    (r"\bmore than\b", "over"),
    (r"\babout\b", "around"),
    (r"\bkilled\b", "left dead"),
    (r"\bnear\b", "close to"),
    (r"\bpolice\b", "officers"),
    (r"\bbut\b", "however"),
    (r"\balso\b", "in addition"),
    (r"\bofficials\b", "authorities"),
    (r"\bafter\b", "following"),
    (r"\bseveral\b", "a number of"),
)


def rows() -> list[dict[str, object]]:
    """Measure everything; each row has set, split, metric, obvious, ours and target."""
    return [*_example(), *_rewrites()]


def _row(name: str, split: str, metric: str, base: float | None, ours: float) -> dict[str, object]:
    return {
        "set": name,
        "split": split,
        "metric": metric,
        "obvious": None if base is None else round(base, 3),
        "ours": round(ours, 3),
        "target": None,
    }


def _encode(texts: Sequence[str]) -> NDArray[np.float32]:
    from compare.config import Settings
    from compare.embed.registry import load

    return load(Settings().model).encode(list(texts))


def _example() -> list[dict[str, object]]:
    path = ROOT / "data" / "ankara-2022" / "articles.jsonl"
    shown = read(path.read_bytes(), path.name).articles
    truth = {
        (i, j) for i, j in combinations(range(len(shown)), 2) if _one_voice(shown[i], shown[j])
    }
    found = []
    for split, articles in (
        ("carries shown", shown),
        ("carries hidden", tuple(replace(one, carries=None) for one in shown)),
    ):
        said = _pairs_of(articles)
        right = len(said & truth)
        found += [
            _row("origins/ankara", split, "precision", None, right / max(1, len(said))),
            _row("origins/ankara", split, "recall", None, right / len(truth)),
        ]
    return found


def _one_voice(left: Article, right: Article) -> bool:
    """Tell what the file says: a common source, or one carries the other's outlet."""
    mine = [left.outlet, *named_sources(left)]
    yours = [right.outlet, *named_sources(right)]
    return any(same_name(a, b) for a in mine for b in yours)


def _pairs_of(articles: Sequence[Article]) -> set[tuple[int, int]]:
    claims, owner = [], {}
    for number, article in enumerate(articles):
        for position, text in enumerate(re.split(r"(?<=[.!?])\s+", article.text)):
            key = f"{number:03}-{position:03}"
            claims.append(Claim(key, article.id, text, 0, len(text), position))
            owner[key] = number
    found = origins(claims, {a.id: a for a in articles}, _encode([c.text for c in claims]))
    numbers: dict[int, set[int]] = {}
    for claim, number in zip(claims, found, strict=True):
        numbers.setdefault(number, set()).add(owner[claim.id])
    return {pair for group in numbers.values() for pair in combinations(sorted(group), 2)}


def _rewrites() -> list[dict[str, object]]:
    sentences = _sentences()
    changed = [(text, new) for text in sentences if (new := rewrite(text)) != text]
    with (DATA / "pairing" / "sts_headlines.tsv").open(encoding="utf-8", newline="") as file:
        items = list(csv.DictReader(file, delimiter="\t"))
    apart = [
        (item["a"], item["b"])
        for item in items
        if float(item["score"]) >= 4 and item["a"].lower() != item["b"].lower()
    ]
    hits, false = _copied(changed), _copied(apart)
    return [
        _row("origins/rewrites", f"{len(changed)} sentences", "found", None, hits),
        _row("origins/sts_headlines", f"{len(apart)} pairs, 4 to 5", "wrongly found", None, false),
    ]


def _copied(pairs: Sequence[tuple[str, str]]) -> float:
    """Share of pairs that count as copies of one another."""
    texts = [text for pair in pairs for text in pair]
    vectors = _encode(texts)
    found = 0
    for number in range(len(pairs)):
        claims = [Claim(str(k), str(k), pairs[number][k], 0, 1, 0) for k in (0, 1)]
        found += bool(near_copies(claims, vectors[2 * number : 2 * number + 2]))
    return found / len(pairs)


def _sentences() -> list[str]:
    found = []
    for line in (DATA / "events" / "news_cluster.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["text"]
        for one in re.split(r"(?<=[.!?])\s+|\n+", text)[1:6]:
            if 60 <= len(one) <= 300:
                found.append(one)
    found.sort(key=lambda one: hashlib.md5(one.encode()).hexdigest())
    return found[:SENTENCES]


def rewrite(text: str) -> str:
    """Rewrite lightly, always alike: swap words, move the attribution, drop one clause."""
    for pattern, new in SWAPS:
        text = re.sub(pattern, new, text)
    moved = re.fullmatch(r"(?P<who>[A-Z][^,]{3,40}) told reporters (?:that )?(?P<what>.+)\.", text)
    if moved:
        what = moved["what"]
        text = f"{what[0].upper()}{what[1:]}, according to {moved['who']}."
    return re.sub(r", (?:who|which|where) [^,]{5,60},", "", text, count=1)


if __name__ == "__main__":
    for row in rows():
        print(row)
