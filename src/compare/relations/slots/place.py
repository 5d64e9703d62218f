"""Place: places and nationalities, where neither lies within the other."""

from __future__ import annotations

from compare.records import Claim, Slot
from compare.relations.names import compare_names
from compare.relations.sides import Side, correspond
from compare.relations.slots import (
    DOUBTFUL,
    NEARLY_ALL,
    RULED_OUT,
    Finding,
    SlotContext,
    difference,
    word_span,
)

_IN, _OUT = frozenset({"in", "inside", "within"}), frozenset({"outside"})


class Place:
    """Places and nationalities, where neither lies within the other."""

    name: Slot = "place"
    order = 15

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report the names of this kind that differ, and one place within and outside of which."""
        return compare_names(self.name, left, right, context) + _sides_of(
            self.name, left, right, context
        )


def _sides_of(slot: Slot, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
    """Report what happened in a place beside what happened outside of the same place."""
    sides, found = context.alignment, []
    for place, rival in sides.same.items():
        how, other = _how(sides.left, place), _how(sides.right, rival)
        if how is None or other is None:
            continue
        if (sides.left.words[how].key in _OUT) == (sides.right.words[other].key in _OUT):
            continue
        up, rival_up = sides.left.words[how].head, sides.right.words[other].head
        one_deed = sides.left.words[up].pos == "VERB" and correspond(sides, up, rival_up)
        if not one_deed and sides.coverage < NEARLY_ALL:
            continue
        spans = [
            [(side.words[at].start, word_span(side, end)[1])]
            for side, at, end in ((sides.left, how, place), (sides.right, other, rival))
        ]
        value = RULED_OUT if sides.hangs_together(how, other) == 1 else DOUBTFUL
        found.append(Finding(difference(slot, left, right, spans[0], spans[1]), value))
    return found


def _how(side: Side, place: int) -> int | None:
    """Give the place of "in" or "outside" before a place."""
    if side.words[place].dep != "pobj":
        return None
    how = side.words[place].head
    if side.words[how].key == "of" and side.words[side.words[how].head].key in _OUT:
        how = side.words[how].head
    return how if how < place and side.words[how].key in _OUT | _IN else None


PLUGIN = Place()
