"""Events: what is in the store, newest first."""

from __future__ import annotations

import streamlit as st

from compare.ui import services
from compare.ui.eventlist import choose_events, event_table
from compare.ui.head import head, nothing_yet
from compare.ui.page import View
from compare.ui.words import count

PAGE = 30


def show() -> None:
    """Show the page."""
    rows = services.event_rows()
    counts = services.stats()
    line = ""
    if rows:
        line = (
            f"{count(len(rows), 'event')}, {count(counts['articles'], 'report')} by "
            f"{count(counts['outlets'], 'outlet')}, {count(counts['claims'], 'claim')}"
        )
    head("Events", line or "The same event, as each outlet told it.")
    if not rows:
        nothing_yet()
        if counts["articles"]:
            st.warning("There are articles that no run has looked at yet: match them on Add.")
        return
    waiting = counts["articles"] - sum(row["articles"] for row in rows)
    if waiting > 0:
        st.info(f"{count(waiting, 'report')} no run has looked at yet: match them on Add.")
    chosen = choose_events(rows)
    if not chosen:
        st.info("No event has all of that. Take a filter away.")
        return
    pages = -(-len(chosen) // PAGE)
    page = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    st.html(event_table(chosen[(page - 1) * PAGE : page * PAGE]))


PLUGIN = View(
    "events", "Events", ":material/newspaper:", 10, show, "All events and where they disagree"
)

if __name__ == "__main__":
    show()
