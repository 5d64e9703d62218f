"""What the decision between contradiction and the rest rests on, as numbers with names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from compare.records import Slot
from compare.relations.align import FORCED
from compare.relations.sides import IN_PLACE, Alignment, Side
from compare.relations.slots import APART, Finding
from compare.relations.words import NEGATIONS

SLOTS: tuple[str, ...] = get_args(Slot)
NAMES = (
    "contradicted",  # log-odds of the reader, mean of both directions
    "contradicted at most",
    "followed at most",  # the same of entailment
    "followed at least",
    "covered",  # share of the shorter claim's words that the other has
    "covered long",
    "length",
    "worst",  # the finding that excludes most
    "worst if covered",
    "findings",
    "forced",
    "in place",
    "loose",
    "new names",  # in the shorter claim alone
    "new numbers",
    "new verbs",
    "new nouns",
    "new others",
    "negations",  # whether their numbers differ
    "contradicted if covered",
    "contradicted and worst",
    "contradicted by the longer",  # the same with the longer claim as the premise alone
    "followed from the longer",
    *(f"slot {name}" for name in SLOTS),
)


def features(
    alignment: Alignment, findings: Sequence[Finding], judged: NDArray[np.float64]
) -> list[float]:
    """Give a number for each of `NAMES`; the same whichever claim comes first.

    Args:
        judged: of shape (2, 3): probabilities of contradiction, entailment and neither, with
            the left and with the right claim as the premise.
    """
    logs = np.log(np.clip(judged, 1e-4, 1 - 1e-4)) - np.log1p(-np.clip(judged, 1e-4, 1 - 1e-4))
    contradicted = float(logs[:, 0].mean())
    short, covered, other = _coverage(alignment)
    worst = max((item.excludes for item in findings), default=0.0)
    scores = [score for *_, score in alignment.instead]
    new = _new(alignment, short)
    return [
        contradicted,
        float(logs[:, 0].max()),
        float(logs[:, 1].max()),
        float(logs[:, 1].min()),
        covered,
        other,
        _length(alignment),
        worst,
        worst * covered,
        float(sum(item.excludes >= APART for item in findings)),
        float(any(score >= FORCED for score in scores)),
        float(sum(IN_PLACE <= score < FORCED for score in scores)),
        float(sum(score < IN_PLACE for score in scores)),
        *new,
        float(_negations(alignment.left) != _negations(alignment.right)),
        contradicted * covered,
        contradicted * worst,
        *_from_the_longer(alignment, logs),
        *(
            max((item.excludes for item in findings if item.difference.slot == name), default=0.0)
            for name in SLOTS
        ),
    ]


def _from_the_longer(alignment: Alignment, logs: NDArray[np.float64]) -> tuple[float, float]:
    """Give the log-odds of contradiction and entailment with the longer claim as the premise.

    What a short claim says can follow from a long one, hardly ever the other way round, so that
    the mean of both directions blurs what the reader found. Of two of one length it is the mean.
    """
    sizes = len(alignment.left.words), len(alignment.right.words)
    rows = logs if sizes[0] == sizes[1] else logs[[int(sizes[0] < sizes[1])]]
    return float(rows[:, 0].mean()), float(rows[:, 1].mean())


def _coverage(alignment: Alignment) -> tuple[Side, float, float]:
    left, right = alignment.left, alignment.right
    shares = [
        1 - len(free) / len(side.content) if side.content else 1.0
        for side, free in ((left, alignment.free_left), (right, alignment.free_right))
    ]
    if len(left.content) <= len(right.content):
        return left, shares[0], shares[1]
    return right, shares[1], shares[0]


def _length(alignment: Alignment) -> float:
    sizes = sorted((len(alignment.left.words), len(alignment.right.words)))
    return math.log((sizes[1] + 1) / (sizes[0] + 1))


def _new(alignment: Alignment, short: Side) -> list[float]:
    free = alignment.free_left if short is alignment.left else alignment.free_right
    counts = [0.0] * 5
    for place in free:
        word = short.words[place]
        if word.source or word.key in NEGATIONS:
            continue
        if word.kind in {"number", "date"} or word.pos == "NUM":
            counts[1] += 1
        elif word.kind or word.pos == "PROPN":
            counts[0] += 1
        else:
            counts[{"VERB": 2, "NOUN": 3}.get(word.pos, 4)] += 1
    return [min(count, 3.0) for count in counts]


def _negations(side: Side) -> int:
    return sum(word.key in NEGATIONS for word in side.words) % 2
