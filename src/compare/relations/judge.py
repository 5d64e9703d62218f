"""What says of two sentences how likely the one contradicts or follows from the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

LABELS = ("contradiction", "entailment", "neutral")
_BRACKETS = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "``": '"',
    "''": '"',
    "--": "–",
}
_MARKED = re.compile("|".join(map(re.escape, _BRACKETS)))


class Judge(Protocol):
    """A trained model that reads two sentences."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """Judge pairs of premise and hypothesis.

        Returns:
            An array of shape (len(pairs), 3): contradiction, entailment, neither; rows sum to 1.
        """
        ...


@runtime_checkable
class BothWays(Protocol):
    """A judge whose work for one direction serves the other as well."""

    def both_ways(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """Judge each pair in both directions: an array of shape (len(pairs), 2, 3)."""
        ...


def both_ways(judge: Judge, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """Judge each pair in both directions: an array of shape (len(pairs), 2, 3)."""
    texts = [(tidy(left), tidy(right)) for left, right in pairs]
    if isinstance(judge, BothWays):
        return judge.both_ways(texts)
    found = judge.probabilities(texts + [(right, left) for left, right in texts])
    return np.stack([found[: len(texts)], found[len(texts) :]], axis=1)


@lru_cache(maxsize=16384)  # each claim meets many others
def tidy(text: str) -> str:
    """Undo the spelling of treebanks ("-LRB-", " ,"), which some texts come in."""
    text = _MARKED.sub(lambda match: _BRACKETS[match[0]], text)
    text = re.sub(r"\s+([,.;:!?)\]%])", r"\1", text)
    text = re.sub(r"([(\[])\s+", r"\1", text)
    text = re.sub(r" ('s|n't)\b", r"\1", text)
    return " ".join(text.split())
