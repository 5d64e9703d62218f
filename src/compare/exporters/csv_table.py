"""CSV: UTF-8 with BOM and CRLF, which spreadsheets open right, and no cell that they would run."""

from __future__ import annotations

import csv
import io
import math

from compare.exporters import Table, Value
from compare.exporters.cells import harmless, xml_safe

EXTRA = ("exported_at", "settings")  # the header's two lines that every row carries


class _Csv:
    name = "csv"
    label = "CSV"
    suffix = ".csv"
    mime = "text/csv"

    def export(self, tables: list[Table]) -> bytes:
        """Write the first table: column names, then rows; no comment lines."""
        table = tables[0]
        extra = [name for name in EXTRA if name in table.header and name not in table.columns]
        tail = [_cell(table.header[name]) for name in extra]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([_cell(name) for name in (*table.columns, *extra)])
        writer.writerows([*map(_cell, row), *tail] for row in table.rows)
        return out.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return harmless(xml_safe(value))
    return repr(value) if math.isfinite(value) else ""


PLUGIN = _Csv()
