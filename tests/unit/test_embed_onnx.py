"""The packaged model in 8 bits: near the weights as they came, the same in any company, light."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest

from compare.embed import minilm, onnx_encoder
from compare.embed.onnx_encoder import OnnxEncoder
from compare.errors import ModelError

SENTENCES = [
    "Minister Eva Lund opened the new bridge at Harwick on Tuesday.",
    "Seven goats escaped from a farm during the storm.",
    "The port authority rejected a pay rise of 4.5 percent, its spokeswoman said.",
    "No.",
    "",
    "The court of appeal in Norbeck postponed the trial of the former mayor until Friday, "
    "although the prosecutor had asked for a quick decision in the public interest.",
]
TOKENIZER = "tokenizer.json"


@pytest.mark.model
def test_it_is_near_the_weights_as_they_came():
    from sentence_transformers import SentenceTransformer

    exact = SentenceTransformer(str(minilm.folder()), device="cpu").encode(SENTENCES)
    near = minilm.quantised().encode(SENTENCES)
    assert (near * exact).sum(axis=1).min() > 0.97
    np.testing.assert_allclose(near @ near.T, exact @ exact.T, atol=0.06)


@pytest.mark.model
def test_a_sentence_has_the_same_vector_in_any_company():
    encoder = minilm.quantised()
    together = encoder.encode(SENTENCES * 2 + [SENTENCES[1] * 30])
    for row, text in enumerate(SENTENCES):
        np.testing.assert_array_equal(encoder.encode([text])[0], together[row])


@pytest.mark.model
@pytest.mark.parametrize("threads", [1, 3])
def test_the_number_of_threads_changes_nothing(threads):
    other = OnnxEncoder(minilm.INT8, minilm.folder() / TOKENIZER, "x", threads)
    np.testing.assert_array_equal(other.encode(SENTENCES), minilm.quantised().encode(SENTENCES))


@pytest.mark.model
def test_a_text_beyond_the_model_s_length_is_cut_as_the_library_cuts_it():
    long = " ".join(SENTENCES) * 12
    encoder = minilm.quantised()
    assert encoder.words([long])[0].shape == (254, 768)
    assert encoder.words([long], 192)[0].shape == (190, 768)
    np.testing.assert_array_equal(*encoder.encode([long, long + " More."]))


@pytest.mark.model
def test_words_come_a_row_a_piece_and_average_to_the_sentence():
    text = SENTENCES[0]
    encoder = minilm.quantised()
    (words,) = encoder.words([text])
    assert words.shape[1] == 768
    mean = words[:, 384:].mean(axis=0)  # the two marks are not in it
    assert mean @ encoder.encode([text])[0] / np.linalg.norm(mean) > 0.98
    assert [len(one) for one in encoder.words(["", "No."])] == [1, 2]


@pytest.mark.model
def test_embedding_and_judging_need_no_torch():
    program = (
        "import sys, json\n"
        "from compare.embed.registry import load\n"
        "load('minilm').encode(['Seven people died.', 'Nine were killed.'])\n"
        "from compare.relations.reader import reader\n"
        "reader().probabilities([('Seven people died.', 'Nobody died.')])\n"
        "heavy = ('torch', 'transformers', 'sentence_transformers', 'onnx')\n"
        "print(json.dumps([n for n in heavy if n in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == []


def test_a_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(ModelError, match="export_int8"):
        OnnxEncoder(tmp_path / "none.onnx", minilm.folder() / TOKENIZER, "x")


def test_a_broken_tokenizer_says_how_to_get_it_back(tmp_path):
    (tmp_path / TOKENIZER).write_text("{}")
    with pytest.raises(ModelError, match="force-reinstall"):
        OnnxEncoder(minilm.INT8, tmp_path / TOKENIZER, "x")


def test_threads_follow_the_processors_and_a_smaller_wish(monkeypatch):
    monkeypatch.setattr(onnx_encoder.os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert onnx_encoder.processors() == 3
    for wish, threads in (("2", 2), ("8", 3), ("0", 3), ("many", 3)):
        monkeypatch.setenv("OMP_NUM_THREADS", wish)
        assert onnx_encoder.processors() == threads
