"""The judge that comes with the installation: a small network over MiniLM's word vectors.

Both sentences are read by the packaged MiniLM, which is left as it is; a head of 0.3 million
weights lets each word look for its counterpart and compares the two (decomposable attention,
Parikh et al. 2016, https://aclanthology.org/D16-1244). How it was trained stands in
`docs/model-card-relations.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent / "weights" / "reader.npz"
LONGEST = 192  # word pieces
BATCH = 64
TEXTS = 2048  # read at a time, so that memory doesn't grow with the pairs

Array = NDArray[np.float32]


class Words:
    """The packaged MiniLM, read for the vectors of its word pieces."""

    def __init__(self) -> None:
        from compare.embed.minilm import quantised

        self._model = quantised()

    def read(self, texts: Sequence[str]) -> list[Array]:
        """Give for each text an array (word pieces, 768) of two layers side by side."""
        return self._model.words(texts, LONGEST)


def padded(items: Sequence[Array]) -> tuple[Array, NDArray[np.bool_]]:
    """Stack arrays of unequal length: (items, longest, width) and where there is something."""
    size = max(len(item) for item in items)
    out = np.zeros((len(items), size, items[0].shape[1]), dtype=np.float32)
    mask = np.zeros((len(items), size), dtype=np.bool_)
    for row, item in enumerate(items):
        out[row, : len(item)], mask[row, : len(item)] = item, True
    return out, mask


class Reader:
    """Loads MiniLM and the head; use `reader()`, which loads once a process."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._words = Words()
        with np.load(weights) as stored:
            self._head = {name: stored[name].astype(np.float32) for name in stored.files}

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """See `Judge.probabilities`; each text is read once, however often it occurs."""
        texts = list(dict.fromkeys(text for pair in pairs for text in pair))
        order = sorted(range(len(pairs)), key=lambda i: sum(map(len, pairs[i])))
        found = np.zeros((len(pairs), 3))
        # Products this small are done sooner than threads agree on who does what: on a busy
        # machine they took thirty times as long on two threads.
        with blas().limit(limits=1, user_api="blas"):
            sides = self._sides(texts)
            for start in range(0, len(order), BATCH):
                rows = order[start : start + BATCH]
                left = padded([sides[pairs[i][0]] for i in rows])
                right = padded([sides[pairs[i][1]] for i in rows])
                found[rows] = softmax(self._compare(*left, *right), -1)
        return found

    def _sides(self, texts: Sequence[str]) -> dict[str, Array]:
        """Read each text, and give what its words bring to every comparison."""
        found: dict[str, Array] = {}
        for start in range(0, len(texts), TEXTS):
            part = texts[start : start + TEXTS]
            words = self._words.read(part)
            for first in range(0, len(words), BATCH):
                some = words[first : first + BATCH]
                joined = self._side_of(np.concatenate(some))
                ends = np.cumsum([len(one) for one in some])[:-1]
                found |= dict(zip(part[first : first + BATCH], np.split(joined, ends), strict=True))
        return found

    def _linear(self, name: str, given: Array) -> Array:
        product = given @ self._head[f"{name}.weight"].T
        bias = self._head.get(f"{name}.bias")
        return product if bias is None else np.asarray(product + bias, dtype=np.float32)

    def _side_of(self, words: Array) -> Array:
        """Give what words bring to every comparison: value and key side by side."""
        middle = words - words.mean(-1, keepdims=True)
        even = middle / np.sqrt((middle**2).mean(-1, keepdims=True) + 1e-5)
        even = even * self._head["norm.weight"] + self._head["norm.bias"]
        key = self._linear("att", even)
        key /= np.maximum(np.linalg.norm(key, axis=-1, keepdims=True), 1e-12)
        return np.concatenate([relu(self._linear("proj", even)), key], axis=-1)

    def _compare(
        self,
        left: Array,
        left_mask: NDArray[np.bool_],
        right: Array,
        right_mask: NDArray[np.bool_],
    ) -> Array:
        """Give the logits of contradiction, entailment and neither, shape (pairs, 3)."""
        width = left.shape[-1] // 2
        first, second = left[..., :width], right[..., :width]
        scores = left[..., width:] @ right[..., width:].swapaxes(1, 2) * self._head["scale"]
        for_left = softmax(np.where(right_mask[:, None, :], scores, -1e4), 2) @ second
        for_right = softmax(np.where(left_mask[:, :, None], scores, -1e4), 1)
        sides = (
            self._side(first, for_left, left_mask),
            self._side(second, for_right.swapaxes(1, 2) @ first, right_mask),
        )
        return self._linear("out", relu(self._linear("hid", np.concatenate(sides, axis=-1))))

    def _side(self, own: Array, other: Array, mask: NDArray[np.bool_]) -> Array:
        joined = np.concatenate([own, other, np.abs(own - other), own * other], axis=-1)
        compared = relu(self._linear("cmp", joined)) * mask[..., None]
        mean = compared.sum(1) / np.maximum(mask.sum(1, keepdims=True), 1) * 3
        return np.concatenate([mean, compared.max(1)], axis=-1).astype(np.float32)


def relu(values: Array) -> Array:
    """Give `values` with 0 in place of what is below."""
    return np.maximum(values, 0)


def softmax(values: Array, axis: int) -> Array:
    """Give shares that add up to 1 along `axis`."""
    powers = np.exp(values - values.max(axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis, keepdims=True), dtype=np.float32)


@cache
def blas() -> Any:
    """Give what limits the threads of numpy's products; looking for the library takes a while."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@cache
def reader() -> Reader:
    """Give the packaged judge, loaded once a process.

    Raises:
        ModelError: the packaged MiniLM is not installed.
    """
    return Reader()
