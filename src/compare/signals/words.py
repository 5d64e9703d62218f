"""Signal: rare words that both sentences have, weighted by how telling they are."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim
from compare.signals import Pair, SignalContext
from compare.signals.common import fact, score_facts
from compare.signals.lexicon import content_words

Weighed = tuple[dict[str, float], float]  # stems with their weights, sum of the squares


class Words:
    """Cosine of the two sets of stems, each weighted by its squared idf."""

    name = "words"
    label = "Telling words"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        return score_facts(pairs, context, _weighed, _overlap)

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        one, two = fact(left, context, _weighed)[0], fact(right, context, _weighed)[0]
        shared = sorted(one.keys() & two.keys(), key=lambda word: -one[word])
        return f"in both: {', '.join(shared[:6])}" if shared else "no telling word in both"


def weighted_overlap(one: dict[str, float], two: dict[str, float]) -> float:
    """Cosine of two bags of weighted words: 0..1, NaN when either is empty."""
    return _overlap(_with_length(one), _with_length(two))


def _weighed(claim: Claim, context: SignalContext) -> Weighed:
    return _with_length(content_words(claim))


def _with_length(bag: dict[str, float]) -> Weighed:
    return bag, sum(weight * weight for weight in bag.values())


def _overlap(one: Weighed, two: Weighed) -> float:
    length = sqrt(one[1] * two[1])
    if length == 0:
        return float("nan")
    return min(1.0, sum(one[0][word] ** 2 for word in one[0].keys() & two[0].keys()) / length)


PLUGIN = Words()
