"""Under which name a reader's decisions are kept."""

from __future__ import annotations

import streamlit as st

from compare.ui import services
from compare.ui.rights import identity
from compare.ui.words import md

KEY = "person"


def person() -> str:
    """Give the name for the log: who signed in; where nobody does, what was typed, or is set."""
    signed_in = identity().name
    return signed_in or str(st.session_state.get(KEY) or services.settings().person)


def ask_person() -> str:
    """Show the field for the name, which stays for the visit; none where people sign in."""
    if identity().name:
        st.caption(f"Kept under {md(person())}.")
        return person()
    st.text_input(
        "Your name",
        value=services.settings().person,
        key=KEY,
        persist_state="session",
        help="Decisions are kept under it",
    )
    return person()
