"""Names that stand in the same place: whether they name the same, and of which kind they are."""

from __future__ import annotations

from compare.records import Claim, Slot
from compare.relations import lexicon
from compare.relations.align import FORCED, IN_PLACE
from compare.relations.slots import (
    APART,
    DETAIL,
    DOUBTFUL,
    LOOSELY,
    RULED_OUT,
    Finding,
    SlotContext,
    difference,
    is_name,
    unclaimed,
    word_span,
)
from compare.relations.words import Word

SURE = 3.5  # names that stand in the same place so surely rule each other out
_KINDS: dict[str, Slot] = {
    "place": "place",
    "nationality": "place",
    "person": "person",
    "organisation": "organisation",
}


def slot_of(word: Word, other: Word, score: float) -> Slot | None:
    """Give the slot of two names, None where they are of different kinds.

    Where all around them is the same, a different kind is an error of the recogniser.

    A person and a country can stand for each other ("warned Naryshkin", "warned Russia"), so
    that names of different kinds are not compared.
    """
    if lexicon.is_place(word.key, word.pos) and lexicon.is_place(other.key, other.pos):
        return "place"
    kinds = {_KINDS.get(item.kind) for item in (word, other)}
    known = kinds - {None}
    if not known:
        return "organisation"
    if len(known) == 1 or score >= FORCED:
        return next(kind for kind in ("person", "organisation", "place") if kind in known)
    return None


def compare_names(slot: Slot, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
    """Report the names of one slot that differ though they stand in the same place."""
    sides, found = context.alignment, []
    seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    for place, rival, score in unclaimed(context):
        word, other = sides.left.words[place], sides.right.words[rival]
        if "number" in (word.kind, other.kind) or "date" in (word.kind, other.kind):
            continue
        if not (is_name(word) and is_name(other)) or slot_of(word, other, score) != slot:
            continue
        context.claimed.add((place, rival))
        spans = word_span(sides.left, place), word_span(sides.right, rival)
        if spans in seen:
            continue
        seen.add(spans)
        value = RULED_OUT if score >= SURE else DOUBTFUL if score >= IN_PLACE else LOOSELY
        if score < FORCED:
            together = sides.hangs_together(place, rival)
            value = min(value, RULED_OUT if together == 1 else DOUBTFUL if together else LOOSELY)
        if word.source or other.source:
            value = min(value, APART)
        if _shares_a_word(place, rival, context):
            value = DOUBTFUL
        if lexicon.within(word.key, other.key) or lexicon.within(other.key, word.key):
            value = DETAIL
        found.append(Finding(difference(slot, left, right, [spans[0]], [spans[1]]), value))
    return found


def _shares_a_word(place: int, rival: int, context: SlotContext) -> bool:
    """Tell whether the two names have a word in common ("Eva Lund", "Lund")."""
    sides = context.alignment
    first, second = sides.left.words[place].unit, sides.right.words[rival].unit
    return any(
        first == sides.left.words[one].unit >= 0 and second == sides.right.words[other].unit
        for one, other in sides.same.items()
    )
