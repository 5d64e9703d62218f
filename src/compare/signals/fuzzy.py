"""Signal: the same characters in the same order, whatever is said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from compare.records import Claim
from compare.signals import Pair, SignalContext
from compare.signals.common import rows_of
from compare.signals.lexicon import plain


class Fuzzy:
    """rapidfuzz's token_set_ratio: what one sentence adds to the other costs little."""

    name = "fuzzy_set"
    label = "Wording (shared words, fuzzy)"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        return compare_texts(pairs, context, fuzz.token_set_ratio)

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        there = set(plain(right.text).split())
        shared = dict.fromkeys(word for word in plain(left.text).split() if word in there)
        return f"words in both: {' '.join(shared)}" if shared else "no word in both"


def compare_texts(
    pairs: Sequence[Pair], context: SignalContext, scorer: object
) -> NDArray[np.float64]:
    """Score the lower-case words of each pair with a rapidfuzz scorer of 0 to 100."""
    if not pairs:
        return np.zeros(0)
    rows = rows_of(pairs, context)
    texts = [plain(claim.text) for claim in rows.claims]
    left, right = ([texts[row] for row in side.tolist()] for side in rows.at.T)
    found = cpdist(left, right, scorer=scorer, dtype=np.float32)  # type: ignore[arg-type]
    return np.asarray(found, dtype=np.float64) / 100.0


PLUGIN = Fuzzy()
