"""The coverage map on the page: a click on a square opens that outlet's version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from compare.charts.coverage import SELECTION, coverage_chart, coverage_frame
from compare.ui.versions import version

if TYPE_CHECKING:
    from compare.records import Row, SideBySide

MOST = 60  # facts in one picture


def coverage_map(view: SideBySide, rows: Sequence[Row], outlets: Sequence[str]) -> None:
    """Show the map of the first facts, and the version that was clicked."""
    shown = list(rows)[:MOST]
    with st.expander("Picture: which outlet tells what", expanded=False):
        frame = coverage_frame(view, shown)
        event = st.altair_chart(
            coverage_chart(frame, outlets),
            width="content",
            on_select="rerun",
            key="coverage",
            alt="Map of facts by outlet: told, not reported or not collected",
        )
        if len(rows) > MOST:
            st.caption(f"The first {MOST} of {len(rows)} facts; filters narrow them down.")
        picked = _picked(event)
        for row in shown:
            for cell in row.cells:
                if (row.group_id, cell.outlet) in picked:
                    body = "".join(version(view, row, one) for one in cell.claim_ids)
                    st.html(
                        f'<div class="told card {row.label}"><span class="outlet">'
                        f"{_name(cell.outlet)}</span>{body or cell.status}</div>"
                    )


def _name(outlet: str) -> str:
    from compare.ui.words import esc

    return esc(outlet)


def _picked(event: object) -> set[tuple[str, str]]:
    selection = getattr(event, "selection", None) or {}
    points = selection.get(SELECTION, []) if hasattr(selection, "get") else []
    return {(point.get("group_id", ""), point.get("outlet", "")) for point in points}
