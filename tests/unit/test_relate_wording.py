"""Marked words: what only one side says, by meaning and not by spelling."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_article, make_claim
from compare.claims.extract import claims_from_texts
from compare.records import Claim
from compare.wording import mark

VOCABULARY = (
    *("nine", "seven", "people", "ferry", "Salmo", "hurt", "not", "the", "in", "Lund"),
    *("said,", "9", "May", "2031"),
)
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=8)


def bare(text: str) -> Claim:
    return make_claim(make_article(text=text or "x"), text)


def words(claim: Claim, spans: list[tuple[int, int]]) -> list[str]:
    return [claim.text[start:end] for start, end in spans]


@given(WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_marks_lie_in_their_texts_and_turn_with_the_claims(
    first: list[str], second: list[str]
) -> None:
    left, right = bare(" ".join(first)), bare(" ".join(second))
    marks = mark(left, right)
    assert mark(right, left) == marks[::-1]
    for claim, spans in zip((left, right), marks, strict=True):
        ends = [0, *(place for span in spans for place in span)]
        assert ends == sorted(ends)
        assert ends[-1] <= len(claim.text)


def test_equal_claims_have_no_marks() -> None:
    claim = bare("Nine people were hurt in Salmo.")
    assert mark(claim, claim) == ([], [])


@pytest.mark.model
def test_only_what_differs_in_meaning_is_marked() -> None:
    left, right = claims_from_texts(
        [
            "Nine people were hurt in Port Salmo on Tuesday.",
            "9 persons were wounded in Port Salmo, not in Kettle Bay.",
        ]
    )
    mine, others = mark(left, right)
    assert words(left, mine) == ["Tuesday"]
    assert "Bay" in " ".join(words(right, others))
    assert "not" in " ".join(words(right, others))


@pytest.mark.model
def test_marking_a_pair_is_quick() -> None:
    import time

    left, right = claims_from_texts(
        [
            "Minister Eva Lund said on Tuesday that nine people were hurt when the ferry hit.",
            "The harbour office confirmed that seven people had been wounded in the accident.",
        ]
    )
    mark(left, right)
    start = time.process_time()
    for _ in range(50):
        mark(left, right)
    # measured: 0.6 ms; the limit leaves room for a slow machine
    assert (time.process_time() - start) / 50 < 0.01
