"""Settings and about: what the product does, names, outlets, what was done, accuracy."""

from __future__ import annotations

import streamlit as st

from compare.ui import aboutparts
from compare.ui.head import head
from compare.ui.page import View

PARTS = {
    "What it does": aboutparts.what_it_does,
    "Names": aboutparts.aliases,
    "Outlets": aboutparts.outlets,
    "What was done": aboutparts.history,
    "Accuracy": aboutparts.accuracy,
}


def show() -> None:
    """Show the page; a part is worked out only while it is open."""
    head("Settings and about", "AsTold lays the versions of an event side by side.")
    tabs = st.tabs(list(PARTS), key="part", bind="query-params", on_change="rerun")
    for tab, part in zip(tabs, PARTS.values(), strict=True):
        if tab.open:
            with tab:
                part()


PLUGIN = View(
    "about", "Settings", ":material/tune:", 90, show, "Settings, names, outlets, limits, accuracy"
)

if __name__ == "__main__":
    show()
