"""Action: verbs and nouns of doing that stand in the same place but mean something else."""

from __future__ import annotations

from compare.records import Claim, Slot
from compare.relations import lexicon
from compare.relations.slots import (
    Finding,
    SlotContext,
    difference,
    unclaimed,
    weight,
    word_span,
)
from compare.relations.words import Word

_DOING = {"04", "11", "22"}  # lexicographer files noun.act, noun.event, noun.process


class Action:
    """Compares what is said to have been done."""

    name: Slot = "action"
    order = 40

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report doings that differ."""
        sides, found = context.alignment, []
        for place, rival, score in unclaimed(context):
            word, other = sides.left.words[place], sides.right.words[rival]
            if not (_doing(word) and _doing(other)):
                continue
            context.claimed.add((place, rival))
            value = weight(word, other, score)
            spans = [word_span(sides.left, place)], [word_span(sides.right, rival)]
            found.append(Finding(difference(self.name, left, right, *spans), value))
        return found


def _doing(word: Word) -> bool:
    if word.kind:
        return False
    return word.pos == "VERB" or (
        word.pos == "NOUN" and lexicon.category(word.key, "NOUN") in _DOING
    )


PLUGIN = Action()
