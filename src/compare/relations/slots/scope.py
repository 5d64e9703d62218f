"""Scope: how much or which of it; all other describing words that differ in the same place."""

from __future__ import annotations

from compare.records import Claim, Slot
from compare.relations import lexicon
from compare.relations.limits import limits
from compare.relations.slots import (
    Finding,
    SlotContext,
    difference,
    is_name,
    unclaimed,
    weight,
    word_span,
)
from compare.relations.words import Word


class Scope:
    """Compares what is left after all other slots."""

    name: Slot = "scope"
    order = 90
    also: tuple[Slot, ...] = ("place", "person", "organisation", "role", "date", "number")

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report the remaining words that differ in the same place."""
        sides, found = context.alignment, []
        for place, rival, score in unclaimed(context):
            word, other = sides.left.words[place], sides.right.words[rival]
            if word.kind in {"number", "date"} or other.kind in {"number", "date"}:
                continue
            context.claimed.add((place, rival))
            value = weight(word, other, score)
            spans = [word_span(sides.left, place)], [word_span(sides.right, rival)]
            slot = _slot_of(word, other)
            found.append(Finding(difference(slot, left, right, *spans), value))
        return found + limits(left, right, context)


def _slot_of(word: Word, other: Word) -> Slot:
    """Give the slot of two words that no slot compares: names of two kinds, kinds of places."""
    if is_name(word) and is_name(other):
        return "person" if "person" in (word.kind, other.kind) else "organisation"
    where = all(lexicon.whereabouts(item.key, item.pos) for item in (word, other))
    return "place" if where else "scope"


PLUGIN = Scope()
