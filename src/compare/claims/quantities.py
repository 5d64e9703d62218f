"""Numbers in a claim as the closed intervals they allow, with the unit counted in."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from compare.claims.numerals import Numeral, numerals
from compare.records import Quantity, Token

_ABOVE = (
    r"more than|over|above|in excess of|upwards? of|exceeding|at least|no fewer than|no less than"
    r"|not less than|a minimum of|greater than|higher than|well over|just over"
)
_BELOW = (
    r"less than|fewer than|under|below|up to|at most|no more than|not more than|as many as"
    r"|a maximum of|lower than|well under|just under|as much as|as few as"
)
_ABOUT = (
    r"about|around|some|roughly|approximately|nearly|almost|close to|an estimated|estimated|circa"
    r"|ca\.?|~|an average of|an approximate|more or less|as long as|near"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<above>{_ABOVE})|(?P<below>{_BELOW})|(?P<about>{_ABOUT}))\s*$", re.IGNORECASE
)
_AFTER = re.compile(
    r"(?:\s*(?P<plus>\+)|\s+(?P<above>or more|or above|or higher|or so plus)"
    r"|\s+(?P<below>or less|or fewer|or below)|\s+(?P<about>or so|or thereabouts))(?!\w)",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?:US|C|A|NZ|HK|S)?[$€£¥₽₴₺₹]\s?$|\b(?:USD|EUR|GBP|RUB)\s?$")
_PERCENT = re.compile(r"\s*(%|per ?cent\b|pct\b|percentage points?\b)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:-|–|—|to|and|or)\s*(?:[$€£¥₽₴₺₹]\s?)?", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:[$€£¥₽₴₺₹]\s?)?$", re.IGNORECASE)
_HOUR_AND = re.compile(
    r"\b(?:an?|one) (hour|day|week|month|year|mile|minute|decade) and a (half|quarter)\b"
)
_AN_HOUR = re.compile(r"(?<!\w)(an? )(hour|minute)(?![\w-])", re.IGNORECASE)
UNITS = {
    "people": "person",
    "persons": "person",
    "dollar": "$",
    "usd": "$",
    "us$": "$",
    "euro": "€",
    "eur": "€",
    "gbp": "£",
    "ruble": "rouble",
    "rub": "rouble",
    "₽": "rouble",
    "hr": "hour",
    "hrs": "hour",
    "h": "hour",
    "min": "minute",
    "mins": "minute",
    "sec": "second",
    "km": "kilometre",
    "kilometer": "kilometre",
    "kms": "kilometre",
    "meter": "metre",
    "cm": "centimetre",
    "kg": "kilogram",
    "kilo": "kilogram",
    "kilogramme": "kilogram",
    "tonne": "ton",
    "ft": "foot",
    "feet": "foot",
    "lb": "pound",
    "lbs": "pound",
    "mph": "mile per hour",
    "kph": "kilometre per hour",
    "yr": "year",
    "mw": "megawatt",
    "gw": "gigawatt",
    "c": "degree",
    "f": "degree",
    "%": "%",
}
_LENGTHS = {"tall", "long", "deep", "high", "wide", "race", "sprint", "away", "above", "below"}
_PASSED = {"ADJ", "ADV", "DET", "PROPN", "NUM", "PUNCT", "PART", "VERB", "SYM"}


def quantities_of(
    text: str, tokens: Sequence[Token], taken: Sequence[tuple[int, int]] = ()
) -> tuple[Quantity, ...]:
    """Find the numbers in `text`.

    Args:
        tokens: its words, for what is counted and to tell "second" from "seconds"; may be empty.
        taken: spans that are no quantities (dates, names).
    """
    found = [
        item
        for item in (*_measures(text), *_ranged(text, tokens))
        if not any(start < item.end and item.start < end for start, end in taken)
    ]
    kept: list[Quantity] = []
    for item in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)


def _measures(text: str) -> list[Quantity]:
    """Give "an hour and a half" and "an hour", whose number is an article."""
    found = []
    for match in _HOUR_AND.finditer(text):
        value = 1.5 if match[2] == "half" else 1.25
        found.append(Quantity(match.start(), match.end(), match[0], value, value, match[1]))
    for match in _AN_HOUR.finditer(text):
        before = text[: match.start()].rstrip().lower()
        # "100 km an hour" and "half an hour" are something else
        if re.search(r"(\d|km|miles?|times|kilomet(?:er|re)s|dollars|[$€£]\S+|half)$", before):
            continue
        end = match.start() + len(match[1]) - 1
        found.append(
            Quantity(match.start(), end, text[match.start() : end], 1, 1, match[2].lower())
        )
    return found


def _ranged(text: str, tokens: Sequence[Token]) -> list[Quantity]:
    """Give the quantities of the numerals, two of them joined where they form a range."""
    items = [item for item in numerals(text) if _counts(item, text, tokens)]
    found, index = [], 0
    while index < len(items):
        first, last = items[index], items[index]
        following = items[index + 1] if index + 1 < len(items) else None
        if following is not None and _is_range(text, first, following):
            last = following
            first = _shared_scale(text, first, last)
            index += 1
        found.append(_quantity(text, tokens, first, last))
        index += 1
    return found


def _is_range(text: str, first: Numeral, last: Numeral) -> bool:
    joint = text[first.end : last.start]
    joint = re.sub(r"^\s*(?:%|per ?cent)", "", joint)
    if first.ordinal or last.ordinal or not _BETWEEN.fullmatch(joint):
        return False
    word = joint.strip(" $€£¥₽₴₺₹").lower()
    before = text[: first.start].rstrip(" $€£¥₽₴₺₹").lower()
    if word == "and":
        return before.endswith("between") and _shared_scale(text, first, last).low <= last.low
    # "rose from 5% to 7%" is a change, "five to seven" a range
    if word == "to" and _FROM.search(text[: first.start]):
        return False
    return _shared_scale(text, first, last).low < last.low


def _shared_scale(text: str, first: Numeral, last: Numeral) -> Numeral:
    """Give "5" of "5-7 million" its million."""
    words = text[last.start : last.end].lower().split()
    scale = {"million": 1e6, "billion": 1e9, "trillion": 1e12, "thousand": 1e3}.get(words[-1])
    if scale and first.low < 1000 and first.low * scale < last.low:
        return replace(first, low=first.low * scale, high=first.high * scale)
    return first


def _counts(item: Numeral, text: str, tokens: Sequence[Token]) -> bool:
    """Tell whether a numeral is a quantity: no year, no pronoun "one", no adverb "first"."""
    words = text[item.start : item.end].lower()
    inside = [token for token in tokens if item.start <= token.start < item.end]
    if words == "second" and tokens:  # the unit of time, unless it stands before a noun
        after = next((token for token in tokens if token.start >= item.end), None)
        return after is not None and after.pos in {"NOUN", "ADJ", "PROPN", "NUM"}
    if item.ordinal:
        before = next((token for token in reversed(tokens) if token.end <= item.start), None)
        named = before is not None and before.tag in {"DT", "PRP$", "POS"}
        return not inside or inside[-1].pos in {"ADJ", "NUM"} or words[0].isdigit() or named
    if words == "one":
        return not inside or (inside[0].pos == "NUM" and inside[0].dep in {"nummod", "compound"})
    if words.isdigit() and len(words) == 4 and 1800 <= item.low <= 2099:
        return bool(_unit_symbol(text, item)) or _unit_word(item, tokens) in UNITS.values()
    return True


def _unit_symbol(text: str, item: Numeral) -> str:
    money = _MONEY_BEFORE.search(text[: item.start])
    if money:
        sign = money[0].strip().lower()
        return UNITS.get(sign, sign[-1:] if sign[-1:] in "$€£¥₴₺₹" else sign)
    percent = _PERCENT.match(text, item.end)
    if percent:
        return "percentage point" if "point" in percent[1].lower() else "%"
    if item.unit:
        return UNITS.get(item.unit.lower(), item.unit)
    return ""


def _unit_word(item: Numeral, tokens: Sequence[Token]) -> str:
    """Give the lemma of the noun that is counted, by the parse, or else by what follows."""
    last = next((i for i, t in enumerate(tokens) if t.start < item.end <= t.end), None)
    if last is None:
        return ""
    place: int | None = tokens[last].head
    while place is not None and place > last and tokens[place].pos == "NUM":
        place = tokens[place].head if tokens[place].head != place else None
    if (
        place is not None
        and place > last
        and tokens[place].pos == "NOUN"
        and tokens[last].dep in {"nummod", "compound", "amod", "quantmod", "npadvmod"}
    ):
        if tokens[place].lemma == "old":
            return "year"
        return _normal(tokens[place].lemma)
    return _following_noun(tokens, last + 1)


def _following_noun(tokens: Sequence[Token], start: int) -> str:
    for place in range(start, min(start + 5, len(tokens))):
        token = tokens[place]
        if token.pos == "NOUN":
            while place + 1 < len(tokens) and tokens[place + 1].pos == "NOUN":
                place += 1  # noqa: PLW2901 - the head noun is the last of the run
            return _normal(tokens[place].lemma)
        if token.lemma in {".", ",", ";", ":", "(", ")", "and", "or"}:
            return ""
        if token.pos not in _PASSED and token.lemma != "of":
            return ""
        if token.pos == "VERB" and token.tag not in {"VBN", "VBG"}:
            return ""
    return ""


def _normal(lemma: str) -> str:
    low = lemma.lower()
    return UNITS.get(low, low)


def _quantity(text: str, tokens: Sequence[Token], first: Numeral, last: Numeral) -> Quantity:
    unit = _unit_symbol(text, last) or _unit_symbol(text, first) or _unit_word(last, tokens)
    low, high, start, end = first.low, last.high, first.start, last.end
    glued_m = text[last.start : last.end].lower().endswith("m") and last.low >= 1e6
    after = re.match(r"\s*(\w+)", text[end:])
    if glued_m and after and after[1].lower() in _LENGTHS:
        low, high, unit = low / 1e6, high / 1e6, "metre"
    money = _MONEY_BEFORE.search(text[:start])
    if money:
        start = money.start()
    percent = re.match(r"\s?%", text[end:])
    if percent:
        end += percent.end()
    between = re.search(r"\b(?:between|from)\s+$", text[:start], re.IGNORECASE)
    if between and first is not last:
        start = between.start()
    about = first.vague or last.vague
    below_zero = re.search(r"(?:\bminus\s|(?<!\S)[-−])$", text[:start])
    if below_zero and first is last:
        low, high, start = -high, -low, below_zero.start()
    return _bounded(text, Quantity(start, end, "", low, high, unit, about, first.ordinal))


def _bounded(text: str, item: Quantity) -> Quantity:
    """Widen a quantity by "more than", "up to", "about", "or more" beside it."""
    low, high, start, end = item.low, item.high, item.start, item.end
    about = item.approximate
    while not item.ordinal and (before := _BEFORE.search(text[:start])):
        if before["above"]:
            high = math.inf
        elif before["below"]:
            low = 0.0 if low >= 0 else -math.inf
        else:
            about = True
        start = before.start()
    after = _AFTER.match(text, end)
    if after and not item.ordinal:
        if after["plus"] or after["above"]:
            high = math.inf
        elif after["below"]:
            low = 0.0
        else:
            about = True
        end = after.end()
    return replace(
        item,
        start=start,
        end=end,
        text=text[start:end],
        low=low,
        high=high,
        approximate=about,
    )
