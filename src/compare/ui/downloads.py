"""Download buttons beside a table: what is shown, or the whole event, in every format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from compare.records import SideBySide

SHAPES: Final = {
    "long": "a claim",
    "wide": "a fact, outlets across",
    "pairs": "a pair of claims, with its scores",
}
NAMES: Final = {"long": "claims", "wide": "side by side", "pairs": "pairs"}


def downloads(shown: SideBySide, whole: SideBySide, filters: str = "") -> None:
    """Offer the event as files; a file is made when its button is pressed.

    Args:
        filters: what `shown` was narrowed to, in words; it goes into the file's header.
    """
    from compare.exporters import Table
    from compare.exporters.registry import file_name, formats
    from compare.tables import header_of

    with st.popover("Download", icon=":material/download:", width="stretch"):
        scope = st.radio("What", ["as shown", "the whole event"], key="scope", horizontal=True)
        shape = st.radio("One row for", list(SHAPES), format_func=SHAPES.__getitem__, key="shape")
        view, said = (shown, filters) if scope == "as shown" else (whole, "")
        named = Table(NAMES[shape], {}, [], header_of(view))
        for name, exporter in formats().items():
            st.download_button(
                exporter.label,
                maker(view, name, shape, said),
                file_name=file_name(named, name),
                mime=exporter.mime,
                key=f"download-{name}",
                on_click="ignore",
                width="stretch",
            )


def maker(view: SideBySide, name: str, shape: str, filters: str = "") -> Callable[[], bytes]:
    """Give the function that makes the file once it is asked for.

    Formats that hold several tables get all of them, the chosen shape first.
    """

    def make() -> bytes:
        from compare import tables
        from compare.exporters.registry import export

        makers = {
            "long": tables.long_table,
            "wide": tables.wide_table,
            "pairs": tables.pairs_table,
        }
        order = [shape, *(one for one in makers if one != shape)]
        return export([makers[one](view, filters=filters) for one in order], name)

    return make
