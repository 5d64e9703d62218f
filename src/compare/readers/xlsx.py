"""Excel tables, one article a row; the first sheet with a column of texts counts."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from compare.readers.archives import guard_size
from compare.readers.base import MAX_COLUMNS, FileReader, Unreadable
from compare.readers.tabular import articles_of, guess_mapping
from compare.records import ReadResult


def _open(data: bytes) -> Any:
    from openpyxl import load_workbook

    guard_size(data)
    return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _header(sheet: Any) -> list[str]:
    first = next(sheet.iter_rows(max_row=1, max_col=MAX_COLUMNS + 1, values_only=True), ())
    names = [str(value).strip() if value is not None else "" for value in first]
    while names and not names[-1]:
        names.pop()
    return [name or f"column {number}" for number, name in enumerate(names, 1)]


def _choose(book: Any) -> tuple[Any, list[str]]:
    sheets = [(sheet, _header(sheet)) for sheet in book.worksheets[:50]]
    if not sheets:
        raise Unreadable("it has no sheet", "Save it again")
    return next((pair for pair in sheets if "text" in guess_mapping(pair[1])), sheets[0])


def _rows(sheet: Any, header: list[str]) -> Iterator[tuple[int, dict[str, object]]]:
    rows = sheet.iter_rows(min_row=2, max_col=len(header), values_only=True)
    empty = 0
    for number, row in zip(itertools.count(2), rows, strict=False):
        if all(value is None for value in row):
            empty += 1
            if empty > 1_000:  # sheets claim a million empty rows
                return
            continue
        empty = 0
        yield number, dict(zip(header, row, strict=False))


def columns(data: bytes) -> list[str]:
    """The column names of the sheet that counts."""
    return _choose(_open(data))[1]


def _values(data: bytes) -> Iterator[Mapping[str, object]]:
    return (row for _, row in _rows(*_choose(_open(data))))


def _read(data: bytes, name: str, now: datetime, mapping: Mapping[str, str] | None) -> ReadResult:
    sheet, header = _choose(_open(data))
    return articles_of(_rows(sheet, header), header, name, now, mapping)


PLUGIN = FileReader("excel", (".xlsx", ".xlsm"), mapped=_read, columns=columns, rows=_values)
