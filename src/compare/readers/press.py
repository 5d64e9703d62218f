"""Text exports of press databases: many articles in one text, each with its header lines."""

from __future__ import annotations

import re
from datetime import datetime

from compare.readers import dates
from compare.readers.base import Unreadable
from compare.readers.build import build
from compare.readers.linerules import words
from compare.readers.wrapped import unwrap
from compare.records import Article, ReadResult, Reject

_START = re.compile(r"^[ \t]*(?:\d+ of \d+ (?:DOCUMENTS?|documents?))[ \t]*$", re.MULTILINE)
_END = re.compile(r"^[ \t]*(?:End of Document|Document [A-Z]{2,8}\w{12,30})[ \t]*$", re.MULTILINE)
_LENGTH = re.compile(r"^[ \t]*(?:length:\s*)?\d[\d,]* words?[ \t]*$", re.MULTILINE | re.IGNORECASE)
_KEYED = re.compile(
    r"(length|byline|section|load-date|language|publication-type|headline|dateline|highlight"
    r"|graphic|copyright|journal-code|subject|body|type|edition|series|correction|pub-type):?"
    r"(?:\s+(.*))?",
    re.IGNORECASE,
)
_EDITION = re.compile(r".*\bedition\b.*|copyright\b.*|all rights reserved.*|\(c\).*|©.*", re.I)
_CLOCK = re.compile(r"\d{1,2}:\d\d.{0,12}")
_CODE = re.compile(r"[A-Z0-9]{2,8}")
_LANGUAGES = re.compile(r"english|german|french|spanish|russian|italian|turkish|arabic", re.I)
_TAIL = {"load-date", "language", "publication-type", "graphic", "journal-code", "subject"}


def split_export(text: str) -> list[str]:
    """The documents of an export; empty when the text is none."""
    if not _LENGTH.search(text):
        return []
    if _END.search(text):
        parts = _END.split(text)
    elif _START.search(text):
        parts = _START.split(text)
    else:
        return []
    return [part.strip("\n") for part in parts if _LENGTH.search(part)]


def read_export(documents: list[str], source: str, now: datetime) -> ReadResult:
    """Make an article of each document; `row` in rejects is its number in the export."""
    articles: list[Article] = []
    rejects: list[Reject] = []
    for number, document in enumerate(documents, 1):
        try:
            article, more = build(_fields(document), source, now, row=number)
        except Unreadable as error:
            error.row = number
            rejects.append(error.reject(source))
            continue
        articles.append(article)
        rejects += more
    return ReadResult(tuple(articles), tuple(rejects))


def _fields(document: str) -> dict[str, object]:
    lines = [line.strip() for line in document.split("\n")]
    keyed, head, body = _split(lines)
    now = datetime(9999, 1, 1)
    dated = next(
        (at for at, line in enumerate(head) if dates.find(line, now) and words(line) <= 9), None
    )
    found: dict[str, object] = {
        "author": keyed.get("byline") or _byline(head),
        "language": keyed.get("language"),
        "text": unwrap("\n".join(body)),
    }
    plain = [line for line in head if not _EDITION.fullmatch(line) and not _LENGTH.fullmatch(line)]
    if dated is None:
        found["title"] = keyed.get("headline") or (plain[0] if plain else "")
        return found
    line = head[dated]
    after = [item for item in head[dated + 1 :] if item in plain and not line.startswith("By ")]
    if after and _CLOCK.fullmatch(after[0]):
        line, after = f"{line} {after[0]}", after[1:]
    found["published_at"] = line
    before = [item for item in head[:dated] if item in plain and not item.startswith("By ")]
    found["outlet"], found["title"] = _names(before, after, keyed)
    return found


def _names(before: list[str], after: list[str], keyed: dict[str, str]) -> tuple[str, str]:
    """Outlet and title by where they stand around the date line, in three usual layouts."""
    if any(_LANGUAGES.fullmatch(item) or _CODE.fullmatch(item) for item in after):
        return after[0], before[-1] if before else ""  # title, words, date, time, outlet, code
    if len(before) >= 2:
        return before[-1], before[-2]  # title, outlet, date
    return before[-1] if before else "", keyed.get("headline") or (after[0] if after else "")


def _byline(head: list[str]) -> str | None:
    return next((line[3:] for line in head if line.startswith("By ") and words(line) < 12), None)


def _split(lines: list[str]) -> tuple[dict[str, str], list[str], list[str]]:
    """Keyed values, header lines and body lines of one document.

    The header ends at "Body", else after its last keyed or usual line before the first
    paragraph.
    """
    keyed: dict[str, str] = {}
    head: list[str] = []
    body: list[str] = []
    started = False
    for line in lines:
        hit = _KEYED.fullmatch(line)
        key = hit[1].lower() if hit else ""
        if hit and (":" in line or key == "body") and not (started and key not in _TAIL):
            keyed.setdefault(key, hit[2] or "")
            started = started or key == "body"
        elif started or (words(line) > 25 and _has_length(keyed, head)):
            started = True
            body.append(line)
        elif line:
            started = _ends_head(keyed, head, line)
            (body if started else head).append(line)
    return keyed, head, body


def _has_length(keyed: dict[str, str], head: list[str]) -> bool:
    return "length" in keyed or any(_LENGTH.fullmatch(line) for line in head)


def _ends_head(keyed: dict[str, str], head: list[str], line: str) -> bool:
    """Whether a line is the first of the body: after the length, and like a sentence."""
    return _has_length(keyed, head) and words(line) >= 9 and not _EDITION.fullmatch(line)
