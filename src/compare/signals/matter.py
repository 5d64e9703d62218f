"""Signal: whether two claims of one event are about one matter, by the packaged judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compare.match_model import logistic
from compare.records import Claim
from compare.signals import Pair, SignalContext

LONGEST = 90  # words of both claims; hardly any pair that the judge was trained on is longer
SURE = 0.001  # probabilities nearer to 0 or 1 than this tell no more
FEWEST, MOST = 2, 8  # neighbours that a claim's own level is the mean of
UNASKED = -2.0  # log-odds of a neighbour that was never asked about, as the others rule it out


class Matter:
    """How much surer the two are on one fact than each of them is with the claims it is nearest to.

    Versions in other words share few words and little of their place in a model's space; the
    judge of relations learnt to put them together from events told by five outlets each. But it
    finds some claims near to everything ("the meeting took place in Ankara"), so that what it
    says of a pair is set against what it says of both claims' nearest others: the correction for
    hubs that Conneau et al. 2018 (Word translation without parallel data,
    https://arxiv.org/abs/1710.04087) make for words. A fact is told about once a report, so that
    there are as many nearest as reports.
    """

    name = "matter"
    label = "On one fact, more than with others"
    costly = True  # reads every word of both claims: asked last, of pairs that may match
    open_from = 0.1  # what competes with a match must have been asked about too

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """Give how likely both are on one fact; NaN for bare sentences, and where it's too long."""
        found = np.full(len(pairs), np.nan)
        asked = [row for row, pair in enumerate(pairs) if _can_be_read(*pair, context)]
        if not asked:
            return found
        from compare.relations.verdict import told

        # one order for both directions: exchanging the claims must change nothing
        texts = [sorted((left.text, right.text)) for left, right in (pairs[row] for row in asked)]
        kinds = told([(first, second) for first, second in texts])
        found[asked] = [1 - telling.kinds[-1] for telling in kinds]  # the last one: unrelated
        return found

    def among(
        self, pairs: Sequence[Pair], values: NDArray[np.float64], context: SignalContext
    ) -> NDArray[np.float64]:
        """Set what `score` gave for each pair against what it gave for their nearest others.

        Args:
            pairs: all that the claims to be scored are in.
            values: of all pairs, shape (len(pairs),).
            context: with the articles of the event.

        Returns:
            0..1, shape (len(pairs),): .5 where the pair is as likely as both claims' nearest are
            in the mean; NaN stays.
        """
        known = np.clip(np.nan_to_num(values, nan=0.5), SURE, 1 - SURE)
        odds = np.log(known / (1 - known))
        rows = np.flatnonzero(~np.isnan(values)).tolist()
        near: dict[str, list[float]] = defaultdict(list)
        for row in rows:
            for claim in pairs[row]:
                near[claim.id].append(float(odds[row]))
        count = min(max(len(context.articles), FEWEST), MOST)
        level = {name: _level(given, count) for name, given in near.items()}
        found = np.full(len(pairs), np.nan)
        for row in rows:
            left, right = pairs[row]
            found[row] = odds[row] - (level[left.id] + level[right.id]) / 2
        return logistic(found)

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        if not _can_be_read(left, right, context):
            return "too long, or not of one event"
        return "how much surer both are on one fact than with the claims nearest to each"


def _level(given: Sequence[float], count: int) -> float:
    """Give the mean of the `count` highest; what was never asked about is filled up."""
    best = sorted(given, reverse=True)[:count]
    return (sum(best) + (count - len(best)) * UNASKED) / count


def _can_be_read(left: Claim, right: Claim, context: SignalContext) -> bool:
    of_an_event = left.article_id in context.articles and right.article_id in context.articles
    return of_an_event and len(left.text.split()) + len(right.text.split()) <= LONGEST


PLUGIN = Matter()
