"""Words of the shorter claim that the longer one does not have, as differences of last resort.

They explain a label for which no word stands in place of another: "Jing Tian was born in March"
beside a long sentence that gives her birthday.
"""

from __future__ import annotations

from compare.records import Slot
from compare.relations import lexicon
from compare.relations.sides import Alignment, Side, is_name, unnamed
from compare.relations.slots import LOOSELY, Finding, SlotContext, difference, stand, word_span
from compare.relations.words import NEGATIONS, Word

_KINDS: dict[str, Slot] = {
    "number": "number",
    "date": "date",
    "place": "place",
    "nationality": "place",
    "person": "person",
    "organisation": "organisation",
}


def leftovers(context: SlotContext, found: list[Finding]) -> list[Finding]:
    """Give a finding for each unmatched word of the shorter claim, what it names most first."""
    sides = context.alignment
    left_short = len(sides.left.content) <= len(sides.right.content)
    side, free = (sides.left, sides.free_left) if left_short else (sides.right, sides.free_right)
    told = {
        span
        for item in found
        for span in (item.difference.left_spans if left_short else item.difference.right_spans)
    }
    left, right = sides.left.claim, sides.right.claim
    made: dict[tuple[int, int], Finding] = {}
    for place in unnamed(side, free, sides.same if left_short else sides.back):
        word, span = side.words[place], word_span(side, place)
        idle = word.source or word.key in NEGATIONS or word.key == "ever"
        idle = idle or _same_country(word, sides.right if left_short else sides.left)
        if idle or span in told or span in made:
            continue
        spans = ([span], _rivals(word, sides, left_short))
        made[span] = Finding(
            difference(slot_of(word), left, right, *(spans if left_short else spans[::-1])), LOOSELY
        )
    order = ["number", "date", "place", "person", "organisation", "action", "role", "scope"]
    ordered = sorted(made.values(), key=lambda item: order.index(item.difference.slot))
    # "US and Russian officials" beside "officials of both countries" are no other place
    return [item for item in ordered if not _whose(item, side)] or ordered


def _same_country(word: Word, other: Side) -> bool:
    """Tell whether the other claim names the same country or its people: "Americans", "US"."""
    if not lexicon.is_place(word.key, word.pos):
        return False
    return any(
        lexicon.is_place(rival.key, rival.pos) and lexicon.within(word.key, rival.key)
        for rival in other.words
    )


def _whose(item: Finding, side: Side) -> bool:
    """Tell whether one claim alone says of what country something is."""
    shown = item.difference
    if shown.slot != "place" or (shown.left and shown.right):
        return False
    spans = shown.left_spans or shown.right_spans
    words = [word for word in side.words for start, end in spans if start <= word.start < end]
    return all(_describes(word, side) for word in words)


def _describes(word: Word, side: Side) -> bool:
    head = side.words[word.head] if word.dep == "conj" else word
    return head.dep in {"amod", "compound", "nmod"}


def stands(context: SlotContext) -> Finding:
    """Give how both speakers stand to it, where no word of what they say is left to name."""
    sides = context.alignment
    left, right = sides.left.claim, sides.right.claim
    slot: Slot = "action" if left.stance == right.stance else "polarity"
    return Finding(difference(slot, left, right, stand(sides.left), stand(sides.right)), LOOSELY)


def slot_of(word: Word) -> Slot:
    """Give the slot that a word belongs to by what it is."""
    if word.kind in _KINDS and not _no_place(word):
        return _KINDS[word.kind]
    if lexicon.is_place(word.key, word.pos) or _kind_of_place(word):
        return "place"
    if word.pos == "NUM":
        return "date" if len(word.text) == 4 and word.text.isdigit() else "number"
    person = lexicon.category(word.key, "NOUN") == lexicon.PERSON
    by_pos: dict[str, Slot] = {
        "PROPN": "person" if word.dep in {"pobj", "nsubj", "dobj"} else "organisation",
        "VERB": "action",
        "NOUN": "role" if person else "scope",
    }
    return by_pos.get(word.pos, "scope")


def _no_place(word: Word) -> bool:
    """Tell whether a name that the recogniser takes for a place does or suffers something.

    It knows few first names and takes many for places; the lexicon knows the countries.
    """
    if _KINDS[word.kind] != "place" or word.pos != "PROPN":
        return False
    return word.dep in {"nsubj", "dobj", "agent"} and not lexicon.is_place(word.key, word.pos)


def _kind_of_place(word: Word) -> bool:
    """Tell whether a word says first of all where something is, or what kind of place."""
    if word.pos == "NOUN" and not lexicon.landscape(word.key):
        return lexicon.compass(word.key)
    return lexicon.whereabouts(word.key, word.pos)


def _rivals(word: Word, sides: Alignment, left_short: bool) -> list[tuple[int, int]]:
    """Give what the longer claim has of the same kind, the nearest to a shared word first."""
    own, side = (sides.left, sides.right) if left_short else (sides.right, sides.left)
    free, shared = (sides.free_right, sides.back) if left_short else (sides.free_left, sides.same)
    slot = slot_of(word)
    if slot in {"scope", "action"}:
        return []
    # "the two countries" are no rival of "the US"
    options = [
        place
        for place in free
        if slot_of(side.words[place]) == slot
        and is_name(side.words[place]) == is_name(word)
        and not _same_country(side.words[place], own)
    ]
    if not options:
        return []
    nearest = min(options, key=lambda place: min((abs(place - at) for at in shared), default=0))
    return [word_span(side, nearest)]
