"""Claims of one event → the pairs across outlets that are worth scoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from compare.embed import Vectors
from compare.records import CandidatePair, Claim

FLOOR = 0.3
BLOCK = 1024


def candidate_pairs(
    claims: Sequence[Claim], vectors: Vectors, outlets: Mapping[str, str]
) -> list[CandidatePair]:
    """Give the pairs of claims of different outlets that may state the same fact.

    Args:
        claims: those of one event.
        vectors: shape (len(claims), dimension); unit rows.
        outlets: article id → outlet.
    """
    names = np.array([outlets[claim.article_id] for claim in claims])
    pairs: set[CandidatePair] = set()
    for first in range(0, len(claims), BLOCK):
        near = vectors[first : first + BLOCK] @ vectors.T
        near[names[first : first + BLOCK, None] == names[None, :]] = -1.0
        for row, column in zip(*np.nonzero(near >= FLOOR), strict=True):
            left, right = sorted((claims[first + row].id, claims[column].id))
            pairs.add(CandidatePair(left, right))
    return sorted(pairs, key=lambda pair: (pair.left, pair.right))
