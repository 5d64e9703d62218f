"""Exporters, one a file format: a table → bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to leave the product.

    Attributes:
        name: one or two words, used for sheet and file names.
        columns: column name → one line that documents it.
        rows: one tuple a row, as long as `columns`.
        header: what stands above it: when, from what, with which settings.
    """

    name: str
    columns: dict[str, str]
    rows: list[tuple[Value, ...]]
    header: dict[str, str] = field(default_factory=dict)


class Exporter(Protocol):
    """One file in this folder binds `PLUGIN` to one of these."""

    name: str
    label: str
    suffix: str
    mime: str

    def export(self, tables: list[Table]) -> bytes:
        """Write the tables; text cells come back unchanged when the file is read again, save
        that no cell can be run as a formula by a spreadsheet."""
        ...
