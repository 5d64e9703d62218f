"""Field values as found in any format → one `Article`, with a reject for each value refused."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from compare.readers import dates, outlets
from compare.readers.agency import carried
from compare.readers.base import MAX_CHARS, MAX_TITLE, Unreadable, clean, clean_line
from compare.readers.language import detect
from compare.readers.urls import canonical
from compare.records import Article, ArticleKind, Completeness, Cut, Precision, Reject

Chosen = TypeVar("Chosen")
Default = TypeVar("Default")
_KINDS: dict[str, ArticleKind] = {"verbatim": "verbatim", "paraphrase": "paraphrase"}
_COMPLETE: dict[str, Completeness] = {
    "full": "full",
    "truncated": "truncated",
    "paywalled": "paywalled",
    "missing": "missing",
}
_PRECISIONS: dict[str, Precision] = {"time": "time", "day": "day", "approximate": "approximate"}
_NONE = {"", "none", "null", "nan", "nat", "n/a", "na", "-", "unknown"}
MIN_LETTERS = 20
# Signs of a text that goes on elsewhere; wordings of buttons and paywalls.
_CUT_OFF = re.compile(
    r"(?:\[\+?\d+ chars\]|\[(?:…|\.\.\.)\]|continue reading(?: .{0,40})?"
    r"|(?:\.\.\.|…)\s*read more)\W*$",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscribe to (?:continue|read)|to (?:continue|keep) reading.{0,40}(?:subscribe|log in|sign)"
    r"|already a subscriber|this (?:article|content) is (?:for|only available to) subscribers"
    r"|subscribers only|exclusively for subscribers|réservé aux abonnés"
    r"|exclusivo para suscriptores",
    re.IGNORECASE,
)


def build(
    fields: Mapping[str, object],
    source: str,
    now: datetime,
    *,
    row: int | None = None,
    day_first: bool | None = None,
    source_text: str | None = None,
    cuts: tuple[Cut, ...] = (),
) -> tuple[Article, list[Reject]]:
    """Make an article of the values of its fields.

    Args:
        fields: by name of the field of `Article`; missing and empty values are unknown.
        source: file name or address, for messages.
        now: a publication time more than a day after it is refused.
        row: row or line in the source.
        day_first: how 03/04/2022 is to be read; None: unknown.
        source_text: the text before anything was cut.
        cuts: what was cut.

    Returns:
        The article, and a reject for each value that was refused while the article stays.

    Raises:
        Unreadable: there is no text.
    """
    text = clean(_text(fields, "text")).strip()
    if sum(char.isalpha() for char in text[:1000]) < MIN_LETTERS:
        raise Unreadable("there is no text of an article", "Give its text", row=row, field="text")
    if len(text) > MAX_CHARS:
        reason = f"the text has {len(text):,} characters, more than {MAX_CHARS:,}"
        raise Unreadable(reason, "Split it into its articles", row=row, field="text")
    rejects: list[Reject] = []
    url = _url(_line(fields, "url"), source, row, rejects)
    outlet = _line(fields, "outlet") or (outlets.from_url(url) if url else "") or ""
    known = outlets.by_url(outlet) if "." in outlet and " " not in outlet else None
    outlet = known.name if known else outlet
    if outlets.mixes_alphabets(outlet):
        reason = f"the outlet's name {outlet[:40]!r} mixes alphabets, as look-alike names do"
        rejects.append(Reject(source, reason, "The article is in; check the name", row, "outlet"))
    at, precision = _published(fields, source, now, row, day_first, rejects)
    kind = _choice(fields, "kind", _KINDS, None, source, row, rejects) or "verbatim"
    complete = _choice(fields, "completeness", _COMPLETE, None, source, row, rejects)
    author = _line(fields, "author")[:200]
    shown = (cut.text for cut in cuts)
    article = Article(
        outlet=(outlet or f"{outlets.UNKNOWN} ({source})")[:200],
        title=_line(fields, "title")[:MAX_TITLE] or _first_words(text),
        text=text,
        url=url,
        published_at=at,
        published_precision=precision,
        country=(_line(fields, "country") or outlets.country(outlet, url) or None),
        author=author or None,
        language=_language(_line(fields, "language")) or detect(text),
        carries=_line(fields, "carries")[:200] or carried(text, outlet, author, shown),
        kind=kind,
        completeness=complete or _completeness(text, cuts),
        source_name=source,
        source_text=source_text if source_text is not None and source_text != text else None,
        cuts=cuts,
        modified_at=_modified(fields, now, day_first),
    )
    return article, rejects


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, list | tuple):
        return "\n\n".join(str(part) for part in value)
    return str(value)


def _line(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if isinstance(value, list | tuple):
        value = ", ".join(filter(None, (_line({name: part}, name) for part in value[:20])))
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("id") or ""
    line = clean_line(_text({name: value}, name))
    return "" if line.lower() in _NONE else line


def _url(line: str, source: str, row: int | None, rejects: list[Reject]) -> str | None:
    if not line:
        return None
    url = canonical(line)
    if url is not None:
        return url
    reason = f"{line[:60]!r} is no address of a web page"
    rejects.append(Reject(source, reason, "It was left out, the article is in", row, "url"))
    return None


def _published(
    fields: Mapping[str, object],
    source: str,
    now: datetime,
    row: int | None,
    day_first: bool | None,
    rejects: list[Reject],
) -> tuple[datetime | None, Precision]:
    value = fields.get("published_at")
    if isinstance(value, dates.Dated):
        dated: dates.Dated | None = value
    elif value is None or (isinstance(value, str) and not _line(fields, "published_at")):
        return None, "time"
    else:
        dated = dates.parse(value, now, day_first=day_first)
    shown = str(value)[:40] if dated is None else dated.at.isoformat(" ", "minutes")
    hint = "The article is in without a date; correct the date there"
    if dated is None:
        if shown.lower() not in {"nat", "nan"}:
            reason = f"{clean_line(shown)!r} is no date"
            rejects.append(Reject(source, reason, hint, row, "published_at"))
        return None, "time"
    if dates.in_future(dated.at, now):
        reason = f"the publication time {shown} lies in the future"
        rejects.append(Reject(source, reason, hint, row, "published_at"))
        return None, "time"
    told = _choice(fields, "published_precision", _PRECISIONS, None, source, row, rejects)
    return dated.at, told or dated.precision


def _modified(
    fields: Mapping[str, object], now: datetime, day_first: bool | None
) -> datetime | None:
    """When it was last changed; one that can't be is left out, as little depends on it."""
    value = fields.get("modified_at")
    if not isinstance(value, dates.Dated):
        if value is None or (isinstance(value, str) and not _line(fields, "modified_at")):
            return None
        value = dates.parse(value, now, day_first=day_first)
    return None if value is None or dates.in_future(value.at, now) else value.at


