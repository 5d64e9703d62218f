"""What one claim says is all where the other names more beside it: "only in Poland"."""

from __future__ import annotations

from collections.abc import Mapping

from compare.records import Claim
from compare.relations.leftover import slot_of
from compare.relations.sides import Side
from compare.relations.slots import APART, Finding, SlotContext, difference, word_span

_ONLY = {"only", "solely", "exclusively"}
_NAMING = {"NOUN", "PROPN"}


def limits(left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
    """Report what one claim limits ("only a singer") where the other has others beside it.

    They differ in what the limit is about: in which places, which people, or what somebody is.
    """
    sides, found = context.alignment, []
    for mine, other, across, forward in (
        (sides.left, sides.right, sides.same, True),
        (sides.right, sides.left, sides.back, False),
    ):
        if _ONLY & set(other.low):
            continue
        for only, at in mine.once(_limited):
            told = _series(other, across[at]) if at in across else []
            if not _has_more(told, across) or at not in across:
                continue
            ends = (at, told[0]) if forward else (told[0], at)
            if not sides.hangs_together(*ends):
                continue
            word = mine.words[only]
            spans = (
                [(word.start, word.end), word_span(mine, at)],
                list(dict.fromkeys(word_span(other, place) for place in told)),
            )
            made = difference(
                slot_of(mine.words[at]),
                left,
                right,
                *(spans if forward else spans[::-1]),
                "only on one side",
            )
            found.append(Finding(made, APART))
    return found


def _limited(side: Side) -> list[tuple[int, int]]:
    """Give the places of words of limit, each with that of the noun that it limits."""
    words, found = side.words, []
    for place, word in enumerate(words):
        if side.low[place] not in _ONLY or word.source or word.pos != "ADV":
            continue
        nouns = (i for i in range(place + 1, len(words)) if words[i].pos in _NAMING)
        at = next(nouns, None)
        while at is not None and words[at].dep in {"compound", "nmod"} and words[at].head > at:
            at = words[at].head
        counted = any(word.head == at and word.pos == "NUM" for word in words)
        if at is not None and words[at].dep != "nsubj" and not counted:
            found.append((place, at))
    return found


def _series(side: Side, place: int) -> list[int]:
    """Give the places of the nouns that "and" joins with one, the first of them first."""
    words = side.words
    while words[place].dep == "conj" and words[words[place].head].pos in _NAMING:
        place = words[place].head
    found = [place]
    for at in range(place + 1, len(words)):
        if words[at].dep == "conj" and words[at].head in found and words[at].pos in _NAMING:
            found.append(at)
    return found


def _has_more(series: list[int], across: Mapping[int, int]) -> bool:
    known = set(across.values())
    return any(place not in known for place in series)
