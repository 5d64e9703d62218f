"""Numbers become intervals with a unit; dates become first and last days."""

import math
from datetime import date, datetime

import pytest

from compare.claims.dates import dates_of
from compare.claims.extract import claims_from_texts
from compare.claims.quantities import quantities_of

WEDNESDAY = date(2022, 11, 16)


def numbers(text):
    return [(item.text, item.low, item.high) for item in quantities_of(text, ())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two dozen people came.", [("Two dozen", 24, 24)]),
        ("Sales hit 1.2m units.", [("1.2m", 1.2e6, 1.2e6)]),
        ("They sold 201 bn cigarettes.", [("201 bn", 201e9, 201e9)]),
        ("A third of them left.", [("A third", 1 / 3, 1 / 3)]),
        ("It took two and a half hours.", [("two and a half", 2.5, 2.5)]),
        ("More than 200 came.", [("More than 200", 200, math.inf)]),
        ("At least seven died.", [("At least seven", 7, math.inf)]),
        ("Up to 40 tanks went.", [("Up to 40", 0, 40)]),
        ("Between 5 and 10 came.", [("Between 5 and 10", 5, 10)]),
        ("It is five to seven metres.", [("five to seven", 5, 7)]),
        ("It cost $27.5 billion.", [("$27.5 billion", 27.5e9, 27.5e9)]),
        ("It cost 5-7 million.", [("5-7 million", 5e6, 7e6)]),
        ("It rose 5%.", [("5%", 5, 5)]),
        ("It rose from 5% to 7%.", [("5%", 5, 5), ("7%", 7, 7)]),
        ("Tens of thousands marched.", [("Tens of thousands", 1e4, 99_999)]),
        ("Some 1,250 or so left.", [("Some 1,250 or so", 1250, 1250)]),
        ("He paid half a million.", [("half a million", 5e5, 5e5)]),
        ("Two-thirds voted.", [("Two-thirds", 2 / 3, 2 / 3)]),
        ("It fell to -5C.", [("-5C", -5, -5)]),
        ("It lasted an hour and a half.", [("an hour and a half", 1.5, 1.5)]),
        ("Three hundred and twenty-five seats.", [("Three hundred and twenty-five", 325, 325)]),
        ("An F-16 and Covid-19 and the G20.", []),
        ("It began in 2022.", []),
        ("The team won 3-2.", [("3", 3, 3), ("2", 2, 2)]),
    ],
)
def test_numerals_become_intervals(text, expected):
    assert numbers(text) == [
        (words, pytest.approx(a), pytest.approx(b)) for words, a, b in expected
    ]


def test_ordinals_and_approximations_are_flagged():
    (first,) = quantities_of("the 21st century", ())
    assert first.ordinal
    assert first.low == 21
    (about,) = quantities_of("about 200 were there", ())
    assert about.approximate
    (exact,) = quantities_of("exactly 200 were there", ())
    assert not exact.approximate


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Seven people were injured.", ["person"]),
        ("More than 200 police officers came.", ["officer"]),
        ("The talks lasted four hours.", ["hour"]),
        ("The 54-year-old mayor resigned.", ["year"]),
        ("The two-hour meeting ended.", ["hour"]),
        ("It cost 27.5 billion dollars.", ["$"]),
        ("The bridge is 300km long.", ["kilometre"]),
        ("Dozens of soldiers were killed.", ["soldier"]),
        ("He was the first minister to resign.", ["minister"]),
    ],
)
def test_units_are_what_is_counted(text, units):
    (claim,) = claims_from_texts([text])
    assert [item.unit for item in claim.quantities] == units


@pytest.mark.model
def test_a_pronoun_or_an_adverb_is_no_quantity():
    (claim,) = claims_from_texts(["One of them was first elected a second ago."])
    assert claim.quantities == ()


def found_dates(text, published=WEDNESDAY):
    return [(item.text, item.first, item.last) for item in dates_of(text, (), published)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("14 November 2022", date(2022, 11, 14), date(2022, 11, 14)),
        ("Nov. 14", date(2022, 11, 14), date(2022, 11, 14)),
        ("10 January", date(2022, 1, 10), date(2022, 1, 10)),
        ("November 14-16", date(2022, 11, 14), date(2022, 11, 16)),
        ("Monday", date(2022, 11, 14), date(2022, 11, 14)),
        ("Wednesday", WEDNESDAY, WEDNESDAY),
        ("last Wednesday", date(2022, 11, 9), date(2022, 11, 9)),
        ("next Friday", date(2022, 11, 18), date(2022, 11, 18)),
        ("yesterday", date(2022, 11, 15), date(2022, 11, 15)),
        ("last week", date(2022, 11, 7), date(2022, 11, 13)),
        ("earlier this month", date(2022, 11, 1), WEDNESDAY),
        ("October", date(2022, 10, 1), date(2022, 10, 31)),
        ("December", date(2021, 12, 1), date(2021, 12, 31)),
        ("February 2022", date(2022, 2, 1), date(2022, 2, 28)),
        ("two weeks ago", date(2022, 10, 31), date(2022, 11, 6)),
        ("2014-15", date(2014, 1, 1), date(2015, 12, 31)),
        ("the 1990s", date(1990, 1, 1), date(1999, 12, 31)),
        ("Q3 2021", date(2021, 7, 1), date(2021, 9, 30)),
        ("14.11.2022", date(2022, 11, 14), date(2022, 11, 14)),
        ("02/03/2022", None, None),
        ("31 February 2022", None, None),
        ("10:30 GMT", None, None),
    ],
)
def test_dates_are_resolved_against_the_day_of_publication(text, first, last):
    assert found_dates(f"It happened on {text}.") == [(text, first, last)]


def test_without_a_publication_only_absolute_dates_are_resolved():
    assert found_dates("on 14 November 2022", None)[0][1] == date(2022, 11, 14)
    assert found_dates("It was on Monday.", None) == [("Monday", None, None)]


@pytest.mark.model
def test_the_verb_tells_whether_a_day_is_past_or_to_come():
    (claim,) = claims_from_texts(
        ["On Monday Lund said that they will meet on Friday."], published=datetime(2022, 11, 16)
    )
    assert [item.first for item in claim.dates] == [date(2022, 11, 14), date(2022, 11, 18)]


@pytest.mark.model
def test_the_verb_may_and_parts_of_dates_are_left_alone():
    (claim,) = claims_from_texts(["They may leave on 14 May 2022 in 3 days."])
    assert [item.text for item in claim.dates] == ["14 May 2022"]
    assert [item.text for item in claim.quantities] == ["3"]
