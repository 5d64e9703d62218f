"""Agreement between outlets: of the facts that both tell, how many they tell alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from compare.charts.theme import STEP, finished

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from compare.records import SideBySide

# One hue from light to dark reads on both pages and without colour vision.
SCALE: Final = ["#D6E9F5", "#9CCBE6", "#56A5D1", "#0C72B2", "#05406B"]
SELECTION: Final = "outlets"
COLUMNS: Final = ["left", "right", "both", "alike", "differ", "contradict", "share", "text"]


def agreement_frame(view: SideBySide) -> pd.DataFrame:
    """Count for each two outlets the facts that both tell, by how their versions stand.

    Returns:
        Columns left, right, both (facts that both tell), alike, differ, contradict, share
        (alike / both, 0..1) and text; both orders of each pair, pairs without a shared fact
        left out.
    """
    import pandas as pd

    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in view.rows:
        told = [(cell.outlet, cell.claim_ids) for cell in row.cells if cell.claim_ids]
        for (one, ones), (two, twos) in combinations(told, 2):
            counts[one, two][_label(view, ones, twos)] += 1
    lines: list[dict[str, Any]] = []
    for (one, two), found in counts.items():
        both = sum(found.values())
        line = {
            "both": both,
            "alike": found["agree"],
            "differ": found["differ"],
            "contradict": found["contradict"],
            "share": found["agree"] / both,
            "text": f"{found['agree']}/{both}",
        }
        lines += [{"left": one, "right": two, **line}, {"left": two, "right": one, **line}]
    return pd.DataFrame(lines, columns=COLUMNS)


def agreement_chart(frame: pd.DataFrame, outlets: Sequence[str]) -> alt.LayerChart:
    """Draw the matrix; each square says "alike/both" too, and a click selects it (`SELECTION`)."""
    import altair as alt

    pick = alt.selection_point(name=SELECTION, fields=["left", "right"], on="click")
    names = [name for name in outlets if name in set(frame["left"])]
    base = alt.Chart(frame).encode(
        x=alt.X(
            "left:N",
            sort=names,
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-50, labelLimit=140, labelOverlap=False),
        ),
        y=alt.Y(
            "right:N", sort=names, title=None, axis=alt.Axis(labelLimit=180, labelOverlap=False)
        ),
        tooltip=[
            alt.Tooltip("left:N", title="Outlet"),
            alt.Tooltip("right:N", title="and"),
            alt.Tooltip("both:Q", title="Facts that both tell"),
            alt.Tooltip("alike:Q", title="told alike"),
            alt.Tooltip("differ:Q", title="told differently"),
            alt.Tooltip("contradict:Q", title="contradicting"),
        ],
    )
    squares = (
        base.mark_rect(cursor="pointer")
        .add_params(pick)
        .encode(
            color=alt.Color(
                "share:Q",
                title="Facts told alike",
                scale=alt.Scale(domain=[0, 1], range=SCALE),
                legend=alt.Legend(format="%", orient="bottom"),
            )
        )
    )
    dark = alt.datum.share > 0.6  # from here on white text reaches 4.5:1
    # The text lets a click through to its square.
    text = base.mark_text(fontSize=9, tooltip=None, aria=False).encode(
        text="text:N", color=alt.condition(dark, alt.value("#FFFFFF"), alt.value("#1D1F22"))
    )
    step = alt.Step(STEP + 6)
    layers: alt.LayerChart = (squares + text).properties(width=step, height=step)
    return finished(
        layers,
        "Facts that two outlets both tell, and how many of them alike",
        "A click on a square opens the two side by side; nothing here says who is right",
    )


def _label(view: SideBySide, ones: Sequence[str], twos: Sequence[str]) -> str:
    """Give the strongest relation among the claims of two outlets in one fact."""
    found = set()
    for one in ones:
        for two in twos:
            relation = view.relations.get((min(one, two), max(one, two)))
            if relation:
                found.add(relation.label)
    return next((label for label in ("contradict", "differ") if label in found), "agree")
