"""Signal: whether one claim follows from the other, by the packaged judge of relations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim
from compare.signals import Pair, SignalContext

# Words of both claims. In longer ones each side adds something, so that neither follows from the
# other, whether they share a fact or not.
LONGEST = 30
_VERBS = {"VERB", "AUX"}


class Entailment:
    """Probability that the one claim follows from the other, in the direction that has more of it.

    Two claims on one meeting share its words whatever they say of it; that one follows from the
    other shows that they say the same. The judge reads sentences (`compare.relations.reader`):
    of fragments without a verb, and of long claims, it has nothing to say.
    """

    name = "entailment"
    label = "One follows from the other"
    costly = True  # reads every word of both claims: asked last, of pairs that may match

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        found = np.full(len(pairs), np.nan)
        readable = [row for row, (left, right) in enumerate(pairs) if _can_be_read(left, right)]
        for row in readable:
            if pairs[row][0].text == pairs[row][1].text:
                found[row] = 1.0
        asked = [row for row in readable if np.isnan(found[row])]
        if not asked:
            return found
        from compare.relations.judge import both_ways
        from compare.relations.reader import reader

        # one order for both directions: exchanging the claims must change nothing
        texts = [sorted((left.text, right.text)) for left, right in (pairs[row] for row in asked)]
        judged = both_ways(reader(), [(first, second) for first, second in texts])
        found[asked] = judged[:, :, 1].max(axis=1)
        return found

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        if not _can_be_read(left, right):
            return "too long, or no sentence"
        return "how surely one claim follows from the other"


def _can_be_read(left: Claim, right: Claim) -> bool:
    return (
        len(left.text.split()) + len(right.text.split()) <= LONGEST
        and _has_verb(left)
        and _has_verb(right)
    )


def _has_verb(claim: Claim) -> bool:
    return any(token.pos in _VERBS for token in claim.tokens)


PLUGIN = Entailment()
