"""Review: suggested pairs, most useful first; scores stay hidden until an answer is given."""

from __future__ import annotations

import streamlit as st

from compare.ui import reviewing, services, thresholds
from compare.ui.decisionfile import decision_file
from compare.ui.head import chosen_event, event_link, event_picker, head
from compare.ui.page import View
from compare.ui.person import ask_person


def show() -> None:
    """Show the page."""
    view = chosen_event()
    above = f"Pairs of the event {event_link(view)}" if view else ""
    line = "Say of pairs whether both tell the same fact. Your answers outlast every run."
    head("Review", line, kicker=above)
    if view is None:
        return
    event_picker(view)
    ask_person()
    reviewing.last_answer()
    reviewing.ask(services.queue(view.event.id, reviewing.usefulness))
    st.caption(
        "Keys: Y same fact, N not the same fact, U unsure, S skip, Z undo. The facts of the event "
        "follow your answers with the next run, or when you say so here."
    )
    reviewing.follow()
    st.header("What your decisions say about the threshold")
    thresholds.effect()
    st.header("Decisions")
    reviewing.log()
    decision_file()


PLUGIN = View(
    "review",
    "Review",
    ":material/fact_check:",
    58,
    show,
    "Confirm or reject suggested pairs",
    edits=True,
)

if __name__ == "__main__":
    show()
