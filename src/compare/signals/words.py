"""Signal: rare words that both sentences have, weighted by how telling they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim
from compare.signals import Pair, SignalContext
from compare.signals.common import fact, rows_of
from compare.signals.lexicon import content_words

Weighed = tuple[dict[str, float], float]  # stems with their weights, sum of the squares


class Words:
    """Cosine of the two sets of stems, each weighted by its squared idf."""

    name = "words"
    label = "Telling words"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        rows = rows_of(pairs, context)
        facts = [fact(claim, context, _weighed) for claim in rows.claims]
        squares = np.array([square for _, square in facts], dtype=np.float64)
        left, right = rows.at.T
        lengths = np.sqrt(squares[left] * squares[right]) if facts else np.zeros(len(pairs))
        known = np.flatnonzero(lengths)
        result = np.full(len(pairs), np.nan)
        table = _table([bag for bag, _ in facts])
        shared = table[left[known]].multiply(table[right[known]]).sum(axis=1)
        result[known] = np.minimum(np.asarray(shared).reshape(-1) / lengths[known], 1.0)
        return result

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        one, two = fact(left, context, _weighed)[0], fact(right, context, _weighed)[0]
        shared = sorted(one.keys() & two.keys(), key=lambda word: (-one[word], word))
        return f"in both: {', '.join(shared[:6])}" if shared else "no telling word in both"


def _weighed(claim: Claim, context: SignalContext) -> Weighed:
    bag = content_words(claim)
    return bag, sum(weight * weight for weight in bag.values())


def _table(bags: Sequence[dict[str, float]]) -> Any:
    """Give the weights as a sparse matrix, one row a bag and one column a word."""
    from scipy import sparse

    places: dict[str, int] = {}
    columns = [places.setdefault(word, len(places)) for bag in bags for word in bag]
    rows = [row for row, bag in enumerate(bags) for _ in bag]
    data = np.array([weight for bag in bags for weight in bag.values()], dtype=np.float64)
    return sparse.csr_matrix((data, (rows, columns)), shape=(len(bags), max(1, len(places))))


PLUGIN = Words()
