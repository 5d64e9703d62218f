"""Slots, one a file: in which respect two claims differ, and whether both can be true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from compare.records import Claim, Difference, Slot
from compare.relations import lexicon
from compare.relations.align import FORCED
from compare.relations.sides import IN_PLACE, Alignment, Side
from compare.relations.sides import is_name as is_name
from compare.relations.words import Word

# How surely a difference rules out that both claims are true, for findings without a
# measured value of their own.
RULED_OUT = 0.9
DOUBTFUL = 0.5
APART = 0.4
LOOSELY = 0.12
RESERVED = 0.3
DETAIL = 0.15
# Shares of the shorter claim's words that the other has: from the first on both speak of one
# matter, from the second on of one thing, wherever it stands in them.
SHARED, MOSTLY = 0.6, 0.66
NEARLY_ALL = 0.8  # from here on one word of place or negation is about the same thing
DOINGS = frozenset({"04", "11", "22"})  # lexicographer files noun.act, noun.event, noun.process


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference with what it means.

    Attributes:
        excludes: 0..1, how surely both claims can't be true because of it.
        settles: whether the claims contradict because of it, whatever else they say.
    """

    difference: Difference
    excludes: float
    settles: bool = False


@dataclass(frozen=True)
class SlotContext:
    """What slots may look at besides the two claims.

    Attributes:
        alignment: which words correspond.
        claimed: places of words (left, right) that an earlier slot already reported.
    """

    alignment: Alignment
    claimed: set[tuple[int, int]] = field(default_factory=set)


class SlotRule(Protocol):
    """One file in this folder binds `PLUGIN` to one of these.

    Attributes:
        name: the `Slot` that it reports.
        order: slots with a smaller number come first and take the words they explain.

    A rule whose findings may belong to another slot names these in `also`.
    """

    name: Slot
    order: int

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Give the differences in this respect, with spans in each claim's own text.

        Exchanging the claims exchanges the sides of each difference, and nothing else.
        """
        ...


def difference(
    slot: Slot,
    left: Claim,
    right: Claim,
    left_spans: Iterable[tuple[int, int]],
    right_spans: Iterable[tuple[int, int]],
    note: str = "",
) -> Difference:
    """Make a difference out of spans; its words are the claims' own."""
    first, second = tuple(sorted(left_spans)), tuple(sorted(right_spans))
    return Difference(
        slot,
        " … ".join(left.text[start:end] for start, end in first),
        " … ".join(right.text[start:end] for start, end in second),
        first,
        second,
        note,
    )


def opposite(word: Word, other: Word) -> bool:
    """Tell whether two words are antonyms, by lemma or by form ("best", "worst")."""
    return lexicon.opposite(word.key, other.key) or lexicon.opposite(
        word.text.lower(), other.text.lower()
    )


def nested(word: Word, other: Word) -> bool:
    """Tell whether one of two words is a kind of the other."""
    return lexicon.broader(word.key, other.key, word.pos) or lexicon.broader(
        other.key, word.key, other.pos
    )


def weight(word: Word, other: Word, score: float) -> float:
    """Give how surely two words, neither of them a name, rule each other out.

    Args:
        score: how surely they stand in the same place.
    """
    if word.source or other.source:
        return APART if score >= FORCED else LOOSELY
    if opposite(word, other) and score >= IN_PLACE:
        return RULED_OUT
    if nested(word, other):
        return DETAIL
    if score >= FORCED:
        return APART
    # verbs of one kind often say the same ("use", "deploy"), things of one kind don't
    if score < IN_PLACE or word.pos == "VERB" or not lexicon.kin(word.key, other.key, word.pos):
        return LOOSELY
    return APART


def word_span(side: Side, place: int) -> tuple[int, int]:
    """Give the span of a word, or of the whole name, number or date that it is in."""
    word = side.words[place]
    if word.unit >= 0:
        unit = side.units[word.unit]
        return unit.start, unit.end
    return word.start, word.end


def unclaimed(context: SlotContext) -> Sequence[tuple[int, int, float]]:
    """Give the words that stand in the same place and that no earlier slot has reported."""
    sides = context.alignment
    if not sides.instead:
        return []
    named, other_named = sides.left.names, sides.right.names
    return [
        item
        for item in sides.instead
        if item[:2] not in context.claimed
        # a name and a common noun may well mean the same ("Lund", "the minister")
        and (item[2] >= FORCED or named[item[0]] == other_named[item[1]])
    ]


def stand(side: Side) -> list[tuple[int, int]]:
    """Give the words that say how the speaker stands to it; failing that, the main verb."""
    claim = side.claim
    cue = claim.attribution.cue if claim.attribution and not claim.attribution.carried else None
    if cue is not None:
        start, end = cue.start - claim.start, cue.end - claim.start
        if 0 <= start < end <= len(claim.text):
            return [(start, end)]
    roots = [word for word in side.words if word.dep == "ROOT"]
    return [(word.start, word.end) for word in roots[:1]]
