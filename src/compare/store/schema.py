"""Brings a database forward by the ordered files of `migrations/`, each in one transaction."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import duckdb

from compare.errors import StoreError
from compare.store.sql import Connection

_VERSION_TABLE = """
CREATE TABLE IF NOT EXISTS schema_version (
    version INTEGER NOT NULL, name VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL
)
"""


@cache
def migrations() -> tuple[tuple[int, str, str], ...]:
    """Give version, file name and SQL of each migration, in order."""
    found = [
        (int(item.name.split("_", 1)[0]), item.name, item.read_text("utf-8"))
        for item in (files("compare.store") / "migrations").iterdir()
        if item.name.endswith(".sql")
    ]
    return tuple(sorted(found))


def newest() -> int:
    """Give the version that this program writes."""
    return migrations()[-1][0]


def version(con: Connection) -> int:
    """Give the version of an open database; 0 for one without our tables."""
    try:
        row = con.execute("SELECT max(version) FROM schema_version").fetchone()
    except duckdb.CatalogException:
        return 0
    return int(row[0] or 0) if row else 0


def is_current(con: Connection, path: str) -> bool:
    """Tell whether the database can be used as it is; False: it has to be migrated first.

    Raises:
        StoreError: a newer version wrote it, or it holds tables of somebody else.
    """
    found = version(con)
    if found > newest():
        raise StoreError(
            f"was written by a newer version (schema {found}, this one knows {newest()})",
            where=path,
            hint="Update the program, or open a store that this version wrote",
        )
    if found == 0:
        row = con.execute(
            "SELECT count(*) FROM duckdb_tables() "
            "WHERE NOT internal AND database_name = current_database()"
        ).fetchone()
        if row and row[0]:
            raise StoreError(
                "is a DuckDB file of another program",
                where=path,
                hint="Choose another path for the store",
            )
    return found == newest()


def migrate(con: Connection) -> None:
    """Apply what is missing, one transaction a file."""
    done = version(con)
    for number, name, text in migrations():
        if number <= done:
            continue
        con.begin()
        try:
            con.execute(_VERSION_TABLE)
            con.execute(text)
            con.execute(
                "INSERT INTO schema_version VALUES ($number, $name, now()::TIMESTAMP)",
                {"number": number, "name": name},
            )
            con.commit()
        except BaseException:
            con.rollback()
            raise
