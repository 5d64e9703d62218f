"""The exported tables: what the view shows, in documented columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import ferry
from compare.records import SideBySide
from compare.store.db import Store
from compare.table_columns import LONG, PAIRS, WIDE, columns_document
from compare.tables import join_tables, long_table, pairs_table, tables_of, wide_table
from compare.view import filter_view, told_by

NOW = datetime(2031, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def view() -> SideBySide:
    return ferry.view(Store(":memory:"))


def records(table):
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_the_long_table_has_each_shown_claim_once_with_its_source(view):
    rows = records(long_table(view))
    assert [row["claim_id"] for row in rows] == [one for row in view.rows for one in told_by(row)]
    lund = next(row for row in rows if row["speaker"])
    assert (lund["outlet"], lund["speaker"], lund["cue"]) == ("Delta", "Eva Lund", "said")
    assert (lund["stance"], lund["country"]) == ("hedged", "Norland")
    for row in rows:
        text = view.articles[row["article_id"]].text
        assert text[row["start"] : row["end"]] == row["claim"]


def test_the_long_table_says_how_a_claim_was_matched_to_the_headline(view):
    rows = {row["claim_id"]: row for row in records(long_table(view))}
    gamma = next(
        row for row in rows.values() if row["outlet"] == "Gamma" and row["slots"] == "number"
    )
    alpha = next(
        row for row in rows.values() if row["outlet"] == "Alpha" and row["slots"] == "number"
    )
    head, other = (gamma, alpha) if gamma["headline"] else (alpha, gamma)
    assert (head["headline"], head["probability"]) == (True, None)
    assert (other["probability"], other["status"], other["decided_by"]) == (
        0.95,
        "confirmed",
        "Ida",
    )
    assert gamma["origin"] == alpha["origin"] == 1
    assert {row["weakest_link"] for row in rows.values() if row["relation"] == "single"} == {None}


def test_the_wide_table_has_a_column_an_outlet_and_says_why_a_cell_is_empty(view):
    table = wide_table(view)
    assert tuple(table.columns)[len(WIDE) :] == view.outlets
    hurt = next(row for row in records(table) if row["group_id"] == "hurt")
    assert hurt["Beta"] == "Seven people were hurt on the ferry at the pier."
    assert (hurt["Delta"], hurt["Echo"]) == ("[not reported]", "[not collected]")
    assert hurt["kind"] == "paraphrase, verbatim"


def test_an_outlet_named_like_a_column_gets_a_column_of_its_own(view):
    articles = {
        key: replace(one, outlet="relation" if one.outlet == "Beta" else one.outlet)
        for key, one in view.articles.items()
    }
    table = wide_table(filter_view(replace(view, articles=articles)))
    assert "relation (outlet)" in table.columns
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_the_pairs_table_has_every_match_with_its_differing_words(view):
    rows = records(pairs_table(view))
    assert [row["probability"] for row in rows] == [0.95, 0.9, 0.85, 0.8, 0.7]
    assert rows[0]["decided_by"] == "Ida"
    differing = next(row for row in rows if row["probability"] == 0.85)
    words = {"Alpha": "Nine", "Beta": "Seven"}
    assert differing["left_words"] == words[differing["left_outlet"]]
    assert differing["right_words"] == words[differing["right_outlet"]]
    assert (differing["relation"], differing["slots"], differing["row"]) == ("differ", "number", 2)


def test_differing_words_are_named_with_their_places(view):
    rows = {(row["outlet"], row["row"]): row for row in records(long_table(view))}
    beta = rows["Beta", 1]
    assert (beta["differing_words"], beta["differing_spans"]) == ("was not", "12-19")
    assert rows["Echo", 4]["differing_words"] == ""


def test_versions_that_differ_in_nothing_named_differ_in_their_words(view):
    unnamed = {
        pair: replace(one, label="differ", differences=()) for pair, one in view.relations.items()
    }
    rows = {row["claim"]: row for row in records(long_table(replace(view, relations=unnamed)))}
    assert "Seven" in rows["Seven people were hurt on the ferry at the pier."]["differing_words"]
    agreeing = {pair: replace(one, label="agree") for pair, one in unnamed.items()}
    table = long_table(filter_view(replace(view, relations=agreeing)))
    assert {row["differing_words"] for row in records(table)} == {""}


def test_a_filtered_view_gives_a_filtered_table(view):
    left = filter_view(view, outlets=["Alpha", "Beta"], min_outlets=2)
    assert {row["outlet"] for row in records(long_table(left))} == {"Alpha", "Beta"}
    assert {row["row"] for row in records(long_table(left))} == {1}
    assert [row["probability"] for row in records(pairs_table(left))] == [0.85]
    assert tuple(wide_table(left).columns)[len(WIDE) :] == ("Alpha", "Beta")


def test_the_header_says_when_from_what_and_with_which_settings(view):
    header = long_table(view, filters="told by 2 or more", now=NOW).header
    assert header["exported_at"] == "2031-06-01T12:00:00+00:00"
    assert (header["event"], header["articles"], header["outlets"]) == (view.event.title, "6", "6")
    assert (header["model"], header["settings"]) == ("fake", "settings")
    assert header["filters"] == "told by 2 or more"
    assert "model" not in long_table(replace(view, run=None)).header


def test_days_are_written_as_days(view):
    vague = {key: replace(one, published_precision="day") for key, one in view.articles.items()}
    rows = records(long_table(replace(view, articles=vague)))
    assert {row["published"] for row in rows} == {"2031-05-04", None}


@pytest.mark.parametrize("shape", ["long", "wide", "pairs"])
def test_tables_of_a_store(store, shape):
    assert tables_of(store, shape=shape)[0].rows == []  # nothing in it yet
    ferry.fill(store)
    (table,) = tables_of(store, shape=shape)
    assert table.rows
    assert table.rows == tables_of(store, ferry.EVENT, shape)[0].rows
    assert [one.name for one in tables_of(store, shape="all")] == [
        "claims",
        "side by side",
        "pairs",
    ]
    with pytest.raises(ValueError, match="round"):
        tables_of(store, shape="round")


def test_tables_of_several_events_share_their_columns(view):
    one, two = wide_table(filter_view(view, outlets=["Alpha"])), wide_table(view)
    both = join_tables([one, two])
    assert list(both.columns) == [
        *WIDE,
        "Alpha",
        *[name for name in view.outlets if name != "Alpha"],
    ]
    assert len(both.rows) == len(one.rows) + len(two.rows)
    assert records(both)[0]["Beta"] is None
    assert (both.header["articles"], both.header["event"]) == ("7", "2 events")


def test_every_column_is_documented_in_one_line_and_in_the_manual(view):
    tables = (long_table(view), wide_table(view), pairs_table(view))
    for table, documented in zip(tables, (LONG, WIDE, PAIRS), strict=True):
        assert list(table.columns)[: len(documented)] == list(documented)
        assert all(line and "\n" not in line for line in table.columns.values())
    manual = Path(__file__).parents[2] / "docs" / "export-columns.md"
    assert manual.read_text("utf-8") == columns_document()
