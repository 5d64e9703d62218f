"""Weak scores: they let groups grow where matches are missing, and never found or break one."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_article, make_claim
from compare.group import group_claims
from compare.records import Article, Claim, Match

A, B, C, D, E = range(5)


def claims_of(count: int, articles: list[int] | None = None) -> tuple[list[Claim], dict]:
    """One claim an article, or claim n in article `articles[n]`; each article its own outlet."""
    claims: list[Claim] = []
    known: dict[str, Article] = {}
    for n in range(count):
        place = articles[n] if articles else n
        mine = [i for i in range(count) if (articles[i] if articles else i) == place]
        lines = [f"Statement {i} of the harbour office about the ferry." for i in mine]
        article = make_article(place, outlet=f"Daily {place}", text=" ".join(lines))
        known[article.id] = article
        claims.append(make_claim(article, lines[mine.index(n)]))
    return claims, known


def match(claims: list[Claim], one: int, two: int, probability: float, **fields: object) -> Match:
    left, right = sorted((claims[one].id, claims[two].id))
    return Match(left, right, probability, **fields)


def sets_of(claims, articles, matches, weak=(), rivals=()) -> list[set[int]]:
    place = {claim.id: n for n, claim in enumerate(claims)}
    vectors = np.ones((len(claims), 1), dtype=np.float32)
    found = group_claims("event", claims, matches, articles, vectors, weak, rivals)
    return [{place[one] for one in group.claim_ids} for group in found]


def test_a_weak_score_closes_a_chain() -> None:
    claims, articles = claims_of(3)
    matches = [match(claims, A, B, 0.8), match(claims, B, C, 0.7)]
    weak = [match(claims, A, C, 0.5)]
    assert sets_of(claims, articles, matches) == [{A, B}, {C}]
    assert sets_of(claims, articles, matches, weak) == [{A, B, C}]
    vectors = np.ones((3, 1), dtype=np.float32)
    (only,) = group_claims("event", claims, matches, articles, vectors, weak)
    assert only.weakest == 0.5


def test_weak_scores_alone_make_no_group() -> None:
    claims, articles = claims_of(3)
    weak = [match(claims, *pair, 0.59) for pair in itertools.combinations(range(3), 2)]
    assert sets_of(claims, articles, [], weak) == [{A}, {B}, {C}]


def test_each_member_needs_a_match_of_its_own() -> None:
    claims, articles = claims_of(4)
    matches = [match(claims, *pair, 0.9) for pair in itertools.combinations(range(3), 2)]
    weak = [match(claims, n, D, 0.55) for n in range(3)]
    assert sets_of(claims, articles, matches, weak) == [{A, B, C}, {D}]


def test_too_low_a_mean_joins_nothing() -> None:
    claims, articles = claims_of(4)
    matches = [match(claims, A, B, 0.9), match(claims, C, D, 0.9), match(claims, B, C, 0.6)]
    weak = [match(claims, *pair, 0.43) for pair in ((A, C), (B, D), (A, D))]
    assert sets_of(claims, articles, matches, weak) == [{A, B}, {C, D}]
    weak = [match(claims, *pair, 0.55) for pair in ((A, C), (B, D), (A, D))]
    assert sets_of(claims, articles, matches, weak) == [{A, B, C, D}]


def test_of_two_articles_only_the_best_pair_supports() -> None:
    claims, articles = claims_of(4, [0, 1, 2, 2])
    matches = [match(claims, A, B, 0.9), match(claims, B, C, 0.7)]
    weak = [match(claims, A, C, 0.5)]
    assert {A, B, C} in sets_of(claims, articles, matches, weak)
    # A has a likelier counterpart in the article of C
    weak.append(match(claims, A, D, 0.55))
    assert {A, B, C} not in sets_of(claims, articles, matches, weak)


def test_rival_stands_come_together_before_what_else_a_speaker_said() -> None:
    claims, articles = claims_of(3)
    confirms, refuses, other = match(claims, A, B, 0.65), match(claims, B, C, 0.2), (A, C)
    matches = [confirms, match(claims, *other, 0.7)]
    assert sets_of(claims, articles, matches) == [{A, C}, {B}]
    rivals = {(confirms.left, confirms.right)}
    assert sets_of(claims, articles, matches, [refuses], rivals) == [{A, B}, {C}]
    vectors = np.ones((3, 1), dtype=np.float32)
    found = group_claims("event", claims, matches, articles, vectors, (), rivals)
    assert found[0].weakest == 0.65


def test_a_persons_word_stands_above_weak_scores() -> None:
    claims, articles = claims_of(3)
    matches = [match(claims, A, B, 0.8), match(claims, B, C, 0.7)]
    rejected = match(claims, A, C, 0.5, state="rejected", decided_by="Ida")
    weak = [match(claims, A, C, 0.5)]
    assert sets_of(claims, articles, [*matches, rejected], weak) == [{A, B}, {C}]


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_support_only_joins_whole_groups(data: st.DataObject) -> None:
    """With weak scores every group is made of whole groups that stand without them."""
    claims, articles = claims_of(6)
    values = st.sampled_from([0.45, 0.55, 0.65, 0.8, 0.95])
    pairs = st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda p: p[0] < p[1])
    scored = data.draw(st.dictionaries(pairs, values, max_size=15))
    matches = [match(claims, *pair, value) for pair, value in scored.items() if value >= 0.6]
    weak = [match(claims, *pair, value) for pair, value in scored.items() if value < 0.6]
    before, after = sets_of(claims, articles, matches), sets_of(claims, articles, matches, weak)
    for group in after:
        assert group == set().union(*(one for one in before if one & group))
    assert after == sets_of(claims, articles, matches, data.draw(st.permutations(weak)))
