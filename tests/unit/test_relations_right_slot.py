"""Differences that are easily put down to the wrong respect, and the one that they belong to."""

from __future__ import annotations

import pytest

from compare.claims.extract import claims_from_texts, extract_claims
from compare.records import Article
from compare.relations import lexicon
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


UNION = "A police union boss has criticised the organisers of the party for a safety area for women"
ONE_AFFAIR = [
    # in which respect they would differ, were what differs not something else on each side
    (
        f"{UNION}, saying it suggests they aren't safe from assault elsewhere.",
        "The head of a police union is criticising the creation of a safe zone for women at the "
        "annual party in front of the gate.",
        "polarity",
    ),
    (
        "The footage had been handed to Lund by Berg 15 years after the play was staged.",
        "Lund had long fought to gain access to the footage of the fall but was prevented for "
        "15 years by Marr, both Berg and the singer allege.",
        "polarity",
    ),
    (
        "Harwick Steel raised its bid for the shipyard in an attempt to force what could be the "
        "largest deal of the year.",
        "Harwick Steel is sweetening its offer to acquire the shipyard in the north.",
        "certainty",
    ),
    (
        "The agency estimates that the iceberg rises about 49 metres above the water line.",
        "According to the agency the iceberg was about 315 metres thick and drifted away "
        "from the coast during the storm.",
        "number",
    ),
]


@pytest.mark.parametrize(("left", "right", "slot"), ONE_AFFAIR)
def test_reports_that_only_share_an_affair_dont_differ_in_it(left, right, slot):
    [relation] = relate([(left, right)])
    assert relation.label != "contradict"
    assert slot not in relation.slots


def test_a_reserve_counts_only_about_what_both_say():
    shared = "The ferry sank off Harwick"
    told = relate([(f"{shared}, Lund said.", "The ferry may have sunk off Harwick, Lund said.")])[0]
    other = relate(
        [
            (
                "The ferry sank off Harwick on Monday with eleven people and forty cars on board, "
                "and divers could reach it by Friday.",
                "Eleven people were on the ferry when it sank off Harwick on Monday evening.",
            )
        ]
    )[0]
    assert "certainty" in told.slots
    assert "certainty" not in other.slots


def test_a_quotation_after_a_denial_is_asserted():
    article = Article(
        "Harwick Post",
        "Lund",
        'Lund denied that they "had a fight of any kind at all". "We live in different towns."',
    )
    stances = {claim.text: claim.stance for claim in extract_claims(article)}
    assert {text[:5]: one for text, one in stances.items()} == {
        "Lund ": "denied",
        '"We l': "asserted",
    }


def test_no_difference_is_shown_between_equal_words():
    [relation] = relate(
        [
            (
                "A court convicted the former mayor and 19 others of insulting the judges.",
                "A court sentenced the former mayor along with 19 other defendants on Saturday.",
            )
        ]
    )
    assert all(one.left.casefold() != one.right.casefold() for one in relation.differences)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "It was the first meeting of Canadian and Peruvian representatives since the quarrel "
            "began.",
            "These were the first high-level face-to-face talks between the two countries since "
            "the quarrel began in late February.",
        ),
        (
            "These were the first high-level face-to-face talks between the two countries since "
            "the invasion began in late February.",
            "The meeting was the highest-ranking face-to-face engagement between Canadian and "
            "Peruvian officials since before the invasion.",
        ),
        (
            "Lund confirmed that Russian-American talks were taking place in Oslo that day.",
            "Lund confirmed to Russian news agencies that a US-Russian meeting had taken place in "
            "Oslo but gave no details.",
        ),
    ],
)
def test_of_what_country_they_are_is_no_other_place(left, right):
    for relation in relate([(left, right), (right, left)]):
        assert relation.label in {"differ", "contradict"}
        assert "place" not in relation.slots


def test_a_word_of_nationality_is_that_of_one_or_of_many():
    assert lexicon.within("canadians", "canada")
    assert lexicon.within("canadian", "canada")
    assert not lexicon.within("canadians", "peru")
    assert not lexicon.within("news", "canada")
