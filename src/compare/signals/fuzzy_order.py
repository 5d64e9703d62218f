"""Signal: the same words whichever way round, and how long a stretch is word for word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from compare.records import Claim
from compare.signals import Pair, SignalContext
from compare.signals.fuzzy import compare_texts
from compare.signals.lexicon import plain


class FuzzySort:
    """rapidfuzz's token_sort_ratio: all words count, also those that only one side has."""

    name = "fuzzy_sort"
    label = "Wording (all words, fuzzy)"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        return compare_texts(pairs, context, fuzz.token_sort_ratio)

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        one, two = set(plain(left.text).split()), set(plain(right.text).split())
        return f"{len(one & two)} of {len(one | two)} different words in both"


PLUGIN = FuzzySort()
