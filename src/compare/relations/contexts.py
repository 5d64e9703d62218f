"""Words of two claims in their context: how alike any two of them are to the judge."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compare.relations.sides import Alignment, Side

if TYPE_CHECKING:
    from compare.relations.reader import Reader

Array = NDArray[np.float32]
MOST = 4096  # claims that are kept: 60 MB


class Context:
    """Likeness of the words of two claims.

    Args:
        vectors: for each side a row for each of its words, unit length or all 0 (unknown).
    """

    def __init__(self, left: Side, right: Side, vectors: tuple[Array, Array]) -> None:
        self._sides = left, right
        self._table = vectors[0] @ vectors[1].T

    def alike(self, place: int, rival: int) -> float:
        """Give how alike a word of the left is to one of the right, -1..1."""
        return float(self._table[place, rival])

    def covered(self) -> tuple[float, float]:
        """Give for each side how well its content words are met by those of the other."""
        return self._covered

    @cached_property
    def _covered(self) -> tuple[float, float]:
        left, right = (side.content for side in self._sides)
        if not left or not right:
            return 0.0, 0.0
        table = self._table[np.ix_(left, right)]
        return float(table.max(axis=1).mean()), float(table.max(axis=0).mean())


class Contexts:
    """Makes contexts; what the judge has read of a claim is kept as long as this is."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._rows: dict[str, Array] = {}

    def of(self, alignment: Alignment) -> Context:
        """Give the words of both claims in context."""
        left, right = alignment.left, alignment.right
        return Context(left, right, (self._of(left), self._of(right)))

    def _of(self, side: Side) -> Array:
        text = side.claim.text
        if text not in self._rows:
            if len(self._rows) >= MOST:
                self._rows.clear()
            self._rows[text] = by_word(side, self._reader.contexts([text])[0], spans_of(text))
        return self._rows[text]


def by_word(side: Side, pieces: Array, spans: Sequence[tuple[int, int]]) -> Array:
    """Give the mean of the pieces of each word, unit rows; 0 where no piece belongs to it.

    Args:
        pieces: a row for each word piece.
        spans: where each piece stands in the claim's text.
    """
    found = np.zeros((len(side.words), pieces.shape[1]), dtype=np.float32)
    ends = [(word.start, word.end) for word in side.words]
    at = 0
    for (start, end), row in zip(spans, pieces, strict=False):
        while at < len(ends) and ends[at][1] <= start:
            at += 1
        if at < len(ends) and ends[at][0] < end:
            found[at] += row
    sizes = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.maximum(sizes, 1e-6))


def spans_of(text: str) -> list[tuple[int, int]]:
    """Give where each word piece of the judge's stands in a text."""
    from compare.embed.minilm import quantised
    from compare.relations.reader import LONGEST

    return quantised().pieces(text, LONGEST)
