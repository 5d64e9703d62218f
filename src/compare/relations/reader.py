"""The judge that comes with the installation: a small network over MiniLM's word vectors.

Both sentences are read by the packaged MiniLM, which is left as it is; a head of 0.3 million
weights lets each word look for its counterpart and compares the two (decomposable attention,
Parikh et al. 2016, https://aclanthology.org/D16-1244). How it was trained stands in
`docs/model-card-relations.md`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent / "weights" / "reader.npz"
LONGEST = 192  # word pieces
PAIRS = 2048  # whose texts are read together, so that memory doesn't grow with the pairs
TEXTS = 256  # whose words are held at once
KEPT = 2048  # texts that are asked about again soon, those of a large event: 80 MB

Array = NDArray[np.float32]


class Words:
    """The packaged MiniLM, read for the vectors of its word pieces."""

    def __init__(self) -> None:
        from compare.embed.minilm import quantised

        self._model = quantised()

    def read(self, texts: Sequence[str]) -> list[Array]:
        """Give for each text an array (word pieces, 768) of two layers side by side."""
        return self._model.words(texts, LONGEST)


@dataclass(frozen=True, slots=True)
class Side:
    """What a text brings to every comparison; arrays of shape (word pieces, width of the head).

    Attributes:
        value: its words.
        key: what they look for their counterparts with, unit rows.
        own, given: their shares in a comparison as the one side and as the other's counterpart.
    """

    value: Array
    key: Array
    own: Array
    given: Array


class Reader:
    """Loads MiniLM and the head; use `reader()`, which loads once a process."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._words = Words()
        with np.load(weights) as stored:
            head = {name: stored[name].astype(np.float32) for name in stored.files}
        self._head = head
        own, given, *apart = np.split(head["cmp.weight"].T, 4)
        self._own, self._given, self._apart = own, given, np.concatenate(apart)
        self._read: OrderedDict[str, Side] = OrderedDict()  # what was asked last stands last
        self._lock = Lock()

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """See `Judge.probabilities`."""
        return np.ascontiguousarray(self.both_ways(pairs)[:, 0])

    def both_ways(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """Judge each pair in both directions: shape (len(pairs), 2, 3).

        A pair's figures are the same to the last bit whatever else is asked with it: texts and
        pairs are worked out one by one, which with networks this small costs no time.
        """
        found = np.zeros((len(pairs), 2, 3))
        # Products this small are done sooner than threads agree on who does what: on a busy
        # machine they took thirty times as long on two threads.
        with blas().limit(limits=1, user_api="blas"):
            for start in range(0, len(pairs), PAIRS):
                part = pairs[start : start + PAIRS]
                sides = self._sides(list(dict.fromkeys(text for pair in part for text in pair)))
                for row, (left, right) in enumerate(part, start=start):
                    found[row] = self._compare(sides[left], sides[right])
        return softmax(found, -1)

    def _sides(self, texts: Sequence[str]) -> dict[str, Side]:
        """Read the texts that were not read lately."""
        with self._lock:
            found = {text: self._read[text] for text in texts if text in self._read}
        new = [text for text in texts if text not in found]
        for start in range(0, len(new), TEXTS):
            part = new[start : start + TEXTS]
            words = self._words.read(part)
            found |= {text: self._side_of(one) for text, one in zip(part, words, strict=True)}
        with self._lock:
            self._read |= found
            for text in texts:
                self._read.move_to_end(text)
            while len(self._read) > KEPT:
                self._read.popitem(last=False)
        return found

    def _linear(self, name: str, given: Array) -> Array:
        product = given @ self._head[f"{name}.weight"].T
        bias = self._head.get(f"{name}.bias")
        return product if bias is None else np.asarray(product + bias, dtype=np.float32)

    def _side_of(self, words: Array) -> Side:
        middle = words - words.mean(-1, keepdims=True)
        even = middle / np.sqrt((middle**2).mean(-1, keepdims=True) + 1e-5)
        even = even * self._head["norm.weight"] + self._head["norm.bias"]
        key = self._linear("att", even)
        key /= np.maximum(np.linalg.norm(key, axis=-1, keepdims=True), 1e-12)
        value = relu(self._linear("proj", even))
        return Side(value, key, value @ self._own + self._head["cmp.bias"], value @ self._given)

    def _compare(self, left: Side, right: Side) -> Array:
        """Give the logits of contradiction, entailment and neither, one row a direction."""
        scores = np.exp(left.key @ right.key.T * self._head["scale"])
        one = self._summed(left, right, scores)
        two = self._summed(right, left, scores.T)
        both = np.concatenate([one, two, two, one]).reshape(2, -1)
        return self._linear("out", relu(self._linear("hid", both)))

    def _summed(self, side: Side, other: Side, scores: Array) -> Array:
        """Lay each word beside its counterpart; give mean and maximum over the words."""
        shares = scores / scores.sum(1, keepdims=True)
        found = shares @ other.value
        apart = np.concatenate([np.abs(side.value - found), side.value * found], axis=1)
        compared = relu(side.own + shares @ other.given + apart @ self._apart)
        return np.concatenate([compared.mean(0) * 3, compared.max(0)])


def relu(values: Array) -> Array:
    """Give `values` with 0 in place of what is below."""
    return np.maximum(values, 0)


def softmax(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Give shares that add up to 1 along `axis`."""
    powers = np.exp(values - values.max(axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis, keepdims=True))


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
