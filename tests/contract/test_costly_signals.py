"""What a costly signal says of a pair is kept from run to run: it must not depend on the others."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from builders import FakeEncoder
from compare.claims.extract import claims_from_texts
from compare.match import signals
from compare.records import Article, Claim
from compare.signals import SignalContext

COSTLY = sorted(name for name, one in signals().items() if getattr(one, "costly", False))
TEXTS = [
    "Minister Eva Lund opened the bridge in Harwick.",
    "The bridge in Harwick was opened by Eva Lund.",
    "Seven people were hurt in the storm.",
    "Nobody was hurt when the storm reached Harwick.",
]


ARTICLES = [Article("Day", "Bridge", ""), Article("Night", "Storm", "")]
KNOWN = {one.id: one for one in ARTICLES}


def _claims() -> list[Claim]:
    """Give claims by turns of one report and of the other."""
    found = claims_from_texts(TEXTS)
    return [replace(one, article_id=ARTICLES[at % 2].id) for at, one in enumerate(found)]


@pytest.mark.model
@pytest.mark.parametrize("name", COSTLY)
def test_a_pair_has_the_same_value_alone_and_among_others(name: str) -> None:
    claims = _claims()
    vectors = dict(zip(TEXTS, FakeEncoder().encode(TEXTS), strict=True))
    pairs = [(one, two) for one in claims for two in claims if one.id < two.id]
    whole = signals()[name].score(pairs, SignalContext(vectors=vectors, articles=KNOWN))
    assert not np.isnan(whole).all()
    for pair, value in zip(pairs, whole.tolist(), strict=True):
        near = {one.text: vectors[one.text] for one in pair}
        own = SignalContext(vectors=near, articles=KNOWN)
        (alone,) = signals()[name].score([pair], own).tolist()
        assert alone == value or (math.isnan(alone) and math.isnan(value))


@pytest.mark.parametrize("name", [one for one in COSTLY if hasattr(signals()[one], "among")])
def test_answers_set_against_each_other_stay_values_of_a_signal(name: str) -> None:
    among = signals()[name].among  # type: ignore[attr-defined]
    claims = _claims()
    pairs = [(one, two) for one in claims for two in claims if one.id < two.id]
    raw = np.array([0.0, 1.0, 0.3, np.nan, 0.3, 0.9])[: len(pairs)]
    found = among(pairs, raw, SignalContext(articles=KNOWN))
    assert (np.isnan(found) == np.isnan(raw)).all()
    assert np.nanmin(found) >= 0
    assert np.nanmax(found) <= 1
    turned = among([pair[::-1] for pair in pairs], raw, SignalContext(articles=KNOWN))
    np.testing.assert_array_equal(found, turned)
