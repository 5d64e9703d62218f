"""Ten thousand claims with vectors go in within seconds and take at most 4 KiB each."""

from __future__ import annotations

import os
import random
import time
from dataclasses import replace

import numpy as np
import pytest

from builders import make_article, make_full_claim, make_run, make_summary
from compare.records import RunResult, SignalScore, Span, Token, content_id
from compare.store.db import Store

ARTICLES, CLAIMS = 500, 20  # claims an article
SIGNALS = ("semantic", "fuzzy", "numbers", "dates", "names", "polarity", "words", "length")
DIMENSION = 384


def words(rng, vocabulary):
    return rng.choices(vocabulary, [1 / (i + 10) for i in range(len(vocabulary))], k=22)


def claim_of(article, start, text, model, rng):
    """A claim with parts of the usual size: 22 tokens, a speaker, a number, a name, a frame."""
    tokens, place = [], 0
    for word in text.rstrip(".").split(" "):
        tag = rng.choice(["NN", "VBD", "JJ", "DT", "IN"])
        tokens.append(Token(place, place + len(word), word, tag, tag, "dep", rng.randrange(22)))
        place += len(word) + 1
    said = replace(model.attributions[0], content=Span(start + 9, start + len(text), text[9:]))
    return replace(
        model,
        id=content_id(article.id, str(start), text),
        article_id=article.id,
        text=text,
        start=start,
        end=start + len(text),
        attributions=(said,),
        tokens=tuple(tokens),
    )


def build():
    rng = random.Random(3)
    letters = "abcdefghijklmnopqrstuvwxyz"
    vocabulary = ["".join(rng.choices(letters, k=rng.randint(2, 9))) for _ in range(4000)]
    model = make_full_claim()
    made, claims = [], {}
    for number in range(ARTICLES):
        texts = [" ".join(words(rng, vocabulary)) + "." for _ in range(CLAIMS)]
        article = make_article(number, text=" ".join(texts))
        starts = np.cumsum([0] + [len(text) + 1 for text in texts[:-1]]).tolist()
        made.append(article)
        claims[article.id] = [
            claim_of(article, start, text, model, rng)
            for start, text in zip(starts, texts, strict=True)
        ]
    return made, claims


def run_over(made, claims):
    parts = []
    for first in range(0, ARTICLES, 25):
        some = made[first : first + 25]
        found = [claim for article in some for claim in claims[article.id]]
        result, _ = make_run(some, found, event_id=f"event{first}")
        scores = tuple(
            SignalScore(m.left, m.right, name, 0.5, 1.25, "nine people")
            for m in result.matches
            for name in SIGNALS
        )
        parts.append(replace(result, scores=scores))
    names = RunResult.__dataclass_fields__
    return RunResult(**{n: tuple(x for part in parts for x in getattr(part, n)) for n in names})


@pytest.mark.slow
def test_ten_thousand_claims(tmp_path):
    made, claims = build()
    texts = [claim.text for article in made for claim in claims[article.id]]
    rows = np.random.default_rng(0).normal(size=(len(texts), DIMENSION)).astype(np.float32)
    vectors = dict(zip(texts, rows, strict=True))
    result = run_over(made, claims)
    path = tmp_path / "s.duckdb"
    store = Store(path)
    begun = time.process_time()
    store.add(made)
    store.save_claims(claims)
    store.save_vectors("fake", vectors)
    store.save_run(result, make_summary())
    seconds = time.process_time() - begun
    assert store.stats()["claims"] == ARTICLES * CLAIMS == len(vectors)
    assert os.path.getsize(path) / (ARTICLES * CLAIMS) <= 4096
    assert seconds < 15  # of CPU; about two on an idle machine
    for number in range(1, 4):  # matching again and again does not let the file grow
        store.save_run(result, make_summary(number))
    assert os.path.getsize(path) / (ARTICLES * CLAIMS) <= 4096
    assert store.check() == []
    print(f"{os.path.getsize(path) / (ARTICLES * CLAIMS):.0f} bytes a claim, {seconds:.1f} s CPU")
