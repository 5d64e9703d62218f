"""Writes what is in the store as Parquet by day, for other programs and other machines."""

from __future__ import annotations

import os
import shutil
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from compare import manifest
from compare.errors import StoreError
from compare.records import Article
from compare.store.base import Base
from compare.store.codec import text_hash
from compare.store.faults import explain
from compare.store.results import summary_of
from compare.store.sql import Connection, execute, fetch, query


class Exchange(Base):
    """The part of the store that writes Parquet."""

    def write_parquet(
        self, folder: str | Path, *, first: date | None = None, last: date | None = None
    ) -> dict[str, int]:
        """Write one state of the store as Parquet, partitioned by day of publication.

        `<folder>/<table>/day=2031-05-04/*.parquet`, vectors below `model=…/day=…`; what has no
        date is in the partition for none, as Hive names it. `compare.exchange.take_in` reads it.
        A folder that was written before is replaced when the new one is whole.

        Args:
            folder: not there yet, empty, or written by this function.
            first, last: only what was published on these days or between them.

        Returns:
            Table → number of rows.

        Raises:
            StoreError: the folder holds other things or can't be written.
        """
        target = Path(folder)
        fresh = target.with_name(f"{target.name}.new")
        try:
            _check_target(target)
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir(parents=True)
            with self._access.reading() as con:
                rows = _write(con, fresh, {"first": first, "last": last})
                run = [asdict(summary_of(row)) for row in fetch(con, "runs", limit=1)]
            for one in run:
                one["started_at"] = one["started_at"].isoformat()
            manifest.write(fresh, rows, run[0] if run else {})
            if target.exists():
                shutil.rmtree(target)
            os.replace(fresh, target)
        except (duckdb.Error, OSError) as error:
            raise explain(error, str(target)) from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return rows


def _check_target(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir() or (any(target.iterdir()) and not (target / manifest.NAME).is_file()):
        raise StoreError(
            "is there already and is no exchange folder", where=str(target), hint="Choose another"
        )


def _write(con: Connection, folder: Path, days: dict[str, Any]) -> dict[str, int]:
    execute(con, "exchange_days", **days)
    _register_leads(con, days)
    rows: dict[str, int] = {}
    try:
        for table in manifest.TABLES:
            text = query(f"exchange_{table}")
            values = {key: value for key, value in days.items() if f"${key}" in text}
            to = str(folder / table)
            rows[table] = int(con.execute(text, values | {"folder": to}).fetchall()[0][0])
    finally:
        con.unregister("leads")
        con.execute("DROP TABLE IF EXISTS days")
    return rows


def _register_leads(con: Connection, days: dict[str, Any]) -> None:
    """Name the vectors that stand for articles: hash of their text, and day."""
    import pyarrow as pa

    from compare.events import LEAD_CHARACTERS, article_text_for_vector

    rows = fetch(con, "exchange_leads", length=LEAD_CHARACTERS, **days)
    hashes = [
        text_hash(article_text_for_vector(Article("", title, text))) for title, text, _ in rows
    ]
    kind = pa.schema([("text_hash", pa.string()), ("day", pa.date32())])
    columns = {"text_hash": hashes, "day": [day for _, _, day in rows]}
    con.register("leads", pa.table(columns, schema=kind))
