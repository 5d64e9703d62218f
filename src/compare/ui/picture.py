"""A chart on the page: its text in the page's own colour, so that it reads in both themes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

if TYPE_CHECKING:
    from streamlit.typing import VegaLiteState

INK = {"light": "#1D1F22", "dark": "#ECEAE6"}
GRID = {"light": "#E3E1DB", "dark": "#34383E"}


def picture(
    chart: Any,
    alt: str,
    *,
    key: str | None = None,
    width: Literal["stretch", "content"] = "stretch",
) -> VegaLiteState | None:
    """Show an Altair chart.

    Args:
        alt: what the chart is, for those who can't see it.
        key: when given, clicks in the chart are told: the answer is what was selected.
    """
    theme = st.context.theme.type or "light"
    ink, grid = INK[theme], GRID[theme]
    inked = (
        chart.configure_axis(
            labelColor=ink, titleColor=ink, gridColor=grid, labelFontSize=12, titleFontSize=12
        )
        .configure_legend(labelColor=ink, titleColor=ink, labelFontSize=12)
        .configure_title(color=ink, subtitleColor=ink, anchor="start")
        .configure_text(color=ink)
    )
    # As SVG its marks are elements of the page, which tests and reading tools can name.
    inked.usermeta = {"embedOptions": {"renderer": "svg"}}
    if key is None:
        st.altair_chart(inked, alt=alt, width=width)
        return None
    return st.altair_chart(inked, alt=alt, width=width, key=key, on_select="rerun")


def picked(event: VegaLiteState | None, name: str) -> list[dict[str, Any]]:
    """Give what was clicked in a picture: the fields of each point of the selection `name`."""
    selection: Any = getattr(event, "selection", None) or {}
    return list(selection.get(name) or []) if hasattr(selection, "get") else []
