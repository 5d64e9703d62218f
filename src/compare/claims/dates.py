"""Dates and periods in a claim, resolved against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from compare.claims import periods
from compare.claims.periods import Match, Period
from compare.records import DateMention, Token

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = (
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|(?:Mon|Tues?|Wed|Thurs?|Fri)\b\.?(?=,? (?:\d|[A-Z][a-z]{2})))"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DAYS = rf"(?P<day>{_DAY})(?:st|nd|rd|th)?(?:\s?(?:-|–|to|and)\s?(?P<day2>{_DAY})(?:st|nd|rd|th)?)?"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_ANY_YEAR = r"(?:1\d\d\d|20\d\d)"  # beside a day or month, older ones are sure too
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_UNIT = r"(?P<unit>day|week|month|year|decade|hour|minute)s?"
_COUNT = (
    r"(?P<count>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen"
    r"|twenty|thirty|a couple of|several|a few)"
)
_PART_OF = r"(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[- ])?"
_PAPER = r"(?!\s+(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|Tribune|Night|League))"
_AHEAD = re.compile(
    r"(?:will|wo|would|shall|may|might|['’]ll|(?:is|are|was|were)\s+(?:due|set|to|expected|scheduled|going)\b"
    r"|plans?|planned|intends?|expects?)\b",
    re.IGNORECASE,
)
_FINITE = {"VBD", "VBZ", "VBP", "MD"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of writing dates; the grain may also come from the group "unit"."""

    pattern: re.Pattern[str]
    resolve: Callable[[Match, date | None, bool], Period | None]
    grain: str


def dates_of(text: str, tokens: Sequence[Token], published: date | None) -> tuple[DateMention, ...]:
    """Find the dates in `text`.

    Args:
        text: a claim.
        tokens: its words, to tell the month "May" from the verb and what is to come from what
            has been; may be empty.
        published: what "yesterday", "Monday" and "in October" count from; without it only
            absolute dates are resolved.

    Returns:
        Mentions in order, none overlapping; `first` and `last` are None where unresolved.
    """
    found: list[DateMention] = []
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            start, end = match.start(), match.start() + len(match[0].rstrip())
            if any(item.start < end and start < item.end for item in found):
                continue
            if _is_verb(text[start:end], start, tokens):
                continue
            try:
                period = rule.resolve(match, published, _is_ahead(text, start, end, tokens))
            except (ValueError, OverflowError):
                period = None  # "31 February"
            first, last = period or (None, None)
            found.append(DateMention(start, end, text[start:end], first, last, _grain(rule, match)))
    return tuple(sorted(found, key=lambda item: item.start))


def _grain(rule: Rule, match: Match) -> str:
    if rule.grain:
        return rule.grain
    unit = match["unit"].lower()
    return unit if unit in {"day", "week", "month", "year"} else "period"


def _is_verb(words: str, start: int, tokens: Sequence[Token]) -> bool:
    if words not in {"May", "March"}:
        return False
    return any(token.start == start and token.pos not in {"PROPN", "NOUN"} for token in tokens)


