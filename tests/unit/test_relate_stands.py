"""Denials and negations: what of a claim they hold for, and of what event."""

from __future__ import annotations

import pytest

from compare.relations.relate import relate

pytestmark = pytest.mark.model


def label(left: str, right: str) -> str:
    (there,), (back,) = relate([(left, right)]), relate([(right, left)])
    assert there.label == back.label
    return there.label


def test_a_denial_holds_for_what_is_denied_only() -> None:
    both = "The company denied the leak and said that the plant is safe."
    assert label(both, "The plant is safe, the company said.") == "agree"
    assert label(both, "There was a leak at the company's plant.") == "contradict"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "Lund discussed no question of ending the strike.",
            "Lund discussed ending the strike.",
        ),
        ("The two did not discuss the ferry.", "The two discussed the ferry."),
        ("The two did not discuss settling the strike.", "The two discussed the strike."),
    ],
)
def test_talks_that_left_something_out_contradict_talks_about_it(left, right) -> None:
    assert label(left, right) == "contradict"


@pytest.mark.parametrize(
    "other",
    [
        "Lund was not discussing an end of the strike.",
        "Lund did not discuss ending the strike.",
    ],
)
def test_two_ways_to_negate_say_the_same(other) -> None:
    (relation,) = relate([("Lund discussed no question of ending the strike.", other)])
    assert "polarity" not in relation.slots


def test_a_refusal_to_discuss_is_still_no_stand() -> None:
    (relation,) = relate(
        [("Lund would not discuss the ferry.", "Lund discussed the ferry with Moreno.")]
    )
    assert "certainty" in relation.slots


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "Moreno refused to voice the dragon.",
            "Moreno's roles as a voice actor include the dragon in Harbour Tales.",
        ),
        ("The show received praise for its music.", "The show received criticism for its music."),
        (
            "The council refused to publish the letters of the harbour office.",
            "Among the papers that the council put out are the letters of the harbour office.",
        ),
    ],
)
def test_a_difference_is_always_told_in_words(left, right) -> None:
    (relation,) = relate([(left, right)])
    assert relation.label in {"differ", "contradict"}
    assert relation.differences
    for item in relation.differences:
        assert item.left
        assert item.right or item.slot in {"scope", "action"}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "The ministry rejected demands by the union to pay for the ferry in Oslo.",
            "The ferry of the union is moored in Oslo.",
        ),
        (
            "In 2005 the ferry was bought by the North Pier company.",
            "The ferry was sold in 2005.",
        ),
    ],
)
def test_what_both_can_be_true_contradicts_nothing(left, right) -> None:
    assert label(left, right) != "contradict"


def test_who_buys_does_not_sell() -> None:
    assert label("Lund bought the ferry in 2005.", "Lund sold the ferry in 2005.") == "contradict"
