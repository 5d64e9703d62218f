"""What several signals share: facts of a claim worked out once, and soft set overlap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim
from compare.signals import Pair

Fact = TypeVar("Fact")


def facts_of_pairs(pairs: Sequence[Pair], make: Callable[[Claim], Fact]) -> list[tuple[Fact, Fact]]:
    """Work out `make(claim)` once for each claim object, and lay it beside each pair."""
    known: dict[int, Fact] = {}
    for pair in pairs:
        for claim in pair:
            if id(claim) not in known:
                known[id(claim)] = make(claim)
    return [(known[id(left)], known[id(right)]) for left, right in pairs]


def score_facts(
    pairs: Sequence[Pair],
    make: Callable[[Claim], Fact],
    compare: Callable[[Fact, Fact], float],
) -> NDArray[np.float64]:
    """Score each pair by what `make` finds in its claims; shape (len(pairs),)."""
    found = [compare(left, right) for left, right in facts_of_pairs(pairs, make)]
    return np.array(found, dtype=np.float64)


def soft_overlap(
    left: Sequence[Fact], right: Sequence[Fact], alike: Callable[[Fact, Fact], float]
) -> float:
    """Share of the items that have a like one on the other side (a soft Dice coefficient).

    Returns:
        0..1; NaN when either side is empty.
    """
    if not left or not right:
        return float("nan")
    table = [[alike(one, other) for other in right] for one in left]
    best = sum(max(row) for row in table) + sum(max(column) for column in zip(*table, strict=True))
    return float(best / (len(left) + len(right)))
