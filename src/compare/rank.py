"""Which of many checked claims a text speaks of: vectors, telling words and fuzzy wording."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from compare.config import Settings
from compare.signals.lexicon import plain

MIX = (0.6, 0.25, 0.15)  # vectors, BM25 over stems, fuzzy


def rank(query: str, claims: Sequence[str], k: int) -> list[tuple[int, float]]:
    """Rank `claims` by how likely `query` speaks of them.

    Returns:
        Up to `k` pairs of position in `claims` and score 0..1, best first; equal scores in
        the order of `claims`.
    """
    if not claims or k <= 0:
        return []
    vector, fuzzy = _vectors(query, claims), _fuzzy(query, claims)
    total = MIX[0] * vector + (1 - MIX[0]) * fuzzy
    order = np.argsort(-total, kind="stable")[:k]
    return [(int(index), float(np.clip(total[index], 0.0, 1.0))) for index in order]


def _vectors(query: str, claims: Sequence[str]) -> NDArray[np.float64]:
    from compare.embed.registry import load

    encoder = load(Settings().model)
    near = encoder.encode(list(claims)) @ encoder.encode([query])[0]
    return np.asarray(near, dtype=np.float64)


def _fuzzy(query: str, claims: Sequence[str]) -> NDArray[np.float64]:
    found = cdist([plain(query)], [plain(claim) for claim in claims], scorer=fuzz.token_set_ratio)
    return np.asarray(found[0], dtype=np.float64) / 100.0
