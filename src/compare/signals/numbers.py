"""Signal: numbers with their units, as the intervals that they allow."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim, Quantity
from compare.signals import Pair, SignalContext
from compare.signals.common import each, score_overlap

OTHER_VALUE = 0.5  # at most, for the same unit with another value: a rival version
ROUNDING = 0.1  # "about 200" and "212" agree


class Numbers:
    """1 where the numbers agree, up to a half where the same thing is counted differently."""

    name = "numbers"
    label = "Numbers"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        return score_overlap(pairs, context, _amounts, each(alike))

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        sides = [", ".join(q.text for q in claim.quantities) for claim in (left, right)]
        return f"{sides[0] or 'no number'} | {sides[1] or 'no number'}"


def _amounts(claim: Claim, context: SignalContext) -> list[Quantity]:
    """Give the numbers without where they stand and how they read: equal ones are one."""
    return [
        Quantity(0, 0, "", item.low, item.high, item.unit, item.approximate)
        for item in claim.quantities
    ]


def alike(one: Quantity, two: Quantity) -> float:
    """How well two quantities go together, 0..1.

    Units that both name must be the same. Then 1 when the intervals overlap (within a tenth
    where either is approximate); otherwise half the ratio of the nearer ends.
    """
    if one.unit and two.unit and one.unit != two.unit:
        return 0.0
    slack = ROUNDING if one.approximate or two.approximate else 0.0
    gap_low, gap_high = min(one.high, two.high), max(one.low, two.low)
    if gap_high <= gap_low + slack * abs(gap_high):
        return 1.0
    if not (one.unit and two.unit):
        return 0.0
    if not (isfinite(gap_low) and isfinite(gap_high)) or gap_low <= 0:
        return 0.0
    return OTHER_VALUE * gap_low / (gap_high if gap_high < inf else gap_low)


PLUGIN = Numbers()
