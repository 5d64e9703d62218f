"""RIS, the exchange format of reference managers and press databases."""

from __future__ import annotations

import re
from datetime import datetime

from compare.readers.base import FileReader, Unreadable
from compare.readers.build import build
from compare.readers.decoding import decode
from compare.records import Article, ReadResult, Reject

_TAG = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?$")
_FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("TI", "T1", "CT"),
    "outlet": ("JO", "JF", "T2", "JA", "PB", "DP"),
    "published_at": ("DA", "PY", "Y1"),
    "url": ("UR", "L2", "LK"),
    "author": ("AU", "A1"),
    "language": ("LA",),
    "text": ("FT", "TX", "AB", "N2", "N1"),
}
_WHOLE = {"FT", "TX"}


def _records(text: str) -> list[dict[str, list[str]]]:
    records: list[dict[str, list[str]]] = []
    current: dict[str, list[str]] | None = None
    last = ""
    for line in text.split("\n"):
        hit = _TAG.match(line.strip())
        if hit and hit[1] == "TY":
            current = {}
            records.append(current)
        elif hit and hit[1] == "ER":
            current = None
        elif hit and current is not None:
            last = hit[1]
            current.setdefault(last, []).append((hit[2] or "").strip())
        elif current and last and line.strip():
            current[last][-1] += "\n" + line.strip()
    return records


def _fields(record: dict[str, list[str]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for field, tags in _FIELDS.items():
        tag = next((tag for tag in tags if any(record.get(tag, []))), None)
        if tag is None:
            continue
        values = [value for value in record[tag] if value]
        found[field] = values if field == "author" else values[0]
        if field == "text":
            found["completeness"] = "full" if tag in _WHOLE else "truncated"
    day = str(found.get("published_at") or "").strip("/")
    if re.fullmatch(r"(?:19|20)\d\d", day):
        del found["published_at"]  # a year is no day; unknown stays unknown
    elif re.match(r"(?:19|20)\d\d/\d{1,2}/\d{1,2}", day):
        found["published_at"] = day.split("//")[0].rstrip("/")
    return found


def _read(data: bytes, name: str, now: datetime) -> ReadResult:
    records = _records(decode(data))
    if not records:
        raise Unreadable("it has no records that begin with TY", "Export it as RIS again")
    articles: list[Article] = []
    rejects: list[Reject] = []
    for number, record in enumerate(records, 1):
        try:
            article, more = build(_fields(record), name, now, row=number)
        except Unreadable as error:
            error.row = number
            rejects.append(error.reject(name))
            continue
        articles.append(article)
        rejects += more
    return ReadResult(tuple(articles), tuple(rejects))


PLUGIN = FileReader("ris", (".ris",), _read)
