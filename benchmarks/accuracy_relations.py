"""Accuracy of relations: contradiction, typed differences, swapped words, the Ankara facts."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import swaps
from rapidfuzz import fuzz

from compare.records import Relation
from compare.relations.relate import relate

DATA = Path(os.environ.get("ASTOLD_EVAL_DATA", "../shared/data"))
ANKARA = DATA.parent / "demo" / "ankara-2022"
Pair = tuple[str, str]
DIFFERENT = {"differ", "contradict"}
# which of our slots answers to an entity type of FICLE; types without one are left out
FICLE_SLOTS = {
    "time": {"date"},
    "quantity": {"number"},
    "name": {"person", "organisation"},
    "organization": {"organisation"},
    "geography": {"place"},
    "nationality": {"place"},
    "action": {"action"},
    "profession": {"role"},
}
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_NEGATION = re.compile(r"\b(?:not|no|never|none|nobody|without|cannot)\b|n't\b", re.IGNORECASE)


def rows() -> list[dict[str, object]]:
    return list(_rows())


def _rows() -> Iterator[dict[str, object]]:
    yield from _symmetric()
    yield from _rte()
    yield from _ficle()
    yield from _swaps()
    yield from _ankara()
    yield from _speed()


def _row(name: str, metric: str, obvious: object, ours: object, target: str) -> dict[str, object]:
    return {
        "set": name,
        "split": "dev",
        "metric": metric,
        "obvious": obvious,
        "ours": ours,
        "target": target,
    }


def _table(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def obvious(pairs: Sequence[Pair]) -> list[bool]:
    """Call a similar pair contradicting when its numbers or its negation words differ."""
    found = []
    for left, right in pairs:
        numbers = set(_NUMBER.findall(left)), set(_NUMBER.findall(right))
        numbers_differ = bool(numbers[0] and numbers[1] and not numbers[0] & numbers[1])
        negations = [len(_NEGATION.findall(text)) % 2 for text in (left, right)]
        similar = fuzz.token_set_ratio(left.lower(), right.lower()) >= 60
        found.append(similar and (numbers_differ or negations[0] != negations[1]))
    return found


def contradicts(pairs: Sequence[Pair]) -> list[bool]:
    return [relation.label == "contradict" for relation in relate(pairs)]


def _share(called: Sequence[bool], truth: Sequence[bool], wanted: bool = True) -> float:
    chosen = [call for call, true in zip(called, truth, strict=True) if true == wanted]
    return sum(chosen) / max(1, len(chosen))


def _symmetric() -> Iterator[dict[str, object]]:
    table = _table(DATA / "relation" / "fever_symmetric_dev.tsv")
    pairs = [(row["a"], row["b"]) for row in table]
    truth = [row["label"] == "REFUTES" for row in table]
    ways: tuple[Callable[[Sequence[Pair]], list[bool]], ...] = (obvious, contradicts)
    recall, false = zip(
        *((_share(c, truth), _share(c, truth, False)) for c in (way(pairs) for way in ways)),
        strict=True,
    )
    balanced = [(1 + r - f) / 2 for r, f in zip(recall, false, strict=True)]
    name = "fever_symmetric"
    yield _row(name, "balanced accuracy", *balanced, "≥ .75")
    yield _row(name, "SUPPORTS called contradict", *false, "≤ .15")


def _rte() -> Iterator[dict[str, object]]:
    table = [row for row in _table(DATA / "relation" / "rte3_dev.tsv") if row["doubtful"] != "True"]
    pairs = [(row["a"], row["b"]) for row in table]
    truth = [row["label"] == "contradiction" for row in table]
    calls = [obvious(pairs), contradicts(pairs)]
    hits = [[true for call, true in zip(c, truth, strict=True) if call] for c in calls]
    precision = [sum(hit) / max(1, len(hit)) for hit in hits]
    yield _row("rte3", "contradict: precision", *precision, "≥ .50")
    yield _row("rte3", "contradict: recall", *(_share(c, truth) for c in calls), "≥ .40")


def _ficle() -> Iterator[dict[str, object]]:
    table = _table(DATA / "relation" / "ficle_val.tsv")
    pairs = [(row["Context"], row["Claim"]) for row in table]
    found = relate(pairs)
    called = [relation.label in DIFFERENT for relation in found]
    plain = obvious(pairs)
    yield _row(
        "ficle_val",
        "called differ or contradict",
        sum(plain) / len(plain),
        sum(called) / len(called),
        "≥ .80",
    )
    typed = [
        bool(wanted & set(relation.slots))
        for row, relation in zip(table, found, strict=True)
        if (wanted := _wanted(row))
    ]
    yield _row("ficle_val", "right slot", None, sum(typed) / len(typed), "≥ .75")


def _wanted(row: dict[str, str]) -> set[str]:
    if row["Inconsistency Type"] == "Negation":
        return {"polarity"}
    return FICLE_SLOTS.get(row["Coarse Inconsistent Entity-Type"], set())


def _swaps() -> Iterator[dict[str, object]]:
    lines = (DATA / "events" / "news_cluster.jsonl").read_text("utf-8").splitlines()
    made = swaps.build([json.loads(line)["text"] for line in lines], 100)
    pairs = [(swap.before, swap.after) for swap in made]
    found, plain = relate(pairs), obvious(pairs)
    harmful = [
        relation.label in DIFFERENT and bool(swaps.RIGHT[swap.kind] & set(relation.slots))
        for swap, relation in zip(made, found, strict=True)
        if swap.kind != "harmless"
    ]
    kinds = [swap.kind == "harmless" for swap in made]
    left_alone = [relation.label == "agree" for relation in found]
    alone = [not call for call in plain]
    name = "swaps of news_cluster"
    yield _row(
        name,
        "swap called a difference of the right slot",
        _share(plain, kinds, False),
        sum(harmful) / len(harmful),
        "≥ .95",
    )
    yield _row(
        name, "harmless swap left alone", _share(alone, kinds), _share(left_alone, kinds), "≥ .90"
    )


def fact_label(relations: Sequence[Relation]) -> str:
    """Say of a fact what its pairs of claims say of it, in the terms of `facts.tsv`."""
    labels = {relation.label for relation in relations}
    if not relations:
        return "single"
    if "contradict" in labels:
        return "contradicts"
    return "differs_detail" if "differ" in labels else "agree"


def _ankara() -> Iterator[dict[str, object]]:
    claims: dict[str, list[str]] = {}
    for row in _table(ANKARA / "claims.tsv"):
        claims.setdefault(row["fact"], []).append(row["claim"])
    facts = {row["fact"]: row["expected"] for row in _table(ANKARA / "facts.tsv")}
    right = 0
    plain = 0
    for fact, expected in facts.items():
        pairs = list(combinations(claims[fact], 2))
        right += fact_label(relate(pairs)) == expected
        simple = "contradicts" if any(obvious(pairs)) else "agree" if pairs else "single"
        plain += simple == expected
    yield _row("ankara facts", f"as expected, of {len(facts)}", plain, right, "≥ 17")


def _speed() -> Iterator[dict[str, object]]:
    """Measure processor time, which other work on the machine disturbs less."""
    from compare.embed.registry import load

    table = _table(DATA / "relation" / "fever_symmetric_dev.tsv")
    table.sort(key=lambda row: hashlib.sha256(row["b"].encode()).digest())
    pairs = [(row["a"], row["b"]) for row in (table * 2)[:1000]]
    encoder = load("minilm")
    encoder.encode(["warm up"])
    relate(pairs[:4])
    start = time.process_time()
    encoder.encode([text for pair in pairs for text in pair])
    middle = time.process_time()
    relate(pairs)
    ratio = (time.process_time() - middle) / (middle - start)
    yield _row("1,000 pairs", "time in embeddings of their sentences", None, ratio, "< 10")
