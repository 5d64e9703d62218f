"""Names that stand in the same place: whether they name the same, and of which kind they are."""

from __future__ import annotations

from compare.records import Claim, Slot, Span
from compare.relations import lexicon
from compare.relations.align import FORCED
from compare.relations.sides import IN_PLACE, Side
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
_WHERE = frozenset({"in", "at", "inside", "outside", "near", "within"})
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
        if not (is_name(word) and is_name(other)):
            continue
        sited = _sited(sides.left, place) and _sited(sides.right, rival)
        if ("place" if sited else slot_of(word, other, score)) != slot:
            continue
        context.claimed.add((place, rival))
        spelt = _first_word(sides.left, place), _first_word(sides.right, rival)
        shared = _shares_a_word(place, rival, context)
        if shared and slot == "person" and _short_form(*spelt):
            continue
        spans = word_span(sides.left, place), word_span(sides.right, rival)
        if spans in seen:
            continue
        seen.add(spans)
        value = RULED_OUT if score >= SURE else DOUBTFUL if score >= IN_PLACE else LOOSELY
        if score < FORCED:
            together = sides.hangs_together(place, rival)
            value = min(value, RULED_OUT if together == 1 else DOUBTFUL if together else LOOSELY)
            if word.dep == other.dep == "amod" and sides.one_person(word.head, other.head):
                value = max(value, APART)  # "an Indian lawyer", "an American banker"
        if word.source or other.source:
            value = min(value, APART)
        if _addressed(sides.left, place) and _addressed(sides.right, rival):
            value = LOOSELY  # one may tell both
        if shared:
            value = DOUBTFUL
        if lexicon.within(word.key, other.key) or lexicon.within(other.key, word.key):
            value = DETAIL
        found.append(Finding(difference(slot, left, right, [spans[0]], [spans[1]]), value))
    return found


def _sited(side: Side, place: int) -> bool:
    """Tell whether something is said to be in, or at, a thing that has a site ("the City Hall")."""
    word = side.words[place]
    if word.kind not in {"organisation", "other", "place"} or word.unit < 0:
        return False
    inside = [i for i, item in enumerate(side.words) if item.unit == word.unit]
    head = side.words[inside[-1]]
    kind = head.text.lower()
    return side.governor(inside[-1])[1] in _WHERE and (
        lexicon.site(kind) or lexicon.is_place(head.key, head.pos)
    )


def _first_word(side: Side, place: int) -> str:
    word = side.words[place]
    return side.units[word.unit].text.split()[0].lower() if word.unit >= 0 else word.key


def _short_form(name: str, other: str) -> bool:
    """Tell whether of two given names one is short for the other ("Mel", "Melvin"; "R.")."""
    shorter, longer = sorted((name.rstrip("."), other.rstrip(".")), key=len)
    return longer.startswith(shorter[:3])


def _addressed(side: Side, place: int) -> bool:
    """Tell whether somebody is told something ("told Reuters"), not spoken of."""
    up, how = side.governor(place)
    return how in {"dobj", "dative", "to", "iobj"} and side.words[up].source


def _shares_a_word(place: int, rival: int, context: SlotContext) -> bool:
    """Tell whether the two names have a word in common ("Eva Lund", "Lund")."""
    sides = context.alignment
    first, second = sides.left.words[place].unit, sides.right.words[rival].unit
    return any(
        first == sides.left.words[one].unit >= 0 and second == sides.right.words[other].unit
        for one, other in sides.same.items()
    )


def other_doers(left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
    """Report people who did one thing, where each stands elsewhere on the other side too.

    "Directed by Lund" beside "directed by Berg, with Lund as the mayor": the names have their
    counterparts, and yet another one did it.
    """
    sides, found = context.alignment, []
    for first in left.frames:
        for second in right.frames:
            if first.lemma != second.lemma or first.agent is None or second.agent is None:
                continue
            verbs = [
                _place_of(first.predicate, sides.left),
                _place_of(second.predicate, sides.right),
            ]
            if verbs[0] is None or sides.same.get(verbs[0]) != verbs[1]:
                continue
            mine, other = _people(first.agent, sides.left), _people(second.agent, sides.right)
            if not mine or not other or any(sides.same.get(place) in other for place in mine):
                continue
            if not any(place in sides.same for place in mine):
                continue  # names without a counterpart are compared where they stand
            spans = [word_span(sides.left, mine[0])], [word_span(sides.right, other[0])]
            found.append(Finding(difference("person", left, right, *spans), DOUBTFUL))
    return found


def _place_of(span: Span, side: Side) -> int | None:
    return next((at for at, word in enumerate(side.words) if word.start == span.start), None)


def _people(span: Span, side: Side) -> list[int]:
    return [
        at
        for at in side.content
        if span.start <= side.words[at].start < span.end and side.words[at].kind == "person"
    ]
