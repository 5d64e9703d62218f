"""What the judge knows of facts of one event counts among claims of an event alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from compare.claims.extract import claims_from_texts
from compare.match import scored
from compare.records import Article, Claim
from compare.signals import Pair, SignalContext
from compare.signals.matter import LONGEST, PLUGIN

DEAD = "Fourteen people lost their lives when the bus left the road above Lenz."
KILLED = "The death toll of the coach crash near Lenz stands at 14, police said."
ROAD = "The road above Lenz has been closed to lorries since March."
ARTICLES = [Article("Day", "Bus", ""), Article("Night", "Coach", ""), Article("Noon", "Road", "")]
EVENT = SignalContext(articles={one.id: one for one in ARTICLES})


def _claim(text: str, report: int = 0) -> Claim:
    (one,) = claims_from_texts([text])
    return replace(one, article_id=ARTICLES[report].id, id=f"{report} {text}")


def _named(name: str, report: int = 0) -> Claim:
    return Claim(name, ARTICLES[report].id, name, 0, len(name), 0)


def _pair(left: str, right: str) -> tuple[Claim, Claim]:
    return _claim(left), _claim(right, 1)


def _context(pairs: list[Pair], *, event: bool = True) -> SignalContext:
    from compare.embed.registry import load

    texts = sorted({claim.text for pair in pairs for claim in pair})
    vectors = dict(zip(texts, load("minilm").encode(texts), strict=True))
    return SignalContext(vectors=vectors, articles=dict(EVENT.articles) if event else {})


def test_one_fact_in_other_words_is_told_from_another_fact() -> None:
    same, other = PLUGIN.score([_pair(DEAD, KILLED), _pair(DEAD, ROAD)], EVENT)
    assert same > 0.5
    assert other < same / 2


def test_it_is_the_same_whichever_comes_first() -> None:
    one, two = _pair(DEAD, KILLED)
    first, second = PLUGIN.score([(one, two), (two, one)], EVENT)
    assert first == second


def test_of_bare_sentences_it_says_nothing() -> None:
    pair = _pair(DEAD, KILLED)
    assert np.isnan(PLUGIN.score([pair], SignalContext())).all()
    assert "not of one event" in PLUGIN.explain(*pair, SignalContext())


def test_of_long_claims_it_says_nothing() -> None:
    assert np.isnan(PLUGIN.score([_pair(DEAD, KILLED + " and so on" * LONGEST)], EVENT)).all()


def test_a_claim_that_is_near_to_everything_is_no_better_match() -> None:
    """What is as likely as others that its claims are in says less than what stands out."""
    hub, one, two, three = (_named(name) for name in ("hub", "one", "two", "three"))
    others = [_named(name, 1) for name in "abc"]
    pairs = [(left, right) for left in (hub, one, two, three) for right in others]
    raw = np.array([0.9, 0.9, 0.9, 0.9, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05])
    found = PLUGIN.among(pairs, raw, EVENT)
    hub_and_a, one_and_a, one_and_b = found[0], found[3], found[4]
    assert one_and_a > hub_and_a
    assert one_and_a > 0.5 > one_and_b


def test_neighbours_that_were_never_asked_about_count_as_unlikely() -> None:
    one, two = _named("one"), _named("a", 1)
    alone = PLUGIN.among([(one, two)], np.array([0.5]), EVENT)
    beside = PLUGIN.among([(one, two), (one, _named("b", 1))], np.array([0.5, 0.5]), EVENT)
    assert alone[0] > beside[0]


@tries(max_examples=60)
@given(st.lists(st.floats(0, 1) | st.just(np.nan), min_size=9, max_size=9), st.randoms())
def test_neither_the_order_of_pairs_nor_of_claims_changes_anything(raw, rng) -> None:
    left, right = (
        [_claim(f"{name}{n}.", side) for n in range(3)] for side, name in enumerate("LR")
    )
    pairs = [(a, b) for a in left for b in right]
    found = PLUGIN.among(pairs, np.array(raw), EVENT)
    assert (np.isnan(found) == np.isnan(raw)).all()
    assert np.nanmin(np.r_[found, 0.5]) >= 0
    assert np.nanmax(np.r_[found, 0.5]) <= 1
    order = list(range(9))
    rng.shuffle(order)
    mixed = [pairs[at][:: rng.choice([1, -1])] for at in order]
    again = PLUGIN.among(mixed, np.array(raw)[order], EVENT)
    np.testing.assert_allclose(again, found[order])


def test_it_brings_versions_in_other_words_closer() -> None:
    pairs: list[Pair] = [_pair(DEAD, KILLED), _pair(DEAD, ROAD), _pair(ROAD, KILLED)]
    found = scored(pairs, _context(pairs))
    assert found.parts["matter"][0] > 0 > found.parts["matter"][1]


def test_what_is_kept_for_the_next_time_is_the_answer_by_itself() -> None:
    """Set against others it would change with every report that comes in."""
    pairs: list[Pair] = [_pair(DEAD, KILLED), _pair(ROAD, KILLED)]
    first = scored(pairs, _context(pairs))
    kept = first.costly()["matter"]
    key = pairs[0][0].id, pairs[0][1].id
    assert kept[key] == pytest.approx(PLUGIN.score(pairs[:1], EVENT)[0])
    assert kept[key] != first.values["matter"][0]
    again = scored(pairs, _context(pairs), {"matter": kept})
    np.testing.assert_array_equal(again.probabilities, first.probabilities)
