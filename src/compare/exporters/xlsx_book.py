"""XLSX: one sheet a table, with a frozen header, and a sheet that documents the columns."""

from __future__ import annotations

import io
import math
import re
from typing import Any

from compare.exporters import Table, Value
from compare.exporters.cells import is_formula, xml_safe

LONGEST_CELL = 32_767  # characters; Excel's own limit
LONGEST_SHEET_NAME = 31
WIDTHS = (8, 60)  # in characters
WRAP_FROM = 40  # characters; shorter text fits its column


class _Xlsx:
    name = "xlsx"
    label = "Excel"
    suffix = ".xlsx"
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export(self, tables: list[Table]) -> bytes:
        """Write each table as a sheet, then a sheet "About" with headers and columns.

        Text is always text, never a formula; line ends become line feeds, as XML reads them;
        text beyond 32,767 characters is cut with an ellipsis.
        """
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        taken = {"about"}
        for table in tables:
            _sheet(book, table, _sheet_name(table.name, taken))
        _about(book, tables)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


def _sheet(book: Any, table: Table, name: str) -> None:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for index, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_cell(sheet, column, bold=True) for column in table.columns])
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])
    if table.columns:
        last = get_column_letter(len(table.columns))
        sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"


def _about(book: Any, tables: list[Table]) -> None:
    sheet = book.create_sheet("About")
    for letter, width in (("A", 20), ("B", 26), ("C", 100)):
        sheet.column_dimensions[letter].width = width
    sheet.append([_cell(sheet, text, bold=True) for text in ("table", "column", "what it holds")])
    for table in tables:
        for key, value in (*table.header.items(), *table.columns.items()):
            sheet.append([_cell(sheet, text) for text in (table.name, key, value)])


def _cell(sheet: Any, value: Value, *, bold: bool = False) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        value = None if math.isnan(value) else str(value)
    if not isinstance(value, str):
        return value
    text = _text(value)
    runs, wraps = is_formula(text), len(text) >= WRAP_FROM or "\n" in text
    if not (runs or wraps or bold or text.startswith("#")):
        return text  # openpyxl reads nothing into such text
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet, value=None)
    cell._value, cell.data_type = text, "s"  # `value=` would take "=…" for a formula
    if runs:
        cell.quotePrefix = True  # stays text when somebody edits the cell
    if bold:
        cell.font = Font(bold=True)
    if wraps:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _text(value: str) -> str:
    text = xml_safe(value).replace("\r\n", "\n").replace("\r", "\n")
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _widths(table: Table) -> list[int]:
    """Give each column the width of its longest text, within bounds."""
    least, most = WIDTHS
    widths = [len(name) + 4 for name in table.columns]
    for row in table.rows:
        for index, value in enumerate(row):
            if value is not None and widths[index] < most:
                widths[index] = max(widths[index], len(str(value)) + 2)
    return [min(most, max(least, width)) for width in widths]


def _sheet_name(name: str, taken: set[str]) -> str:
    """Give a name that Excel takes, and that no other sheet has (case aside)."""
    stem = re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", xml_safe(name)).strip()[:LONGEST_SHEET_NAME]
    found, number = stem or "Table", 1
    while found.lower() in taken:
        number += 1
        found = f"{(stem or 'Table')[: LONGEST_SHEET_NAME - 4]} {number}"
    taken.add(found.lower())
    return found


PLUGIN = _Xlsx()
