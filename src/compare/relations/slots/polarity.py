"""Polarity: one claim says that it is so, the other that it is not."""

from __future__ import annotations

from compare.records import Claim, Slot
from compare.relations import lexicon
from compare.relations.align import Alignment, Side
from compare.relations.slots import RULED_OUT, Finding, SlotContext, difference
from compare.relations.words import NEGATIONS

# verbs that say of what depends on them that it did not happen
DENYING = frozenset(
    [
        "deny",
        "refuse",
        "fail",
        "decline",
        "avoid",
        "prevent",
        "cease",
        "stop",
        "refute",
        "reject",
        "lack",
        "dispute",
        "forbid",
        "ban",
        "refrain",
        "abstain",
        "neglect",
        "omit",
        "incapable",
        "unable",
        "unwilling",
        "exclude",
        "miss",
    ]
)
_OBJECTS = {"xcomp", "ccomp", "dobj", "pcomp", "prep", "acl", "nsubjpass"}
_UNCOMMITTED = "uncommitted"


class Polarity:
    """Compares negations, denials and refusals of what both claims speak of."""

    name: Slot = "polarity"
    order = 1

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report negation that one side has and the other has not."""
        if _UNCOMMITTED in (left.stance, right.stance):
            return []
        alignment = context.alignment
        opposed = [
            (place, rival)
            for place, rival, _ in alignment.instead
            if lexicon.opposite(alignment.left.words[place].key, alignment.right.words[rival].key)
        ]
        first = _negated(alignment.left, {place for place, _ in opposed})
        second = _negated(alignment.right, {rival for _, rival in opposed})
        only_left = _only(first, second, alignment.same, alignment)
        only_right = _only(second, first, alignment.back, alignment)
        if len(only_left) % 2 == len(only_right) % 2:
            return []
        for place, _ in only_left + only_right:
            context.claimed.update(i[:2] for i in alignment.instead if place in i[:2])
        made = difference(
            self.name,
            left,
            right,
            _spans(alignment.left, only_left)
            or _spans(alignment.left, _over(only_right, alignment.back)),
            _spans(alignment.right, only_right)
            or _spans(alignment.right, _over(only_left, alignment.same)),
            "negated on one side",
        )
        return [Finding(made, RULED_OUT)]


def _negated(side: Side, opposed: set[int]) -> list[tuple[int, int]]:
    """Give the places of negating words with the place of what they negate.

    Args:
        opposed: places of words whose opposite stands on the other side; that is an action.
    """
    found = []
    for place, word in enumerate(side.words):
        if place in opposed:
            continue
        if word.key in NEGATIONS:
            found.append((place, word.head))
        elif _denies(side, place):
            child = _below(side, place)
            if child is not None:
                found.append((place, child))
    return found


def _denies(side: Side, place: int) -> bool:
    """Tell whether a word says of what depends on it that it is not so."""
    word = side.words[place]
    if word.key in DENYING and word.pos in {"VERB", "NOUN", "ADJ"}:
        return not word.source
    after = side.words[place + 1].key if place + 1 < len(side.words) else ""
    return (word.key, after) in {("yet", "to"), ("turn", "down"), ("far", "from"), ("rule", "out")}


def _below(side: Side, place: int) -> int | None:
    """Give the word that depends on a denying one, through prepositions."""
    start = side.words[place].head if side.words[place].key == "yet" else place
    for child, other in enumerate(side.words):
        if other.head == start and child != start and child > place and other.dep in _OBJECTS:
            inner = [
                deeper
                for deeper, word in enumerate(side.words)
                if word.head == child and word.dep in {"pcomp", "pobj"}
            ]
            return inner[0] if other.dep == "prep" and inner else child
    return None


def _only(
    mine: list[tuple[int, int]],
    others: list[tuple[int, int]],
    across: dict[int, int],
    alignment: Alignment,
) -> list[tuple[int, int]]:
    """Keep negations of words that the other side has too, but not negated."""
    negated = {target for _, target in others} | {place for place, _ in others}
    forward = across is alignment.same
    antonyms = {
        (i[0] if forward else i[1])
        for i in alignment.instead
        if lexicon.opposite(alignment.left.words[i[0]].key, alignment.right.words[i[1]].key)
    }
    found = []
    for place, target in mine:
        side, other = (
            (alignment.left, alignment.right) if forward else (alignment.right, alignment.left)
        )
        place_of = across.get(target)
        if place_of is None:
            # an auxiliary or copula is not aligned: look at what hangs together with it
            place_of = next(
                (
                    across[child]
                    for child, word in enumerate(side.words)
                    if child in across and (word.head == target) and child != place
                ),
                None,
            )
        if place_of is None or place_of in negated or across.get(place) is not None:
            continue
        if other.words[place_of].head in negated or target in antonyms:
            continue
        found.append((place, target))
    return found


def _spans(side: Side, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(side.words[place].start, side.words[place].end) for place, _ in items]


def _over(items: list[tuple[int, int]], across: dict[int, int]) -> list[tuple[int, int]]:
    return [(across[target], target) for _, target in items if target in across]


PLUGIN = Polarity()
