"""Under which name a reader's decisions are kept."""

from __future__ import annotations

import streamlit as st

from compare.ui import services

KEY = "person"


def person() -> str:
    """Give the reader's name: what was typed on this visit, else that of the settings."""
    return str(st.session_state.get(KEY) or services.settings().person)


def ask_person() -> str:
    """Show the field for the name; it stays for the visit."""
    st.text_input(
        "Your name",
        value=services.settings().person,
        key=KEY,
        persist_state="session",
        help="Decisions are kept under it",
    )
    return person()
