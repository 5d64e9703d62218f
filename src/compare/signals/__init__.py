"""Signals, one a file: pairs of claims → a score from 0 to 1 for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from compare.records import Article, Claim

Pair = tuple[Claim, Claim]


@dataclass(frozen=True)
class SignalContext:
    """What signals may look at besides the two claims.

    Attributes:
        vectors: claim text → its unit vector.
        articles: article id → article; empty when bare sentences are compared.
        aliases: lower-case name variant → canonical name.
        circles: claim text → number of the set of claims that it is compared within; texts
            without one belong to one set together (the claims of one event).
        memo: what signals have worked out already; theirs alone.
    """

    vectors: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    circles: dict[str, int] = field(default_factory=dict)
    memo: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)


class Signal(Protocol):
    """One file in this folder binds `PLUGIN` to one of these.

    Attributes:
        name: identifier, used in the store.
        label: what a reader sees.

    A signal that takes much longer than the others sets `costly = True`: it is asked last, and
    only about pairs that the others don't rule out; for the rest it has nothing to say. It may
    say from which probability on it is asked (`open_from`), and set its answers against each
    other (`among(pairs, values, context)`, values of all pairs in and out): an answer by itself
    is kept for the next time, as it depends on the two claims alone.
    """

    name: str
    label: str

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """Give an array of shape (len(pairs),): 0..1, NaN where it has nothing to say.

        Symmetric: exchanging the two claims of a pair changes nothing.
        """
        ...

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """Say in one line which words the score of this pair rests on."""
        ...
