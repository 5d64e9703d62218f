"""Scope: how much or which of it; all other describing words that differ in the same place."""

from __future__ import annotations

from compare.records import Claim, Slot
from compare.relations.slots import (
    Finding,
    SlotContext,
    difference,
    unclaimed,
    weight,
    word_span,
)


class Scope:
    """Compares what is left after all other slots."""

    name: Slot = "scope"
    order = 90

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
            found.append(Finding(difference(self.name, left, right, *spans), value))
        return found


PLUGIN = Scope()
