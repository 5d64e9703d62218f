"""Role: who did it to whom, and what someone is said to be."""

from __future__ import annotations

from compare.records import Claim, Frame, Slot, Span
from compare.relations import lexicon
from compare.relations.sides import Alignment, Side
from compare.relations.slots import (
    DETAIL,
    DOUBTFUL,
    RULED_OUT,
    Finding,
    SlotContext,
    difference,
    nested,
    opposite,
    unclaimed,
    word_span,
)
from compare.relations.words import Word

# verbs that hold both ways round
_MUTUAL = frozenset(
    [
        "meet",
        "marry",
        "wed",
        "resemble",
        "equal",
        "match",
        "be",
        "talk",
        "speak",
        "discuss",
        "negotiate",
        "date",
        "face",
        "encounter",
        "divorce",
        "befriend",
        "border",
        "join",
        "become",
    ]
)


class Role:
    """Compares agents and patients of the same predicate."""

    name: Slot = "role"
    order = 30

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report predicates whose agent and patient changed places, and other callings."""
        found = []
        for first in left.frames:
            for second in right.frames:
                if first.lemma == second.lemma and first.lemma not in _MUTUAL:
                    swapped = _swapped(first, second, context.alignment)
                    if swapped:
                        made = difference(self.name, left, right, *swapped, "who did it to whom")
                        found.append(Finding(made, RULED_OUT))
        return found + _callings(self.name, left, right, context)


def _swapped(
    first: Frame, second: Frame, alignment: Alignment
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]] | None:
    if not (first.agent and first.patient and second.agent and second.patient):
        return None
    if not (
        _corresponds(first.agent, second.patient, alignment)
        and _corresponds(first.patient, second.agent, alignment)
    ):
        return None
    spans = [
        [(frame.agent.start, frame.agent.end), (frame.patient.start, frame.patient.end)]
        for frame in (first, second)
        if frame.agent and frame.patient
    ]
    return spans[0], spans[1]


def _corresponds(one: Span, other: Span, alignment: Alignment) -> bool:
    places = _places(one, alignment.left)
    targets = set(_places(other, alignment.right))
    return bool(places) and any(alignment.same.get(place) in targets for place in places)


def _places(span: Span, side: Side) -> list[int]:
    return [p for p in side.content if span.start <= side.words[p].start < span.end]


def _callings(slot: Slot, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
    """Report different words for what a person is ("actor", "director")."""
    sides, found = context.alignment, []
    for place, rival, _ in unclaimed(context):
        word, other = sides.left.words[place], sides.right.words[rival]
        if not _are_callings(word, other):
            continue
        context.claimed.add((place, rival))
        if _compound(word.key, other.key):
            continue
        value = RULED_OUT if opposite(word, other) else DOUBTFUL
        if nested(word, other):
            value = DETAIL
        spans = [word_span(sides.left, place)], [word_span(sides.right, rival)]
        found.append(Finding(difference(slot, left, right, *spans), value))
    return found


def _compound(word: str, other: str) -> bool:
    """Tell "astrophysicist" from "physicist": the longer is a kind of the shorter."""
    shorter, longer = sorted((word, other), key=len)
    return len(shorter) > 3 and longer.endswith(shorter)


def _are_callings(word: Word, other: Word) -> bool:
    """Tell whether one noun names people and the other does too, as far as is known.

    The lexicon lacks rarer callings ("guitarist"), and knows some words first as things ("star").
    """
    if word.pos != "NOUN" or other.pos != "NOUN":
        return False
    kinds = [lexicon.categories(item.key, "NOUN") for item in (word, other)]
    people = [lexicon.category(item.key, "NOUN") == lexicon.PERSON for item in (word, other)]
    return any(people) and all(not kind or lexicon.PERSON in kind for kind in kinds)


PLUGIN = Role()
