"""Relations of two sentences: what a reader would say of them."""

from __future__ import annotations

import pytest

from compare.relations.relate import relate

pytestmark = pytest.mark.model

PAIRS = [
    ("Nine people were hurt in Port Salmo.", "Seven people were hurt in Port Salmo.", "number"),
    ("The ferry left on 3 May.", "The ferry left on 5 May.", "date"),
    ("Lund beat Marrow in the vote.", "Marrow beat Lund in the vote.", "role"),
    ("The council approved the bridge.", "The council rejected the bridge.", "action"),
    ("The mayor did not resign on Friday.", "The mayor resigned on Friday.", "polarity"),
    ("The minister flew to France on Monday.", "The minister flew to Spain on Monday.", "place"),
]
SAME = [
    ("Nine people were hurt in Port Salmo.", "9 persons were wounded in Port Salmo."),
    ("About 200 people marched in Salmo.", "212 people marched in Salmo."),
    ("At least seven people were hurt.", "Nine people were hurt."),
    ("Lund beat Marrow in the vote.", "Marrow was beaten by Lund in the vote."),
]


@pytest.mark.parametrize(("left", "right", "slot"), PAIRS)
def test_what_cannot_both_be_true_contradicts_in_its_slot(left: str, right: str, slot: str) -> None:
    relation = relate([(left, right)])[0]
    assert relation.label == "contradict"
    assert slot in relation.slots


@pytest.mark.parametrize(("left", "right"), SAME)
def test_what_says_the_same_agrees(left: str, right: str) -> None:
    assert relate([(left, right)])[0].label == "agree"


def test_a_refusal_to_take_a_stand_is_shown_whole() -> None:
    left = "The ministry could neither confirm nor deny the talks in Oslo."
    relation = relate([(left, "The ministry confirmed the talks in Oslo.")])[0]
    words = [one.left for one in relation.differences if one.slot == "certainty"]
    assert words == ["neither confirm nor deny"]
