"""The timeline: what was told when, and which of it was revised later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from compare.charts.theme import RELATION_COLOURS, STEP, finished, short

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from compare.records import SideBySide

LABELS: Final = dict(
    zip(("contradict", "differ", "agree", "single"), RELATION_COLOURS, strict=True)
)
LONG: Final = 150  # characters of a fact over its line; what is too wide is cut by the chart
COLUMNS: Final = [
    "group_id", "fact", "claim", "outlet", "published", "told_of", "words", "versions", "revised",
]  # fmt: skip
SHAPES: Final = dict(
    zip(RELATION_COLOURS, ("triangle-up", "diamond", "circle", "square"), strict=True)
)
SELECTION: Final = "fact_of"
BY_PUBLICATION, BY_SUBJECT = "published", "told_of"


def timeline_frame(view: SideBySide, most: int = 40) -> pd.DataFrame:
    """Give one line a claim of the first `most` facts told by several outlets.

    Returns:
        Columns group_id, fact, claim (headline), outlet, published (moment of publication,
        UTC), told_of (first day that the claim speaks of, or none), words, versions, revised.
        Claims of reports without a date are left out.
    """
    import pandas as pd

    lines: list[dict[str, Any]] = []
    rows = [row for row in view.rows if row.outlets > 1][:most]
    for number, row in enumerate(rows, start=1):
        headline = view.claims[row.headline].text
        for cell in row.cells:
            for claim in (view.claims[one] for one in cell.claim_ids):
                at = view.articles[claim.article_id].published_at
                if at is None:
                    continue
                days = [item.first for item in claim.dates if item.first]
                lines.append(
                    {
                        "group_id": row.group_id,
                        "fact": f"{number}. {short(headline, LONG)}",
                        "claim": headline,
                        "outlet": cell.outlet,
                        "published": at,
                        "told_of": min(days, default=None),
                        "words": claim.text,
                        "versions": LABELS[row.label],
                        "revised": row.update,
                    }
                )
    frame = pd.DataFrame(lines, columns=COLUMNS)
    frame["published"] = pd.to_datetime(frame["published"], utc=True)
    frame["told_of"] = pd.to_datetime(frame["told_of"], utc=True)
    return frame


def together(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Put versions of one fact at one moment into one line; adds the column outlets (a count)."""
    keys = ["group_id", "fact", by, "versions", "revised"]
    grouped = frame.groupby(keys, sort=False, as_index=False)
    return grouped.agg(
        outlet=("outlet", lambda names: ", ".join(dict.fromkeys(names))),
        outlets=("outlet", "nunique"),
        words=("words", " | ".join),
    )


def crowded(times: pd.Series[Any]) -> bool:
    """Tell whether a few late reports would push all others into one corner of a time axis.

    So it is when four in five lie within a fifth of the whole span, which is longer than a week.
    """
    if times.empty:
        return False
    ordered = times.sort_values()
    span = ordered.iloc[-1] - ordered.iloc[0]
    most = max(1, round(0.8 * len(ordered)))
    starts = range(len(ordered) - most + 1)
    closest = min(ordered.iloc[at + most - 1] - ordered.iloc[at] for at in starts)
    return bool(span.days > 7 and closest <= span / 5)


def timeline_chart(frame: pd.DataFrame, by: str = BY_PUBLICATION) -> alt.LayerChart:
    """Draw one line a fact, one mark a version; a line joins the versions of one fact.

    A click on a mark selects its fact (`SELECTION`).

    Args:
        by: `BY_PUBLICATION` or `BY_SUBJECT` (the day that the claim speaks of).
    """
    import altair as alt

    dated = frame.dropna(subset=[by])
    bunched = crowded(dated[by])
    if bunched:
        dated = dated.assign(**{by: dated[by].dt.normalize()})
    shown = together(dated, by)
    shown["day"] = shown[by].dt.strftime("%-d %b %Y")
    facts = list(dict.fromkeys(frame["fact"]))
    found = [name for name in RELATION_COLOURS if name in set(shown["versions"])]
    title = "Published (UTC)" if by == BY_PUBLICATION else "The day it speaks of"
    when: Any = alt.X(f"{by}:T", title=title, scale=alt.Scale(type="utc"))
    if bunched:
        days = list(dict.fromkeys(shown.sort_values(by)["day"]))
        when = alt.X("day:O", title=f"{title}; days without any are left out", sort=days,
                     axis=alt.Axis(labelAngle=-30, labelOverlap=True))  # fmt: skip
    base = alt.Chart(shown).encode(x=when, y=alt.Y("fact:N", sort=facts, axis=None))
    lines = base.mark_line(strokeWidth=1.5, color="#8A8A8A").encode(
        detail="fact:N",
        strokeDash=alt.StrokeDash(
            "revised:N",
            title="Revised later",
            scale=alt.Scale(domain=[True, False], range=[[1, 0], [3, 4]]),
            legend=None,
        ),
    )
    pick = alt.selection_point(name=SELECTION, fields=["group_id"], on="click")
    points = base.mark_point(filled=True, opacity=0.9, cursor="pointer").add_params(pick)
    marks = points.encode(
        color=alt.Color(
            "versions:N",
            title="The versions",
            scale=alt.Scale(domain=found, range=[RELATION_COLOURS[name] for name in found]),
            legend=alt.Legend(orient="bottom"),
        ),
        size=alt.Size(
            "outlets:Q",
            scale=alt.Scale(domain=[1, 10], range=[70, 330], clamp=True),
            legend=None,
        ),
        shape=alt.Shape(
            "versions:N",
            scale=alt.Scale(domain=found, range=[SHAPES[name] for name in found]),
        ),
        tooltip=[
            alt.Tooltip("outlet:N", title="Outlet"),
            alt.Tooltip(f"{by}:T", title=title, format="%d %b %Y %H:%M"),
            alt.Tooltip("words:N", title="In its words"),
            alt.Tooltip("versions:N", title="Versions"),
        ],
    )
    # The fact stands over its line and not on an axis, which would leave no room on a phone.
    texts = (
        alt.Chart(shown.drop_duplicates("fact"))
        .mark_text(
            align="left", dy=-STEP / 2 - 3, fontSize=12, limit=alt.ExprRef("width"), tooltip=None
        )
        .encode(x=alt.value(0), y=alt.Y("fact:N", sort=facts, axis=None), text="fact:N")
    )
    layers: alt.LayerChart = (lines + marks + texts).properties(height=alt.Step(2 * STEP))
    return finished(
        layers,
        "Who told what when",
        ["A larger mark: more outlets", "A full line: a later report revises an earlier one"],
    )
