"""The coverage map for a phone: under each fact a square an outlet, numbered, as many as fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compare.ui.versions import badge
from compare.ui.words import count, esc, href

if TYPE_CHECKING:
    from compare.records import Cell, Row, SideBySide


def strip_map(view: SideBySide, rows: Sequence[Row], outlets: Sequence[str], total: int) -> str:
    """Write the map; the squares of one outlet stand in the same place under every fact.

    Args:
        outlets: in the order of their numbers.
        total: how many outlets the whole event has.
    """
    names = "".join(f"<li>{esc(outlet)}</li>" for outlet in outlets)
    facts = "".join(_fact(view, row, outlets, total) for row in rows)
    return (
        '<div class="told strips"><p class="quiet">A filled square: the outlet tells it, and a '
        "tap opens where. A bare number: not reported. A crossed one: not collected.</p>"
        f"<details><summary>Whose number is whose</summary><ol>{names}</ol></details>{facts}</div>"
    )


def _fact(view: SideBySide, row: Row, outlets: Sequence[str], total: int) -> str:
    cells = {cell.outlet: cell for cell in row.cells}
    squares = "".join(
        _square(view, row, cells[outlet], number)
        for number, outlet in enumerate(outlets, start=1)
        if outlet in cells
    )
    told = f"{row.outlets} of {count(total, 'outlet')}"
    return (
        f"<section><p>{badge(row.label, row.slots)} {esc(view.claims[row.headline].text)} "
        f'<span class="quiet">{told}</span></p><ul class="squares">{squares}</ul></section>'
    )


def _square(view: SideBySide, row: Row, cell: Cell, number: int) -> str:
    said = f'<span class="unseen"> {esc(cell.outlet)}: {cell.status}</span>'
    if not cell.claim_ids:
        css = "silent" if cell.status == "not reported" else "silent uncollected"
        return f'<li class="{css}" title="{esc(cell.outlet)}: {cell.status}">{number}{said}</li>'
    claim = view.claims[cell.claim_ids[0]]
    address = href("article", id=claim.article_id, claim=claim.id)
    return (
        f'<li class="{row.label}"><a href="{address}" target="_self" '
        f'title="{esc(cell.outlet)}">{number}{said}</a></li>'
    )
