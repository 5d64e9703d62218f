"""Foreign text on a page: escaped, marked without loss, and in the reader's words."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_article, make_claim
from compare.exporters import Table
from compare.exporters.registry import file_name
from compare.records import Cell, Row
from compare.ui import words
from compare.ui.marks import Mark, marked

PLACES = st.tuples(st.integers(-3, 40), st.integers(-3, 40))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.lists(PLACES, max_size=6))
def test_marking_changes_no_character_whatever_the_marks(text: str, places: list[tuple[int, int]]):
    written = marked(text, [Mark(start, end) for start, end in places])
    assert html.unescape(re.sub(r"</?mark[^>]*>", "", written)) == text


def test_a_mark_says_what_it_means_without_colour():
    written = marked("Nine were hurt", [Mark(0, 4, "differs", "differs: number")])
    assert 'title="differs: number"' in written
    assert '<span class="unseen"> (differs: number)</span>' in written


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab$*_[](){}<>`~|#:\\!&^=@+-.", max_size=30))
def test_no_mark_of_markdown_stays_bare(text: str):
    assert re.sub(r"\\.", "", words.md(text), flags=re.DOTALL).strip("ab \u2060") == ""


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("time", "4 May 2031, 09:30 UTC"),
        ("day", "4 May 2031"),
        ("approximate", "about 4 May 2031"),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(precision: str, expected: str):
    assert words.when(make_article(published_precision=precision)) == expected


def test_an_unknown_date_is_never_another_one():
    assert words.when(make_article(published_at=None)) == "date unknown"
    assert words.span(None, None) == "date unknown"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((2022, 11, 14), (2022, 11, 14), "14 Nov 2022"),
        ((2022, 11, 14), (2022, 11, 20), "14–20 Nov 2022"),
        ((2022, 11, 14), (2022, 12, 2), "14 Nov – 2 Dec 2022"),
        ((2022, 12, 14), (2023, 1, 2), "14 Dec 2022 – 2 Jan 2023"),
    ],
)
def test_a_period_names_each_part_once(first, last, expected: str):
    assert words.span(datetime(*first, tzinfo=UTC), datetime(*last, tzinfo=UTC)) == expected


def test_coverage_counts_outlets_and_origins():
    cells = (Cell("A", "told", ("a",)), Cell("B", "not reported"))
    row = Row("a", "a", "agree", (), cells, 6, 3, 0.9)
    assert words.coverage(row, 25) == "told by 6 of 25 outlets, 3 independent origins"


def test_who_says_it_and_how_is_said_beside_the_words():
    assert words.voice(make_claim()) == ""
    assert words.voice(make_claim(stance="denied")) == "denies it"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ferry: 9 hurt?", "ferry-9-hurt-side-by-side-2031-06-01.csv"),
        ("Паром", "event-side-by-side-2031-06-01.csv"),
        ("../x", "x-side-by-side-2031-06-01.csv"),
    ],
)
def test_a_file_name_holds_nothing_that_a_system_minds(title: str, name: str):
    header = {"event": title, "exported_at": "2031-06-01T10:00:00+00:00"}
    assert file_name(Table("side by side", {}, [], header), "csv") == name
