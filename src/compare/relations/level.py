"""Brings two claims to the same terms where they agree, so that only what differs is judged."""

from __future__ import annotations

from compare.records import Claim, DateMention, Entity
from compare.relations import lexicon
from compare.relations.slots import date, number

_PLACES = {"place", "nationality"}
_WHERE = frozenset(
    ["in", "at", "near", "from", "to", "into", "outside", "inside", "around", "over", "across"]
)


def levelled(left: Claim, right: Claim) -> tuple[str, str]:
    """Give both texts, in the right one the left's words for equal numbers, dates and names.

    "212 people" beside "about 200 people", "Monday" beside "14 November", or a capital beside
    its country, would mislead a model that reads words alone. The texts are for judging only and
    are never shown.
    """
    changes: list[tuple[int, int, str]] = []
    for mine in left.quantities:
        for other in right.quantities:
            if mine.unit == other.unit and number.agree(mine, other):
                changes.append((other.start, other.end, mine.text))
    for day in left.dates:
        for other_day in right.dates:
            if _one_day(day, other_day, left, right):
                changes.append((other_day.start, other_day.end, day.text))
    for name in left.entities:
        for other_name in right.entities:
            if name.resolved_from is None and _one_name(name, other_name, left, right):
                changes.append((other_name.start, other_name.end, name.text))
    text, end = right.text, len(right.text) + 1
    for start, stop, words in sorted(set(changes), reverse=True):
        if stop <= end and text[start:stop] != words:
            text = text[:start] + words + text[stop:]
            end = start
    return left.text, text


def _one_day(day: DateMention, other: DateMention, left: Claim, right: Claim) -> bool:
    """Tell whether two dates are the same, or the only ones and nothing speaks against it.

    "On Monday" beside "on 14 November" can't be compared without knowing when it was written.
    """
    if day.first and other.first:
        return date.agree(day, other)
    return len(left.dates) == len(right.dates) == 1 and not date.conflict(day, other)


def _one_name(mine: Entity, other: Entity, left: Claim, right: Claim) -> bool:
    """Tell whether two names may stand for each other.

    A capital stands for its country where somebody does something ("initiated by Washington"),
    not where something happens ("held in Washington").
    """
    if mine.name == other.name:
        return True
    if not {mine.kind, other.kind} <= _PLACES or _located(mine, left) or _located(other, right):
        return False
    words = mine.name.lower(), other.name.lower()
    return lexicon.within(*words) or lexicon.within(*words[::-1])


def _located(name: Entity, claim: Claim) -> bool:
    before = claim.text[: name.start].split()
    return bool(before) and before[-1].lower() in _WHERE
