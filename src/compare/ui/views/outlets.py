"""Outlets: how they stand to each other in one event; counts, never a rating."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from compare.charts.agreement import SELECTION, agreement_chart, agreement_frame
from compare.ui import outlettables
from compare.ui.filters import sorted_outlets
from compare.ui.head import chosen_event, event_head, event_picker
from compare.ui.page import View
from compare.ui.picture import picked, picture

if TYPE_CHECKING:
    from compare.records import SideBySide


def show() -> None:
    """Show the page."""
    view = chosen_event()
    if view is None:
        return
    event_head(view, "outlets")
    event_picker(view)
    st.caption("These are counts of this event. They say nothing about how good an outlet is.")
    st.header("Who tells what, and when")
    st.html(outlettables.counts_table(view))
    st.caption(
        "“Told first”: no collected report was earlier; where only the day is known, all reports "
        "of that day count."
    )
    st.header("Where two outlets agree")
    frame = agreement_frame(view)
    if frame.empty:
        st.write("No fact is told by two outlets.")
    else:
        outlets = sorted_outlets(view, "likeness")
        event = picture(
            agreement_chart(frame, outlets),
            "Matrix of outlets: of the facts that both tell, how many they tell alike",
            key="agreement",
            width="content",
        )
        for one in picked(event, SELECTION):
            st.html(outlettables.two_outlets(view, one["left"], one["right"]))
        with st.expander("The same as a table"):
            st.dataframe(frame.drop(columns="text"), hide_index=True)
    _left_out(view)
    st.header("Whose text is whose")
    st.html(outlettables.shared_list(view))


def _left_out(view: SideBySide) -> None:
    st.header("What an outlet does not report")
    whole = [line.outlet for line in outlettables.outlet_counts(view) if line.unreported]
    if not whole:
        st.write(
            "This can only be said of outlets whose whole reports are here. Of none of them is "
            "that so, or none left out what others tell."
        )
        return
    outlet = st.selectbox("Outlet", whole, key="of", bind="query-params")
    rows = outlettables.left_out(view, outlet)
    st.html(outlettables.left_out_list(view, rows))


PLUGIN = View(
    "outlets",
    "Outlets",
    ":material/grid_on:",
    50,
    show,
    "Who tells what first, alike, alone or not at all",
)

if __name__ == "__main__":
    show()
