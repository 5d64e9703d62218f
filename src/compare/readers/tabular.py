"""Tables of any format: which column is what, and rows → articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from compare.readers.base import MAX_ARTICLES, MAX_COLUMNS, Unreadable, clean_line
from compare.readers.build import build
from compare.records import Article, ReadResult, Reject

# Field of `Article` → names of columns that hold it, best first, in the form of `_plain`.
COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "articlebody", "content", "fulltext", "articletext", "maintext"),
        *("article", "contenttext", "bodytext", "plaintext", "story", "contents", "texte"),
        *("texto", "testo", "inhalt", "volltext", "metin", "текст", "claim", "paraphrase"),
        *("description", "summary", "abstract", "snippet", "ab", "n2"),
    ),
    "title": (
        *("title", "headline", "heading", "articletitle", "subject", "titel", "titre", "titulo"),
        *("titolo", "baslik", "başlık", "заголовок", "hed", "headlines", "ti", "t1", "name"),
    ),
    "outlet": (
        *("outlet", "source", "publisher", "publication", "newspaper", "sitename", "site"),
        *("medium", "media", "sourcename", "outletname", "publicationname", "newssource", "domain"),
        *("quelle", "journal", "fuente", "fonte", "kaynak", "источник", "jo", "feed", "website"),
        "paper",
    ),
    "url": (
        *("url", "link", "address", "articleurl", "permalink", "webpage", "href", "sourceurl"),
        *("canonicalurl", "uri", "weburl", "ur", "guid"),
    ),
    "published_at": (
        *("publishedat", "published", "datepublished", "publicationdate", "publishdate", "date"),
        *("pubdate", "publishedtime", "datetime", "time", "timestamp", "articledate", "created"),
        *("publicationtime", "createdat", "publishedon", "datum", "fecha", "data", "tarih"),
        *("дата", "da", "y1", "day", "updated"),
    ),
    "modified_at": (
        *("modifiedat", "datemodified", "modified", "lastmodified", "modifiedtime"),
        *("updatedat", "dateupdated", "updated", "lastupdated"),
    ),
    "country": ("country", "countrycode", "land", "pays", "pais", "país", "ülke", "страна"),
    "author": (
        *("author", "authors", "byline", "by", "writer", "creator", "autor", "auteur", "yazar"),
        *("автор", "au", "a1"),
    ),
    "language": ("language", "lang", "languagecode", "sprache", "langue", "idioma", "dil", "la"),
    "carries": ("carries", "agency", "wire", "credit"),
    "kind": ("kind",),
    "published_precision": ("publishedprecision", "dateprecision", "precision"),
    "completeness": ("completeness", "complete"),
}
FIELDS = tuple(COLUMN_NAMES)
_MAX_SHOWN = 12
_MAX_CELL = 300  # characters of a value in a preview


@dataclass(frozen=True, slots=True)
class Preview:
    """What a table looks like, so that a person can say which column is what.

    Attributes:
        columns: their names, in order.
        mapping: field of `Article` → column, as guessed.
        rows: the first rows, a text a column, long ones cut off.
    """

    columns: tuple[str, ...]
    mapping: dict[str, str]
    rows: tuple[tuple[str, ...], ...]


def make_preview(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Preview:
    """Make a preview of a table's columns and first rows.

    Args:
        columns: their names; more than `MAX_COLUMNS` are cut off.
        rows: values by column.
    """
    names = tuple(dict.fromkeys(str(column) for column in columns))[:MAX_COLUMNS]
    cells = (tuple(_cell(row.get(name)) for name in names) for row in rows)
    return Preview(names, guess_mapping(names), tuple(cells))


def _cell(value: object) -> str:
    return "" if value is None else clean_line(str(value)[: 2 * _MAX_CELL])[:_MAX_CELL]


def corrected(columns: Iterable[str], told: Mapping[str, str]) -> dict[str, str]:
    """Give the guessed mapping with a person's corrections.

    Args:
        columns: the names of a table's columns.
        told: field → column, or "" for a field that no column holds. A column that is named
            here is no longer guessed to hold something else.
    """
    guessed = guess_mapping(columns)
    taken = set(told.values())
    kept = {field: name for field, name in guessed.items() if field not in told}
    return {field: name for field, name in kept.items() if name not in taken} | {
        field: name for field, name in told.items() if name
    }


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def guess_mapping(columns: Iterable[str]) -> dict[str, str]:
    """Guess which column holds what.

    Args:
        columns: the names of a table's columns.

    Returns:
        Field of `Article` → column; fields without a column are missing.
    """
    given = list(dict.fromkeys(str(column) for column in columns))
    plain = {column: _plain(column) for column in given}
    found: dict[str, str] = {}
    for exact in (True, False):
        for field, names in COLUMN_NAMES.items():
            if field in found:
                continue
            free = [column for column in given if column not in found.values()]
            hits = [
                (rank, column)
                for rank, name in enumerate(names)
                for column in free
                if _fits(plain[column], name, exact)
            ]
            if hits:
                found[field] = min(hits, key=lambda hit: (hit[0], given.index(hit[1])))[1]
    return found


def _fits(column: str, name: str, exact: bool) -> bool:
    if exact:
        return column == name
    return len(name) >= 4 and name != "name" and (column.startswith(name) or column.endswith(name))


def check_columns(columns: Sequence[str], mapping: Mapping[str, str] | None) -> dict[str, str]:
    """Take the mapping given or guess one, and make sure that it leads to a text.

    Raises:
        Unreadable: too many columns, none for the text, or `mapping` names one that isn't there.
    """
    if len(columns) > MAX_COLUMNS:
        reason = f"it has {len(columns):,} columns, more than {MAX_COLUMNS:,}"
        raise Unreadable(reason, "Keep the columns for outlet, title, text, address and date")
    chosen = dict(guess_mapping(columns) if mapping is None else mapping)
    seen = ", ".join(repr(str(column)[:40]) for column in columns[:_MAX_SHOWN])
    if len(columns) > _MAX_SHOWN:
        seen += f" and {len(columns) - _MAX_SHOWN} more"
    wrong = [f"{field} = {column!r}" for field, column in chosen.items() if column not in columns]
    if wrong:
        reason = f"no such column: {', '.join(wrong)[:200]}; its columns are {seen}"
        raise Unreadable(reason, "Choose among its columns")
    if "text" not in chosen:
        reason = f"no column holds the text of the articles; its columns are {seen}"
        hint = "Choose it (on the page, or by --map text=COLUMN), or name it 'text'"
        raise Unreadable(reason, hint, field="text")
    return chosen


def articles_of(
    rows: Iterable[tuple[int, Mapping[str, object]]],
    columns: Sequence[str],
    name: str,
    now: datetime,
    mapping: Mapping[str, str] | None = None,
) -> ReadResult:
    """Turn rows into articles; a row that can't be one becomes a reject that names it.

    Args:
        rows: number of the row or line, and its values by column.
        columns: all columns.
        name: the file's name.
        now: when it came in.
        mapping: field → column; None: guessed.

    Raises:
        Unreadable: the columns give no text.
    """
    chosen = check_columns(columns, mapping)
    articles: list[Article] = []
    rejects: list[Reject] = []
    kept: list[tuple[int, dict[str, object]]] = []
    for number, row in rows:
        if len(kept) >= MAX_ARTICLES:
            reason = f"only the first {MAX_ARTICLES:,} rows were taken"
            rejects.append(Reject(name, reason, "Split the file", number))
            break
        kept.append((number, {field: row.get(column) for field, column in chosen.items()}))
    day_first = _day_first(fields.get("published_at") for _, fields in kept)
    for number, fields in kept:
        try:
            article, more = build(fields, name, now, row=number, day_first=day_first)
        except Unreadable as error:
            rejects.append(error.reject(name))
            continue
        articles.append(article)
        rejects.extend(more)
    if not kept:
        rejects.append(Reject(name, "it has no rows", "Add a row for each article"))
    if articles and "outlet" not in chosen and "url" not in chosen:
        reason = "no column holds the outlet, so it is unknown"
        rejects.append(
            Reject(name, reason, "Add a column 'outlet' or correct it there", None, "outlet")
        )
    return ReadResult(tuple(articles), tuple(rejects))


def _day_first(values: Iterable[object]) -> bool | None:
    """Whether 03/04/2022 is April, by the column's unambiguous dates; None: nothing says so."""
    for value in values:
        hit = re.match(r"\s*(\d{1,2})[-/](\d{1,2})[-/]\d{4}", str(value or ""))
        if hit and int(hit[1]) > 12:
            return True
        if hit and int(hit[2]) > 12:
            return False
    return None
