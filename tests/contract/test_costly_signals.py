"""What a costly signal says of a pair is kept from run to run: it must not depend on the others."""

from __future__ import annotations

import math

import numpy as np
import pytest

from builders import FakeEncoder
from compare.claims.extract import claims_from_texts
from compare.match import signals
from compare.signals import SignalContext

COSTLY = sorted(name for name, one in signals().items() if getattr(one, "costly", False))
TEXTS = [
    "Minister Eva Lund opened the bridge in Harwick.",
    "The bridge in Harwick was opened by Eva Lund.",
    "Seven people were hurt in the storm.",
    "Nobody was hurt when the storm reached Harwick.",
]


@pytest.mark.model
@pytest.mark.parametrize("name", COSTLY)
def test_a_pair_has_the_same_value_alone_and_among_others(name: str) -> None:
    claims = claims_from_texts(TEXTS)
    vectors = dict(zip(TEXTS, FakeEncoder().encode(TEXTS), strict=True))
    pairs = [(one, two) for one in claims for two in claims if one.id < two.id]
    whole = signals()[name].score(pairs, SignalContext(vectors=vectors))
    assert not np.isnan(whole).all()
    for pair, value in zip(pairs, whole.tolist(), strict=True):
        own = SignalContext(vectors={one.text: vectors[one.text] for one in pair})
        (alone,) = signals()[name].score([pair], own).tolist()
        assert alone == value or (math.isnan(alone) and math.isnan(value))
