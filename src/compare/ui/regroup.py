"""Taking a claim out of its fact, and saying that it tells the same fact as another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from compare.ui import pairing
from compare.ui.person import ask_person
from compare.ui.rights import may_edit
from compare.ui.words import href
from compare.view import told_by

if TYPE_CHECKING:
    from compare.records import Claim, Row, SideBySide


def regroup(view: SideBySide, row: Row | None, claim: Claim) -> None:
    """Offer both, folded away; each is a decision about pairs and can be undone in Review."""
    if not may_edit():
        return
    with st.expander("This claim is in the wrong place", key=f"regroup-{claim.id}"):
        ask_person()
        mates = [one for one in told_by(row) if one != claim.id] if row else []
        if mates:
            st.button(
                "It tells another fact: split it off",
                key=f"split-{claim.id}",
                on_click=pairing.decide_now,
                args=(claim.id, mates, "reject"),
                width="stretch",
            )
        others = {one.headline: one for one in view.rows if row is None or one is not row}
        target = st.selectbox(
            "It tells the same fact as",
            list(others),
            index=None,
            format_func=lambda headline: view.claims[headline].text,
            placeholder="choose a fact",
            key=f"merge-{claim.id}",
        )
        if target:
            address = href("pair", left=claim.id, right=target)
            st.html(
                f'<p class="told"><a href="{address}" target="_self">Look at the two first</a></p>'
            )
            st.button(
                "Same fact: put them together",
                key=f"join-{claim.id}",
                on_click=pairing.decide_now,
                args=(claim.id, [target], "confirm"),
                width="stretch",
            )
        st.caption("Both take effect at once, and can be undone in Review.")
