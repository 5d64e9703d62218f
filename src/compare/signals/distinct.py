"""Signal: likeness in meaning beyond what all claims of the event have in common."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim
from compare.signals import Pair, SignalContext
from compare.signals.embedding import say
from compare.signals.surroundings import placed_pairs


class Distinct:
    """Cosine of the two vectors after the mean of the claims around them is subtracted.

    With no claims around, this is the cosine of the vectors themselves.
    """

    name = "distinct"
    label = "Meaning beyond the event"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        result = np.full(len(pairs), np.nan)
        matrix, at, placed = placed_pairs(pairs, context)
        known = np.flatnonzero((at >= 0).all(axis=1))
        if placed is None or not len(known):
            return result
        means = placed.means
        left, right = at[known].T
        common = (means[left] + means[right]) / 2
        one, two = matrix[left] - common, matrix[right] - common
        lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(two, axis=1)
        result[known] = np.clip((one * two).sum(axis=1) / np.maximum(lengths, 1e-9), 0.0, 1.0)
        return result

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        return say(
            left, right, context, "what is left of both without what the claims around them share"
        )


PLUGIN = Distinct()
