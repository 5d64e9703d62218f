"""Differences between claims that tell a fact in other words: what each outlet's own telling hides.

The sentences are made up for these tests; none is among the pairs that anything was fitted on.
"""

from __future__ import annotations

import numpy as np
import pytest

from compare.claims.extract import claims_from_texts
from compare.relations import rivals
from compare.relations.align import align
from compare.relations.contexts import Contexts, spans_of
from compare.relations.reader import softmax, teller
from compare.relations.relate import relate
from compare.relations.verdict import LABELS, told

DIFFERENT = {"differ", "contradict"}
OTHERWISE = [
    (
        "The council met on March 3 to vote on the bridge.",
        "Councillors voted on the bridge at their meeting of March 17.",
        "date",
    ),
    (
        "The tram hit the van at 6:40 a.m., the operator said.",
        "According to the operator, the van was struck by the tram at 9:15 a.m.",
        "date",
    ),
    (
        "Participation in the Ostrava vote came to 37 percent.",
        "Turnout reached 61 percent in the vote in Ostrava, officials said.",
        "number",
    ),
    (
        "Halden Foods will close its bakery in Bergen.",
        "The bakery in Trondheim is to be shut, Halden Foods announced.",
        "place",
    ),
    (
        "The choir will be led by Marta Olsen from autumn.",
        "From autumn Henrik Dahl is to conduct the choir.",
        "person",
    ),
]
ALIKE = [
    ("Seven inmates escaped through a tunnel.", "Through a tunnel, 7 prisoners broke out."),
    (
        "The parliament approved the budget on Tuesday.",
        "On Tuesday the budget was passed by the parliament.",
    ),
    (
        "About 200 people had to leave their homes, police said.",
        "Police said that 212 residents were evacuated.",
    ),
]


@pytest.mark.parametrize(("left", "right", "slot"), OTHERWISE)
def test_a_difference_in_other_words_is_named(left: str, right: str, slot: str) -> None:
    found = relate([(left, right)])[0]
    assert found.label in DIFFERENT
    assert slot in found.slots
    for one in found.differences:
        assert all(left[a:b] in one.left for a, b in one.left_spans)
        assert all(right[a:b] in one.right for a, b in one.right_spans)


@pytest.mark.parametrize(("left", "right"), ALIKE)
def test_one_thing_in_other_words_is_no_contradiction(left: str, right: str) -> None:
    assert relate([(left, right)])[0].label != "contradict"


@pytest.mark.parametrize(("left", "right", "slot"), OTHERWISE)
def test_exchanging_the_claims_exchanges_the_sides(left: str, right: str, slot: str) -> None:
    one, two = relate([(left, right), (right, left)])
    assert one.label == two.label
    assert [d.left for d in one.differences] == [d.right for d in two.differences]


def _rivals(left: str, right: str) -> list[rivals.Rivals]:
    claims = claims_from_texts([left, right])
    alignment = align(*claims)
    telling = told([(left, right)])[0]
    return rivals.rivals(alignment, Contexts(teller()).of(alignment), telling.ways)


def test_each_value_is_the_rival_of_at_most_one() -> None:
    found = _rivals(
        "Three men and four women were hurt in Turin on Monday, not in Milan.",
        "Nine men and two women were hurt in Genoa on Friday.",
    )
    assert found
    for side in ("left", "right"):
        starts = [getattr(one, side).start for one in found]
        assert len(starts) == len(set(starts))
    assert all(len(one.given) == len(rivals.NAMES) for one in found)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("About 200 people came.", "It drew 212 people."),
        ("The Court of Appeal will hear it in May.", "The Court will hear it in May."),
        ("It began at 6:40 a.m.", "It began at about 6.41am."),
        ("Kestrel Bank paid.", "Kestrel paid."),
    ],
)
def test_what_may_be_one_value_has_no_rival(left: str, right: str) -> None:
    assert not _rivals(left, right)


def test_two_courts_are_two() -> None:
    found = _rivals("The Court of Appeal will hear it.", "The Supreme Court will hear it.")
    assert [one.slot for one in found] == ["organisation"]


def test_pieces_stand_where_their_words_do() -> None:
    text = "Über 1,200 Leute — “viele” — kamen nach Łódź."
    spans = spans_of(text)
    assert len(spans) == len(teller().contexts([text])[0])
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)


def test_kinds_are_chances_and_the_same_both_ways() -> None:
    pair = ("The dam broke at noon.", "At midnight the dam gave way.")
    ways, kinds = teller().told([pair, pair[::-1]])
    assert np.array_equal(ways, teller().both_ways([pair, pair[::-1]]))
    assert kinds.shape == (2, len(LABELS))
    assert np.allclose(kinds.sum(axis=1), 1)
    assert np.allclose(kinds[0], kinds[1], atol=1e-5)
    assert np.allclose(softmax(np.zeros((1, 4)), -1), 0.25)
