"""The side-by-side view and its filters, on an invented event."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ferry
from builders import START
from compare.errors import NotFoundError
from compare.records import Difference, Relation, SideBySide
from compare.store.db import Store
from compare.view import (
    DISAGREEMENTS,
    disagreeing_pairs,
    filter_view,
    pair_key,
    side_by_side,
    slots_of,
    summary,
    told_by,
)


@pytest.fixture(scope="module")
def view() -> SideBySide:
    return ferry.view(Store(":memory:"))


def row_of(view, group_id):
    return next(row for row in view.rows if row.group_id == group_id)


def status(view, row, outlet):
    return next(cell.status for cell in row.cells if cell.outlet == outlet)


def texts(view, row):
    return [view.claims[one].text for one in told_by(row)]


def test_an_unknown_event_is_named(store):
    with pytest.raises(NotFoundError, match="nowhere"):
        side_by_side(store, "nowhere")


def test_disagreements_come_first_then_coverage(view):
    assert [row.label for row in view.rows] == ["contradict", "differ", *["single"] * 3]
    assert [row.group_id for row in view.rows[:2]] == ["drunk", "hurt"]


def test_the_label_is_the_strongest_relation_across_outlets(view):
    hurt = row_of(view, "hurt")
    assert (hurt.label, hurt.slots, hurt.update) == ("differ", ("number",), True)
    assert (hurt.outlets, hurt.origins, hurt.weakest) == (3, 2, 0.8)
    assert hurt.first == START


def test_what_one_claim_only_adds_is_named_where_nothing_else_differs():
    added = Difference("date", "in May", "")
    hedged = Difference("certainty", "may", "")
    opposed = Difference("number", "nine", "twelve")
    relations = [
        Relation("differ", 0.9, (added, hedged)),
        Relation("differ", 0.8, (opposed, Difference("place", "", "Oslo"))),
    ]
    assert slots_of(relations) == ("certainty", "number")
    assert slots_of([Relation("differ", 0.9, (added,))]) == ("date",)
    assert slots_of([Relation("agree", 0.9, (opposed,))]) == ()


def weighed(view, *states):
    """Give the view with the matches of Alpha and Beta, Alpha and Gamma, Beta and Gamma so."""
    alpha, beta, gamma = told_by(row_of(view, "hurt"))
    pairs = [pair_key(*pair) for pair in ((alpha, beta), (alpha, gamma), (beta, gamma))]
    matches = dict(view.matches)
    for pair, state in zip(pairs, states, strict=True):
        old = matches.pop(pair)
        matches |= {pair: replace(old, state=state)} if state else {}
    return filter_view(replace(view, matches=matches))


@pytest.mark.parametrize(
    ("states", "loose"),
    [
        (("confirmed", "confirmed", "confirmed"), ""),
        (("confirmed", "suggested", "suggested"), "Gamma"),  # one of its two would do
        (("suggested", "confirmed", "suggested"), "Beta"),
        (("suggested", "confirmed", None), "Beta"),  # no match at all is no confirmed one
        (("suggested", "suggested", "unsure"), "Alpha Beta Gamma"),
    ],
)
def test_a_version_with_fewer_than_half_of_its_matches_confirmed_is_loose(view, states, loose):
    narrowed = weighed(view, *states)
    row = row_of(narrowed, "hurt")
    outlets = [narrowed.articles[narrowed.claims[one].article_id].outlet for one in row.loose]
    assert outlets == loose.split()


def test_who_is_contradicted_speaks_of_the_same_however_loosely_it_matches(view):
    drunk = row_of(view, "drunk")  # Delta's match with Beta is missing, the one denies the other
    assert drunk.loose == ()
    related = {key: replace(one, label="agree") for key, one in view.relations.items()}
    agreed = filter_view(replace(view, relations=related))
    outlets = {
        agreed.articles[agreed.claims[one].article_id].outlet
        for one in row_of(agreed, "drunk").loose
    }
    assert outlets == {"Beta"}


def test_what_one_outlet_alone_tells_is_not_loose(view):
    assert {row.loose for row in view.rows if row.label == "single"} == {()}


def test_relations_within_one_outlet_are_no_disagreement(store):
    made = ferry.fill(store)
    one_voice = {
        key: replace(article, outlet="Alpha")
        for key, article in side_by_side(store, ferry.EVENT).articles.items()
    }
    view = filter_view(replace(side_by_side(store, ferry.EVENT), articles=one_voice))
    assert {row.label for row in view.rows} == {"single"}
    assert not any(row.slots for row in view.rows)
    assert len(view.claims) == len(made)


def test_agreement_is_only_said_when_a_pair_agrees(view):
    unrelated = {
        pair: replace(one, label="unrelated", differences=())
        for pair, one in view.relations.items()
    }
    assert row_of(filter_view(replace(view, relations=unrelated)), "hurt").label == "differ"
    assert summary(filter_view(replace(view, relations={})))[-1].slots == ()


def test_not_reported_is_kept_apart_from_not_collected(view):
    hurt = row_of(view, "hurt")
    assert status(view, hurt, "Beta") == "told"
    assert status(view, hurt, "Delta") == "not reported"
    assert status(view, hurt, "Echo") == "not collected"
    assert [cell.outlet for cell in hurt.cells] == list(view.outlets)


def test_one_report_cut_short_makes_an_outlet_not_collected(view):
    echo = next(key for key, one in view.articles.items() if one.outlet == "Echo")
    articles = view.articles | {echo: replace(view.articles[echo], outlet="Delta")}
    again = filter_view(replace(view, articles=articles))
    assert status(again, row_of(again, "hurt"), "Delta") == "not collected"


def test_every_claim_stands_in_exactly_one_row(view):
    shown = [one for row in view.rows for one in told_by(row)]
    assert sorted(shown) == sorted(view.claims)
    assert len(shown) == len(ferry.claims())


def test_the_headline_is_the_claim_likest_to_the_others(view):
    assert view.claims[row_of(view, "hurt").headline].text.startswith("Nine people were hurt when")
    assert all(row.headline in told_by(row) for row in view.rows)


def test_outlets_stand_in_the_order_of_their_first_report(view):
    assert view.outlets == tuple(ferry.TEXTS)  # Foxtrot, without a date, is last


def test_the_summary_holds_disagreements_only_strongest_first(view):
    assert [row.group_id for row in summary(view)] == ["drunk", "hurt"]


def test_the_pairs_behind_a_label_come_surest_first(view):
    pairs = disagreeing_pairs(view, row_of(view, "hurt"))
    assert [view.relations[pair].confidence for pair in pairs] == [0.9, 0.8]
    assert all(view.relations[pair].label == "differ" for pair in pairs)


def test_hiding_an_outlet_changes_label_and_counts(view):
    left = filter_view(view, outlets=["Alpha", "Gamma"])
    hurt = row_of(left, "hurt")
    assert (hurt.label, hurt.slots, hurt.outlets, hurt.origins) == ("agree", (), 2, 1)
    assert left.outlets == ("Alpha", "Gamma")
    assert row_of(left, "drunk").label == "single"
    assert {one.outlet for one in left.articles.values()} == {"Alpha", "Gamma"}


def test_words_are_sought_in_one_claim_in_any_order_and_case(view):
    assert [row.group_id for row in filter_view(view, words="FERRY nine").rows] == ["hurt"]
    assert filter_view(view, words="seven drunk").rows == ()


def test_rows_are_kept_by_relation_slot_speaker_and_coverage(view):
    assert len(filter_view(view, relation="single").rows) == 3
    assert len(filter_view(view, relation=("differ", "contradict")).rows) == 2
    assert [row.group_id for row in filter_view(view, slot="polarity").rows] == ["drunk"]
    assert [row.group_id for row in filter_view(view, speaker="lund").rows] == ["drunk"]
    assert len(filter_view(view, min_outlets=2).rows) == 2


def test_dates_keep_whole_days_and_drop_what_has_none(view):
    day = filter_view(view, first=START.date(), last=START.date())
    assert day.outlets == ("Alpha", "Beta", "Gamma", "Delta", "Echo")
    early = filter_view(view, last=START + timedelta(minutes=90))
    assert early.outlets == ("Alpha", "Beta")
    assert filter_view(view, first=START.date() + timedelta(days=1)).rows == ()


def test_times_without_a_zone_can_be_compared(view):
    naive = START.replace(tzinfo=None)
    assert filter_view(view, last=naive).outlets == ("Alpha",)
    mixed = {
        key: replace(one, published_at=naive if one.outlet == "Delta" else one.published_at)
        for key, one in view.articles.items()
    }
    assert len(filter_view(replace(view, articles=mixed)).rows) == len(view.rows)


@settings(max_examples=40, deadline=None)
@given(
    outlets=st.sets(st.sampled_from(list(ferry.TEXTS))),
    words=st.sampled_from([None, "ferry", "the captain", "zebra"]),
    relation=st.sampled_from([None, "agree", "contradict", "single"]),
    least=st.integers(1, 4),
)
def test_a_filtered_view_holds_what_its_rows_show_and_nothing_else(
    view, outlets, words, relation, least
):
    left = filter_view(view, outlets=outlets, words=words, relation=relation, min_outlets=least)
    shown = {one for row in left.rows for one in told_by(row)}
    assert shown == set(left.claims)
    assert all(shown.issuperset(pair) for pair in (*left.matches, *left.relations))
    assert {left.articles[one.article_id].outlet for one in left.claims.values()} <= outlets
    for row in left.rows:
        assert row.outlets == sum(cell.status == "told" for cell in row.cells) >= least
        assert 1 <= row.origins <= len(told_by(row))
        assert (row.label == "single") == (row.outlets == 1)
        assert not row.slots or row.label in DISAGREEMENTS
    assert filter_view(left, min_outlets=least) == left
