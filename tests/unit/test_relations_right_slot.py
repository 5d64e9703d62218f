"""Differences that are easily put down to the wrong respect, and the one that they belong to."""

from __future__ import annotations

import pytest

from compare.claims.extract import claims_from_texts
from compare.relations.level import levelled
from compare.relations.relate import findings, relate

pytestmark = pytest.mark.model

DIFFERENT = [
    ("Lund refused to sign the contract.", "Lund signed the contract.", "action"),
    ("Lund turned down the offer.", "Lund accepted the offer.", "action"),
    ("Lund did not sign the contract.", "Lund signed the contract.", "polarity"),
    ("Lund failed to sign the contract.", "Lund signed the contract.", "polarity"),
    ("Eva Lund is a guitarist.", "Eva Lund is a singer.", "role"),
    ("The village lies south of the river.", "The village lies north of the river.", "place"),
    ("Harwick is a province in the north.", "Harwick is a city in the north.", "place"),
    ("The bridge was built in 1780.", "The bridge was built in 1776.", "date"),
    ("It opened on May 4, 2019.", "It opened on May 6 , 2019 .", "date"),
    ("It sold less than 20 million tickets.", "It sold more than 20 million tickets.", "number"),
    (
        "The film was directed by Eva Lund.",
        "The film was directed by Karl Berg and shows Eva Lund as the mayor.",
        "person",
    ),
]


@pytest.mark.parametrize(("left", "right", "slot"), DIFFERENT)
def test_the_difference_is_told_in_its_own_respect_from_both_sides(left, right, slot):
    for first, second in ((left, right), (right, left)):
        [relation] = relate([(first, second)])
        assert relation.label in {"differ", "contradict"}
        assert slot in relation.slots


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("At least 20 people came.", "More than 20 people came."),
        ("At most 20 people came.", "Fewer than 20 people came."),
        ("It opened on May 4, 2019.", "It opened on May 4 , 2019 ."),
        ("It was founded in June 1776.", "It was founded in 1776."),
    ],
)
def test_two_ways_of_saying_it_are_no_difference(left, right):
    assert relate([(left, right)])[0].label == "agree"


def test_more_and_less_than_one_bound_cant_both_be_true():
    left, right = claims_from_texts(["Fewer than 20 people came.", "More than 20 people came."])
    _, [found] = findings(left, right)
    assert found.excludes >= 0.75


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Lund appeared in court on Monday.", "asserted"),
        ("The ferry appeared to have sunk.", "hedged"),
        ("It appears that the ferry sank.", "hedged"),
        ("The mayor seems tired.", "hedged"),
    ],
)
def test_who_appears_somewhere_is_not_said_with_a_reserve(text, stance):
    assert claims_from_texts([text])[0].stance == stance


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It was founded in 1604, in the north.", ["1604"]),
        ("The school has stood there since 1604.", ["1604"]),
        ("They live in 1700 homes.", []),
        ("They arrived on 3 March 1604.", ["3 March 1604"]),
    ],
)
def test_years_before_1800_are_dates_where_nothing_is_counted(text, dates):
    assert [one.text for one in claims_from_texts([text])[0].dates] == dates


@pytest.mark.parametrize(
    ("left", "right", "read"),
    [
        ("The American side asked for it.", "Washington asked for it.", "American asked for it."),
        ("It took place in London.", "Britain held it.", "Britain held it."),
        ("The British side asked.", "It took place in London.", "It took place in London."),
        ("Texas asked for it.", "France asked for it.", "France asked for it."),
    ],
)
def test_a_capital_stands_for_its_country_where_it_does_something(left, right, read):
    assert levelled(*claims_from_texts([left, right]))[1] == read
