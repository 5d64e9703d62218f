"""Values that take each other's place: names, numbers, dates and people that two claims give
for one thing, however else they word it.

Where the words around two values differ ("turnout came to 41 percent", "58 percent took part"),
no rule over the parse finds that both answer one question. So each pair of values of one kind,
neither of which the other claim has, is described by numbers: how alike their words and those
that govern them are in context, how many other values compete, and what the judge thinks.
A regression makes of them how likely the two are rivals (`verdict.verdict`).
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.records import Slot
from compare.relations.contexts import Context
from compare.relations.sides import Alignment, Side
from compare.relations.slots import date as dates
from compare.relations.values import Value, is_country, met, sort_of, values

PAIR_NAMES = (
    *("covered", "covered softly", "covered softly by both", "length", "lengths apart"),
    *("contradicted", "followed most", "followed least", "neither least"),
)
NAMES = (
    *("number", "date", "person", "organisation", "place", "mixed", "calling"),
    *("alike", "governors alike", "second governors alike", "near alike", "best"),
    *("one relation", "one preposition", "governors same", "subject"),
    *("left alone", "right alone", "shared"),
    *PAIR_NAMES,
    *("contrasted", "in place", "together", "one unit", "other units", "ratio", "ordinal"),
)
_CONTRASTS = re.compile(
    r"\b(?:not|never|no|nothing|nobody|none|neither|without|instead|rather than|only|alone"
    r"|solely)\b|n[’']t\b",
    re.IGNORECASE,
)
_ALIKE = 0.6
_CAP = 3


@dataclass(frozen=True, slots=True)
class Rivals:
    """Two values, and how alike where they stand; `given` has a number for each of `NAMES`."""

    slot: Slot
    left: Value
    right: Value
    given: tuple[float, ...]
    closeness: float


def rivals(alignment: Alignment, context: Context, judged: NDArray[np.float64]) -> list[Rivals]:
    """Give the pairs of values that may be rivals, each value at most once.

    Exchanging the claims exchanges the sides of each pair, and nothing else.
    """
    left, right = alignment.left, alignment.right
    mine, other = left.once(values), right.once(values)
    free = [value for value in mine if not met(value, other, alignment, forward=True)]
    free_right = [value for value in other if not met(value, mine, alignment, forward=False)]
    # "it was Berg, not Lund": what the one has is mentioned by the other, to say otherwise
    rest = [v for v in mine if v not in free] if right.once(_contrasts) else []
    rest_right = [v for v in other if v not in free_right] if left.once(_contrasts) else []
    options = []
    for first, second in [
        *itertools.product(free, free_right),
        *itertools.product(rest, free_right),
        *itertools.product(free, rest_right),
    ]:
        slot = _slot(first, second, left, right)
        if slot is not None and not _of_other_things(alignment, context, first, second):
            options.append((first, second, slot))
    if not options:
        return []
    ways = [_closeness(alignment, context, first, second) for first, second, _ in options]
    order = sorted(
        range(len(options)), key=lambda i: (-ways[i][0], options[i][0].start + options[i][1].start)
    )
    taken: set[tuple[int, int]] = set()
    shared = pair_features(alignment, context, judged)
    found = []
    for rank, index in enumerate(order):
        first, second, slot = options[index]
        if (0, first.start) in taken or (1, second.start) in taken:
            continue
        taken |= {(0, first.start), (1, second.start)}
        given = _features(
            alignment, first, second, slot, ways[index], free, free_right, mine, other, rank == 0
        )
        contrasted = float(first not in free or second not in free_right)
        own = _own(alignment, first, second)
        numbers_of = (*given, *shared, contrasted, *own)
        found.append(Rivals(slot, first, second, numbers_of, ways[index][0]))
    return found


def _contrasts(side: Side) -> bool:
    """Tell whether a claim may mention something only to say that it was not it."""
    return bool(_CONTRASTS.search(side.claim.text))


def _slot(first: Value, second: Value, left: Side, right: Side) -> Slot | None:
    """Give the slot of two values, None where they can't be rivals."""
    if first.kind != second.kind:
        return None
    if first.kind == "name":
        return _slot_of_names(first, second, left, right)
    if first.kind == "number":
        one, two = left.claim.quantities[first.number], right.claim.quantities[second.number]
        return "number" if one.ordinal == two.ordinal else None
    if first.kind == "date":
        days = left.claim.dates[first.number], right.claim.dates[second.number]
        return "date" if dates.conflict(*days) else None
    return "date" if first.kind == "hour" else "role"


def _slot_of_names(first: Value, second: Value, left: Side, right: Side) -> Slot | None:
    sorts = sort_of(left, first), sort_of(right, second)
    # a country, and a body, may stand for who acts for it ("warned Russia", "warned Naryshkin")
    for side, value, sort in ((left, first, sorts[1]), (right, second, sorts[0])):
        if is_country(side, value) and sort not in {"place", ""}:
            return None
        if side.claim.text[value.start : value.end].isupper() and sort == "person":
            return None
    kinds = set(sorts) - {""}
    found: Sequence[Slot] = ("place", "person", "organisation")
    if len(kinds) == 2:  # the recogniser may be wrong of one of two names
        found = ("person", "organisation", "place")
    return next((slot for slot in found if slot in kinds), "organisation")


