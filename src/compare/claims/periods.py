"""Resolves what a date expression says to a first and a last day."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from compare.claims.numerals import numerals

Period = tuple[date, date]
Match = re.Match[str]
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
_RELATIVE = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
# A day and month without a year is one of this many days back, or else of the coming ones
_BACK = 330


def _month(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]


def _month_period(year: int, month: int) -> Period:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def add(day: date, count: int, unit: str) -> date:
    """Move `day` by `count` days, weeks, months, years or decades."""
    if unit in {"day", "week", "weekend"}:
        return day + timedelta(days=count * (1 if unit == "day" else 7))
    months = count * {"month": 1, "year": 12, "decade": 120}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def unit_period(day: date, unit: str) -> Period:
    """Give the calendar week (from Monday), month, year or decade that `day` lies in."""
    monday = day - timedelta(days=day.weekday())
    if unit == "week":
        return monday, monday + timedelta(days=6)
    if unit == "weekend":
        return monday + timedelta(days=5), monday + timedelta(days=6)
    if unit == "month":
        return _month_period(day.year, day.month)
    if unit == "decade":
        return date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def day_month(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve a day and month, with a year or near the publication; `day2` ends a range."""
    month, day = _month(match["month"]), int(match["day"])
    last = int(match["day2"] or day)
    if match["year"]:
        year = int(match["year"])
    elif published is None:
        return None
    else:
        back = 365 - _BACK if ahead else _BACK
        oldest = published - timedelta(days=back)
        year = oldest.year + ((month, day) < (oldest.month, oldest.day))
    return date(year, month, day), date(year, month, last)


def month_year(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve "February 2022"."""
    return _month_period(int(match["year"]), _month(match["month"]))


def month_alone(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve "in October", "last May": the latest one, or the coming one when ahead."""
    if published is None:
        return None
    month, which = _month(match["month"]), (match["which"] or "").lower()
    year = published.year
    if which == "next" or (ahead and which not in {"last", "this"}):
        year += month < published.month or (which == "next" and month == published.month)
    elif which != "this":
        year -= month > published.month or (which == "last" and month == published.month)
    return _month_period(year, month)


def numeric(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve "14.11.2022" and "11/14/2022", not "02/03/2022", which may mean two days."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if match["sign"] == "/" and one <= 12 and two <= 12 and one != two:
        return None
    day, month = (two, one) if two > 12 else (one, two)
    return date(year, month, day), date(year, month, day)


def iso(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve "2022-11-14"."""
    found = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return found, found


def weekday(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve "Monday": the latest one up to the publication, or the coming one when ahead."""
    if published is None:
        return None
    which = (match["which"] or "").lower()
    back = (published.weekday() - _DAYS[match["weekday"].lower().rstrip(".")]) % 7
    if which in {"last", "past"}:
        day = published - timedelta(days=back or 7)
    elif which in {"next", "coming"}:
        day = published + timedelta(days=7 - back)
    elif ahead or which == "this":
        day = published + timedelta(days=(7 - back) % 7)
    else:
        day = published - timedelta(days=back)
    return day, day


def relative(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve "yesterday", "today", "this morning"."""
    if published is None:
        return None
    words = re.sub(r"\s+", " ", match["words"].lower())
    day = published + timedelta(days=_RELATIVE.get(words, 0))
    return day, day


def calendar_unit(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve "last week", "earlier this month", "next year", "the past decade"."""
    if published is None:
        return None
    unit, which = match["unit"].lower(), match["which"].lower()
    if which.endswith("past"):
        return add(published, -1, unit), published
    shift = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    first, last = unit_period(add(published, shift, unit), unit)
    part = (match["part"] or "").strip().lower()
    if which == "this" and part == "earlier":
        last = min(last, published)
    if which == "this" and part == "later":
        first = max(first, published)
    return first, last


def ago(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve "two weeks ago" to that week, "three days ago" to that day."""
    unit, count = match["unit"].lower(), _count(match["count"])
    if published is None or count is None:
        return None
    if unit in {"hour", "minute"}:
        return published - timedelta(days=-(-count // 24) if unit == "hour" else 0), published
    if unit == "year" and count > 1:
        # whole years are rounded: "42 years ago", said in January, may be 43
        return unit_period(add(published, -count - 1, unit), unit)[0], unit_period(
            add(published, -count, unit), unit
        )[1]
    return (
        unit_period(add(published, -count, unit), unit)
        if unit != "day"
        else (
            add(published, -count, unit),
            add(published, -count, unit),
        )
    )


def past_span(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve "the past five years", "the next two days"."""
    unit, count = match["unit"].lower(), _count(match["count"])
    if published is None or count is None:
        return None
    if unit in {"hour", "minute"}:
        unit, count = "day", -(-count // 24) if unit == "hour" else 0
    if match["which"].lower() in {"next", "coming"}:
        return published, add(published, count, unit)
    return add(published, -count, unit), published


def _count(words: str) -> int | None:
    if words.lower() in {"a", "an"}:
        return 1
    read = numerals(words)
    return int(read[0].low) if read else None


def year_alone(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve "2022", "2014-2015", "2014-15"."""
    year, last = int(match["year"]), match["year2"] or ""
    until = int(last) if len(last) == 4 else year // 100 * 100 + int(last) if last else year
    return (date(year, 1, 1), date(until, 12, 31)) if until >= year else None


def decade(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve "the 1990s"."""
    return date(int(match["year"]), 1, 1), date(int(match["year"]) + 9, 12, 31)


def season(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve "spring 2022", "last summer", in the northern hemisphere."""
    month, which = _SEASONS[match["season"].lower()], (match["which"] or "").lower()
    if match["year"]:
        year = int(match["year"])
    elif published is None:
        return None
    else:
        year = published.year
        year -= which == "last" and month + 2 >= published.month
        year += which == "next" and month <= published.month
    first = date(year, month, 1)
    return first, add(first, 3, "month") - timedelta(days=1)


def quarter(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Resolve "the third quarter of 2022", "Q3"."""
    words = match["number"].lower()
    number = _NUMBERS.get(words) or int(words[-1])
    year = int(match["year"]) if match["year"] else published.year if published else None
    if year is None:
        return None
    first = date(year, number * 3 - 2, 1)
    return first, add(first, 3, "month") - timedelta(days=1)


def unresolved(match: Match, published: date | None, ahead: bool) -> Period | None:
    """Leave a time of day without a day."""
    return None
