"""Event: where the versions disagree, then every claim by outlet in the outlets' own words."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from compare.stands import stands
from compare.ui import filters
from compare.ui.coverage import coverage_map
from compare.ui.downloads import downloads
from compare.ui.grid import fact_list, grid
from compare.ui.head import chosen_event, event_head
from compare.ui.page import View
from compare.ui.standing import standing
from compare.ui.summary import cards
from compare.ui.words import count

PAGE = 25  # rows at once
CARDS = 6
SPEAKERS = 4


def show() -> None:
    """Show the page."""
    whole = chosen_event()
    if whole is None:
        return
    event_head(whole, "event")
    if not whole.claims:
        st.info("No claims were found in these reports yet. Run the matching on Add.")
        return
    disagreements = cards(whole, CARDS)
    st.html('<div class="told"><h2>Where the versions disagree</h2></div>')
    if disagreements:
        st.html(disagreements)
    else:
        st.write("No two outlets were found to contradict each other or to differ.")
    told = standing(whole, stands(whole), SPEAKERS)
    if told:
        st.html('<div class="told"><h2>Who confirmed, denied or would not say</h2></div>')
        st.html(told)
    st.html('<div class="told"><h2>Every claim, outlet by outlet</h2></div>')
    choice = filters.choose(whole)
    shown = filters.applied(whole, choice)
    rows = filters.sorted_rows(shown, choice.sort)
    outlets = filters.sorted_outlets(shown, choice.order, choice.pinned)
    left, middle, right = st.columns([4, 2, 2], vertical_alignment="center")
    facts = count(len(rows), "fact")
    left.caption(
        f"{facts} of {len(whole.rows)}, {len(outlets)} of {count(len(whole.outlets), 'outlet')}"
    )
    layout = middle.segmented_control(
        "Show as",
        ["table", "list"],
        default="table",
        key="layout",
        bind="query-params",
        required=True,
        label_visibility="collapsed",
    )
    with right:
        downloads(replace(shown, rows=tuple(rows)), whole, filters.said(choice))
    if not rows:
        st.info("No claim fits these filters. Take one away.")
        return
    pages = -(-len(rows) // PAGE)
    page = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    part, total = rows[(page - 1) * PAGE : page * PAGE], len(whole.outlets)
    if layout == "table":
        ways = filters.fold_ways(outlets, choice.folded)
        st.html(grid(shown, part, outlets, total, choice.folded, ways, choice.pinned))
    else:
        st.html(fact_list(shown, part, total))
    coverage_map(shown, rows, outlets, total)


PLUGIN = View(
    "event", "Event", ":material/view_column:", 20, show, "One event side by side", listed=False
)

if __name__ == "__main__":
    show()