def _of_other_things(alignment: Alignment, context: Context, first: Value, second: Value) -> bool:
    """Tell "Ukrainian officials" from "Russian strikes": peoples as qualities of two things."""
    left, right = alignment.left, alignment.right
    if {left.words[first.head].pos, right.words[second.head].pos} != {"ADJ"}:
        return False
    up, other_up = left.governor(first.head)[0], right.governor(second.head)[0]
    return alignment.same.get(up) != other_up and context.alike(up, other_up) < _ALIKE


def _governors(side: Side, place: int) -> list[int]:
    """Give the content words above a place, nearest first."""
    found, seen = [], {place}
    for _ in range(6):
        up, _how = side.governor(place)
        if up in seen:
            break
        seen.add(up)
        if side.words[up].content:
            found.append(up)
        place = up
    return found


def _closeness(
    alignment: Alignment, context: Context, first: Value, second: Value
) -> tuple[float, float, float, float, float]:
    """Give 0..1: how alike where two values stand; then the parts."""
    left, right = alignment.left, alignment.right
    alike = context.alike(first.head, second.head)
    up, other_up = _governors(left, first.head), _governors(right, second.head)
    first_up = context.alike(up[0], other_up[0]) if up and other_up else 0.0
    cross = max((context.alike(a, b) for a in up[:2] for b in other_up[:2]), default=0.0)
    second_up = context.alike(up[1], other_up[1]) if len(up) > 1 and len(other_up) > 1 else cross
    near = _near(alignment, context, first, second)
    return (
        0.4 * alike + 0.3 * first_up + 0.15 * cross + 0.15 * near,
        alike,
        first_up,
        second_up,
        near,
    )


def _near(alignment: Alignment, context: Context, first: Value, second: Value) -> float:
    """Give how well the content words around the one are met by those around the other."""
    sides = []
    for side, value in ((alignment.left, first), (alignment.right, second)):
        places = [p for p in side.content if not value.start <= side.words[p].start < value.end]
        sides.append(sorted(places, key=lambda p: (abs(p - value.head), p))[:4])
    if not all(sides):
        return 0.0
    table = [[context.alike(a, b) for b in sides[1]] for a in sides[0]]
    rows = np.array(table)
    return float((rows.max(axis=1).mean() + rows.max(axis=0).mean()) / 2)


def _features(
    alignment: Alignment,
    first: Value,
    second: Value,
    slot: Slot,
    ways: tuple[float, ...],
    free: Sequence[Value],
    free_right: Sequence[Value],
    mine: Sequence[Value],
    other: Sequence[Value],
    best: bool,
) -> list[float]:
    kind = first.kind
    mixed = kind == "name" and first.of != second.of
    left, right = alignment.left, alignment.right
    ups = left.governor(first.head), right.governor(second.head)
    subjects = [how.startswith("nsubj") for _, how in ups]
    counts = [sum(v.kind == kind for v in side) for side in (free, free_right, mine, other)]
    return [
        float(kind == "number"),
        float(slot == "date"),
        float(slot == "person"),
        float(slot == "organisation"),
        float(slot == "place"),
        float(mixed),
        float(kind == "calling"),
        *ways[1:],
        float(best),
        float(ups[0][1] == ups[1][1]),
        float(ups[0][1] == ups[1][1] and ups[0][1].isalpha() and len(ups[0][1]) <= 4),
        float(alignment.same.get(ups[0][0], -1) == ups[1][0]),
        float(all(subjects)) - float(any(subjects) and not all(subjects)),
        float(min(_CAP, *counts[:2])),
        float(min(_CAP, max(counts[:2]))),
        float(min(_CAP, counts[2] - counts[0], counts[3] - counts[1])),
    ]


def pair_features(
    alignment: Alignment, context: Context, judged: NDArray[np.float64]
) -> list[float]:
    """Give a number for each of `PAIR_NAMES`."""
    soft = sorted(context.covered())
    sizes = sorted((len(alignment.left.content), len(alignment.right.content)))
    logs = np.log(np.clip(judged, 1e-3, 1)) - np.log(np.clip(1 - judged, 1e-3, 1))
    return [
        alignment.coverage,
        soft[1],
        soft[0],
        math.log(1 + sum(sizes)),
        math.log((1 + sizes[1]) / (1 + sizes[0])),
        float(logs[:, 0].mean()),
        float(logs[:, 1].max()),
        float(logs[:, 1].min()),
        float(logs[:, 2].min()),
    ]


def _own(alignment: Alignment, first: Value, second: Value) -> list[float]:
    score = max(
        (
            score
            for place, rival, score in alignment.instead
            if first.start <= alignment.left.words[place].start < first.end
            and second.start <= alignment.right.words[rival].start < second.end
        ),
        default=0.0,
    )
    found = [min(score, 9.0), alignment.hangs_together(first.head, second.head)]
    if first.kind != "number":
        return [*found, 0.0, 0.0, 0.0, 0.0]
    one = alignment.left.claim.quantities[first.number]
    two = alignment.right.claim.quantities[second.number]
    ends = [min(abs(x.low), abs(x.high)) if math.isinf(x.high) else abs(x.high) for x in (one, two)]
    ratio = abs(math.log((1 + ends[0]) / (1 + ends[1])))
    return [
        *found,
        float(bool(one.unit) and one.unit == two.unit),
        float(bool(one.unit) and bool(two.unit) and one.unit != two.unit),
        min(ratio, 6.0),
        float(one.ordinal),
    ]
