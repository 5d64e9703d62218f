"""Signal: whether the two claims resemble the same other claims."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim
from compare.signals import Pair, SignalContext
from compare.signals.embedding import say
from compare.signals.surroundings import COMPANY_FROM, placed_pairs


class Company:
    """Cosine of the two profiles of likeness to the event's other claims.

    NaN where either has fewer than `COMPANY_FROM` close neighbours.
    """

    name = "company"
    label = "Likeness to the same other claims"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        result = np.full(len(pairs), np.nan)
        _, at, placed = placed_pairs(pairs, context)
        if placed is None:
            return result
        enough = np.r_[placed.close >= COMPANY_FROM, False]  # row -1 has no vector
        known = np.flatnonzero(enough[at].all(axis=1))
        left, right = at[known].T
        alike = np.einsum("ij,ij->i", placed.profiles[left], placed.profiles[right])
        result[known] = np.clip(alike, 0.0, 1.0)
        return result

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        return say(left, right, context, "the other claims around that each of them resembles")


PLUGIN = Company()