def _choice(
    fields: Mapping[str, object],
    name: str,
    options: Mapping[str, Chosen],
    default: Default,
    source: str,
    row: int | None,
    rejects: list[Reject],
) -> Chosen | Default:
    line = _line(fields, name).lower()
    if not line:
        return default
    if line not in options:
        hint = f"Known: {', '.join(options)}. It was left out, the article is in"
        rejects.append(Reject(source, f"{line[:40]!r} is unknown", hint, row, name))
        return default
    return options[line]


def _language(line: str) -> str | None:
    code = re.match(r"[a-z]{2}(?![a-z])", line.lower())
    return code[0] if code else _LANGUAGES.get(line.lower())


_LANGUAGES = {
    **{"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it"},
    **{"russian": "ru", "turkish": "tr", "arabic": "ar", "chinese": "zh", "ukrainian": "uk"},
    **{"portuguese": "pt", "dutch": "nl", "polish": "pl", "swedish": "sv", "japanese": "ja"},
}


def _completeness(text: str, cuts: tuple[Cut, ...]) -> Completeness:
    if _PAYWALL.search(text[-600:]) or any(_PAYWALL.search(cut.text[:400]) for cut in cuts):
        return "paywalled"
    return "truncated" if _CUT_OFF.search(text) else "full"


def _first_words(text: str) -> str:
    line = clean_line(text[:400])
    if len(line) <= 80:
        return line
    return line[:80].rsplit(" ", 1)[0] + "…"
