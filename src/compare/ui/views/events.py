"""Events: what is in the store, newest first."""

from __future__ import annotations

import streamlit as st

from compare.ui import lists, services
from compare.ui.eventlist import choose_events, event_table
from compare.ui.head import head, nothing_yet
from compare.ui.page import View
from compare.ui.words import count, md

PAGE = 30


def show() -> None:
    """Show the page."""
    counts = services.stats()
    line = ""
    if counts["events"]:
        line = (
            f"{count(counts['events'], 'event')}, {count(counts['articles'], 'report')} by "
            f"{count(counts['outlets'], 'outlet')}, {count(counts['claims'], 'claim')}"
        )
    head("Events", line or "The same event, as each outlet told it.")
    if not counts["events"]:
        nothing_yet()
        if counts["articles"]:
            st.warning("There are articles that wait for the matching: start it on Add.")
        return
    waiting = lists.unmatched()
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        st.info(f"{count(waiting, 'report')} {verb} for the matching: start it on Add.")
    wish = choose_events()
    chosen = lists.found_events(wish)
    if not chosen:
        st.info("No event has all of that. Take a filter away.")
        return
    pages = -(-len(chosen) // PAGE)
    page = st.pagination(pages, key="sheet", bind="query-params") if pages > 1 else 1
    if wish != lists.Wish():
        st.caption(f"{count(len(chosen), 'event')} of {counts['events']:,}: {md(wish.said())}")
    st.html(event_table(lists.event_rows(tuple(chosen[(page - 1) * PAGE : page * PAGE]))))


PLUGIN = View(
    "events", "Events", ":material/newspaper:", 10, show, "All events and where they disagree"
)

if __name__ == "__main__":
    show()
