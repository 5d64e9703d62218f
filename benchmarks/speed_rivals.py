"""What AsTold's speed is held against: what people write today, and what the processor can do."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
from minilm_graph import LAYERS, WIDTH
from numpy.typing import NDArray

from compare.embed.minilm import folder
from compare.embed.onnx_encoder import processors

FFN = 4 * WIDTH
GEMM = 1024


@cache
def model() -> Any:
    """Load the packaged model as sentence-transformers does."""
    from compare.embed.batching import quiet_hub

    quiet_hub()
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder()), device="cpu")


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """`SentenceTransformer.encode` with its defaults."""
    return np.asarray(model().encode(list(texts)))


def mine(texts: Sequence[str]) -> list[tuple[float, int, int]]:
    """Rival A: embed, then all similar pairs, with the defaults of both functions."""
    from sentence_transformers.util import paraphrase_mining

    return [(float(score), i, j) for score, i, j in paraphrase_mining(model(), list(texts))]


def cross_compare(texts: Sequence[str]) -> int:
    """Rival B: embed, multiply all, and compare the wording of all pairs; pairs above .6."""
    from rapidfuzz import fuzz, process

    vectors = encode(texts)
    wording = process.cdist(texts, texts, scorer=fuzz.token_set_ratio, workers=-1)
    return int((0.7 * (vectors @ vectors.T) + 0.3 * wording / 100 >= 0.6).sum())


def lengths(texts: Sequence[str]) -> NDArray[np.int64]:
    """Give the word pieces of each text, as the model reads them."""
    from compare.embed.onnx_encoder import _tokenizer

    pieces = _tokenizer(folder() / "tokenizer.json").encode_batch(list(texts))
    return np.array([len(one.ids) for one in pieces])


def products(pieces: NDArray[np.int64]) -> tuple[float, float]:
    """Give the multiplications of the model: those with weights, those within attention."""
    a_piece = LAYERS * (4 * WIDTH * WIDTH + 2 * WIDTH * FFN)
    return float(pieces.sum()) * a_piece, float((pieces**2).sum()) * LAYERS * 2 * WIDTH


def limit(texts: Sequence[str]) -> dict[str, float]:
    """Give the seconds that the products alone take at the peak of 8 bits and of float32."""
    weighted, attention = products(lengths(texts))
    whole, exact = peak_int8(), peak_float32()
    return {
        "int8_gmac": whole / 1e9,
        "float32_gmac": exact / 1e9,
        "seconds_int8": weighted / whole + attention / exact,
        "seconds_float32": (weighted + attention) / exact,
    }


def peak_float32(repeats: int = 12) -> float:
    """Multiplications a second of numpy's product of two large matrices, the best of a few."""
    one = np.random.default_rng(1).random((GEMM, GEMM), dtype=np.float32)
    return max(GEMM**3 / _seconds(lambda: one @ one) for _ in range(repeats))


def peak_int8(repeats: int = 12) -> float:
    """The same of ONNX Runtime's product in 8 bits, on a thread a processor at once."""
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    weights = np.random.default_rng(1).integers(-63, 64, (GEMM, GEMM)).astype(np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["x", "w"], ["y"])],
        "product",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [GEMM, GEMM])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [GEMM, GEMM])],
        [numpy_helper.from_array(weights, "w")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(made.SerializeToString(), options)
    given = {"x": np.random.default_rng(2).integers(0, 256, (GEMM, GEMM)).astype(np.uint8)}
    threads = processors()

    def all_threads() -> None:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda _: session.run(None, given), range(threads)))

    return max(threads * GEMM**3 / _seconds(all_threads) for _ in range(repeats))


def _seconds(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
