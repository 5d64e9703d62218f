"""What several signals share: facts of a claim worked out once, and soft set overlap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim
from compare.signals import Pair, SignalContext

Fact = TypeVar("Fact")


Make = Callable[[Claim, SignalContext], Fact]


def fact(claim: Claim, context: SignalContext, make: Make[Fact]) -> Fact:
    """Give `make(claim, context)`, worked out once for each claim of the context.

    Args:
        claim: kept with the fact, so that its place in memory goes to no other one.
        context: remembers the facts.
        make: a function of a module, not one made anew with each call.
    """
    key = make, id(claim)
    if key not in context.memo:
        context.memo[key] = claim, make(claim, context)
    found: Fact = context.memo[key][1]
    return found


def score_facts(
    pairs: Sequence[Pair],
    context: SignalContext,
    make: Make[Fact],
    compare: Callable[[Fact, Fact], float],
) -> NDArray[np.float64]:
    """Score each pair by what `make` finds in its claims; shape (len(pairs),)."""
    found = [
        compare(fact(left, context, make), fact(right, context, make)) for left, right in pairs
    ]
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
