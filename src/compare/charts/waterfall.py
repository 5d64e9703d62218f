"""The waterfall of a score: what each signal adds to or takes from the log-odds of a pair."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from compare.charts.theme import LOWERS, RAISES, finished

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from compare.records import SignalScore


LEAST: Final = 0.005  # of probability: what a part has to move to be drawn


def waterfall_frame(
    scores: Sequence[SignalScore], start: float, labels: Mapping[str, str]
) -> pd.DataFrame:
    """Lay the parts of a score one after another.

    Args:
        scores: of one pair; those without weight and value are left out.
        start: log-odds before any signal speaks.
        labels: signal name → the reader's words.

    Returns:
        Columns step, order, low and high (probability before and after), change ("raises",
        "lowers", "start", "result"), value (0..1 or None), words.
    """
    import pandas as pd

    lines: list[dict[str, Any]] = [_line("before comparing", 0, 0.0, logistic(start), "start")]
    at = start
    spoken = [score for score in scores if score.weight or not math.isnan(score.value)]
    for number, score in enumerate(sorted(spoken, key=lambda one: -abs(one.weight)), start=1):
        change = "raises" if score.weight >= 0 else "lowers"
        line = _line(
            labels.get(score.signal, score.signal),
            number,
            logistic(at),
            logistic(at + score.weight),
            change,
        )
        line["value"] = None if math.isnan(score.value) else round(score.value, 3)
        line["words"] = score.explanation
        lines.append(line)
        at += score.weight
    lines.append(_line("the score", len(lines), 0.0, logistic(at), "result"))
    return pd.DataFrame(lines)


def waterfall_chart(frame: pd.DataFrame) -> alt.LayerChart:
    """Draw the steps from top to bottom; signs say the direction besides the colour.

    Parts that move the score by less than half a percent are left out: the table has them.
    """
    import altair as alt

    frame = frame[
        frame["change"].isin(["start", "result"]) | ((frame["high"] - frame["low"]).abs() >= LEAST)
    ]
    kinds = ["start", "raises", "lowers", "result"]
    base = alt.Chart(frame).encode(
        y=alt.Y(
            "step:N",
            sort=alt.SortField("order"),
            title=None,
            axis=alt.Axis(labelLimit=260, labelOverlap=False),
        )
    )
    bars = base.mark_bar(height=16).encode(
        x=alt.X(
            "low:Q",
            title="Probability of the same fact",
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format="%"),
        ),
        x2="high:Q",
        color=alt.Color(
            "change:N",
            title=None,
            scale=alt.Scale(domain=kinds, range=["#8A8A8A", RAISES, LOWERS, "#009E73"]),
            legend=alt.Legend(orient="bottom"),
        ),
        tooltip=[
            alt.Tooltip("step:N", title="Part"),
            alt.Tooltip("value:Q", title="Likeness, 0 to 1", format=".2f"),
            alt.Tooltip("shift:N", title="Moves the score"),
            alt.Tooltip("words:N", title="Because of"),
        ],
    )
    text = base.mark_text(align="left", dx=5).encode(x="end:Q", text="shift:N")
    layers: alt.LayerChart = (bars + text).properties(height=alt.Step(26))
    return finished(layers, "How the score came about")


def logistic(logit: float) -> float:
    """Turn log-odds into a probability, without overflow."""
    if logit >= 0:
        return 1 / (1 + math.exp(-logit))
    power = math.exp(logit)
    return power / (1 + power)


def _line(step: str, order: int, low: float, high: float, change: str) -> dict[str, Any]:
    moved = f"{high - low:+.0%}" if change in {"raises", "lowers"} else f"{high:.0%}"
    return {
        "step": step,
        "order": order,
        "low": low,
        "high": high,
        "end": max(low, high),
        "change": change,
        "shift": moved,
        "value": None,
        "words": "",
    }
