"""Tables of several events under each other."""

from __future__ import annotations

from collections.abc import Sequence

from compare.exporters import Table, Value


def join_tables(tables: Sequence[Table]) -> Table:
    """Put tables of one shape under each other; a column that one lacks is empty in its rows."""
    if len(tables) == 1:
        return tables[0]
    columns = {name: line for table in tables for name, line in table.columns.items()}
    rows: list[tuple[Value, ...]] = []
    for table in tables:
        at = {name: index for index, name in enumerate(table.columns)}
        rows += [
            tuple(row[at[name]] if name in at else None for name in columns) for row in table.rows
        ]
    header = dict(tables[0].header)
    for key in [one for one in ("articles", "outlets") if one in header]:
        header[key] = str(sum(int(table.header.get(key, "0")) for table in tables))
    header.pop("event_id", None)
    return Table(tables[0].name, columns, rows, header | {"event": f"{len(tables)} events"})


def join_same(tables: Sequence[Table]) -> list[Table]:
    """Join the tables that have one name, so that each kind of table is there once."""
    names = dict.fromkeys(table.name for table in tables)
    return [join_tables([one for one in tables if one.name == name]) for name in names]
