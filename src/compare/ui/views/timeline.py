"""Timeline: the claims of an event by publication, or by the day that they speak of."""

from __future__ import annotations

import streamlit as st

from compare.charts import timeline
from compare.charts.differences import differences_chart, differences_frame
from compare.ui.grid import fact_list
from compare.ui.head import chosen_event, event_head, event_picker
from compare.ui.page import View
from compare.ui.picture import picked, picture
from compare.ui.revisions import revisions
from compare.ui.words import SLOTS

BY = {timeline.BY_PUBLICATION: "when it was published", timeline.BY_SUBJECT: "the day it speaks of"}


def show() -> None:
    """Show the page."""
    view = chosen_event()
    if view is None:
        return
    event_head(view, "timeline")
    event_picker(view)
    by = st.segmented_control(
        "By",
        list(BY),
        default=timeline.BY_PUBLICATION,
        format_func=BY.__getitem__,
        key="by",
        bind="query-params",
        required=True,
    )
    frame = timeline.timeline_frame(view)
    shown = frame.dropna(subset=[by])
    if shown.empty:
        st.info("No fact told by several outlets has such a date.")
    else:
        event = picture(
            timeline.timeline_chart(frame, by),
            "Timeline: one line a fact, one mark for each outlet's version of it",
            key=f"timeline-{by}",
        )
        st.caption("A click on a mark opens its fact.")
        chosen = {one.get("group_id") for one in picked(event, timeline.SELECTION)}
        rows = [row for row in view.rows if row.group_id in chosen]
        if rows:
            st.html(fact_list(view, rows, len(view.outlets)))
        with st.expander("The same as a table"):
            st.dataframe(frame.drop(columns="group_id"), hide_index=True)
    st.header("Revised later")
    found = revisions(view)
    if found:
        st.html(found)
    else:
        st.write("No later report was found that revises an earlier one.")
    st.header("Kinds of difference")
    kinds = differences_frame(view, SLOTS)
    if kinds.empty:
        st.write("No two versions were found to differ.")
    else:
        picture(differences_chart(kinds), "Bars: facts by the kind of difference")


PLUGIN = View(
    "timeline",
    "Timeline",
    ":material/timeline:",
    55,
    show,
    "What was told when, and what was revised later",
)

if __name__ == "__main__":
    show()
