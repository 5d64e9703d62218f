"""The coverage map: which outlet tells which fact, and which can't be known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from compare.charts.theme import STATUS_COLOURS, STEP, finished, short

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from compare.records import Row, SideBySide

SELECTION: Final = "cell"
LABELS: Final = {
    "contradict": "versions contradict",
    "differ": "versions differ",
    "agree": "versions agree",
    "single": "told by one outlet",
}


def coverage_frame(view: SideBySide, rows: Sequence[Row]) -> pd.DataFrame:
    """Give one line a fact and outlet.

    Returns:
        Columns group_id, fact (short), claim (whole headline), outlet, status (what is shown in
        colour), words (what the outlet says, "" when nothing), number (of the fact, from 1).
    """
    import pandas as pd

    lines: list[dict[str, Any]] = []
    for number, row in enumerate(rows, start=1):
        claim = view.claims[row.headline].text
        for cell in row.cells:
            told = cell.status == "told"
            lines.append(
                {
                    "group_id": row.group_id,
                    "fact": f"{number}. {short(claim)}",
                    "claim": claim,
                    "outlet": cell.outlet,
                    "status": LABELS[row.label] if told else cell.status,
                    "told": "told" if told else cell.status,
                    "words": " / ".join(view.claims[one].text for one in cell.claim_ids),
                    "number": number,
                }
            )
    columns = ["group_id", "fact", "claim", "outlet", "status", "told", "words", "number"]
    return pd.DataFrame(lines, columns=columns)


def coverage_chart(frame: pd.DataFrame, outlets: Sequence[str]) -> alt.Chart:
    """Draw the map; a click on a square selects its fact and outlet (`SELECTION`).

    Told is a filled square, not reported a small dot, not collected a cross, so that the map
    reads without colour.
    """
    import altair as alt

    picked = alt.selection_point(name=SELECTION, fields=["group_id", "outlet"], on="click")
    found = [name for name in STATUS_COLOURS if name in set(frame["status"])]
    facts = list(dict.fromkeys(frame.sort_values("number")["fact"]))
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_point(filled=True, strokeWidth=2)
        .encode(
            x=alt.X(
                "outlet:N",
                sort=list(outlets),
                title=None,
                axis=alt.Axis(orient="top", labelAngle=-50, labelLimit=140, labelOverlap=False),
                scale=alt.Scale(paddingInner=0.1),
            ),
            y=alt.Y(
                "fact:N", sort=facts, title=None, axis=alt.Axis(labelLimit=380, labelOverlap=False)
            ),
            shape=alt.Shape(
                "told:N",
                title="In the outlet's reports",
                scale=alt.Scale(
                    domain=["told", "not reported", "not collected"],
                    range=["square", "circle", "cross"],
                ),
            ),
            size=alt.Size(
                "told:N",
                legend=None,
                scale=alt.Scale(
                    domain=["told", "not reported", "not collected"], range=[260, 24, 40]
                ),
            ),
            color=alt.Color(
                "status:N",
                title="The versions",
                scale=alt.Scale(domain=found, range=[STATUS_COLOURS[name] for name in found]),
            ),
            opacity=alt.condition(picked, alt.value(1), alt.value(0.35)),
            tooltip=[
                alt.Tooltip("outlet:N", title="Outlet"),
                alt.Tooltip("claim:N", title="Fact"),
                alt.Tooltip("status:N", title="Versions"),
                alt.Tooltip("words:N", title="In its words"),
            ],
        )
        .add_params(picked)
        .properties(width=alt.Step(STEP), height=alt.Step(STEP))
    )
    return finished(chart, "Who tells what", "A click on a square opens the outlet's version")
