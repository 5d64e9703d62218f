"""The quick ways of aligning words leave out nothing that asking about every pair would find."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.records import Claim, Entity, Quantity, Token
from compare.relations import kinds, same, sides, traits
from compare.relations.align import align
from compare.relations.lexicon import lexicon
from compare.relations.sides import Side, side_of

WORDS = [
    *("ferry", "ship", "vessel", "boat", "sank", "sink", "negotiate", "negotiation", "talks"),
    *("killed", "wounded", "die", "dead", "minister", "official", "Lund", "Lunde", "Sergei"),
    *("Sergey", "Sweden", "Swedish", "Norway", "Norwegian", "first", "third", "9", "nine", "not"),
    *("buy", "sell", "increase", "decrease", "March", "May", "before", "after", "harbour", "port"),
]
POS = ["NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "ADP", "X"]


def claim_of(words: list[tuple[str, str, int]]) -> Claim:
    """Make a claim of words, each with its part of speech and its head."""
    text = ""
    tokens: list[Token] = []
    names: list[Entity] = []
    numbers: list[Quantity] = []
    for word, pos, head in words:
        start = len(text) + bool(text)
        text = f"{text} {word}".strip()
        dep = "ROOT" if head % len(words) == len(tokens) else ("dobj", "nsubj", "pobj")[head % 3]
        tokens.append(Token(start, len(text), word.lower(), pos, "", dep, head % len(words)))
        if pos == "PROPN" and head % 2:
            names.append(Entity(start, len(text), word, "person", word))
        if pos == "NUM":
            numbers.append(Quantity(start, len(text), word, 9, 9))
    return Claim(
        *("", "", text, 0, len(text), 0),
        tokens=tuple(tokens),
        entities=tuple(names),
        quantities=tuple(numbers),
    )


claims = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(POS), st.integers(0, 9)),
    min_size=1,
    max_size=9,
).map(claim_of)


@settings(max_examples=150, deadline=None)
@given(claims, claims)
def test_nothing_alike_is_passed_over(left: Claim, right: Claim) -> None:
    one, two = Side(left), Side(right)
    rivals = [(place, two.traits[place]) for place in range(len(two.words))]
    for place in range(len(one.words)):
        met = one.traits[place].met_by(rivals)
        alike = [i for i, _ in rivals if same._likeness(one, place, two, i) > 0]
        assert set(alike) <= set(met)


@settings(max_examples=100, deadline=None)
@given(claims, claims)
def test_what_is_kept_changes_nothing(left: Claim, right: Claim) -> None:
    one, two = Side(left), Side(right)
    for place, rival in product(range(len(one.words)), range(len(two.words))):
        fresh = same._likeness(one, place, two, rival)
        assert same.LIKENESS(one, place, two, rival) == fresh
        assert same.LIKENESS(one, place, two, rival) == fresh


@settings(max_examples=60, deadline=None)
@given(claims, claims)
def test_aligning_again_gives_the_same(left: Claim, right: Claim) -> None:
    first = align(left, right)
    for kept in (sides._sides, kinds._numbers):
        kept.clear()  # numbers are given anew, and none of them stands for something else
    again = align(left, right)
    assert (first.same, first.instead) == (again.same, again.instead)


def test_words_of_the_lexicon_that_are_alike_meet() -> None:
    for word, other in sorted(lexicon().alike)[:2000]:
        one, two = (traits.traits_of(item, False, "") for item in (word, other))
        assert one.met_by([(7, two)]) == [7]


def test_two_words_without_anything_in_common_do_not_meet() -> None:
    one, two = (traits.traits_of(item, False, "") for item in ("ferry", "negotiate"))
    assert one.met_by([(7, two)]) == []


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_MOST_PAIRS", 3)
    monkeypatch.setattr(kinds, "_MOST_KINDS", 3)
    monkeypatch.setattr(sides, "_MOST_SIDES", 3)
    asked: list[tuple[int, int]] = []

    def say(_: Side, place: int, __: Side, rival: int) -> float:
        asked.append((place, rival))
        return 1.0

    kept = kinds.Kept(say)
    side = side_of(claim_of([(word, "NOUN", 0) for word in WORDS[:8]]))
    assert len(set(side.kinds)) == 8
    for place, rival in product(range(8), range(8)):
        assert kept(side, place, side, rival) == 1.0
    assert len(asked) == 64
    assert len(kept._known) <= 3
    for word in WORDS[:8]:
        side_of(claim_of([(word, "NOUN", 0)]))
    assert len(sides._sides) <= 3
