"""Named queries from `queries/*.sql`, and the fast way to put many rows into a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

import duckdb

Connection = duckdb.DuckDBPyConnection
PORTION = 50_000  # rows that are laid out for the database at a time


@cache
def query(name: str) -> str:
    """Read `queries/<name>.sql`; values are bound to its `$parameters`, never put into it."""
    return (files("compare.store") / "queries" / f"{name}.sql").read_text("utf-8")


def fetch(con: Connection, name: str, **values: Any) -> list[tuple[Any, ...]]:
    """Run a named query and give all its rows."""
    return con.execute(query(name), values or None).fetchall()


def execute(con: Connection, name: str, **values: Any) -> None:
    """Run the statements of a named file; each gets those of `values` that it mentions."""
    for statement in query(name).split(";\n"):
        if statement.strip():
            wanted = set(re.findall(r"\$(\w+)", statement))
            used = {key: value for key, value in values.items() if key in wanted}
            con.execute(statement, used or None)


def insert(con: Connection, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
    """Append rows given by column; `table` is a name from our code.

    Goes by way of Arrow, which takes 10,000 rows in milliseconds and, unlike pandas, keeps
    NaN apart from NULL.
    """
    import pyarrow as pa

    if not len(next(iter(columns.values()))):
        return
    con.register("incoming", pa.table(dict(columns)))
    try:
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    finally:
        con.unregister("incoming")


def insert_rows(con: Connection, table: str, names: str, rows: Iterable[Sequence[Any]]) -> None:
    """Append rows, in portions; `names` are the columns, separated by spaces."""
    given = iter(rows)
    while portion := list(islice(given, PORTION)):
        columns = list(zip(*portion, strict=True))
        insert(con, table, dict(zip(names.split(), columns, strict=True)))
