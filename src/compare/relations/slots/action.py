"""Action: verbs and nouns of doing that stand in the same place but mean something else."""

from __future__ import annotations

from compare.records import Claim, Slot
from compare.relations import lexicon
from compare.relations.slots import (
    DOINGS,
    Finding,
    SlotContext,
    difference,
    unclaimed,
    weight,
    word_span,
)
from compare.relations.words import Word

# What the one does to a thing the other does the other way round: of the thing both are true
_CONVERSE = frozenset(
    [
        frozenset({"buy", "sell"}),
        frozenset({"purchase", "sell"}),
        frozenset({"acquire", "sell"}),
        frozenset({"borrow", "lend"}),
    ]
)


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
            if {word.key, other.key} in _CONVERSE and not _one_does_both(context, place, rival):
                continue
            value = weight(word, other, score)
            spans = [word_span(sides.left, place)], [word_span(sides.right, rival)]
            found.append(Finding(difference(self.name, left, right, *spans), value))
        return found


def _one_does_both(context: SlotContext, place: int, rival: int) -> bool:
    """Tell whether both verbs have one agent: who buys does not sell, what is bought is sold."""
    sides = context.alignment
    ends = []
    for side, verb in ((sides.left, place), (sides.right, rival)):
        start = side.words[verb].start
        agent = next((f.agent for f in side.claim.frames if f.predicate.start == start), None)
        if agent is None:
            return False
        ends.append([i for i in side.content if agent.start <= side.words[i].start < agent.end])
    return any(sides.same.get(one) in ends[1] for one in ends[0])


def _doing(word: Word) -> bool:
    if word.kind:
        return False
    return word.pos == "VERB" or (
        word.pos == "NOUN" and lexicon.category(word.key, "NOUN") in DOINGS
    )


PLUGIN = Action()
