"""Charts: their frames count right, and what is drawn is valid and free of foreign markup."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest

from builders import START, make_article, make_claim
from compare.charts import agreement, coverage, differences, timeline, waterfall
from compare.records import (
    Cell,
    Claim,
    DateMention,
    Difference,
    Event,
    Relation,
    Row,
    SideBySide,
    SignalScore,
)


def two_outlets(label: str = "differ", claims: int = 1) -> SideBySide:
    """Two outlets on `claims` facts, and a third whose report is not whole."""
    articles = [make_article(number) for number in (0, 1)]
    articles.append(make_article(2, completeness="truncated"))
    made: dict[str, Claim] = {}
    rows, relations = [], {}
    difference = Difference("number", "nine", "seven")
    for number in range(claims):
        date = DateMention(0, 4, "Monday", START.date(), START.date(), "day")
        pair = [
            make_claim(article, position=number, id=f"{side}{number}", dates=(date,))
            for side, article in zip("ab", articles, strict=False)
        ]
        made |= {claim.id: claim for claim in pair}
        relations[pair[0].id, pair[1].id] = Relation(label, 0.9, (difference,))  # type: ignore[arg-type]
        cells = (
            Cell("Daily 0", "told", (pair[0].id,)),
            Cell("Daily 1", "told", (pair[1].id,)),
            Cell("Daily 2", "not collected"),
        )
        rows.append(
            Row(pair[0].id, pair[0].id, label, ("number",), cells, 2, 2, 0.9, True, START)  # type: ignore[arg-type]
        )
    return SideBySide(
        Event("event", "Ferry", tuple(one.id for one in articles), START, START),
        {one.id: one for one in articles},
        made,
        ("Daily 0", "Daily 1", "Daily 2"),
        tuple(rows),
        {},
        relations,
    )


def test_the_coverage_map_has_a_square_for_each_fact_and_outlet():
    view = two_outlets(claims=2)
    frame = coverage.coverage_frame(view, view.rows)
    assert len(frame) == 6
    assert set(frame[frame.outlet == "Daily 2"].status) == {"not collected"}
    drawn = coverage.coverage_chart(frame, view.outlets).to_dict()
    assert drawn["params"][0]["name"] == coverage.SELECTION
    assert drawn["encoding"]["shape"]["field"] == "told"  # readable without colour


def test_two_facts_of_one_headline_stay_two_rows_of_the_map():
    view = two_outlets(claims=3)  # the builder's text has two sentences, so two are alike
    frame = coverage.coverage_frame(view, view.rows)
    assert frame["fact"].nunique() == 3


@pytest.mark.parametrize(("label", "share"), [("agree", 1.0), ("differ", 0.0), ("contradict", 0.0)])
def test_agreement_is_the_share_of_facts_told_alike(label: str, share: float):
    frame = agreement.agreement_frame(two_outlets(label, claims=2))
    assert len(frame) == 2  # both orders of the one pair that shares facts
    assert set(frame["both"]) == {2}
    assert set(frame["share"]) == {share}
    assert agreement.agreement_chart(frame, ["Daily 0", "Daily 1", "Daily 2"]).to_dict()["layer"]


def test_agreement_of_outlets_without_a_shared_fact_is_empty():
    view = two_outlets(claims=0)
    assert agreement.agreement_frame(view).empty


@pytest.mark.parametrize("by", [timeline.BY_PUBLICATION, timeline.BY_SUBJECT])
def test_the_timeline_has_one_mark_for_outlets_of_the_same_moment(by: str):
    frame = timeline.timeline_frame(two_outlets())
    assert list(frame["outlet"]) == ["Daily 0", "Daily 1"]
    marks = timeline.together(frame, by)
    assert len(marks) == (2 if by == timeline.BY_PUBLICATION else 1)
    assert marks["outlets"].sum() == 2
    assert timeline.timeline_chart(frame, by).to_dict()["layer"]


def test_kinds_of_difference_count_facts_in_the_readers_words():
    frame = differences.differences_frame(
        two_outlets("contradict", claims=2), {"number": "a number"}
    )
    assert frame.to_dict("records") == [
        {"kind": "a number", "versions": "versions contradict", "facts": 2}
    ]
    assert differences.differences_chart(frame).to_dict()["mark"]["type"] == "bar"


def test_the_waterfall_ends_at_the_logistic_of_the_summed_weights():
    scores = [
        SignalScore("a", "b", "words", 0.8, 2.0, "ferry"),
        SignalScore("a", "b", "numbers", math.nan, 0.0),
        SignalScore("a", "b", "dates", 0.1, -0.5),
    ]
    frame = waterfall.waterfall_frame(scores, -1.0, {"words": "Words"})
    assert list(frame["step"]) == ["before comparing", "Words", "dates", "the score"]
    assert frame["high"].iloc[-1] == pytest.approx(1 / (1 + math.exp(-0.5)))
    assert list(frame["change"]) == ["start", "raises", "lowers", "result"]
    assert waterfall.waterfall_chart(frame).to_dict()["layer"]


def test_probabilities_of_extreme_log_odds_don_t_overflow():
    assert waterfall.logistic(-800) == pytest.approx(0)
    assert waterfall.logistic(800) == pytest.approx(1)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([0, 0, 1, 1, 2, 60], True),
        ([0, 10, 20, 30, 40, 50], False),
        ([0, 0, 1, 1, 2, 6], False),
        ([], False),
    ],
)
def test_days_are_evenly_spaced_where_one_late_report_would_crowd_the_rest(days, expected):
    import pandas as pd

    times = pd.Series([pd.Timestamp(START) + pd.Timedelta(days=day) for day in days])
    assert timeline.crowded(times) is expected


def test_the_timeline_of_crowded_days_has_a_place_for_each_day():
    frame = timeline.timeline_frame(two_outlets(claims=5))
    late = frame.iloc[:1].assign(published=frame["published"].max() + timedelta(days=90))
    import pandas as pd

    spec = timeline.timeline_chart(pd.concat([frame, late])).to_dict()
    assert spec["layer"][0]["encoding"]["x"]["sort"] == ["4 May 2031", "2 Aug 2031"]
    assert (
        timeline.timeline_chart(frame).to_dict()["layer"][0]["encoding"]["x"]["type"] == "temporal"
    )


def test_parts_that_move_nothing_are_left_out_of_the_picture_and_kept_in_the_table():
    scores = [SignalScore("a", "b", "words", 0.5, 1.0), SignalScore("a", "b", "dates", 0.5, 0.001)]
    frame = waterfall.waterfall_frame(scores, 0.0, {"words": "Wording", "dates": "Dates"})
    drawn = waterfall.waterfall_chart(frame).to_dict()
    steps = {row["step"] for rows in drawn["datasets"].values() for row in rows}
    assert "Dates" in set(frame["step"])
    assert steps == {"before comparing", "Wording", "the score"}
