"""Pairs of claims from what was written for training: versions, passages and whole events.

`versions.jsonl`: one claim, the same in other words, what contradicts it, differs, or is on
another fact. `passages.jsonl`: a passage of several facts with short claims that follow from it,
can't be true beside it, or that it says nothing of. `told.jsonl`: events as five outlets each tell
them, every sentence with the facts that it tells and the version of each. All of it is made up.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training_pairs import CONTRADICTS, FOLLOWS, NEITHER, Row

from compare.relations.judge import tidy

HERE = Path(__file__).parent
PASSAGES, EVENTS = 10_000, 20_000  # numbers of the first passage and the first event
APART = 350  # pairs of two facts that are taken of an event
_STRONGEST = ("contradict", "differ", "agree")
Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions with the relation they are in, and the slots they differ in."""

    cluster: int
    left: str
    right: str
    label: str
    slots: tuple[str, ...] = ()


def read(name: str) -> list[Item]:
    """Read one of the files."""
    path = HERE / name
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def pairs() -> list[Pair]:
    """Give all labelled pairs."""
    found: list[Pair] = []
    for number, item in enumerate(read("versions.jsonl")):
        found += _of_versions(number, item)
    for number, item in enumerate(read("passages.jsonl"), PASSAGES):
        found += _of_passage(number, item)
    for number, item in enumerate(read("told.jsonl"), EVENTS):
        found += of_event(number, item)
    return found


def _of_versions(number: int, item: Item) -> Iterator[Pair]:
    alike = [item["base"], *item["agree"]]
    for left, right in itertools.combinations(alike, 2):
        yield Pair(number, left, right, "agree")
    for one in alike:
        for label in ("contradict", "differ"):
            for two in item[label]:
                yield Pair(number, one, two["text"], label, tuple(two["slots"]))
        for text in item["unrelated"]:
            yield Pair(number, one, text, "unrelated")


def _of_passage(number: int, item: Item) -> Iterator[Pair]:
    passage, facts = item["passage"], item["facts"]
    for at, fact in enumerate(facts):
        for left, right in itertools.combinations([passage, *fact["follow"]], 2):
            yield Pair(number, left, right, "agree")
        for one in (passage, *fact["follow"]):
            for two in fact["contradict"]:
                yield Pair(number, one, two["text"], "contradict", tuple(two["slots"]))
        for other in facts[:at] + facts[at + 1 :]:
            yield Pair(number, fact["follow"][0], other["follow"][-1], "unrelated")
    for text in item["neither"]:
        yield Pair(number, passage, text, "unrelated")
        yield Pair(number, facts[0]["follow"][0], text, "unrelated")


def of_event(number: int, item: Item, apart: int | None = APART) -> list[Pair]:
    """Give the pairs across outlets that tell one fact, and some that don't.

    Args:
        apart: how many of the others at most; None for all.
    """
    opposed = {
        (one["fact"], frozenset(one["versions"])): (one["label"], tuple(one["slots"]))
        for one in item["relations"]
    }
    same, other = [], []
    for one, two in _across(item["articles"]):
        shared = [
            (fact, version, there)
            for fact, version in one["facts"]
            for also, there in two["facts"]
            if fact == also
        ]
        told = [opposed.get((f, frozenset((a, b))), ("agree", ())) for f, a, b in shared]
        if told:
            label, slots = min(told, key=lambda item: _STRONGEST.index(item[0]))
            same.append(Pair(number, one["text"], two["text"], label, slots))
        elif one["facts"] or two["facts"]:
            other.append(Pair(number, one["text"], two["text"], "unrelated"))
    if apart is not None:
        other = random.Random(number).sample(other, min(apart, len(other)))
    return [*same, *other]


def _across(articles: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    for left, right in itertools.combinations(articles, 2):
        yield from itertools.product(left["sentences"], right["sentences"])


def inference() -> list[tuple[int, Row]]:
    """Give passages beside their claims as pairs of inference, with the number of each."""
    made: list[tuple[int, Row]] = []
    for number, item in enumerate(read("passages.jsonl"), PASSAGES):
        passage = item["passage"]
        claims = [(text, NEITHER) for text in item["neither"]]
        for fact in item["facts"]:
            claims += [(text, FOLLOWS) for text in fact["follow"]]
            claims += [(one["text"], CONTRADICTS) for one in fact["contradict"]]
        made += [(number, (tidy(passage), tidy(text), label)) for text, label in claims]
    return made