def _is_ahead(text: str, start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Tell whether the verb that a date belongs to speaks of the future.

    It is the last finite verb before the date, or the first one after it.
    """
    verbs = [token for token in tokens if token.tag in _FINITE]
    before = [token for token in verbs if token.end <= start]
    if before:
        return bool(_AHEAD.match(text, before[-1].start))
    after = [token for token in verbs if token.start >= end]
    return bool(after and _AHEAD.match(text, after[0].start))


def _rule(
    pattern: str,
    resolve: Callable[[Match, date | None, bool], Period | None],
    grain: str = "",
    *,
    cased: bool = False,
) -> Rule:
    return Rule(re.compile(pattern, re.RegexFlag(0) if cased else re.IGNORECASE), resolve, grain)


# In order of preference: an earlier rule takes its words away from the later ones
RULES = (
    _rule(r"\b(?P<year>\d{4})-(?P<month>0\d|1[0-2])-(?P<day>[0-3]\d)\b", periods.iso, "day"),
    _rule(
        rf"\b(?:{_WEEKDAY},?\s+(?:the\s+)?)?{_DAYS}(?:\s+of)?\s+(?P<month>{_MONTH})(?!\w)"
        rf"(?:\s?,?\s+(?P<year>{_ANY_YEAR})\b)?",
        periods.day_month,
        "day",
        cased=True,
    ),
    _rule(
        rf"\b(?:{_WEEKDAY},?\s+)?(?P<month>{_MONTH})\s+(?:the\s+)?{_DAYS}(?![\d:%])"
        rf"(?:\s?,?\s+(?P<year>{_ANY_YEAR})\b)?",
        periods.day_month,
        "day",
        cased=True,
    ),
    _rule(
        rf"\b(?P<one>\d\d?)(?P<sign>[./])(?P<two>\d\d?)(?P=sign)(?P<year>{_YEAR})\b",
        periods.numeric,
        "day",
    ),
    _rule(
        rf"\b{_PART_OF}(?P<month>{_MONTH})(?:\s?,|\s+of)?\s+(?P<year>{_ANY_YEAR})\b",
        periods.month_year,
        "month",
        cased=True,
    ),
    _rule(
        r"\b(?P<words>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|yesterday"
        r"|last\s+night|overnight|earlier\s+today|later\s+today|today|tonight|tomorrow"
        rf"|this\s+(?:morning|afternoon|evening))\b{_PART}",
        periods.relative,
        "day",
    ),
    _rule(
        rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming)\s+)?(?P<weekday>{_WEEKDAY})"
        rf"(?!\w){_PAPER}{_PART}",
        periods.weekday,
        "day",
        cased=True,
    ),
    _rule(
        r"\b(?P<part>(?:earlier|later|early|late)\s+)?(?P<which>last|this|next|the\s+past|past"
        r"|previous|coming)\s+(?P<unit>weekend|week|month|year|decade)\b(?!-)",
        periods.calendar_unit,
    ),
    _rule(rf"\b{_COUNT}\s+{_UNIT}\s+(?:ago|earlier)\b", periods.ago),
    _rule(
        rf"\b(?P<which>last|past|next|coming)\s+{_COUNT}\s+{_UNIT}\b", periods.past_span, "period"
    ),
    _rule(
        rf"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<month>{_MONTH})(?!\w)",
        periods.month_alone,
        "month",
        cased=True,
    ),
    _rule(
        r"\b(?P<number>(?:first|second|third|fourth)(?=\s+quarter)|Q[1-4]\b)(?:\s+quarter)?"
        rf"(?:\s+of)?(?:\s+(?P<year>{_YEAR}))?\b(?!-)",
        periods.quarter,
        "period",
    ),
    _rule(
        r"\b(?P<which>(?:last|this|next)\s+)?(?:the\s+)?(?P<season>spring|summer|autumn|winter|fall)"
        rf"(?:\s+of)?\s+(?P<year>{_YEAR})\b",
        periods.season,
        "period",
    ),
    _rule(
        r"\b(?P<which>last|this|next)\s+(?P<season>spring|summer|autumn|winter|fall)\b(?P<year>)",
        periods.season,
        "period",
    ),
    _rule(r"\b(?:the\s+)?(?P<year>(?:1[89]|20)\d0)['’]?s\b", periods.decade, "period"),
    _rule(
        rf"(?<![\d,.$€£/-])\b(?P<year>{_YEAR})(?:\s?[-–/]\s?(?P<year2>{_YEAR}|\d\d)(?!\d))?"
        r"(?![\d%]|,\d|\.\d|-\w|\s+(?:people|million|billion|thousand|cases|votes|jobs|homes"
        r"|soldiers|troops|miles|met(?:re|er)s|feet|km\b|points))",
        periods.year_alone,
        "year",
    ),
    _rule(
        r"(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil ))(?P<year>1[0-7]\d\d)(?P<year2>)"
        r"(?=\s*(?:[,.;:)]|$|and\b|by\b|in\b|at\b|to\b|when\b|after\b|before\b|with\b))",
        periods.year_alone,
        "year",
    ),
    _rule(
        r"\b(?:at\s+)?(?:[01]?\d|2[0-3])[:.][0-5]\d(?!\d|%)(?:\s?[ap]\.?m\b\.?|\s+(?:GMT|UTC|ET|CET"
        r"|local time))+|\b(?:at\s+)?(?:[01]?\d|2[0-3]):[0-5]\d\b"
        r"|\b(?:1[0-2]|[1-9])\s?(?:a\.m\.|p\.m\.|am\b|pm\b)",
        periods.unresolved,
        "time",
    ),
    _rule(
        rf"\b{_PART_OF}(?P<month>{_MONTH})(?P<which>)(?!\w|['’]s\b|\s+[A-Z])",
        periods.month_alone,
        "month",
        cased=True,
    ),
)
