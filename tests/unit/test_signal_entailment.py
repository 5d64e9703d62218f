"""The signal that asks the judge: what it reads, what it leaves, and whom it is asked about."""

from __future__ import annotations

import numpy as np
import pytest

from compare import match
from compare.claims.extract import claims_from_texts
from compare.signals import SignalContext
from compare.signals.entailment import LONGEST, PLUGIN

pytestmark = pytest.mark.model


def scores(*pairs: tuple[str, str]) -> list[float]:
    texts = list(dict.fromkeys(text for pair in pairs for text in pair))
    claims = dict(zip(texts, claims_from_texts(texts), strict=True))
    return PLUGIN.score([(claims[a], claims[b]) for a, b in pairs], SignalContext()).tolist()


def test_what_follows_scores_above_what_only_shares_the_matter():
    follows, other = scores(
        ("The minister closed the bridge on Monday.", "The minister closed the bridge."),
        ("The minister closed the bridge on Monday.", "The minister praised the bridge."),
    )
    assert follows > 0.8
    assert other < 0.5


def test_the_same_sentence_follows_from_itself():
    assert scores(("The minister closed the bridge.", "The minister closed the bridge.")) == [1.0]


def test_says_nothing_of_fragments_and_long_claims():
    long = "The minister closed the bridge " + "and the road " * (LONGEST // 3)
    found = scores(
        ("heavy rain in the north", "The minister closed the bridge."),
        (long, "The minister closed the bridge."),
    )
    assert np.isnan(found).all()


def test_is_asked_only_about_pairs_that_may_match(monkeypatch):
    asked = []
    plain = PLUGIN.score

    def counted(pairs, context):
        asked.extend((left.text, right.text) for left, right in pairs)
        return plain(pairs, context)

    monkeypatch.setattr(type(PLUGIN), "score", lambda self, pairs, context: counted(pairs, context))
    near = ("The minister closed the bridge.", "The bridge was closed by the minister.")
    far = ("The minister closed the bridge.", "Apples cost more this year.")
    match.score([near, far])
    assert asked == [near]
