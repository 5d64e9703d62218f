"""What every signal promises; a signal dropped into the folder is tested without a change here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.match import signals
from compare.records import Article, Claim, DateMention, Entity, Frame, Quantity, Span, Token
from compare.signals import SignalContext

WORDS = ("minister", "Eva", "Lund", "opened", "bridge", "Harwick", "seven", "storm", "May", "2")
NAMES = sorted(signals())


def claim(words: list[str], article: str = "a") -> Claim:
    """A claim in which each word is parsed, named and counted in some way."""
    text = " ".join(words)
    starts = [sum(len(word) + 1 for word in words[:index]) for index in range(len(words))]
    tokens, entities, numbers, days, frames = [], [], [], [], []
    for word, start in zip(words, starts, strict=True):
        end = start + len(word)
        tokens.append(Token(start, end, word.lower(), "NOUN", "NN", "dep", 0))
        if word[0].isupper():
            entities.append(Entity(start, end, word, "person", word))
        if word == "seven":
            numbers.append(Quantity(start, end, word, 7, 7, "bridge"))
        if word == "2":
            numbers.append(Quantity(start, end, word, 2, np.inf))
        if word == "May":
            days.append(DateMention(start, end, word, date(2024, 5, 1), date(2024, 5, 31), "month"))
        if word == "opened":
            frames.append(Frame(Span(start, end, word), "open", Span(0, len(words[0]), words[0])))
    return Claim(
        f"{article}:{text}", article, text, 0, len(text), 0,
        quantities=tuple(numbers), dates=tuple(days), entities=tuple(entities),
        frames=tuple(frames), tokens=tuple(tokens),
    )  # fmt: skip


def context_of(*claims: Claim) -> SignalContext:
    vectors = {}
    for one in claims:
        seed = np.random.default_rng(sum(map(ord, one.text)))
        vector = seed.normal(size=8).astype(np.float32) + 1
        vectors[one.text] = vector / np.linalg.norm(vector)
    day = datetime(2024, 5, 2, tzinfo=UTC)
    article = Article("Harwick Post", "Bridge", "text", published_at=day)
    later = replace(article, published_at=day.replace(day=5))
    return SignalContext(vectors=vectors, articles={"a": article, "b": later})


sentences = st.lists(st.sampled_from(WORDS), max_size=7)


@pytest.mark.parametrize("name", NAMES)
def test_names_itself(name):
    signal = signals()[name]
    assert signal.name == name
    assert name.isidentifier()
    assert signal.label.strip()


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, deadline=None)
@given(left=sentences, right=sentences, third=sentences)
def test_scores_lie_between_0_and_1_and_are_symmetric(name, left, right, third):
    one, two, other = claim(left), claim(right, "b"), claim(third, "b")
    context = context_of(one, two, other)
    signal = signals()[name]
    there = signal.score([(one, two), (one, other)], context)
    back = signal.score([(two, one), (other, one)], context)
    assert there.shape == (2,)
    assert there.dtype == np.float64
    assert np.all(np.isnan(there) | ((there >= 0) & (there <= 1)))
    np.testing.assert_allclose(there, back, atol=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_no_pairs_give_no_scores(name):
    assert signals()[name].score([], context_of()).shape == (0,)


@pytest.mark.parametrize("name", NAMES)
def test_says_nothing_or_the_most_of_a_claim_with_itself(name):
    one = claim(["minister", "Eva", "Lund", "opened", "seven", "bridge", "May"])
    others = [claim([*one.text.split(), word]) for word in WORDS]
    context = context_of(one, *others)
    same, different = signals()[name].score([(one, one), (one, others[0])], context)
    assert np.isnan(same) or same >= different or np.isnan(different)


@pytest.mark.parametrize("name", NAMES)
def test_explains_every_pair_in_one_line(name):
    full = claim(["Eva", "Lund", "opened", "seven", "bridge", "May"])
    empty = claim([])
    for left, right in ((full, full), (full, empty), (empty, empty)):
        words = signals()[name].explain(left, right, context_of(left, right))
        assert words.strip()
        assert "\n" not in words


@pytest.mark.parametrize("name", NAMES)
def test_works_without_vectors_or_articles(name):
    one, two = claim(["Eva", "opened", "bridge"]), claim(["storm"])
    scores = signals()[name].score([(one, two)], SignalContext())
    assert scores.shape == (1,)
