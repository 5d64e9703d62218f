"""Dates and periods in a claim, resolved against the day of publication."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from compare.claims.numerals import numerals
from compare.records import DateMention, Token

Period = tuple[date, date]
_MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
} | {"sept": 9}
_DAYS = {
    name.lower(): number
    for number in range(7)
    for name in (calendar.day_name[number], calendar.day_abbr[number])
} | {"tues": 1, "thur": 3, "thurs": 3}
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
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_AGO_UNIT = r"(day|week|month|year|decade|hour|minute)s?"
_NUMBER_WORD = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|thirty|a couple of|several|a few)"
)
_AHEAD = re.compile(
    r"\b(?:will|'ll|’ll|would|shall|scheduled|due|set to|plans?|planned|planning|expected|upcoming"
    r"|is to|are to|going to|to be held|intends?|ahead of|by|until|before)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str], date | None, bool], Period | None]
    grain: str


def dates_of(text: str, tokens: Sequence[Token], published: date | None) -> tuple[DateMention, ...]:
    """Find the dates in `text`.

    Args:
        text: a claim.
        tokens: its words, to tell the month "May" from the verb; may be empty.
        published: what "yesterday", "Monday" and "in October" count from; without it only
            absolute dates are resolved.

    Returns:
        Mentions in order, none overlapping; `first` and `last` are None where unresolved.
    """
    found: list[DateMention] = []
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            end = start + len(match[0].rstrip())
            if any(item.start < end and start < item.end for item in found):
                continue
            if _is_modal(text[start:end], start, tokens):
                continue
            ahead = bool(_AHEAD.search(text[max(0, start - 80) : start]))
            try:
                period = rule.resolve(match, published, ahead)
            except (ValueError, OverflowError):
                period = None
            first, last = period or (None, None)
            found.append(DateMention(start, end, text[start:end], first, last, rule.grain))
    return tuple(sorted(found, key=lambda item: item.start))


def _is_modal(words: str, start: int, tokens: Sequence[Token]) -> bool:
    if words not in {"May", "March"}:
        return False
    return any(token.start == start and token.pos not in {"PROPN", "NOUN"} for token in tokens)


def _month(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]


def _month_period(year: int, month: int) -> Period:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _near_year(month: int, day: int, published: date | None, ahead: bool) -> int | None:
    """Give the year that puts a date without one next to the publication, rather before it."""
    if published is None:
        return None
    behind = 60 if not ahead else 330
    for year in (published.year, published.year - 1, published.year + 1):
        distance = (date(year, month, min(day, 28)) - published).days
        if -(365 - behind) <= distance <= behind:
            return year
    return published.year


def _full(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    """Resolve a day and month, with a year or near the publication; `day2` ends a range."""
    groups = match.groupdict()
    month, day = _month(groups["month"]), int(groups["day"])
    year = int(groups["year"]) if groups.get("year") else _near_year(month, day, published, ahead)
    if year is None:
        return None
    last = int(groups["day2"]) if groups.get("day2") else day
    return date(year, month, day), date(year, month, last)


def _month_year(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    return _month_period(int(match["year"]), _month(match["month"]))


def _month_alone(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    month = _month(match["month"])
    if published is None:
        return None
    which = (match.groupdict().get("which") or "").lower()
    year = published.year
    if ahead and which not in {"last", "past"}:
        year += month < published.month
    elif month > published.month or (month == published.month and which == "last"):
        year -= which not in {"this", "next"}
    if which == "next":
        year += month <= published.month
    return _month_period(year, month)


def _numeric(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if match["sign"] == "/" and one <= 12 and two <= 12 and one != two:
        return None  # day and month can't be told apart
    day, month = (two, one) if two > 12 else (one, two)
    found = date(year, month, day)
    return found, found


def _iso(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    found = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return found, found


def _weekday(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    if published is None:
        return None
    wanted = _DAYS[match["weekday"].lower().rstrip(".")]
    which = (match["which"] or "").lower()
    back = (published.weekday() - wanted) % 7
    if which in {"last", "past"}:
        day = published - timedelta(days=back or 7)
    elif which in {"next", "coming"}:
        day = published + timedelta(days=(7 - back) if back else 7)
    elif ahead or which == "this":
        day = published + timedelta(days=(7 - back) % 7)
    else:
        day = published - timedelta(days=back)
    return day, day


_RELATIVE = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "overnight": 0,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "earlier today": 0,
    "later today": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}


def _relative(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    if published is None:
        return None
    words = re.sub(r"\s+", " ", match["words"].lower())
    day = published + timedelta(days=_RELATIVE[words])
    return day, day


def _unit_period(day: date, unit: str) -> Period:
    if unit == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    if unit == "weekend":
        first = day - timedelta(days=day.weekday()) + timedelta(days=5)
        return first, first + timedelta(days=1)
    if unit == "month":
        return _month_period(day.year, day.month)
    if unit == "decade":
        first_year = day.year - day.year % 10
        return date(first_year, 1, 1), date(first_year + 9, 12, 31)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _add(day: date, count: int, unit: str) -> date:
    if unit == "day":
        return day + timedelta(days=count)
    if unit in {"week", "weekend"}:
        return day + timedelta(weeks=count)
    months = count * {"month": 1, "year": 12, "decade": 120}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _calendar_unit(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    """Resolve "last week", "earlier this month", "next year", "the past decade"."""
    if published is None:
        return None
    unit, which = match["unit"].lower(), match["which"].lower()
    part = (match["part"] or "").strip().lower()
    shift = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if which == "past" or (which == "the past"):
        return _add(published, -1, "week" if unit == "weekend" else unit), published
    if unit == "weekend" and which == "last" and published.weekday() < 5:
        shift = -1
    first, last = _unit_period(_add(published, shift, unit), unit)
    if part.startswith("earlier") and which == "this":
        last = min(last, published)
    if part.startswith("later") and which == "this":
        first = max(first, published)
    return first, last


def _ago(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    unit = match["unit"].lower()
    read = numerals(match["count"])
    count = int(read[0].low) if read else {"a": 1, "an": 1}.get(match["count"].lower())
    if published is None or count is None:
        return None
    if unit in {"hour", "minute"}:
        return published - timedelta(days=count // 24 if unit == "hour" else 0), published
    day = _add(published, -count, unit)
    return (day, day) if unit == "day" else _unit_period(day, unit)


def _past_span(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    read = numerals(match["count"])
    if published is None or not read:
        return None
    unit, count = match["unit"].lower(), int(read[0].low)
    if unit in {"hour", "minute"}:
        unit, count = "day", max(1, count // 24)
    if match["which"].lower() in {"next", "coming"}:
        return published, _add(published, count, unit)
    return _add(published, -count, unit), published


def _year(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    year = int(match["year"])
    last = match.groupdict().get("year2")
    until = year if not last else int(last) if len(last) == 4 else year // 100 * 100 + int(last)
    return date(year, 1, 1), date(until, 12, 31)


def _decade(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    year = int(match["year"])
    return date(year, 1, 1), date(year + 9, 12, 31)


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def _season(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    year = int(match["year"]) if match["year"] else None
    month = _SEASONS[match["season"].lower()]
    if year is None and published is not None:
        year = published.year
        if (match["which"] or "").lower() == "last" and month + 2 >= published.month:
            year -= 1
        year += (match["which"] or "").lower() == "next" and month <= published.month
    if year is None:
        return None
    first = date(year, month, 1)
    return first, _month_period(*divmod(year * 12 + month - 1 + 2, 12))[1] if False else (
        _add(first, 3, "month") - timedelta(days=1)
    )


def _quarter(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(match["number"].lower())
    number = number or int(match["number"][-1])
    year = int(match["year"]) if match["year"] else published.year if published else None
    if year is None:
        return None
    first = date(year, number * 3 - 2, 1)
    return first, _add(first, 3, "month") - timedelta(days=1)


def _unresolved(match: re.Match[str], published: date | None, ahead: bool) -> Period | None:
    return None


def _rule(
    pattern: str,
    resolve: Callable[[re.Match[str], date | None, bool], Period | None],
    grain: str,
    flags: re.RegexFlag = re.IGNORECASE,
) -> _Rule:
    return _Rule(re.compile(pattern, flags), resolve, grain)


_EXACT = re.RegexFlag(0)
RULES = (
    _rule(r"\b(?P<year>\d{4})-(?P<month>0\d|1[0-2])-(?P<day>[0-3]\d)\b", _iso, "day"),
    _rule(
        rf"\b(?:{_WEEKDAY},?\s+(?:the\s+)?)?(?P<day>{_DAY})(?:st|nd|rd|th)?"
        rf"(?:\s?(?:-|–|to|and)\s?(?P<day2>{_DAY})(?:st|nd|rd|th)?)?(?:\s+of)?\s+"
        rf"(?P<month>{_MONTH})(?!\w)(?:,?\s+(?P<year>{_YEAR})\b)?",
        _full,
        "day",
        _EXACT,
    ),
    _rule(
        rf"\b(?:{_WEEKDAY},?\s+)?(?P<month>{_MONTH})\s+(?:the\s+)?(?P<day>{_DAY})(?:st|nd|rd|th)?"
        rf"(?:\s?(?:-|–|to|and)\s?(?P<day2>{_DAY})(?:st|nd|rd|th)?)?(?![\d:%])"
        rf"(?:,?\s+(?P<year>{_YEAR})\b)?",
        _full,
        "day",
        _EXACT,
    ),
    _rule(
        rf"\b(?P<one>\d\d?)(?P<sign>[./])(?P<two>\d\d?)(?P=sign)(?P<year>{_YEAR})\b",
        _numeric,
        "day",
    ),
    _rule(
        rf"\b(?:(?:early|late|mid)[- ])?(?P<month>{_MONTH})(?:,|\s+of)?\s+(?P<year>{_YEAR})\b",
        _month_year,
        "month",
        _EXACT,
    ),
    _rule(
        r"\b(?P<words>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|yesterday"
        r"|last\s+night|overnight|earlier\s+today|later\s+today|today|tonight|tomorrow"
        rf"|this\s+(?:morning|afternoon|evening))\b{_PART}",
        _relative,
        "day",
    ),
    _rule(
        rf"\b(?:(?P<which>last|next|this|past|coming)\s+)?(?P<weekday>{_WEEKDAY})(?!\w){_PART}",
        _weekday,
        "day",
        _EXACT,
    ),
    _rule(
        r"\b(?P<part>(?:earlier|later|early|late)\s+)?(?P<which>last|this|next|the\s+past|past"
        r"|previous|coming)\s+(?P<unit>weekend|week|month|year|decade)\b(?!-)",
        _calendar_unit,
        "week",
    ),
    _rule(
        rf"\b(?:(?:more than|about|almost|nearly|over|some|around)\s+)?(?P<count>{_NUMBER_WORD})\s+"
        rf"(?P<unit>day|week|month|year|decade|hour|minute)s?\s+(?:ago|earlier)\b",
        _ago,
        "day",
    ),
    _rule(
        rf"\b(?P<which>last|past|next|coming)\s+(?P<count>{_NUMBER_WORD})\s+"
        r"(?P<unit>day|week|month|year|decade|hour|minute)s?\b",
        _past_span,
        "period",
    ),
    _rule(
        rf"\b(?:(?:early|late|mid)[- ])?(?P<which>last|this|next)\s+(?P<month>{_MONTH}|May)(?!\w)",
        _month_alone,
        "month",
        _EXACT,
    ),
    _rule(
        r"\b(?:the\s+)?(?P<number>first|second|third|fourth|[Qq][1-4])(?:\s+quarter)?"
        rf"(?<=quarter|.Q\d)(?:\s+(?:of\s+)?(?P<year>{_YEAR}))?\b"
        if False
        else rf"\b(?P<number>(?:first|second|third|fourth)(?=\s+quarter)|Q[1-4]\b)(?:\s+quarter)?"
        rf"(?:\s+of)?(?:\s+(?P<year>{_YEAR}))?\b",
        _quarter,
        "period",
    ),
    _rule(
        rf"\b(?:(?P<which>last|this|next)\s+)?(?:the\s+)?(?P<season>spring|summer|autumn|winter|fall)"
        rf"(?:\s+of)?\s+(?P<year>{_YEAR})\b"
        r"|(?!)",
        _season,
        "period",
    ),
    _rule(r"\b(?:the\s+)?(?P<year>(?:1[89]|20)\d0)['’]?s\b", _decade, "period"),
    _rule(
        rf"(?<![\d,.$€£-])\b(?P<year>{_YEAR})(?:\s?[-–/]\s?(?P<year2>{_YEAR}|\d\d)(?!\d))?"
        r"(?![\d%]|,\d|\.\d|-\w|\s+(?:people|million|billion|thousand|cases|votes|miles|km\b))",
        _year,
        "year",
    ),
    _rule(
        r"\b(?:at\s+)?(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]\.?m\b\.?)?(?:\s+(?:GMT|UTC|ET|CET"
        r"|local time))?|\b(?:1[0-2]|[1-9])\s?(?:a\.m\.|p\.m\.|am\b|pm\b)",
        _unresolved,
        "time",
    ),
    _rule(
        rf"\b(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[- ])?(?P<month>{_MONTH})(?!\w|['’]s\b|\s+[A-Z])",
        _month_alone,
        "month",
        _EXACT,
    ),
)
