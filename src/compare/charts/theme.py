"""The colours and the type of all charts: told apart by colour-blind readers, on both themes.

Okabe, M. and Ito, K. (2008), Color Universal Design; the middle tones keep 3:1 against a white
and against a dark page. Text takes the page's colour, since Streamlit's theme sets it.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar, cast

RELATION_COLOURS: Final = {
    "versions contradict": "#D55E00",
    "versions differ": "#0C84C6",
    "versions agree": "#009E73",
    "told by one outlet": "#8A8A8A",
}
STATUS_COLOURS: Final = {**RELATION_COLOURS, "not reported": "#C9C9C9", "not collected": "#9A9A9A"}
RAISES: Final = "#0C84C6"
LOWERS: Final = "#D55E00"
STEP: Final = 22  # pixels for a row or column of a map
SHORT: Final = 60  # characters of a claim that fit an axis
Chart = TypeVar("Chart")


def short(text: str, most: int = SHORT) -> str:
    """Cut a claim for an axis at a word; the tooltip has all of it."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + " …"


def finished(chart: Chart, title: str, subtitle: str | list[str] = "") -> Chart:
    """Give a chart its title, left-aligned, with lines under it, and no frame around it."""
    text: dict[str, Any] = {"text": title, "anchor": "start", "fontSize": 15}
    if subtitle:
        text |= {"subtitle": subtitle, "subtitleFontSize": 12}
    drawn: Any = chart
    return cast("Chart", drawn.properties(title=text).configure_view(strokeWidth=0))
