"""JSON: each table with its header, its documented columns, and its rows as objects."""

from __future__ import annotations

import json
import math

from compare.exporters import Table, Value
from compare.exporters.cells import whole


class _Json:
    name = "json"
    label = "JSON"
    suffix = ".json"
    mime = "application/json"

    def export(self, tables: list[Table]) -> bytes:
        """Write `{"tables": [{"name", "header", "columns", "rows"}, …]}` in UTF-8."""
        document = {"tables": [_table(table) for table in tables]}
        return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _table(table: Table) -> dict[str, object]:
    names = [whole(name) for name in table.columns]
    return {
        "name": whole(table.name),
        "header": {whole(key): whole(value) for key, value in table.header.items()},
        "columns": dict(zip(names, map(whole, table.columns.values()), strict=True)),
        "rows": [dict(zip(names, map(_cell, row), strict=True)) for row in table.rows],
    }


def _cell(value: Value) -> Value:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON has neither NaN nor infinity
    return value


PLUGIN = _Json()
