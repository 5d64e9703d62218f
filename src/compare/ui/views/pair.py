"""Pair: two claims against each other, how they differ, and how sure the match is."""

from __future__ import annotations

import streamlit as st

from compare.ui import pairing
from compare.ui.head import event_link, missing
from compare.ui.page import View
from compare.view import pair_key


def show() -> None:
    """Show the page."""
    left_id, right_id = st.query_params.get("left"), st.query_params.get("right")
    if not left_id or not right_id:
        missing("two claims")
        return
    left, right = pairing.chosen_pair(left_id, right_id)
    view = pairing.event_view(left)
    pair = pair_key(left.id, right.id)
    relation = view.relations.get(pair) if view else None
    match = view.matches.get(pair) if view else None
    above = '<a href="./" target="_self">All events</a>'
    if view:
        above += f" › {event_link(view)}"
    st.html(f'<div class="told"><p class="quiet">{above}</p><h1>Two versions</h1></div>')
    one, two = st.columns(2, gap="large")
    for column, side in zip((one, two), pairing.sides(left, right, relation), strict=True):
        column.html(side)
    st.html(pairing.differences(relation, left, right))
    st.header("Do both tell the same fact?")
    pairing.review(left.id, right.id)
    st.header("How sure the match is")
    pairing.score(left.id, right.id, match, together=relation is not None)


PLUGIN = View(
    "pair", "Pair", ":material/compare_arrows:", 30, show, "Two claims compared", listed=False
)

if __name__ == "__main__":
    show()
