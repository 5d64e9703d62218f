"""Polarity: one claim says that it is so, the other that it is not."""

from __future__ import annotations

from compare.records import Claim, Slot
from compare.relations import lexicon
from compare.relations.negations import NONE, denials
from compare.relations.sides import Alignment, Side
from compare.relations.slots import (
    DOINGS,
    LOOSELY,
    MOSTLY,
    NEARLY_ALL,
    RULED_OUT,
    SHARED,
    Finding,
    SlotContext,
    difference,
    opposite,
    stand,
)
from compare.relations.words import NEGATIONS

# denying verbs that are deeds themselves: "refused to sign" is another action than "signed"
_REFUSING = frozenset({"refuse", "decline", "reject", "forbid", "ban", "turn"})
_COUNTED = {"det", "nummod"}  # "no goals", "zero goals"
_SAID = {"attr", "acomp", "nsubj", "nsubjpass", "prep", "expl"}
_PLAIN = {"asserted", "denied"}
_UNCOMMITTED = "uncommitted"


class Polarity:
    """Compares negations, denials and refusals of what both claims speak of."""

    name: Slot = "polarity"
    order = 1
    also: tuple[Slot, ...] = ("action",)

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report negation that one side has and the other has not."""
        if _UNCOMMITTED in (left.stance, right.stance):
            return []
        alignment = context.alignment
        denied = (left.stance == "denied") != (right.stance == "denied")
        same = alignment.coverage >= SHARED and _on_what_is_denied(alignment)
        if denied and left.negated == right.negated and same:
            spans = stand(alignment.left), stand(alignment.right)
            denier = alignment.left if left.stance == "denied" else alignment.right
            slot: Slot = "action" if _declined(denier) else self.name
            made = difference(slot, left, right, *spans, "denied on one side")
            return [Finding(made, RULED_OUT, settles={left.stance, right.stance} <= _PLAIN)]
        opposed = [
            (place, rival)
            for place, rival, _ in alignment.instead
            if opposite(alignment.left.words[place], alignment.right.words[rival])
        ]
        opposed += _against_a_number(context)
        first = _negated(alignment.left, {place for place, _ in opposed})
        second = _negated(alignment.right, {rival for _, rival in opposed})
        only_left = _only(first, second, alignment, True)
        only_right = _only(second, first, alignment, False)
        if len(only_left) % 2 == len(only_right) % 2:
            return self._loose(left, right, alignment, first, second)
        for place, _ in only_left + only_right:
            context.claimed.update(i[:2] for i in alignment.instead if place in i[:2])
        spans = (
            _spans(alignment.left, only_left, only_right, alignment.back),
            _spans(alignment.right, only_right, only_left, alignment.same),
        )
        refused = all(
            side.words[place].key in _REFUSING
            for side, found in ((alignment.left, only_left), (alignment.right, only_right))
            for place, _ in found
        )
        slot = "action" if refused else self.name
        made = difference(slot, left, right, *spans, "negated on one side")
        return [Finding(made, RULED_OUT)]

    def _loose(
        self,
        left: Claim,
        right: Claim,
        alignment: Alignment,
        first: list[tuple[int, int]],
        second: list[tuple[int, int]],
    ) -> list[Finding]:
        """Report negation in the shorter claim of what the longer says in other words."""
        sides = alignment.left, alignment.right
        shorter = 0 if len(sides[0].content) <= len(sides[1].content) else 1
        mine = _unmatched(*((first, second) if shorter == 0 else (second, first)), sides[shorter])
        if not mine:
            return []
        own, other = _spans(sides[shorter], mine, [], {}), _spans(sides[1 - shorter], [], [], {})
        spans = (own, other) if shorter == 0 else (other, own)
        refused = all(sides[shorter].words[place].key in _REFUSING for place, _ in mine)
        slot: Slot = "action" if refused else self.name
        made = difference(slot, left, right, *spans, "negated on one side")
        return [Finding(made, LOOSELY)]


def _declined(side: Side) -> bool:
    """Tell whether what the claim says that somebody would not do is a deed, not a statement."""
    starts = {start for start, _ in stand(side)}
    return any(word.start in starts and word.key in {"refuse", "decline"} for word in side.words)


def _on_what_is_denied(alignment: Alignment) -> bool:
    """Tell whether what the one claim denies is what the other says.

    Half of what they share must stand in it: in "denied the leak and said that the plant is
    safe" the plant's safety is not denied. And the thing denied must have a counterpart, or be
    one: "rejected demands to pay for the base" says nothing against "the base is in the north".
    """
    forward = alignment.left.claim.stance == "denied"
    side = alignment.left if forward else alignment.right
    attribution = side.claim.attribution
    if attribution is None:
        return True
    shared = [
        side.words[place].start + side.claim.start
        for place in (alignment.same if forward else alignment.back)
        if not side.words[place].source
    ]
    content = attribution.content
    inside = sum(content.start <= place < content.end for place in shared)
    return 2 * inside >= len(shared) and _main_word_told(alignment, forward)


def _main_word_told(alignment: Alignment, forward: bool) -> bool:
    side, other = alignment.left, alignment.right
    across, back = alignment.same, alignment.back
    if not forward:
        side, other, across, back = other, side, back, across
    attribution = side.claim.attribution
    if attribution is None:
        return True
    bounds = [
        place - side.claim.start for place in (attribution.content.start, attribution.content.end)
    ]
    within = [i for i, word in enumerate(side.words) if bounds[0] <= word.start < bounds[1]]
    heads = [i for i in within if side.words[i].head not in within or side.words[i].head == i]
    said = [i for i, word in enumerate(other.words) if word.dep == "ROOT"]
    told = [i for i in heads if side.words[i].content]
    verbal = any(side.words[i].pos in {"VERB", "AUX"} for i in heads)
    if verbal or not told or any(i in across for i in told):
        return True
    return any(back.get(i) in within for i in said)


def _unmatched(
    mine: list[tuple[int, int]], others: list[tuple[int, int]], side: Side
) -> list[tuple[int, int]]:
    return [] if others else [item for item in mine if not side.words[item[0]].source]


def _negated(side: Side, opposed: set[int]) -> list[tuple[int, int]]:
    """Give the places of negating words with the place of what they negate.

    Args:
        opposed: places of words whose opposite stands on the other side; that is an action.
    """
    return [item for item in side.once(denials) if item[0] not in opposed]


def _against_a_number(context: SlotContext) -> list[tuple[int, int]]:
    """Give the places of "zero" and the number on the other side that it stands against."""
    sides = context.alignment
    return [
        (place, rival)
        for place, rival, _ in sides.instead
        if NONE & {sides.left.low[place], sides.right.low[rival]}
        and sides.left.words[place].kind == sides.right.words[rival].kind == "number"
    ]


def _only(
    mine: list[tuple[int, int]],
    others: list[tuple[int, int]],
    alignment: Alignment,
    forward: bool,
) -> list[tuple[int, int]]:
    """Keep negations of words that the other side has too, but not negated.

    Args:
        forward: whether `mine` are those of the left claim.
    """
    side, other = (
        (alignment.left, alignment.right) if forward else (alignment.right, alignment.left)
    )
    across = alignment.same if forward else alignment.back
    negated = {target for _, target in others} | {place for place, _ in others}
    # "discussed no plan" negates the discussing too
    negated |= {
        other.words[target].head
        for place, target in others
        if other.words[place].dep == "det" and other.words[target].dep == "dobj"
    }
    antonyms = {
        place if forward else rival
        for place, rival, _ in alignment.instead
        if opposite(alignment.left.words[place], alignment.right.words[rival])
    }
    found = []
    for place, target in mine:
        if across.get(place) is not None or target in antonyms:
            continue
        match = _counterpart(side, other, place, target, across)
        if _denies_thing(side, place, target) and alignment.coverage < SHARED:
            continue
        if match is None or match in negated or other.words[match].head in negated:
            continue
        ends = (target, match) if forward else (match, target)
        # "they aren't safe" says nothing against "a safe zone"
        one_verb = (
            side.words[target].pos == "VERB" and side.words[target].key == other.words[match].key
        )
        needed = 0.5 if one_verb else 1.0
        if (
            alignment.coverage < (NEARLY_ALL if one_verb else MOSTLY)
            and alignment.hangs_together(*ends) < needed
        ):
            continue
        found.append((place, target))
    return found


def _denies_thing(side: Side, place: int, target: int) -> bool:
    """Tell whether a verb ("prevents", "lacks") denies a thing, not something that is done."""
    word, thing = side.words[place], side.words[target]
    if word.key in NEGATIONS or thing.pos != "NOUN":
        return False
    return lexicon.category(thing.key, "NOUN") not in DOINGS


def _counterpart(
    side: Side, other: Side, place: int, target: int, across: dict[int, int]
) -> int | None:
    """Give the word of the other side that says what is negated here."""
    word = side.words[target]
    if word.content:
        match = across.get(target)
        if match is None and side.words[place].dep in _COUNTED and word.dep == "dobj":
            return _whole_object(side, target, across)
        if match is not None and (word.pos, other.words[match].pos) == ("NOUN", "ADJ"):
            return None  # "prevents situations" says nothing of "situational"
        if match is None or side.words[place].dep not in _COUNTED:
            return match
        # "no shuttle": the shuttle must be spoken of in the same way
        head = across.get(word.head)
        return match if head is not None and head == other.words[match].head else None
    # forms of "be" and "have" are not aligned: what is said with them must be
    said = [
        child
        for child, item in enumerate(side.words)
        if item.head == target and item.content and child != place and item.dep in _SAID
    ]
    told = [child for child in said if not side.words[child].dep.startswith("nsubj")]
    if not told and word.key == "do":
        return None  # "the Cubs didn't": what they didn't is not said here
    matches = [across.get(child) for child in told or said]
    return matches[0] if matches and None not in matches else None


def _whole_object(side: Side, target: int, across: dict[int, int]) -> int | None:
    """Give the counterpart of the verb in "discussed no question of ending the strike".

    The object's own noun adds little where the other side has the verb and what hangs on that
    noun: then it is the doing that is negated.
    """
    below = [
        child
        for child, item in enumerate(side.words)
        if item.content and child > target and target in (item.head, side.words[item.head].head)
    ]
    return across.get(side.words[target].head) if any(i in across for i in below) else None


def _spans(
    side: Side,
    mine: list[tuple[int, int]],
    others: list[tuple[int, int]],
    across: dict[int, int],
) -> list[tuple[int, int]]:
    """Give the negating words of a side, or else what the other side negates, or the main verb."""
    places = [place for place, _ in mine]
    places = places or [across[target] for _, target in others if target in across]
    places = places or [i for i, word in enumerate(side.words) if word.dep == "ROOT"][:1]
    return [(side.words[place].start, side.words[place].end) for place in places]


PLUGIN = Polarity()
