"""Decisions as a file: out of one store, into another."""

from __future__ import annotations

import json

import streamlit as st

from compare.errors import AsToldError, StoreError
from compare.ui import services
from compare.ui.page import show_problem
from compare.ui.person import person
from compare.ui.words import count


def decision_file() -> None:
    """Offer the decisions as a file, and take such a file in."""
    with st.expander("Decisions as a file", key="decision-file"):
        st.download_button(
            "Download all decisions",
            _export,
            file_name="decisions.json",
            mime="application/json",
            on_click="ignore",
            key="decisions-out",
        )
        file = st.file_uploader("Take decisions in", type=["json"], key="decisions-in")
        if file is not None and st.button("Take them in", key="decisions-take"):
            try:
                number = services.store().decisions_import(
                    parsed(file.getvalue(), file.name), person()
                )
            except AsToldError as error:
                show_problem(error)
            else:
                st.success(f"{count(number, 'decision')} taken in.")


def _export() -> bytes:
    rows = services.store().decisions_export()
    return json.dumps(rows, ensure_ascii=False, indent=1, default=str).encode()


def parsed(data: bytes, name: str) -> list[dict[str, object]]:
    """Read a file of decisions.

    Raises:
        StoreError: it is no list of objects in JSON.
    """
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError) as error:  # the second: brackets in brackets in …
        raise StoreError(
            "is no JSON", where=name, hint="Take a file that “Download all decisions” made"
        ) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise StoreError(
            "holds no list of decisions",
            where=name,
            hint="Take a file that “Download all decisions” made",
        )
    return rows
