"""Signal: rare words that both sentences have, weighted by how telling they are."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim
from compare.signals import Pair, SignalContext
from compare.signals.common import score_facts
from compare.signals.lexicon import content_words


class Words:
    """Cosine of the two sets of stems, each weighted by its squared idf."""

    name = "words"
    label = "Telling words"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        return score_facts(pairs, content_words, weighted_overlap)

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        one, two = content_words(left), content_words(right)
        shared = sorted(one.keys() & two.keys(), key=lambda word: -one[word])
        return f"in both: {', '.join(shared[:6])}" if shared else "no telling word in both"


def weighted_overlap(one: dict[str, float], two: dict[str, float]) -> float:
    """Cosine of two bags of weighted words: 0..1, NaN when either is empty."""
    length = sqrt(sum(w * w for w in one.values()) * sum(w * w for w in two.values()))
    if length == 0:
        return float("nan")
    return min(1.0, sum(one[word] ** 2 for word in one.keys() & two.keys()) / length)


PLUGIN = Words()
