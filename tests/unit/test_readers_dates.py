"""Publication times in the words of pages and files."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.readers.dates import find, in_future, parse

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2022-11-17T10:37:00+03:00", "2022-11-17T10:37:00+03:00"),
        ("2022-11-17T10:37:00Z", "2022-11-17T10:37:00+00:00"),
        ("2022-11-17 10:37", "2022-11-17T10:37:00"),
        ("Thu, 17 Nov 2022 10:37:00 +0300", "2022-11-17T10:37:00+03:00"),
        ("17 Nov, 2022 10:37", "2022-11-17T10:37:00"),
        ("Published Nov. 20, 2019, 9:28 AM UTC", "2019-11-20T09:28:00+00:00"),
        ("Wed, Nov 20 20194:29 AM EST", "2019-11-20T04:29:00-05:00"),
        ("November 19, 2019 at 9:45 pm", "2019-11-19T21:45:00"),
        ("10:37 GMT, 17 November 2022", "2022-11-17T10:37:00+00:00"),
        ("17. November 2022, 10:37 Uhr", "2022-11-17T10:37:00"),
        ("Publié le 17 novembre 2022 à 10h37", "2022-11-17T10:37:00"),
        ("17 de noviembre de 2022, 10:37", "2022-11-17T10:37:00"),
        ("17 ноября 2022, 10:37 МСК", "2022-11-17T10:37:00"),
        ("17 Kasım 2022 10:37", "2022-11-17T10:37:00"),
        ("2022年11月17日 10:37", "2022-11-17T10:37:00"),
        ("17 نوفمبر 2022 10:37", "2022-11-17T10:37:00"),
        ("17.11.2022 10:37", "2022-11-17T10:37:00"),
        ("1668681420", "2022-11-17T10:37:00+00:00"),
        ("5 hours ago", "2026-05-04T07:00:00+00:00"),
        ("an hour ago", "2026-05-04T11:00:00+00:00"),
        ("11 a.m. GMT on 17 Nov 2022", "2022-11-17T11:00:00+00:00"),
    ],
)
def test_times(text: str, iso: str) -> None:
    dated = parse(text, NOW)
    assert dated is not None
    assert dated.at == datetime.fromisoformat(iso)
    assert (dated.at.tzinfo is None) == (datetime.fromisoformat(iso).tzinfo is None)
    assert dated.precision == "time"


@pytest.mark.parametrize("text", ["17 November 2022", "2022-11-17", "11/17/2022", "20221117"])
def test_days(text: str) -> None:
    dated = parse(text, NOW)
    assert dated is not None
    assert (dated.at.date(), dated.precision) == (date(2022, 11, 17), "day")


@pytest.mark.parametrize("text", ["~2022-11-17", "about 17 November 2022", "c. 2022-11-17"])
def test_rough_days(text: str) -> None:
    dated = parse(text, NOW)
    assert dated is not None
    assert (dated.at.date(), dated.precision) == (date(2022, 11, 17), "approximate")


@pytest.mark.parametrize(
    "text", ["", "soon", "2022", "in March", "version 1.2.3", "99/99/2022", "12:30", None, True]
)
def test_what_is_no_date_stays_unknown(text: object) -> None:
    assert parse(text, NOW) is None


def test_values_of_tables() -> None:
    pandas = pytest.importorskip("pandas")
    assert parse(date(2022, 11, 17), NOW) == parse(datetime(2022, 11, 17), NOW)
    stamp = parse(pandas.Timestamp("2022-11-17T10:37:00Z"), NOW)
    assert stamp is not None
    assert type(stamp.at) is datetime
    assert (stamp.at, stamp.precision) == (datetime(2022, 11, 17, 10, 37, tzinfo=UTC), "time")
    assert parse(datetime(1, 1, 1), NOW) is None
    assert parse(pandas.NaT, NOW) is None


def test_future() -> None:
    assert in_future(datetime(2026, 5, 6), NOW)
    assert not in_future(datetime(2026, 5, 5, 11), NOW)
    assert not in_future(datetime(2020, 1, 1, tzinfo=UTC), NOW.replace(tzinfo=None))


@settings(max_examples=60, deadline=None)
@given(st.datetimes(datetime(1950, 1, 1), datetime(2049, 12, 31)))
def test_any_moment_comes_back(at: datetime) -> None:
    at = at.replace(second=0, microsecond=0)
    for form in ("%Y-%m-%dT%H:%M", "%d %B %Y, %H:%M", "%B %d, %Y %I:%M %p", "%d.%m.%Y %H:%M"):
        dated = parse(at.strftime(form), NOW)
        assert dated is not None
        assert dated.at == at


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    dated = find(text, NOW)
    assert dated is None or 0 <= dated.start <= dated.end <= len(text)
