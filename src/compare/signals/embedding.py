"""Signal: how near the two sentences lie in the embedding model's space."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim
from compare.signals import Pair, SignalContext


class Embedding:
    """Cosine of the two sentence vectors, negative ones cut to 0; NaN without vectors."""

    name = "embedding"
    label = "Meaning (sentence embedding)"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        vectors = context.vectors
        row: dict[str, int] = {}
        for pair in pairs:
            for claim in pair:
                if claim.text in vectors:
                    row.setdefault(claim.text, len(row))
        result = np.full(len(pairs), np.nan)
        if not row:
            return result
        matrix = np.stack([vectors[text] for text in row])
        at = np.array([[row.get(one.text, -1), row.get(two.text, -1)] for one, two in pairs])
        known = np.flatnonzero((at >= 0).all(axis=1))
        near = np.einsum("ij,ij->i", matrix[at[known, 0]], matrix[at[known, 1]], dtype=np.float64)
        result[known] = np.clip(near, 0.0, 1.0)
        return result

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        value = self.score([(left, right)], context)[0]
        if np.isnan(value):
            return "no vectors"
        return f"the two sentences as wholes: cosine {value:.2f}"


PLUGIN = Embedding()
