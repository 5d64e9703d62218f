"""Signal: days and periods that the two sentences name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim, DateMention
from compare.signals import Pair, SignalContext
from compare.signals.common import each, score_overlap

WEEK = 7.0


class Dates:
    """1 where a day lies within the other side's day or period, less the further apart."""

    name = "dates"
    label = "Dates"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        return score_overlap(pairs, context, _days, each(alike))

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        sides = [", ".join(map(_say, _resolved(claim, context))) for claim in (left, right)]
        return f"{sides[0] or 'no date'} | {sides[1] or 'no date'}"


def _resolved(claim: Claim, context: SignalContext) -> list[DateMention]:
    return [item for item in claim.dates if item.first is not None and item.last is not None]


def _days(claim: Claim, context: SignalContext) -> list[DateMention]:
    """Give the dates without where they stand and how they read: equal ones are one."""
    found = _resolved(claim, context)
    return [DateMention(0, 0, "", item.first, item.last, "") for item in found]


def alike(one: DateMention, two: DateMention) -> float:
    """1 for overlapping periods; the gap between them halves it with each week."""
    if one.first is None or one.last is None or two.first is None or two.last is None:
        return 0.0
    gap = (max(one.first, two.first) - min(one.last, two.last)).days
    return 1.0 if gap <= 0 else float(2.0 ** (-gap / WEEK)) * 0.8


def _say(item: DateMention) -> str:
    if item.first == item.last:
        return f"{item.text} ({item.first})"
    return f"{item.text} ({item.first} to {item.last})"


PLUGIN = Dates()
