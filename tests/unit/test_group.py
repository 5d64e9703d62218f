"""Groups whose members all hang together, whatever order claims and matches come in."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_article, make_claim
from compare.group import PER_OUTLET, SHARE, group_claims
from compare.records import Claim, ClaimGroup, Match

A, B, C, D, E = range(5)


def claims_of(count: int, outlets: list[int] | None = None) -> list[Claim]:
    """One claim an article; article n is published in hour n."""
    found = []
    for n in range(count):
        text = f"Statement {n} of the harbour office about the ferry."
        outlet = f"Daily {outlets[n] if outlets else n}"
        found.append(make_claim(make_article(n, outlet=outlet, text=text), text))
    return found


def articles_of(claims: list[Claim], outlets: list[int] | None = None) -> dict:
    found = {}
    for n, claim in enumerate(claims):
        outlet = f"Daily {outlets[n] if outlets else n}"
        article = make_article(n, outlet=outlet, text=claim.text)
        found[article.id] = article
    return found


def match(claims: list[Claim], one: int, two: int, probability: float = 0.9, **fields) -> Match:
    left, right = sorted((claims[one].id, claims[two].id))
    return Match(left, right, probability, **fields)


def group(claims, matches, outlets=None, vectors=None) -> list[ClaimGroup]:
    # Same direction: claims of one outlet are alike; orthogonal rest would call none a copy.
    if vectors is None:
        vectors = np.eye(len(claims), dtype=np.float32)
    return group_claims("event", claims, matches, articles_of(claims, outlets), vectors)


def sets_of(claims: list[Claim], groups: list[ClaimGroup]) -> list[set[int]]:
    place = {claim.id: n for n, claim in enumerate(claims)}
    return [{place[one] for one in found.claim_ids} for found in groups]


def test_no_chain_drift() -> None:
    claims = claims_of(3)
    groups = group(claims, [match(claims, A, B, 0.95), match(claims, B, C, 0.9)])
    assert sets_of(claims, groups) == [{A, B}, {C}]


def test_all_that_match_come_together_and_the_weakest_link_is_told() -> None:
    claims = claims_of(3)
    found = [match(claims, A, B, 0.95), match(claims, B, C, 0.9), match(claims, A, C, 0.6)]
    (only,) = group(claims, found)
    assert only.claim_ids == tuple(claim.id for claim in claims)
    assert only.id == claims[A].id
    assert only.weakest == 0.6
    assert only.event_id == "event"


def test_one_missing_pair_among_many_does_not_split() -> None:
    claims = claims_of(5)
    pairs = [pair for pair in itertools.combinations(range(5), 2) if pair != (A, E)]
    groups = group(claims, [match(claims, *pair) for pair in pairs])
    assert sets_of(claims, groups) == [{A, B, C, D, E}]


def test_two_cliques_with_one_link_stay_two() -> None:
    claims = claims_of(4)
    found = [match(claims, A, B), match(claims, C, D), match(claims, B, C, 0.99)]
    assert {A, B, C, D} not in sets_of(claims, group(claims, found))


def test_single_claims_are_groups_of_one() -> None:
    claims = claims_of(2)
    groups = group(claims, [])
    assert [(one.claim_ids, one.weakest, one.origins) for one in groups] == [
        ((claims[A].id,), 1.0, (0,)),
        ((claims[B].id,), 1.0, (0,)),
    ]
    assert group_claims("event", [], [], {}, np.zeros((0, 2), dtype=np.float32)) == []


def test_rejected_pairs_stay_apart() -> None:
    claims = claims_of(3)
    found = [
        match(claims, A, B, 0.99, state="rejected", decided_by="Ida"),
        match(claims, A, C, 0.9),
        match(claims, B, C, 0.8),
    ]
    assert sets_of(claims, group(claims, found)) == [{A, C}, {B}]


def test_confirmed_pairs_stay_together_whatever_their_score() -> None:
    claims = claims_of(3)
    found = [
        match(claims, A, B, 0.02, state="confirmed", decided_by="Ida"),
        match(claims, A, C, 0.95),
    ]
    assert {A, B} <= sets_of(claims, group(claims, found))[0]


def test_confirmed_chain_holds_but_never_joins_a_rejected_pair() -> None:
    claims = claims_of(3)
    ida = {"decided_by": "Ida"}
    chain = [
        match(claims, A, B, 0.3, state="confirmed", **ida),
        match(claims, B, C, 0.2, state="confirmed", **ida),
    ]
    assert sets_of(claims, group(claims, chain)) == [{A, B, C}]
    rejected = match(claims, A, C, 0.9, state="rejected", **ida)
    assert sets_of(claims, group(claims, [*chain, rejected])) == [{A, B}, {C}]


def test_unsure_counts_as_its_score_says() -> None:
    claims = claims_of(4)
    unsure = {"state": "unsure", "decided_by": "Ida"}
    found = [match(claims, A, B, 0.9, **unsure), match(claims, C, D, 0.2, **unsure)]
    assert sets_of(claims, group(claims, found)) == [{A, B}, {C}, {D}]


def test_two_claims_of_an_outlet_only_when_they_are_alike() -> None:
    outlets = [0, 1, 1]
    claims = claims_of(3, outlets)
    found = [match(claims, A, B), match(claims, A, C, 0.8)]
    alike = np.array([[0, 1], [1, 0], [0.9, 0.436]], dtype=np.float32)
    unlike = np.array([[0.6, 0.8], [1, 0], [0, 1]], dtype=np.float32)
    assert sets_of(claims, group(claims, found, outlets, alike)) == [{A, B, C}]
    assert sets_of(claims, group(claims, found, outlets, unlike)) == [{A, B}, {C}]


def test_an_outlet_has_only_a_few_claims_in_a_group() -> None:
    outlets = [0, 1, 1, 1, 1, 1]
    claims = claims_of(6, outlets)
    found = [match(claims, A, n) for n in range(1, 6)]
    same = np.ones((6, 1), dtype=np.float32)
    assert max(map(len, sets_of(claims, group(claims, found, outlets, same)))) == 1 + PER_OUTLET


def test_claims_are_in_order_of_publication_and_undated_ones_last() -> None:
    claims = claims_of(3)
    articles = articles_of(claims)
    undated = make_article(0, text=claims[0].text, published_at=None)
    articles[undated.id] = undated
    found = [match(claims, *pair) for pair in itertools.combinations(range(3), 2)]
    (only,) = group_claims("event", claims, found, articles, np.eye(3, dtype=np.float32))
    assert only.claim_ids == (claims[B].id, claims[C].id, claims[A].id)


def test_id_stays_when_later_claims_are_added() -> None:
    claims = claims_of(4)
    before = group(claims[:2], [match(claims, A, B)])
    pairs = itertools.combinations(range(4), 2)
    after = group(claims, [match(claims, *pair) for pair in pairs])
    assert [one.id for one in before] == [one.id for one in after] == [claims[A].id]


def test_matches_of_unknown_claims_are_passed_over() -> None:
    claims = claims_of(2)
    assert len(group(claims, [Match("0", claims[A].id, 0.9)])) == 2


def test_vectors_must_be_as_many_as_claims() -> None:
    with pytest.raises(ValueError, match="1 vectors for 2 claims"):
        group(claims_of(2), [], vectors=np.ones((1, 2), dtype=np.float32))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_invariants(data: st.DataObject) -> None:
    """A partition; every member matches enough; rejected apart; order changes nothing."""
    claims = claims_of(7)
    pairs = data.draw(
        st.dictionaries(
            st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda p: p[0] < p[1]),
            st.tuples(st.sampled_from([0.5, 0.7, 0.9]), st.sampled_from(["suggested", "rejected"])),
            max_size=21,
        )
    )
    matches = [match(claims, *pair, value, state=state) for pair, (value, state) in pairs.items()]
    groups = group(claims, matches)
    assert sorted(one for found in groups for one in found.claim_ids) == sorted(
        claim.id for claim in claims
    )
    linked = {pair for pair, (_, state) in pairs.items() if state == "suggested"}
    for members in sets_of(claims, groups):
        for one in members:
            others = members - {one}
            count = sum((min(one, two), max(one, two)) in linked for two in others)
            assert count >= SHARE * len(others)
        for pair in itertools.combinations(sorted(members), 2):
            assert pairs.get(pair, (0, ""))[1] != "rejected"
    order = data.draw(st.permutations(range(7)))
    mixed = data.draw(st.permutations(matches))
    vectors = np.eye(7, dtype=np.float32)[order]
    again = group_claims("event", [claims[i] for i in order], mixed, articles_of(claims), vectors)
    assert [one.claim_ids for one in again] == [one.claim_ids for one in groups]
    assert [one.weakest for one in again] == [one.weakest for one in groups]
