"""Which export formats there are, and the one call that uses them."""

from __future__ import annotations

import re
import unicodedata
from typing import cast

from compare.errors import AsToldError
from compare.exporters import Exporter, Table
from compare.exporters.joining import join_same
from compare.plugins import discover


def formats() -> dict[str, Exporter]:
    """Give the exporters by name ("csv", "xlsx", …)."""
    return cast("dict[str, Exporter]", discover("compare.exporters"))


def export(tables: list[Table], format: str) -> bytes:
    """Write `tables` as one file of a format.

    Tables of one name are joined first (the same table of several events); formats that hold
    one table only (CSV, Parquet) write the first.

    Raises:
        AsToldError: there is no such format, or no table.
    """
    exporter = formats().get(format)
    if exporter is None:
        raise AsToldError(
            "there is no such export format", where=format, hint=f"Known are {', '.join(formats())}"
        )
    if not tables:
        raise AsToldError("there is nothing to export", hint="Add articles first")
    return exporter.export(join_same(tables))


def file_name(table: Table, format: str) -> str:
    """Suggest a name: the event, the table and the day, in letters that every system takes."""
    parts = [table.header.get("event", ""), table.name, table.header.get("exported_at", "")[:10]]
    event, *rest = (_plain(part) for part in parts)
    stem = "-".join(part for part in (event or "event", *rest) if part)
    return stem + formats()[format].suffix


def _plain(text: str) -> str:
    """Keep the letters and digits of ASCII, hyphens between; 40 characters at most."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:40].strip("-")
