"""Pairs across outlets that are worth scoring: complete enough, capped, the same every time."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import FakeEncoder, make_article, make_claim
from compare.candidates import PER_CLAIM, PER_OUTLET, candidate_pairs
from compare.records import Claim

LINES = (
    "Nine people were hurt in Port Salmo.",
    "No one was hurt in Port Salmo.",
    "Seven people were hurt in Port Salmo, Eva Lund said.",
    "The chess final lasted all night.",
    "A queen sacrifice decided the chess final.",
)


def claim_of(outlet: int, text: str, position: int = 0) -> Claim:
    article = make_article(outlet, text=text)
    return make_claim(article, text, position)


def outlets_of(claims: list[Claim], names: list[str]) -> dict[str, str]:
    return {one.article_id: name for one, name in zip(claims, names, strict=True)}


def pairs_of(claims: list[Claim], names: list[str]) -> set[tuple[str, str]]:
    vectors = FakeEncoder().encode([one.text for one in claims])
    found = candidate_pairs(claims, vectors, outlets_of(claims, names))
    assert found == sorted(found, key=lambda pair: (pair.left, pair.right))
    assert len(set(found)) == len(found)
    return {(pair.left, pair.right) for pair in found}


def test_rival_versions_stay_candidates() -> None:
    claims = [claim_of(n, text) for n, text in enumerate(LINES[:3])]
    assert len(pairs_of(claims, ["a", "b", "c"])) == 3


def test_what_shares_nothing_is_left_out() -> None:
    claims = [claim_of(0, LINES[0]), claim_of(1, LINES[3])]
    vectors = np.eye(2, dtype=np.float32)
    assert candidate_pairs(claims, vectors, outlets_of(claims, ["a", "b"])) == []


def test_a_rare_name_is_enough_where_the_meaning_is_far() -> None:
    claims = [claim_of(0, "Xavrim Qoltan resigned."), claim_of(1, "Xavrim Qoltan was seen.")]
    vectors = np.eye(2, dtype=np.float32)
    assert len(candidate_pairs(claims, vectors, outlets_of(claims, ["a", "b"]))) == 1


def test_strong_pairs_stay_however_many_an_outlet_has() -> None:
    many = 3 * PER_OUTLET
    claims = [claim_of(n, f"{LINES[0]} {n}") for n in range(2 * many)]
    vectors = np.zeros((len(claims), 2), dtype=np.float32)
    vectors[:, 0] = 1  # all alike
    found = candidate_pairs(claims, vectors, outlets_of(claims, ["a"] * many + ["b"] * many))
    assert len(found) == many * many


def test_never_within_an_outlet() -> None:
    claims = [claim_of(n, LINES[0] + str(n)) for n in range(3)]
    left_out = tuple(sorted((claims[0].id, claims[1].id)))
    found = pairs_of(claims, ["a", "a", "b"])
    assert left_out not in found
    assert len(found) == 2


def test_one_outlet_or_none_gives_nothing() -> None:
    assert candidate_pairs([], np.zeros((0, 3), dtype=np.float32), {}) == []
    claims = [claim_of(0, LINES[0]), claim_of(1, LINES[2])]
    assert pairs_of(claims, ["a", "a"]) == set()


def test_an_article_without_outlet_counts_as_its_own() -> None:
    claims = [claim_of(0, LINES[0]), claim_of(1, LINES[0] + " ")]
    vectors = FakeEncoder().encode([one.text for one in claims])
    assert len(candidate_pairs(claims, vectors, {})) == 1


def test_vectors_must_be_as_many_as_claims() -> None:
    with pytest.raises(ValueError, match="0 vectors for 1 claims"):
        candidate_pairs([claim_of(0, LINES[0])], np.zeros((0, 3), dtype=np.float32), {})


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(10)))
def test_order_does_not_matter(order: list[int]) -> None:
    claims = [claim_of(n, f"{LINES[n % 5]} {n}") for n in range(10)]
    names = [f"o{n % 4}" for n in range(10)]
    shuffled = pairs_of([claims[i] for i in order], [names[i] for i in order])
    assert shuffled == pairs_of(claims, names)
    owner = {one.id: name for one, name in zip(claims, names, strict=True)}
    assert all(left < right and owner[left] != owner[right] for left, right in shuffled)


def test_each_claim_keeps_its_best_with_each_outlet() -> None:
    """A talkative outlet: of 30 equal-worth claims few stay, and other outlets aren't lost."""
    lone = claim_of(0, LINES[0])
    many = [claim_of(n, f"{LINES[0]} {n}") for n in range(1, 31)]
    other = claim_of(40, LINES[0] + "!")
    claims = [lone, *many, other]
    vectors = np.ones((32, 1), dtype=np.float32)
    outlets = outlets_of(claims, ["a", *["b"] * 30, "c"])
    found = candidate_pairs(claims, vectors, outlets)
    assert any({pair.left, pair.right} == {lone.id, other.id} for pair in found)
    # Each of the many may choose the lone ones; these choose only a few of the many.
    assert len(found) <= 2 * 30 + 2 * PER_OUTLET + 1


def test_thousands_of_claims_take_seconds() -> None:
    rng = np.random.default_rng(5)
    count = 4_000
    vectors = rng.normal(size=(count, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    claims = [
        Claim(f"{n:05}", f"article{n // 50}", f"word{n % 997} thing{n % 31}", 0, 5, n)
        for n in range(count)
    ]
    outlets = {f"article{n}": f"outlet{n % 20}" for n in range(count // 50)}
    began = time.process_time()
    found = candidate_pairs(claims, vectors, outlets)
    assert count < len(found) <= count * PER_CLAIM
    assert time.process_time() - began < 60
