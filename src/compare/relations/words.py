"""The words of a claim, made comparable: one key for "nine" and "9", "meeting" and "meetings"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from compare.records import Claim

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
NEGATIONS = frozenset(
    [
        "not",
        "n't",
        "n’t",
        "no",
        "never",
        "none",
        "nobody",
        "nothing",
        "nor",
        "neither",
        "without",
        "nowhere",
        "cannot",
        "hardly",
    ]
)
ORDINALS = frozenset(
    [
        *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
        *("ninth", "tenth", "eleventh", "twelfth", "hundredth", "thousandth"),
    ]
)
_EMPTY = frozenset(
    [
        "be",
        "have",
        "do",
        "get",
        "say",
        "tell",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "there",
        "then",
        "also",
        "so",
        "very",
        "too",
        "just",
        "here",
        "now",
        "only",
        "even",
        "still",
        "yet",
        "however",
        "well",
        "more",
        "most",
        "mr",
        "mrs",
        "ms",
        "dr",
        "-lrb-",
        "-rrb-",
        "lrb",
        "rrb",
    ]
)
_IRREGULAR = {"people": "person", "persons": "person", "per cent": "percent", "%": "percent"}
_BARE = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*|\S")


@dataclass(frozen=True, slots=True)
class Word:
    """One word.

    Attributes:
        key: what it is compared by.
        content: whether it carries meaning of its own.
        unit: number of the name, quantity or date that it is a part of; -1 outside of them.
        kind: what that is: "number", "date", or the kind of the entity; "" outside.
        source: whether it belongs to who says it, not to what is said.
    """

    start: int
    end: int
    text: str
    key: str
    pos: str
    dep: str
    head: int
    content: bool
    unit: int
    kind: str
    source: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A name, quantity or date as one thing, with the key that equal ones share."""

    start: int
    end: int
    text: str
    key: str
    kind: str


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Fold case and accents."""
    low = text.lower()
    if low.isascii():
        return low
    parts = unicodedata.normalize("NFKD", low)
    return "".join(item for item in parts if not unicodedata.combining(item)).replace("’", "'")


def units_of(claim: Claim) -> list[Unit]:
    """Give the dates, quantities and names of a claim, none of them overlapping."""
    found: list[Unit] = []
    for date in claim.dates:
        key = f"{date.first}/{date.last}" if date.first else plain(date.text)
        found.append(Unit(date.start, date.end, date.text, "@" + key, "date"))
    for item in claim.quantities:
        key = f"#{item.low:g}-{item.high:g}{'~' if item.approximate else ''}"
        found.append(Unit(item.start, item.end, item.text, key, "number"))
    for name in claim.entities:
        if name.resolved_from is None:
            found.append(Unit(name.start, name.end, name.text, plain(name.name), name.kind))
    kept: list[Unit] = []
    for unit in found:
        if not any(unit.start < other.end and other.start < unit.end for other in kept):
            kept.append(unit)
    return sorted(kept, key=lambda unit: unit.start)


def words_of(claim: Claim, units: list[Unit] | None = None) -> list[Word]:
    """Give the words of a claim; without a parse, what looks like words."""
    units = units_of(claim) if units is None else units
    inside = _inside(claim.text, units)
    if not claim.tokens:
        return _bare_words(claim.text, inside, units)
    speaking = _speaking(claim)
    found = []
    for token in claim.tokens:
        text = claim.text[token.start : token.end]
        unit = inside[token.start] if token.start < len(inside) else -1
        lemma = plain(token.lemma or text)
        content = token.pos in CONTENT and lemma not in _EMPTY and any(map(str.isalnum, text))
        found.append(
            Word(
                token.start,
                token.end,
                text,
                _key(lemma, plain(text), token.pos, unit, units),
                token.pos,
                token.dep,
                token.head,
                content or lemma in NEGATIONS,
                unit,
                units[unit].kind if unit >= 0 else "",
                any(start <= token.start < end for start, end in speaking) if speaking else False,
            )
        )
    return found


def _speaking(claim: Claim) -> list[tuple[int, int]]:
    """Give the spans, in the claim, of who says it and of the verb of saying."""
    return [
        (span.start - claim.start, span.end - claim.start)
        for item in claim.attributions
        for span in (item.source, item.cue)
        if span is not None and not item.carried
    ]


def _inside(text: str, units: list[Unit]) -> list[int]:
    marks = [-1] * (len(text) + 1)
    for number, unit in enumerate(units):
        for place in range(unit.start, min(unit.end, len(text))):
            marks[place] = number
    return marks


def _key(lemma: str, text: str, pos: str, unit: int, units: list[Unit]) -> str:
    if unit >= 0 and units[unit].kind == "number" and pos == "NUM":
        return units[unit].key
    if lemma in {"n't", "n’t"}:
        return "not"
    return text if pos == "PROPN" else _IRREGULAR.get(lemma, lemma)


def _bare_words(text: str, inside: list[int], units: list[Unit]) -> list[Word]:
    found = []
    for place, match in enumerate(_BARE.finditer(text)):
        unit = inside[match.start()]
        low = plain(match[0])
        content = low[0].isalnum() and (len(low) > 3 or low.isdigit() or low in NEGATIONS)
        found.append(
            Word(
                match.start(),
                match.end(),
                match[0],
                low,
                "X",
                "",
                place,
                content,
                unit,
                units[unit].kind if unit >= 0 else "",
            )
        )
    return found
