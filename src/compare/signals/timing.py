"""Signal: how far apart the two reports were published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim
from compare.signals import Pair, SignalContext
from compare.signals.common import score_facts

HALVING_DAYS = 3.0
DAY = 86400.0


class Timing:
    """1 for reports of the same moment, half for each three days between; NaN if unknown."""

    name = "timing"
    label = "Time of publication"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        return score_facts(pairs, context, _published, _near)

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        days = [_published(claim, context) for claim in (left, right)]
        said = [f"{day:%Y-%m-%d}" if day is not None else "unknown" for day in days]
        return f"published {said[0]} | {said[1]}"


def _published(claim: Claim, context: SignalContext) -> datetime | None:
    article = context.articles.get(claim.article_id)
    when = article.published_at if article else None
    return when.replace(tzinfo=UTC) if when is not None and when.tzinfo is None else when


def _near(one: datetime | None, two: datetime | None) -> float:
    if one is None or two is None:
        return float("nan")
    return float(2.0 ** (-abs((one - two).total_seconds()) / DAY / HALVING_DAYS))


PLUGIN = Timing()
