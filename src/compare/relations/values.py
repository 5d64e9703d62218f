"""What a claim gives a value for: numbers, dates, hours, names, and what people are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from compare.relations import lexicon
from compare.relations.sides import Alignment, Side
from compare.relations.slots import date as dates
from compare.relations.slots import number as numbers
from compare.relations.words import Word

Kind = Literal["number", "date", "hour", "name", "calling"]
_KINDS = {"person": "person", "organisation": "organisation", "place": "place"}
_WHERE = frozenset({"in", "at", "near", "outside", "across", "around", "off", "inside"})
_HOUR = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|\b(?P<clock>\d{1,2}):(?P<past>\d{2})\b|\b(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)
_MINUTES = 20  # "about 6:40" and 6:41 are one time; "shortly after 8" may be a little more
_LARGE = 3


@dataclass(frozen=True, slots=True)
class Value:
    """A value with where it stands.

    Attributes:
        head: place of the word that the others of it hang on.
        of: the kind of a name, as recognised.
        number: which of the claim's quantities or dates it is; of an hour the minute of the day.
    """

    kind: Kind
    start: int
    end: int
    head: int
    of: str = ""
    number: int = -1


def values(side: Side) -> list[Value]:
    """Give the values of a claim, without those of who says it."""
    found = []
    for at, item in enumerate(side.claim.quantities):
        found.append(_value(side, "number", item.start, item.end, "", at))
    for at, day in enumerate(side.claim.dates):
        found.append(_value(side, "date", day.start, day.end, "", at))
    for hit in _HOUR.finditer(side.claim.text):
        found.append(_value(side, "hour", *hit.span(), "", _minutes(hit)))
    for unit in side.units:
        if unit.kind not in {"number", "date"}:
            found.append(_value(side, "name", unit.start, unit.end, unit.kind))
    for place, word in enumerate(side.words):
        if (
            word.unit < 0
            and word.pos == "PROPN"
            and not word.source
            and side.words[word.head].pos != "PROPN"
        ):
            start = min(
                (
                    w.start
                    for w in side.words
                    if w.head == place and w.pos == "PROPN" and w.unit < 0
                ),
                default=word.start,
            )
            found.append(_value(side, "name", min(start, word.start), word.end))
        elif (
            word.pos == "NOUN"
            and word.unit < 0
            and lexicon.category(word.key, "NOUN") == lexicon.PERSON
        ):
            found.append(_value(side, "calling", word.start, word.end))
    return [value for value in found if value is not None and not side.words[value.head].source]


def _minutes(hit: re.Match[str]) -> int:
    """Give the minute of the day."""
    if hit["word"]:
        return 720 if hit["word"].lower() == "noon" else 0
    if hit["clock"]:
        return int(hit["clock"]) % 24 * 60 + int(hit["past"])
    hour = int(hit["hour"]) % 12 + (12 if hit["half"].lower() == "p" else 0)
    return hour * 60 + int(hit["minute"] or 0)


def _one_hour(first: Value, second: Value) -> bool:
    apart = abs(first.number - second.number)
    return min(apart, 1440 - apart) <= _MINUTES


def _value(
    side: Side, kind: Kind, start: int, end: int, of: str = "", number: int = -1
) -> Value | None:
    inside = [place for place, word in enumerate(side.words) if start <= word.start < end]
    if not inside:
        return None
    head = next(
        (
            place
            for place in inside
            if side.words[place].head not in inside or side.words[place].head == place
        ),
        inside[-1],
    )
    return Value(kind, start, end, head, of, number)


def met(value: Value, others: Sequence[Value], alignment: Alignment, *, forward: bool) -> bool:
    """Tell whether the other claim has the same value."""
    side, rival = (
        (alignment.left, alignment.right) if forward else (alignment.right, alignment.left)
    )
    across = alignment.same if forward else alignment.back
    if value.kind == "number":
        mine = side.claim.quantities[value.number]
        return any(
            numbers.agree(mine, item) and numbers.same_unit(mine, item)
            for item in rival.claim.quantities
        ) or any(
            numbers.agree(mine, item)
            for item in rival.claim.quantities
            if not mine.ordinal and abs(mine.low) > _LARGE
        )
    if value.kind == "hour":
        return any(item.kind == "hour" and _one_hour(value, item) for item in others)
    if value.kind == "date":
        day = side.claim.dates[value.number]
        return any(dates.agree(day, item) for item in rival.claim.dates)
    words = _named(side, value)
    if value.kind == "calling":
        place = value.head
        return place in across or any(_one(side.words[place], word) for word in rival.words)
    told = [place for place in words if place in across or _within(side.words[place], rival)]
    if len(told) == len(words) or any(_distinct(side.words[place]) for place in told):
        return True
    # "the Court of Appeal" is not "the Supreme Court", but "the Court" may be either
    whole = {across[place] for place in told if place in across}
    return any(
        whole >= set(named)
        for item in others
        if item.kind == "name" and (named := _named(rival, item))
    )


def _named(side: Side, value: Value) -> list[int]:
    """Give the places of the words of a value that carry meaning."""
    inside = [p for p, word in enumerate(side.words) if value.start <= word.start < value.end]
    return [place for place in inside if side.words[place].content] or inside


def _distinct(word: Word) -> bool:
    """Tell whether a word of a name names it by itself ("Lund", unlike "Court")."""
    return not lexicon.known(word.key, "NOUN") and not lexicon.known(word.key, "ADJ")


def _within(word: Word, rival: Side) -> bool:
    """Tell whether the other claim names the place that this one is in, or one within it."""
    return any(
        lexicon.within(word.key, other.key) or lexicon.within(other.key, word.key)
        for other in rival.words
        if other.content
    )


def _one(word: Word, other: Word) -> bool:
    """Tell whether two nouns may be said of one person."""
    return (
        word.key == other.key
        or lexicon.same(word.key, other.key, "NOUN")
        or lexicon.broader(word.key, other.key, "NOUN")
        or lexicon.broader(other.key, word.key, "NOUN")
    )


def is_country(side: Side, value: Value) -> bool:
    """Tell whether a name is surely that of a place or of a people."""
    word = side.words[value.head]
    return value.of == "nationality" or lexicon.is_place(word.key, word.pos)


def sort_of(side: Side, value: Value) -> str:
    """Give what kind of name it is: by the lexicon, by what stands around it, as recognised."""
    word = side.words[value.head]
    if lexicon.is_place(word.key, word.pos):
        return "place"
    before = [w for w in side.words if value.start - 30 < w.start < value.start][-2:]
    around = [w for w in side.words if w.head == value.head or w is side.words[word.head]]
    if any(_person(w) for w in before[-1:]) or any(
        _person(w) and {w.dep, word.dep} & {"appos", "compound"} for w in around
    ):
        return "person"
    up, how = side.governor(value.head)
    if how in _WHERE and up != value.head and _KINDS.get(value.of) != "person":
        return "place"
    return _KINDS.get("place" if value.of == "nationality" else value.of, "")


def _person(word: Word) -> bool:
    return word.pos == "NOUN" and lexicon.category(word.key, "NOUN") == lexicon.PERSON
