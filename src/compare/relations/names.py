"""Names that stand in the same place: whether they name the same, and of which kind they are."""

from __future__ import annotations

from compare.records import Claim, Slot
from compare.relations import lexicon
from compare.relations.slots import (
    DETAIL,
    DOUBTFUL,
    RULED_OUT,
    Finding,
    SlotContext,
    difference,
    unclaimed,
    word_span,
)
from compare.relations.words import Word

_KINDS = {"place": "place", "nationality": "place", "person": "person"}


def slot_of(word: Word, other: Word) -> str:
    """Give the slot of two names: by the recogniser where it is sure, else by the lexicon."""
    if lexicon.is_place(word.key) and lexicon.is_place(other.key):
        return "place"
    kinds = {_KINDS.get(item.kind, item.kind) for item in (word, other)}
    for kind in ("person", "organisation", "place"):
        if kind in kinds:
            return kind
    named = word.pos == other.pos == "PROPN" or kinds == {"other"}
    return "organisation" if named else ""


def compare_names(slot: Slot, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
    """Report the names of one slot that differ though they stand in the same place."""
    sides, found = context.alignment, []
    seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    for place, rival, score in unclaimed(context):
        word, other = sides.left.words[place], sides.right.words[rival]
        if "number" in (word.kind, other.kind) or "date" in (word.kind, other.kind):
            continue
        if not _is_name(word) or not _is_name(other) or slot_of(word, other) != slot:
            continue
        context.claimed.add((place, rival))
        spans = word_span(sides.left, place), word_span(sides.right, rival)
        if spans in seen:
            continue
        seen.add(spans)
        value = RULED_OUT if score >= 3.5 else DOUBTFUL
        if _shares_a_word(place, rival, context):
            value = DOUBTFUL
        if lexicon.within(word.key, other.key) or lexicon.within(other.key, word.key):
            value = DETAIL
        found.append(Finding(difference(slot, left, right, [spans[0]], [spans[1]]), value))
    return found


def _is_name(word: Word) -> bool:
    named = word.kind in {"person", "organisation", "place", "nationality", "other"}
    return named or word.pos == "PROPN" or lexicon.is_place(word.key)


def _shares_a_word(place: int, rival: int, context: SlotContext) -> bool:
    """Tell whether the two names have a word in common ("Eva Lund", "Lund")."""
    sides = context.alignment
    first, second = sides.left.words[place].unit, sides.right.words[rival].unit
    return any(
        first == sides.left.words[one].unit >= 0 and second == sides.right.words[other].unit
        for one, other in sides.same.items()
    )
