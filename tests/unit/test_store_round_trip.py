"""Whatever text, time and number a record holds, it comes back out of the store as it went in."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_article, make_claim, make_run
from compare.records import (
    Article,
    Attribution,
    Claim,
    Cut,
    DateMention,
    Difference,
    Entity,
    Frame,
    PairRelation,
    Quantity,
    Relation,
    SignalScore,
    Span,
    Token,
)
from compare.store.db import Store

# Every character that a file can hold; NUL among them.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
maybe_text = st.none() | texts
numbers = st.integers(0, 2**31 - 1)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.none() | st.datetimes(timezones=st.none() | zones | st.just(UTC))
spans = st.builds(Span, numbers, numbers, texts)
maybe_span = st.none() | spans
floats = st.floats(allow_nan=False)


def few(items):
    return st.lists(items, max_size=2).map(tuple)


articles = st.builds(
    Article,
    outlet=texts,
    title=texts,
    text=texts,
    url=maybe_text,
    published_at=times,
    published_precision=st.sampled_from(["time", "day", "approximate"]),
    country=maybe_text,
    author=maybe_text,
    language=maybe_text,
    carries=maybe_text,
    kind=st.sampled_from(["verbatim", "paraphrase"]),
    completeness=st.sampled_from(["full", "truncated", "paywalled", "missing"]),
    source_name=maybe_text,
    source_text=maybe_text,
    cuts=few(st.builds(Cut, texts, texts)),
)
attributions = st.builds(
    Attribution,
    spans,
    maybe_span,
    maybe_span,
    st.sampled_from(["direct", "indirect", "mixed"]),
    maybe_text,
    st.booleans(),
)
days = st.none() | st.dates()
claims = st.builds(
    Claim,
    id=texts,
    article_id=st.just(make_article().id),
    text=texts,
    start=numbers,
    end=numbers,
    position=numbers,
    stance=st.sampled_from(["asserted", "denied", "doubted", "hedged", "conditional", "planned"]),
    negated=st.booleans(),
    attributions=few(attributions),
    quantities=few(
        st.builds(
            Quantity, numbers, numbers, texts, floats, floats, texts, st.booleans(), st.booleans()
        )
    ),
    dates=few(st.builds(DateMention, numbers, numbers, texts, days, days, texts)),
    entities=few(
        st.builds(
            Entity,
            numbers,
            numbers,
            texts,
            st.sampled_from(["person", "organisation", "place", "nationality", "other"]),
            texts,
            maybe_text,
        )
    ),
    frames=few(st.builds(Frame, spans, texts, maybe_span, maybe_span, st.booleans())),
    tokens=few(st.builds(Token, numbers, numbers, texts, texts, texts, texts, numbers)),
)


@settings(max_examples=12, deadline=None)
@given(made=st.lists(articles, max_size=8, unique_by=lambda article: article.id))
def test_articles(made):
    store = Store(":memory:")
    assert store.add(made).added == tuple(article.id for article in made)
    found = {article.id: article for article in store.articles()}
    assert found == {article.id: article for article in made}
    for article in made:
        if article.published_at is not None:
            at = found[article.id].published_at
            assert at.utcoffset() == article.published_at.utcoffset()
    assert store.check() == []


@settings(max_examples=12, deadline=None)
@given(made=st.lists(claims, max_size=8, unique_by=lambda claim: claim.id))
def test_claims(made):
    store = Store(":memory:")
    store.add([make_article()])
    store.save_claims({make_article().id: made})
    assert sorted(store.claims(), key=repr) == sorted(made, key=repr)
    vectors = {claim.text: np.full(3, n, dtype=np.float32) for n, claim in enumerate(made)}
    store.save_vectors("fake", vectors)
    found = store.vectors("fake", list(vectors))
    assert {text: row[0] for text, row in found.items()} == {t: v[0] for t, v in vectors.items()}
    for claim in made:
        assert claim in store.search_claims(claim.text)


@settings(max_examples=12, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1), data=st.data())
def test_offsets_count_characters_as_python_does(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    article = make_article(text=text)
    store = Store(":memory:")
    store.add([article])
    claim = replace(make_claim(article, text[start:end]), start=start, end=end)
    store.save_claims({article.id: [claim]})
    assert store.check() == []
    store.save_claims({article.id: [replace(claim, text=claim.text + "x")]})
    assert "stand" in store.check()[0]


@settings(max_examples=12, deadline=None)
@given(
    value=st.floats(0, 1) | st.just(math.nan),
    weight=st.floats(allow_nan=False, allow_infinity=False),
    words=texts,
    pairs=few(st.tuples(numbers, numbers)),
)
def test_scores_and_differences(value, weight, words, pairs):
    store = Store(":memory:")
    made = [make_article(), make_article(1)]
    store.add(made)
    left, right = (make_claim(article) for article in made)
    store.save_claims({claim.article_id: [claim] for claim in (left, right)})
    result, summary = make_run(made, [left, right])
    pair = result.matches[0]
    score = SignalScore(pair.left, pair.right, words, value, weight, words)
    difference = Difference("number", words, words, pairs, pairs, words)
    relation = PairRelation(pair.left, pair.right, Relation("differ", 0.5, (difference,)))
    store.save_run(replace(result, scores=(score,), relations=(relation,)), summary)
    [found] = store.scores(left.id, right.id)
    assert math.isnan(found.value) == math.isnan(value)
    assert replace(found, value=0.0) == replace(score, value=0.0)
    assert math.isnan(value) or found.value == value
    assert store.relations("event1") == [relation]


def test_times_at_the_ends_of_the_calendar():
    store = Store(":memory:")
    made = [
        make_article(0, published_at=datetime.min),
        make_article(1, published_at=datetime.max.replace(tzinfo=timezone(timedelta(hours=-9)))),
        make_article(2, published_at=datetime.min.replace(tzinfo=timezone(timedelta(hours=9)))),
    ]
    store.add(made)
    assert set(store.articles()) == set(made)
    assert store.event_rows() == []
