"""What several signals share: facts of a claim worked out once, and soft set overlap."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence, Sized
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim
from compare.signals import Pair, SignalContext

Fact = TypeVar("Fact")
Item = TypeVar("Item", bound=Hashable)
Places = NDArray[np.int_]
Scores = NDArray[np.float64]


Make = Callable[[Claim, SignalContext], Fact]
# (items, places of the ones, places of the others) → how alike each two are, 0 or more
AlikeAll = Callable[[Sequence[Item], Places, Places], Scores]

# More different items than this, and the pairs are dealt with in two halves
_MOST_ITEMS = 2000


@dataclass(frozen=True, slots=True)
class Rows:
    """The different claims of some pairs, and the two rows of each pair, shape (n, 2)."""

    claims: list[Claim]
    at: Places


def rows_of(pairs: Sequence[Pair], context: SignalContext) -> Rows:
    """Number the claims of `pairs`; signals are asked one after the other about the same pairs."""
    kept = context.memo.get(rows_of)
    if kept is None or kept[0] is not pairs:
        row: dict[int, int] = {}
        claims: list[Claim] = []
        flat = []
        for pair in pairs:
            for claim in pair:
                number = row.setdefault(id(claim), len(claims))
                if number == len(claims):
                    claims.append(claim)
                flat.append(number)
        at = np.array(flat, dtype=np.int_).reshape(-1, 2)
        kept = context.memo[rows_of] = pairs, Rows(claims, at)
    found: Rows = kept[1]
    return found


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
) -> Scores:
    """Score each pair by what `make` finds in its claims; shape (len(pairs),).

    NaN where it finds nothing (None, or something empty) in one of them.
    """
    rows = rows_of(pairs, context)
    facts = [fact(claim, context, make) for claim in rows.claims]
    known = _known(facts, rows.at)
    result = np.full(len(pairs), np.nan)
    result[known] = [compare(facts[one], facts[two]) for one, two in rows.at[known].tolist()]
    return result


def _known(facts: Sequence[object], at: Places) -> Places:
    """Give the pairs of which both claims have a fact."""
    there = [one is not None and not (isinstance(one, Sized) and len(one) == 0) for one in facts]
    return np.flatnonzero(np.array(there, dtype=np.bool_)[at].all(axis=1))


def score_overlap(
    pairs: Sequence[Pair],
    context: SignalContext,
    make: Make[Sequence[Item]],
    alike_all: AlikeAll[Item],
) -> Scores:
    """Score each pair by the share of items that have a like one on the other side.

    It is a soft Dice coefficient: each item counts by the one on the other side that is most
    like it. Two items are compared once, in however many pairs they meet.

    Args:
        make: finds the items of a claim.
        alike_all: how alike items are, 0..1; `each` makes it of a function of two.

    Returns:
        0..1, NaN where a claim has no item; shape (len(pairs),).
    """
    rows = rows_of(pairs, context)
    facts = [fact(claim, context, make) for claim in rows.claims]
    known = _known(facts, rows.at)
    result = np.full(len(pairs), np.nan)
    if len(known):
        result[known] = _overlaps(facts, rows.at[known], alike_all)
    return result


def _overlaps(facts: Sequence[Sequence[Item]], at: Places, alike_all: AlikeAll[Item]) -> Scores:
    number: dict[Item, int] = {}
    used = np.unique(at)
    bags = {row: [number.setdefault(item, len(number)) for item in facts[row]] for row in used}
    if len(number) > _MOST_ITEMS and len(at) > 1:
        half = len(at) // 2
        parts = [_overlaps(facts, part, alike_all) for part in (at[:half], at[half:])]
        return np.concatenate(parts)
    size = np.zeros(int(used[-1]) + 1, dtype=np.int_)
    size[used] = [len(bags[row]) for row in used]
    sizes = size[at]
    # in groups of like length, so that one long list doesn't make all others long
    group = np.ceil(np.log2(sizes.max(axis=1))).astype(np.int_)
    groups = []
    for power in np.unique(group):
        rows = np.flatnonzero(group == power)
        padded = np.full((len(size), 1 << int(power)), len(number), dtype=np.int_)
        for row in np.unique(at[rows]):
            padded[row, : size[row]] = bags[row]
        groups.append((rows, padded[at[rows, 0]][:, :, None], padded[at[rows, 1]][:, None, :]))
    table = _table(list(number), [sides for _, *sides in groups], alike_all)
    result = np.empty(len(at))
    for rows, left, right in groups:
        alike = table[left, right]
        result[rows] = alike.max(axis=2).sum(axis=1) + alike.max(axis=1).sum(axis=1)
    result /= sizes.sum(axis=1)
    return result


def _table(
    items: Sequence[Item], sides: Iterable[Sequence[Places]], alike_all: AlikeAll[Item]
) -> Scores:
    """Say how alike the items are that meet; the row and column after the last are for blanks."""
    meet = np.zeros((len(items) + 1, len(items) + 1), dtype=np.bool_)
    for left, right in sides:
        meet[left, right] = True
    meet[-1], meet[:, -1] = False, False
    table = np.zeros(meet.shape)
    ones, others = np.nonzero(meet)
    table[ones, others] = alike_all(items, ones, others)
    return table


def each(alike: Callable[[Item, Item], float]) -> AlikeAll[Item]:
    """Make a function of two items one of many at a time."""

    def alike_all(items: Sequence[Item], ones: Places, others: Places) -> Scores:
        found = [
            alike(items[one], items[two])
            for one, two in zip(ones.tolist(), others.tolist(), strict=True)
        ]
        return np.array(found, dtype=np.float64)

    return alike_all
