"""Reads Parquet files row by row, and names the file of which a row can't be used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from compare.errors import StoreError

_BATCH = 2_000


def rows_of(root: Path, files: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Give the rows of files below `root` as column → value.

    Raises:
        StoreError: a file, named, is no Parquet or can't be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name in files:
        try:
            with pq.ParquetFile(root / name) as file:
                for batch in file.iter_batches(batch_size=_BATCH):
                    yield from batch.to_pylist()
        except (pa.ArrowException, OSError) as error:
            raise _unusable(root, [name], str(error)) from error


@contextmanager
def usable(root: Path, files: Sequence[str]) -> Iterator[None]:
    """Turn what a malformed row makes the block raise into an error that names the files."""
    try:
        yield
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise _unusable(root, files, f"{type(error).__name__}: {error}") from error


def _unusable(root: Path, files: Sequence[str], told: str) -> StoreError:
    first = (told.splitlines() or [""])[0]
    return StoreError(
        f"holds something that can't be used ({first})",
        where=", ".join(str(root / name) for name in files),
        hint="Have the folder written again with `astold exchange out`",
    )
