"""Parquet tables, one article a row."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from compare.readers.archives import MAX_UNPACKED
from compare.readers.base import FileReader, Unreadable
from compare.readers.tabular import articles_of, check_columns
from compare.records import ReadResult

_BATCH = 500


def _open(data: bytes) -> Any:
    import pyarrow.parquet as pq

    file = pq.ParquetFile(io.BytesIO(data))
    meta = file.metadata
    size = sum(meta.row_group(at).total_byte_size for at in range(meta.num_row_groups))
    if size > MAX_UNPACKED:
        reason = f"it unpacks to {size / 2**20:,.0f} MB, more than {MAX_UNPACKED // 2**20}"
        raise Unreadable(reason, "Split it")
    return file


def columns(data: bytes) -> list[str]:
    """The column names of the file."""
    return [str(name) for name in _open(data).schema_arrow.names]


def _rows(file: Any, wanted: list[str]) -> Iterator[tuple[int, dict[str, object]]]:
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH, columns=wanted):
        for row in batch.to_pylist():
            number += 1
            yield number, row


def _values(data: bytes) -> Iterator[Mapping[str, object]]:
    return (row for _, row in _rows(_open(data), columns(data)))


def _read(data: bytes, name: str, now: datetime, mapping: Mapping[str, str] | None) -> ReadResult:
    file = _open(data)
    names = [str(column) for column in file.schema_arrow.names]
    chosen = check_columns(names, mapping)
    wanted = list(dict.fromkeys(chosen.values()))
    return articles_of(_rows(file, wanted), names, name, now, mapping)


PLUGIN = FileReader("parquet", (".parquet",), mapped=_read, columns=columns, rows=_values)
