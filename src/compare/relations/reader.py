"""The judge that comes with the installation: a small network over MiniLM's word vectors.

Both sentences are read by the packaged MiniLM, which is left as it is; a head of 0.3 million
weights lets each word look for its counterpart and compares the two (decomposable attention,
Parikh et al. 2016, https://aclanthology.org/D16-1244). How it was trained stands in
`docs/model-card-relations.md`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.relations.shelf import Half, Places

WEIGHTS = Path(__file__).parent / "weights" / "reader.npz"
TELLER = WEIGHTS.with_name("teller.npz")
LONGEST = 192  # word pieces
WAYS = 3  # contradiction, entailment, neither
PAIRS = 2048  # whose texts are read together, so that memory doesn't grow with the pairs
TEXTS = 256  # whose words are held at once
ANSWERS = 32_768  # that are kept: 12 MB, those of an event of a few thousand claims
KEPT = 2048  # texts that are asked about again soon, those of a large event: 90 MB

Array = NDArray[np.float32]


def words_of(texts: Sequence[str]) -> list[Array]:
    """Read texts by the packaged MiniLM: arrays (word pieces, 768), two layers side by side."""
    from compare.embed.minilm import quantised

    return quantised().words(texts, LONGEST)


@dataclass(frozen=True, slots=True)
class Side:
    """What a text brings to every comparison; arrays of shape (word pieces, width of the head).

    Attributes:
        key: what its words look for their counterparts with, unit rows.
        own: their share in a comparison with their counterparts.
        given: the words, and beside them their share as somebody's counterpart: twice as wide.
    """

    key: Array
    own: Array
    given: Array


class Reader:
    """Loads a head, and MiniLM with the first text; use `reader()` or `teller()`, which are kept.

    Args:
        weights: those of the head.
        first: of what is set aside of a text, the column where this head's begin.
    """

    def __init__(self, weights: Path = WEIGHTS, first: int = 0) -> None:
        with np.load(weights) as stored:
            head = {name: stored[name].astype(np.float32) for name in stored.files}
        self._head = head
        own, given, *apart = np.split(np.ascontiguousarray(head["cmp.weight"].T), 4)
        self._own, self._given, self._apart = own, given, np.concatenate(apart)
        self._hid = np.ascontiguousarray(head["hid.weight"].T)
        outs = [name for name in ("out", "kinds") if f"{name}.weight" in head]
        self._out = np.ascontiguousarray(np.concatenate([head[f"{o}.weight"] for o in outs]).T)
        self._out_bias = np.concatenate([head[f"{name}.bias"] for name in outs])
        # What comes of a word before it meets another: normalised, then two products.
        both = np.concatenate([head["proj.weight"], head["att.weight"]])
        self._width = len(head["proj.weight"])
        self.columns = slice(first, first + 2 * self._width)
        self._in = np.ascontiguousarray((both * head["norm.weight"]).T)
        self._in_sums = self._in.sum(axis=0)
        self._in_bias = both @ head["norm.bias"]
        self._in_bias[: self._width] += head["proj.bias"]
        self._read: OrderedDict[str, Side] = OrderedDict()  # what was asked last stands last
        self._judged: dict[tuple[str, str], Array] = {}
        self._lent: list[Places] = []
        self._lock = Lock()

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """See `Judge.probabilities`."""
        return np.ascontiguousarray(self.both_ways(pairs)[:, 0])

    def both_ways(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """Judge each pair in both directions: shape (len(pairs), 2, 3).

        A pair's figures are the same to the last bit whatever else is asked with it: texts and
        pairs are worked out one by one, which with networks this small costs no time.
        """
        return softmax(self._logits(pairs)[..., :WAYS], -1)

    def told(
        self, pairs: Sequence[tuple[str, str]]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give `both_ways`, and how likely the two contradict, differ, agree, are on other facts.

        Only of a head that has learnt it, see `teller`.

        Returns:
            Shapes (len(pairs), 2, 3) and (len(pairs), 4); the latter are the same whichever
            comes first, but for rounding.
        """
        found = self._logits(pairs)
        return softmax(found[..., :WAYS], -1), softmax(found[..., WAYS:].mean(axis=1), -1)

    def contexts(self, texts: Sequence[str]) -> list[Array]:
        """Give each text's word pieces as the judge compares them: (pieces, width)."""
        with blas().limit(limits=1, user_api="blas"):
            sides = self._sides(list(dict.fromkeys(texts)))
        return [sides[text].given[:, : self._width] for text in texts]

    def _logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        known = [self._judged.get(pair) for pair in pairs]
        new = list(
            dict.fromkeys(pair for pair, one in zip(pairs, known, strict=True) if one is None)
        )
        judged: dict[tuple[str, str], Array] = {}
        # Products this small are done sooner than threads agree on who does what: on a busy
        # machine they took thirty times as long on two threads.
        with blas().limit(limits=1, user_api="blas"):
            for start in range(0, len(new), PAIRS):
                part = new[start : start + PAIRS]
                sides = self._sides(list(dict.fromkeys(text for pair in part for text in pair)))
                judged |= {(a, b): self._compare(sides[a], sides[b]) for a, b in part}
        self._keep(judged)
        found = np.zeros((len(pairs), 2, len(self._out_bias)))
        for row, (pair, one) in enumerate(zip(pairs, known, strict=True)):
            found[row] = judged[pair] if one is None else one
        return found

    def _keep(self, judged: Mapping[tuple[str, str], Array]) -> None:
        """Keep answers: what a score asks about a pair, the relation of the two asks again."""
        with self._lock:
            if len(self._judged) + len(judged) > ANSWERS:
                self._judged = {}
            if len(judged) <= ANSWERS:
                self._judged |= judged

    @contextmanager
    def lent(self, places: Places) -> Iterator[None]:
        """Take words that were set aside in place of reading their texts; changes no figure."""
        with self._lock:
            self._lent.append(places)
        try:
            yield
        finally:
            with self._lock:
                self._lent.remove(places)

    def set_aside(self, words: Array, moments: tuple[Array, Array] | None = None) -> Half:
        """Give what is to be kept of a text: an array (word pieces, twice the head's width).

        Args:
            words: see `words_of`.
            moments: of the words, where they are known.
        """
        # The rows are first brought to mean 0 and variance 1, here after the product that follows,
        # which leaves a quarter of the numbers to do it with.
        mean, spread = moments or _moments(words)
        given = words @ self._in - np.outer(mean, self._in_sums)
        given /= spread[:, None]
        given += self._in_bias
        value, key = given[:, : self._width], given[:, self._width :]
        np.maximum(value, 0, out=value)
        key /= np.maximum(np.sqrt(np.einsum("ij,ij->i", key, key)), 1e-12)[:, None]
        return np.asarray(given, dtype=np.float16)

    def _sides(self, texts: Sequence[str]) -> dict[str, Side]:
        """Read the texts that were not read lately."""
        with self._lock:
            found = {text: self._read[text] for text in texts if text in self._read}
            lent = list(self._lent)
        for places in lent:
            for text in texts:
                if text not in found and (kept := places.read(text)) is not None:
                    found[text] = self._side_of(kept[:, self.columns])
        unread = [text for text in texts if text not in found]
        for start in range(0, len(unread), TEXTS):
            part = unread[start : start + TEXTS]
            for text, words in zip(part, words_of(part), strict=True):
                found[text] = self._side_of(self.set_aside(words))
        with self._lock:
            self._read |= found
            for text in texts:
                self._read.move_to_end(text)
            while len(self._read) > KEPT:
                self._read.popitem(last=False)
        return found

    def _side_of(self, kept: Half) -> Side:
        wide = kept.astype(np.float32)
        value, key = wide[:, : self._width], np.ascontiguousarray(wide[:, self._width :])
        given = np.concatenate([value, value @ self._given], axis=1)
        own = value @ self._own
        own += self._head["cmp.bias"]
        return Side(key, own, given)

    def _compare(self, left: Side, right: Side) -> Array:
        """Give the logits of `both_ways` and `kinds` side by side, one row a direction.

        Each word of either side is laid beside its counterpart in the other.
        """
        scores = left.key @ right.key.T
        scores *= self._head["scale"]
        np.exp(scores, out=scores)
        first, width = len(left.key), self._width
        both = np.concatenate([left.given, right.given])[:, :width]
        met = np.empty((len(both), 2 * width), dtype=np.float32)
        np.matmul(scores, right.given, out=met[:first])
        np.matmul(scores.T, left.given, out=met[first:])
        met[:first] /= scores.sum(axis=1)[:, None]
        met[first:] /= scores.sum(axis=0)[:, None]
        found = met[:, :width]
        apart = np.empty_like(met)
        np.abs(np.subtract(both, found, out=apart[:, :width]), out=apart[:, :width])
        np.multiply(both, found, out=apart[:, width:])
        compared = apart @ self._apart
        compared[:first] += left.own
        compared[first:] += right.own
        compared += met[:, width:]
        np.maximum(compared, 0, out=compared)
        one, two = _summed(compared[:first]), _summed(compared[first:])
        hidden = np.concatenate([one, two, two, one]).reshape(2, -1) @ self._hid
        hidden += self._head["hid.bias"]
        np.maximum(hidden, 0, out=hidden)
        return np.asarray(hidden @ self._out + self._out_bias)


def _moments(words: Array) -> tuple[Array, Array]:
    """Give mean and spread of each word piece."""
    mean = words.mean(axis=1)
    square = np.einsum("ij,ij->i", words, words) / np.float32(words.shape[1])
    return mean, np.sqrt(square - mean**2 + np.float32(1e-5))


def _summed(compared: Array) -> Array:
    """Give mean and maximum over the words."""
    mean = compared.sum(axis=0) * np.float32(3 / len(compared))
    return np.concatenate([mean, compared.max(axis=0)])


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

    Asked about a text, it raises `ModelError` where the packaged MiniLM is not installed.
    """
    return Reader()


@cache
def teller() -> Reader:
    """Give the head that was trained on versions of news, see `Reader.kinds`; as `reader`."""
    return Reader(TELLER, first=reader().columns.stop)


def set_aside(words: Array) -> Half:
    """Give what both heads keep of a text, side by side; `words` as `words_of` gives them."""
    moments = _moments(words)
    return np.concatenate([one.set_aside(words, moments) for one in (reader(), teller())], axis=1)


@contextmanager
def lent(places: Places) -> Iterator[None]:
    """Lend both heads what was set aside."""
    with reader().lent(places), teller().lent(places):
        yield
