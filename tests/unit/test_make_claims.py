"""The generated collection: the same each time, verbatim, and shaped as news is."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from statistics import mean

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def maker():
    sys.path.insert(0, str(FOLDER))
    try:
        spec = importlib.util.spec_from_file_location("make_claims", FOLDER / "make_claims.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules["make_claims"] = module
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(FOLDER))


def test_it_makes_the_number_of_claims_asked_for_each_verbatim(maker):
    articles, claims = maker.generate_claims(1500, seed=3)
    assert sum(map(len, claims.values())) == 1500
    for article in articles:
        for claim in claims[article.id]:
            assert article.text[claim.start : claim.end] == claim.text
            for found in (*claim.entities, *claim.quantities):
                assert claim.text[found.start : found.end] == found.text


def test_the_same_seed_gives_the_same_articles_and_another_seed_others(maker):
    assert maker.generate(400, seed=3) == maker.generate(400, seed=3)
    assert maker.generate(400, seed=3) != maker.generate(400, seed=4)


def test_a_smaller_collection_is_the_beginning_of_a_larger_one(maker):
    small, large = maker.generate(300), maker.generate(900)
    assert large[: len(small) - 1] == small[:-1]


def test_sentences_are_of_real_length_and_some_are_reprinted(maker):
    _, claims = maker.generate_claims(3000)
    texts = [claim.text for found in claims.values() for claim in found]
    assert 17 <= mean(len(text.split()) for text in texts) <= 24
    again = sum(count - 1 for count in Counter(texts).values()) / len(texts)
    assert 0.05 <= again <= 0.3
