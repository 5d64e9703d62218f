"""Signal: how near the two sentences lie in the embedding model's space."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim
from compare.signals import Pair, SignalContext
from compare.signals.surroundings import rows_of_pairs


class Embedding:
    """Cosine of the two sentence vectors, negative ones cut to 0; NaN without vectors."""

    name = "embedding"
    label = "Meaning"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        _, matrix, at = rows_of_pairs(pairs, context)
        result = np.full(len(pairs), np.nan)
        known = np.flatnonzero((at >= 0).all(axis=1))
        near = (matrix[at[known, 0]] * matrix[at[known, 1]]).sum(axis=1, dtype=np.float64)
        result[known] = np.clip(near, 0.0, 1.0)
        return result

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        return say(left, right, context, "the two sentences as wholes")


def say(left: Claim, right: Claim, context: SignalContext, words: str) -> str:
    """Give `words`, or that a claim has no vector; cheap, as the value is shown beside it."""
    known = left.text in context.vectors and right.text in context.vectors
    return words if known else "no vector of one of them"


PLUGIN = Embedding()
