"""Kinds of difference: in what the versions of an event differ or contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from compare.charts.theme import RELATION_COLOURS, finished

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from compare.records import SideBySide

NAMES: Final = {"contradict": "versions contradict", "differ": "versions differ"}


def differences_frame(view: SideBySide, labels: Mapping[str, str]) -> pd.DataFrame:
    """Count the facts by the slot in which their versions differ.

    Args:
        labels: slot → the reader's words.

    Returns:
        Columns kind, versions, facts; a fact that differs in two slots counts in both.
    """
    import pandas as pd

    counts: Counter[tuple[str, str]] = Counter()
    for row in view.rows:
        if row.label in NAMES:
            for slot in row.slots or ("",):
                counts[labels.get(slot, slot or "wording only"), NAMES[row.label]] += 1
    lines = [(kind, versions, number) for (kind, versions), number in counts.most_common()]
    return pd.DataFrame(lines, columns=["kind", "versions", "facts"])


def differences_chart(frame: pd.DataFrame) -> alt.Chart:
    """Draw the bars, most frequent kind first."""
    import altair as alt

    found = [name for name in NAMES.values() if name in set(frame["versions"])]
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_bar(height=16)
        .encode(
            x=alt.X("facts:Q", title="Facts", axis=alt.Axis(tickMinStep=1, format="d")),
            y=alt.Y(
                "kind:N", sort="-x", title=None, axis=alt.Axis(labelLimit=200, labelOverlap=False)
            ),
            color=alt.Color(
                "versions:N",
                title=None,
                scale=alt.Scale(domain=found, range=[RELATION_COLOURS[name] for name in found]),
                legend=alt.Legend(orient="bottom"),
            ),
            tooltip=[
                alt.Tooltip("kind:N", title="Differs in"),
                alt.Tooltip("versions:N", title="Versions"),
                alt.Tooltip("facts:Q", title="Facts"),
            ],
        )
        .properties(height=alt.Step(30))
    )
    return finished(chart, "In what the versions differ")
