"""The coverage map on the page: a click on a square opens that outlet's version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from compare.charts.coverage import SELECTION, coverage_chart, coverage_frame
from compare.ui.picture import picked, picture
from compare.ui.stripmap import strip_map
from compare.ui.versions import version
from compare.ui.words import esc

if TYPE_CHECKING:
    from compare.records import Row, SideBySide

MOST = 60  # facts in one picture


def coverage_map(view: SideBySide, rows: Sequence[Row], outlets: Sequence[str], total: int) -> None:
    """Show the map of the first facts, and the version that was clicked."""
    shown = list(rows)[:MOST]
    box = st.expander(
        "Picture: which outlet tells what", key="map", on_change="rerun", bind="query-params"
    )
    if not box.open:  # a closed picture costs nothing
        return
    with box:
        # The style sheet shows one of the two: the chart needs a desk's width.
        st.html(strip_map(view, shown, outlets, total))
        frame = coverage_frame(view, shown)
        with st.container(key="wide-map"):
            event = picture(
                coverage_chart(frame, outlets),
                "Map of facts by outlet: told, not reported or not collected",
                key="coverage",
                width="content",
            )
        if len(rows) > MOST:
            st.caption(f"The first {MOST} of {len(rows)} facts; filters narrow them down.")
        chosen = {(one.get("group_id"), one.get("outlet")) for one in picked(event, SELECTION)}
        for row in shown:
            for cell in row.cells:
                if (row.group_id, cell.outlet) in chosen:
                    body = "".join(version(view, row, one) for one in cell.claim_ids)
                    st.html(
                        f'<div class="told card {row.label}"><span class="outlet">'
                        f"{esc(cell.outlet)}</span>{body or cell.status}</div>"
                    )
