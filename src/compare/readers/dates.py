"""Publication times in the words of pages and files → moments, never a guess of today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from compare.records import Precision

# The first letters of month names; where a language shares them, one entry serves several.
_MONTH_WORDS = {
    1: "jan ene gen янв січ oca styc ocak janv januar يناير كانون",
    2: "feb fev fév févr лют фев şub sub luty شباط فبراير",
    3: "mar mär mrz март бер мар mart marzo mars آذار مارس",
    4: "apr abr avr апр кві nis kwi نيسان أبريل ابريل",
    5: "may mai mag май мая трав mayıs maj أيار مايو",
    6: "jun juin giu июн черв haz cze حزيران يونيو",
    7: "jul juil lug июл лип tem lip تموز يوليو",
    8: "aug aoû aou ago авг серп ağu agu sie آب أغسطس",
    9: "sep sept set сен вер eyl wrz أيلول سبتمبر",
    10: "oct okt out ott окт жов eki paź تشرين أكتوبر",
    11: "nov ноя лис kas lis نوفمبر",
    12: "dec dez dic dic déc дек гру ara gru ديسمبر",
}
_MONTHS = {word: number for number, words in _MONTH_WORDS.items() for word in words.split()}
_NAME = r"([^\W\d_]{3,10})\.?"
_YEAR = r"((?:19|20)\d\d)(?!\d(?!\d?:\d\d))"  # pages run year and time together: 20194:29 AM
_DAY = r"(?<![\d/.])(\d{1,2})(?:st|nd|rd|th|er|º|ª)?"
_ISO = re.compile(rf"(?<!\d){_YEAR}[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?!\d)")
_CJK = re.compile(rf"(?<!\d){_YEAR}\s*[年년]\s*(\d{{1,2}})\s*[月월]\s*(\d{{1,2}})\s*[日일]")
_DMY = re.compile(rf"{_DAY}[.,]?\s*(?:de |of )?\s*{_NAME},?\s*(?:de |del )?\s*{_YEAR}", re.I)
_MDY = re.compile(rf"{_NAME}\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}", re.I)
_NUMERIC = re.compile(rf"(?<![\d/.])(\d{{1,2}})([-/.])(\d{{1,2}})\2{_YEAR}")
_CLOCK = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-3])[:.h]([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(?!\d)"
    r"\s*([ap]\.?m\b\.?)?\s*(?:\(?(Z\b|[+\-−]\d\d:?\d\d|(?:UTC|GMT)(?:[+\-−]\d\d?(?::?\d\d)?)?"
    r"|[A-Z]{2,4}\b))?",
    re.I,
)
_HOUR = re.compile(r"(?<![\d:.])(1[0-2]|0?[1-9])\s*([ap])\.?m\b\.?\s*([A-Z]{2,4}\b)?", re.I)
_AGO = re.compile(
    r"(?:about\s+)?\b(an?|one|\d{1,3})\s*(s|sec|second|m|min|minute|h|hr|hour|d|day|w|week)s?"
    r"\.?\s+ago\b",
    re.I,
)
_YESTERDAY = re.compile(r"^(?:published|posted|updated)?\s*:?\s*(yesterday|today|just now)\b", re.I)
_ZONES = {
    **{"GMT": 0, "UTC": 0, "Z": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3},
    **{"MSK": 3, "TRT": 3, "EAT": 3, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10},
    **{"EST": -5, "EDT": -4, "CDT": -5, "MDT": -6, "PST": -8, "PDT": -7, "AEDT": 11, "SAST": 2},
}
_PLACES = {"ET": "America/New_York", "PT": "America/Los_Angeles", "CT": "America/Chicago"}
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_APPROXIMATE = re.compile(r"^\s*(?:~|c\.|ca\.|circa|about|around)\s*", re.I)
EARLIEST = 1900


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment and how far it is known.

    Attributes:
        start, end: where in the text it stood.
        relative: counted from the present ("5 hours ago").
    """

    at: datetime
    precision: Precision = "time"
    start: int = 0
    end: int = 0
    relative: bool = False


