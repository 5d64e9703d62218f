"""Signals that deal with many pairs at once give what one pair after the other would."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.records import Claim, Entity, Frame, Quantity, Span
from compare.signals import SignalContext, common, lexicon, names, numbers, roles
from compare.signals.words import PLUGIN as WORDS

NAMES = ["Eva Lund", "Lund", "E.L.", "Port Salmo", "Salmo", "Salmoe", "Berg", "of Salmo"]
DOERS = ["the mayor of Salmo", "two ferries", "Lund", "", "the crew of two ferries"]
SENTENCES = ["The ferry sank.", "Two ferries sank off Salmo.", "", "Lund denied it.", "!"]


def claim_of(
    words: Sequence[str], amounts: Sequence[float], doers: Sequence[tuple[str, str, str]], text: str
) -> Claim:
    return Claim(
        *("", "", text, 0, len(text), 0),
        entities=tuple(Entity(0, 1, name, "other", name) for name in words),
        quantities=tuple(Quantity(i, 1, "", a, a, "", a > 5) for i, a in enumerate(amounts)),
        frames=tuple(
            Frame(Span(0, 1, verb), verb, Span(0, 1, agent), Span(0, 1, patient))
            for verb, agent, patient in doers
        ),
    )


doings = st.tuples(
    st.sampled_from(["sink", "hit", "be"]), st.sampled_from(DOERS), st.sampled_from(DOERS)
)
claims = st.builds(
    claim_of,
    st.lists(st.sampled_from(NAMES), max_size=5),
    st.lists(st.sampled_from([1.0, 5.0, 5.2, 6.0, 200.0]), max_size=9),
    st.lists(doings, max_size=4),
    st.sampled_from(SENTENCES),
)
several = st.lists(claims, min_size=2, max_size=6)


def one_by_one(left: Sequence[object], right: Sequence[object], alike) -> float:  # type: ignore[no-untyped-def]
    """Share of the items with a like one on the other side, as it is defined."""
    if not left or not right:
        return float("nan")
    best = [max(alike(one, other) for other in right) for one in left]
    best += [max(alike(one, other) for one in left) for other in right]
    return float(sum(best) / len(best))


@settings(max_examples=80, deadline=None)
@given(several)
def test_overlaps(found: list[Claim]) -> None:
    context = SignalContext()
    pairs = [(left, right) for left in found for right in found]
    ways = (
        (names.PLUGIN, names._names, names.alike),
        (numbers.PLUGIN, numbers._amounts, numbers.alike),
        (roles.PLUGIN, roles._deeds, roles._alike),
    )
    for signal, make, alike in ways:
        expected = [one_by_one(make(a, context), make(b, context), alike) for a, b in pairs]
        np.testing.assert_allclose(signal.score(pairs, context), expected, atol=1e-12)


@settings(max_examples=40, deadline=None)
@given(several)
def test_telling_words(found: list[Claim]) -> None:
    pairs = [(left, right) for left in found for right in found]
    for (left, right), score in zip(pairs, WORDS.score(pairs, SignalContext()), strict=True):
        one, two = lexicon.content_words(left), lexicon.content_words(right)
        squares = [sum(weight**2 for weight in bag.values()) for bag in (one, two)]
        if not all(squares):
            assert isnan(score)
            continue
        shared = sum(one[word] ** 2 for word in one.keys() & two.keys())
        assert score == pytest.approx(min(1.0, shared / sqrt(squares[0] * squares[1])))


def test_many_different_items_are_dealt_with_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [claim_of([f"Name{i}", f"Name{i + 1}"], [], [], "") for i in range(20)]
    pairs = [(left, right) for left in found for right in found]
    whole = names.PLUGIN.score(pairs, SignalContext())
    monkeypatch.setattr(common, "_MOST_ITEMS", 3)
    np.testing.assert_array_equal(names.PLUGIN.score(pairs, SignalContext()), whole)


def test_no_pairs() -> None:
    for signal in (names.PLUGIN, numbers.PLUGIN, roles.PLUGIN, WORDS):
        assert signal.score([], SignalContext()).shape == (0,)


def test_other_pairs_are_numbered_anew() -> None:
    context = SignalContext()
    one, two, three = (claim_of([], [], [], text) for text in SENTENCES[:3])
    first = [(one, two)]
    assert common.rows_of(first, context).claims == [one, two]
    assert common.rows_of([(three, three)], context).at.tolist() == [[0, 0]]
    assert common.rows_of(first, context).at.tolist() == [[0, 1]]


def test_words_are_kept_for_the_claims_of_an_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "_MOST_KEPT", 2)
    lexicon._kept.clear()
    found = [claim_of([], [], [], text) for text in SENTENCES]
    bags = [lexicon.content_words(claim) for claim in found]
    assert len(lexicon._kept) <= 2
    assert [lexicon.content_words(claim) for claim in found] == bags
    assert lexicon.content_words(found[-1]) is lexicon.content_words(found[-1])
