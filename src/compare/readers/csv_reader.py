"""Comma or otherwise separated tables, one article a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import datetime

from compare.readers.base import MAX_CHARS, MAX_COLUMNS, FileReader, Unreadable
from compare.readers.decoding import decode
from compare.readers.tabular import articles_of
from compare.records import ReadResult, Reject

_DELIMITERS = ",;\t|"


def _delimiter(text: str) -> str:
    """The separator that gives the header the most columns."""
    first = text.lstrip("\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def _rows(text: str) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_CHARS + 1)
    return csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))


def _header(text: str) -> list[str]:
    try:
        header = next(_rows(text), [])
    except csv.Error as error:
        raise Unreadable(
            f"its first line is no header ({error})", "Put column names there"
        ) from None
    if len(header) > MAX_COLUMNS:
        reason = f"it has {len(header):,} columns, more than {MAX_COLUMNS:,}"
        raise Unreadable(reason, "Keep the columns for outlet, title, text, address and date")
    return [name.strip() or f"column {number}" for number, name in enumerate(header, 1)]


def columns(data: bytes) -> list[str]:
    """The column names of a table."""
    return _header(decode(data))


def _values(data: bytes) -> Iterator[Mapping[str, object]]:
    text = decode(data)
    return (row for _, row in _good_rows(text, _header(text), "", []))


def _read(data: bytes, name: str, now: datetime, mapping: Mapping[str, str] | None) -> ReadResult:
    text = decode(data)
    header = _header(text)
    broken: list[Reject] = []
    good = articles_of(_good_rows(text, header, name, broken), header, name, now, mapping)
    rejects = sorted((*broken, *good.rejects), key=lambda item: item.row or 0)
    return ReadResult(good.articles, tuple(rejects))


def _good_rows(
    text: str, header: list[str], name: str, broken: list[Reject]
) -> Iterator[tuple[int, dict[str, object]]]:
    """Rows with as many values as there are columns, numbered as a spreadsheet does."""
    rows = _rows(text)
    next(rows, None)
    number = 1
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            reason = f"it can't be read as a row of a table ({error})"
            broken.append(Reject(name, reason, "Check the quotes in it", number))
            continue
        if not any(value.strip() for value in row):
            continue
        extra = [value for value in row[len(header) :] if value.strip()]
        if extra:
            reason = f"it has {len(row)} values, the header {len(header)}"
            broken.append(Reject(name, reason, "Put values with separators in quotes", number))
            continue
        yield number, dict(zip(header, row, strict=False))


PLUGIN = FileReader("csv", (".csv", ".tsv", ".tab"), mapped=_read, columns=columns, rows=_values)