def parse(value: object, now: datetime, *, day_first: bool | None = None) -> Dated | None:
    """Understand a value that should be a date: ISO 8601, RFC 5322, Unix time or words.

    Args:
        value: text, number, date or datetime.
        now: what "5 hours ago" counts from.
        day_first: whether 03/04/2022 is the third of April; None: unknown, and then an
            ambiguous date is taken so and marked as approximate.

    Returns:
        None when it is no date.
    """
    if isinstance(value, date):
        return _of_date(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _unix(float(value))
    text = str(value or "").strip()
    if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{13}", text):
        return _unix(float(text))
    if re.fullmatch(r"(?:19|20)\d{6}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    rough = _APPROXIMATE.match(text)
    if rough:
        found = find(text[rough.end() :], now, day_first=day_first)
        return Dated(found.at, "approximate") if found else None
    return _standard(text) or find(text, now, day_first=day_first)


def find(text: str, now: datetime, *, day_first: bool | None = None) -> Dated | None:
    """Find the first date in a line, with the time of day beside it if there is one."""
    ago = _ago(text, now)
    if ago:
        return ago
    found = _day(text, day_first)
    if not found:
        return None
    at, sure, start, end = found
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    for part, base, ahead in ((after, end, True), (before, start - len(before), False)):
        clock = _clock(part, at)
        if clock:
            moment, first, last = clock
            span = (start, base + last) if ahead else (base + first, end)
            return Dated(moment, "time" if sure else "approximate", *span)
    return Dated(at, "day" if sure else "approximate", start, end)


def in_future(at: datetime, now: datetime) -> bool:
    """Whether `at` is more than a day after `now`; a time without zone is taken as UTC."""
    return _aware(at) > _aware(now) + timedelta(days=1)


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _of_date(value: date) -> Dated | None:
    """A date or datetime (or pandas' kind of it); midnight means that no time is known."""
    if not isinstance(value.year, int) or value.year < EARLIEST:  # pandas' NaT is a datetime too
        return None
    if not isinstance(value, datetime):
        return Dated(datetime(value.year, value.month, value.day), "day")
    at = datetime.combine(value.date(), value.time().replace(microsecond=0), value.tzinfo)
    return Dated(at, "day" if (at.hour, at.minute, at.second) == (0, 0, 0) else "time")


def _unix(value: float) -> Dated | None:
    seconds = value / 1000 if value > 1e11 else value
    if not 1e8 < seconds < 1e10:
        return None
    return Dated(datetime.fromtimestamp(seconds, UTC))


def _standard(text: str) -> Dated | None:
    try:
        at = datetime.fromisoformat(text.replace("Z", "+00:00") if text.endswith("Z") else text)
    except ValueError:
        try:
            at = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        if not re.search(r"\d:\d\d(?::\d\d)?\s+(?:[+-]\d{4}|GMT|UTC?|Z)\b", text):
            return None  # that parser drops zones that it doesn't know
    if at.year < EARLIEST:
        return None
    timed = re.search(r"\d[T ]\d\d", text) or at.time().replace(tzinfo=None) != datetime.min.time()
    return Dated(at, "time" if timed else "day", 0, len(text))


def _day(text: str, day_first: bool | None) -> tuple[datetime, bool, int, int] | None:
    options: list[tuple[int, int, str, str, str, bool]] = []
    for pattern in (_ISO, _CJK):
        for hit in pattern.finditer(text):
            options.append((hit.start(), hit.end(), hit[1], hit[2], hit[3], True))
    for hit in _DMY.finditer(text):
        options.append((hit.start(), hit.end(), hit[3], _month(hit[2]), hit[1], True))
    for hit in _MDY.finditer(text):
        options.append((hit.start(), hit.end(), hit[3], _month(hit[1]), hit[2], True))
    for hit in _NUMERIC.finditer(text):
        first, second = int(hit[1]), int(hit[3])
        dotted = hit[2] == "."
        swap = second > 12 or (day_first is False and first <= 12)
        sure = dotted or day_first is not None or max(first, second) > 12 or first == second
        day, month = (hit[3], hit[1]) if swap else (hit[1], hit[3])
        options.append((hit.start(), hit.end(), hit[4], month, day, sure))
    for start, end, year, month, day, sure in sorted(options):
        try:
            return datetime(int(year), int(month), int(day)), sure, start, end
        except ValueError:
            continue
    return None


def _month(word: str) -> str:
    """Number of the month that `word` begins like, as digits; "0" when it is none."""
    low = word.lower().rstrip(".")
    for length in range(len(low), 2, -1):
        number = _MONTHS.get(low[:length])
        if number:
            return str(number)
    return str(_MONTHS.get(low, 0))


def _clock(text: str, day: datetime) -> tuple[datetime, int, int] | None:
    hit = _CLOCK.search(text)
    if hit:
        hour, minute, second = int(hit[1]), int(hit[2]), int(hit[3] or 0)
        half, zone = (hit[4] or "").lower(), hit[5]
    else:
        hit = _HOUR.search(text)
        if not hit:
            return None
        hour, minute, second, half, zone = int(hit[1]), 0, 0, hit[2].lower(), hit[3]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    at = day.replace(hour=hour, minute=minute, second=second, tzinfo=_zone(zone))
    end = hit.end() if at.tzinfo else hit.start(5 if hit.re is _CLOCK else 3)
    return at, hit.start(), end if end > 0 else hit.end()


def _zone(word: str | None) -> tzinfo | None:
    """The zone that an abbreviation names; ambiguous ones (IST, CST) are left unknown."""
    if not word:
        return None
    name = word.upper().replace("−", "-")
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    if name in _PLACES:
        try:
            return ZoneInfo(_PLACES[name])
        except (KeyError, OSError):
            return None
    hit = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d\d?):?(\d\d)?", name)
    if not hit or int(hit[2]) > 14 or int(hit[3] or 0) > 59:
        return None
    offset = timedelta(hours=int(hit[2]), minutes=int(hit[3] or 0))
    return timezone(offset if hit[1] == "+" else -offset)


def _ago(text: str, now: datetime) -> Dated | None:
    hit = _AGO.search(text)
    if hit:
        amount = int(hit[1]) if hit[1].isdigit() else 1
        unit = _UNITS[hit[2][0].lower()]
        precision: Precision = "day" if unit in {"days", "weeks"} else "time"
        at = now - timedelta(**{unit: amount})
        return Dated(at.replace(microsecond=0), precision, hit.start(), hit.end(), True)
    hit = _YESTERDAY.search(text)
    if not hit:
        return None
    days = 1 if hit[1].lower() == "yesterday" else 0
    at = (now - timedelta(days=days)).replace(microsecond=0)
    return Dated(at, "day", hit.start(), hit.end(), True)
