"""Agree, differ, contradict or unrelated, and in which slots: what all that is known comes to.

Logistic regressions over `NAMES`: one for the relation, one for each slot that no pair of values
stands for, and one over `rivals.NAMES` for whether two values are rivals. Their weights lie in
`weights/verdict.json` and come from `benchmarks/train_verdict.py`; on what they were fitted, and
how well they do, stands in docs/model-card-relations.md.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from compare.records import Slot
from compare.relations import marks, rivals
from compare.relations.contexts import Context
from compare.relations.judge import tidy
from compare.relations.negations import denials
from compare.relations.reader import teller
from compare.relations.rivals import Rivals
from compare.relations.sides import Side
from compare.relations.slots import Finding, SlotContext, opposite

WEIGHTS = Path(__file__).parent / "weights" / "verdict.json"
LABELS = ("contradict", "differ", "agree", "unrelated")
SLOTS: tuple[Slot, ...] = get_args(Slot)
VALUES: tuple[Slot, ...] = ("number", "date", "place", "person", "organisation", "role")
TOLD: tuple[Slot, ...] = ("polarity", "certainty", "action", "role", "scope")
NAMES = (
    *rivals.PAIR_NAMES,
    *(f"found {name}" for name in SLOTS),
    "settled",
    *marks.NAMES,
    "rules",  # log-odds of `decide`'s regression
    "ruled out",
    *(f"judged {name}" for name in LABELS),  # logarithms
    *(f"rivals in {name}" for name in VALUES),
    "rivals",
)
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Regression:
    """Weights for standardised features: shape (classes, features) and (classes,)."""

    weights: Array
    bias: Array

    def odds(self, given: Array) -> Array:
        """Give the log-odds of each class."""
        return np.asarray(self.weights @ given + self.bias)


@dataclass(frozen=True, slots=True)
class Weights:
    """All regressions."""

    rivals: Regression
    labels: Regression
    slots: Regression


@cache
def weights() -> Weights:
    """Read the weights, once a process."""
    stored = json.loads(WEIGHTS.read_text("utf-8"))

    def regression(name: str, names: Sequence[str]) -> Regression:
        rows = [[row.get(one, 0.0) for one in names] for row in stored[name]["weights"]]
        return Regression(np.array(rows), np.array(stored[name]["bias"]))

    return Weights(
        regression("rivals", rivals.NAMES),
        regression("labels", NAMES),
        regression("slots", NAMES),
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """What the head that was trained on versions of news thinks of a pair.

    Attributes:
        ways: shape (2, 3), see `judge.both_ways`.
        kinds: shape (4,): how likely each of `LABELS` is.
    """

    ways: Array
    kinds: Array


def told(texts: Sequence[tuple[str, str]]) -> list[Telling]:
    """Give what it thinks of each pair of texts."""
    given = [(tidy(left), tidy(right)) for left, right in texts]
    return [Telling(ways, kinds) for ways, kinds in zip(*teller().told(given), strict=True)]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely each relation, each slot of `TOLD` and each pair of rivals is.

    Attributes:
        apart: how likely the judge alone has it that the two are on different facts.
    """

    apart: float
    labels: Array
    slots: dict[Slot, float]
    rivals: tuple[tuple[Rivals, float], ...]


def verdict(
    context: SlotContext,
    words: Context,
    findings: Sequence[Finding],
    telling: Telling,
    rules: tuple[float, float],
) -> Verdict:
    """Weigh all that is known of a pair.

    Args:
        words: the same two claims, word by word in context.
        findings: of all slots.
        telling: what the judge thinks of the two.
        rules: log-odds and surety of a contradiction by `decide`'s rules.
    """
    used = weights()
    found = rivals.rivals(context.alignment, words, telling.ways)
    chances = [logistic(used.rivals.odds(np.array(one.given)))[0] for one in found]
    rated = tuple(zip(found, chances, strict=True))
    given = np.array(features(context, words, findings, telling, rules, rated))
    odds = used.labels.odds(given)
    powers = np.exp(odds - odds.max())
    slots = dict(zip(TOLD, logistic(used.slots.odds(given)).tolist(), strict=True))
    return Verdict(float(telling.kinds[3]), powers / powers.sum(), slots, rated)


def features(
    context: SlotContext,
    words: Context,
    findings: Sequence[Finding],
    telling: Telling,
    rules: tuple[float, float],
    found: Sequence[tuple[Rivals, float]],
) -> list[float]:
    """Give a number for each of `NAMES`; the same whichever claim comes first."""
    alignment = context.alignment
    left, right = alignment.left, alignment.right
    best = [max((p for one, p in found if one.slot == slot), default=0.0) for slot in VALUES]
    return [
        *rivals.pair_features(alignment, words, telling.ways),
        *(
            max((item.excludes for item in findings if item.difference.slot == name), default=0.0)
            for name in SLOTS
        ),
        float(any(item.settles for item in findings)),
        *marks.marks(
            left, right, _verbs(words, left, right), _opposites(context), exchanged(context)
        ),
        min(6.0, max(-6.0, rules[0])),
        rules[1],
        *np.maximum(np.log(np.clip(telling.kinds, 1e-4, 1)), -5).tolist(),
        *best,
        max(best),
    ]


def logistic(odds: Array) -> Array:
    """Turn log-odds into probabilities."""
    return np.asarray(1 / (1 + np.exp(-odds)))


def _verbs(words: Context, left: Side, right: Side) -> float:
    mine, other = left.once(_of_doing), right.once(_of_doing)
    return max((words.alike(a, b) for a in mine for b in other), default=0.0)


def _of_doing(side: Side) -> list[int]:
    return [at for at, word in enumerate(side.words) if word.pos == "VERB" and not word.source]


def _opposites(context: SlotContext) -> int:
    sides = context.alignment
    return sum(
        opposite(sides.left.words[a], sides.right.words[b])
        for a in sides.free_left
        for b in sides.free_right
    )


def exchanged(context: SlotContext) -> bool:
    """Tell whether two things that both claims name are agent and patient the other way round."""
    sides = context.alignment
    told = []
    for place, rival in sides.same.items():
        one, two = _part(sides.left, place), _part(sides.right, rival)
        if one and two:
            told.append((one, two))
    return any(
        a[0][0] == "agent"
        and b[0][0] == "patient"
        and a[0][1] == b[0][1]
        and a[1][0] == "patient"
        and b[1][0] == "agent"
        and a[1][1] == b[1][1]
        for a in told
        for b in told
    )


def _part(side: Side, place: int) -> tuple[str, int] | None:
    """Give whether a noun is agent or patient, and the place of the verb."""
    words = side.words
    if words[place].source or words[place].pos not in {"PROPN", "NOUN"}:
        return None
    while words[place].dep in {"compound", "appos", "nmod"} and words[place].head != place:
        place = words[place].head
    word = words[place]
    if word.dep == "nsubj":
        return "agent", word.head
    if word.dep in {"nsubjpass", "dobj", "obj", "dative"}:
        return "patient", word.head
    if word.dep == "pobj":
        by = words[word.head].dep == "agent" or words[word.head].key == "by"
        return ("agent" if by else "patient"), words[word.head].head
    return None


def negating(side: Side) -> list[tuple[int, int]]:
    """Give the spans of the words that negate."""
    return [(side.words[place].start, side.words[place].end) for place, _ in denials(side)]
