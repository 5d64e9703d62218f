"""A cross-encoder named in the settings: loaded by the real code from a folder saved here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compare.claims.extract import claims_from_texts
from compare.errors import ModelError
from compare.relations.nli import CrossEncoderJudge, cross_encoder
from compare.relations.relate import relate_claims

pytestmark = pytest.mark.model

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "ferry", "hit", "pier", "no", "."]


def save(folder: Path, labels: list[str]) -> str:
    """Save a cross-encoder of two narrow layers with random weights."""
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS), "utf-8")
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    return str(folder)


def test_its_columns_are_found_by_their_names(tmp_path: Path) -> None:
    one = CrossEncoderJudge(save(tmp_path / "one", ["entailment", "neutral", "contradiction"]))
    pair = [("the ferry hit the pier .", "no ferry hit the pier ."), ("ferry", "pier")]
    found = one.probabilities(pair)
    assert found.shape == (2, 3)
    assert np.allclose(found.sum(axis=1), 1)
    raw = np.asarray(one._model.predict(pair, convert_to_numpy=True), dtype=float)
    powers = np.exp(raw)
    assert np.allclose(found, (powers / powers.sum(1, keepdims=True))[:, [2, 0, 1]], atol=1e-5)


def test_relations_can_be_judged_by_it(tmp_path: Path) -> None:
    name = save(tmp_path / "two", ["CONTRADICTION", "ENTAILMENT", "NEUTRAL"])
    left, right = claims_from_texts(["The ferry hit the pier.", "The ferry hit no pier."])
    relation = relate_claims([(left, right)], nli_model=name)[0]
    assert relation.label in {"agree", "differ", "contradict", "unrelated"}
    assert cross_encoder(name) is cross_encoder(name)


def test_a_model_with_other_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="three labels"):
        CrossEncoderJudge(save(tmp_path / "three", ["yes", "no"]))


def test_a_missing_model_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="can't be loaded"):
        CrossEncoderJudge(str(tmp_path / "nothing"))
