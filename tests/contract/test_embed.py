"""What every embedding plugin promises, and the registry over them."""

from __future__ import annotations

import numpy as np
import pytest

from compare.embed import registry
from compare.errors import ModelError

SENTENCES = [
    "Minister Eva Lund opened the new bridge at Harwick on Tuesday.",
    "The bridge at Harwick was opened by minister Eva Lund.",
    "Seven goats escaped from a farm during the storm.",
]


@pytest.mark.parametrize("name", sorted(registry.plugins()))
def test_a_plugin_names_itself_and_refuses_an_empty_name(name):
    plugin = registry.plugins()[name]
    assert plugin.name == name
    assert not plugin.accepts("")


def test_exactly_one_plugin_answers_for_the_model_of_the_installation():
    assert registry.plugins()["minilm"].accepts("minilm")
    assert registry.model_id("minilm").startswith("minilm")


def test_an_empty_name_says_what_is_known():
    with pytest.raises(ModelError, match="minilm"):
        registry.model_id("")


@pytest.mark.model
def test_the_model_gives_unit_rows_that_order_sentences_by_meaning():
    encoder = registry.load("minilm")
    assert encoder.id == registry.model_id("minilm")
    rows = encoder.encode(SENTENCES)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.3


@pytest.mark.model
def test_the_model_keeps_order_and_repeats_equal_texts():
    encoder = registry.load("minilm")
    rows = encoder.encode([SENTENCES[2], SENTENCES[0], SENTENCES[2]])
    np.testing.assert_array_equal(rows[0], rows[2])
    assert rows[1] @ encoder.encode([SENTENCES[0]])[0] > 0.99
    assert encoder.encode([]).shape == (0, rows.shape[1])


@pytest.mark.model
def test_the_model_is_loaded_once():
    assert registry.load("minilm") is registry.load("minilm")
