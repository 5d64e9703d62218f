"""The claims around a pair: what is common to an event is taken away before comparing.

All claims of one event resemble each other. What tells two of them to be about the same fact
is what they share beyond the event: so the mean of a claim's neighbours is subtracted from
its vector (centring, as in "All-but-the-top", Mu and Viswanath 2018, but locally), and two
claims are also compared by which other claims they resemble (second-order similarity).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.signals import Pair, SignalContext
from compare.signals.common import rows_of

NEIGHBOUR = 0.25  # cosine from which another claim counts as speaking of the same event
CLOSE = 0.4  # cosine from which it is close enough to be company
SHRINK = 5.0  # so many neighbours at the origin: a claim with few keeps its vector
COMPANY_FROM = 3  # close neighbours that both claims need before their company says anything
MOST_ANCHORS = 2000  # larger contexts are sampled: the cost stays linear
FLAT = 0.1  # keeps profiles of hardly any resemblance from looking alike

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Surroundings:
    """A context prepared for comparing: its anchors, and what is left of them.

    Attributes:
        anchors: unit vectors of the context's texts (or of an even sample), shape (m, d).
        residues: the same after taking away what is common around each, unit rows.
        position: text → its row among the anchors.
        circles: number of the set of claims that each anchor is compared within.
    """

    anchors: Matrix
    residues: Matrix
    position: dict[str, int]
    circles: NDArray[np.int_]


@dataclass(frozen=True)
class Placed:
    """Some texts among their surroundings, one row a text.

    Attributes:
        means: mean of the neighbours, shape (n, d).
        profiles: resemblance to each anchor of the same circle, unit rows, shape (n, m).
        close: how many close neighbours in the same circle.
    """

    means: Matrix
    profiles: Matrix
    close: NDArray[np.int_]


_prepared: tuple[SignalContext, int, Surroundings] | None = None


def surroundings(context: SignalContext) -> Surroundings | None:
    """Prepare the context, or give what was prepared for it last time; None without vectors."""
    global _prepared  # noqa: PLW0603  # two signals ask for the same one, one after the other
    if not context.vectors:
        return None
    known = _prepared
    if known is not None and known[0] is context and known[1] == len(context.vectors):
        return known[2]
    made = _prepare(context)
    _prepared = (context, len(context.vectors), made)
    return made


def _prepare(context: SignalContext) -> Surroundings:
    vectors = context.vectors
    texts = sorted(vectors)
    if len(texts) > MOST_ANCHORS:
        picked = np.linspace(0, len(texts) - 1, MOST_ANCHORS).astype(int)
        texts = [texts[index] for index in picked]
    anchors = np.stack([vectors[text] for text in texts]).astype(np.float32)
    position = {text: row for row, text in enumerate(texts)}
    circles = circles_of(texts, context)
    bare = Surroundings(anchors, anchors, position, circles)
    means, _ = _neighbours(anchors, texts, bare)
    return Surroundings(anchors, unit(anchors - means), position, circles)


def circles_of(texts: Sequence[str], context: SignalContext) -> NDArray[np.int_]:
    """Give the number of each text's circle; -1 is the one of all that have no number."""
    return np.array([context.circles.get(text, -1) for text in texts], dtype=np.int_)


def placed_pairs(
    pairs: Sequence[Pair], context: SignalContext
) -> tuple[Matrix, NDArray[np.int_], Placed | None]:
    """Place the texts of `pairs`: their matrix, each pair's two rows (-1: none), their places.

    Two signals ask for the same pairs, one after the other: the last answer is kept.
    """
    kept = context.memo.get(placed_pairs)
    if kept is None or kept[0] is not pairs:
        around = surroundings(context)
        texts, matrix, at = rows_of_pairs(pairs, context)
        known = None if around is None or not texts else place(texts, matrix, around, context)
        kept = context.memo[placed_pairs] = pairs, (matrix, at, known)
    found: tuple[Matrix, NDArray[np.int_], Placed | None] = kept[1]
    return found


def place(
    texts: Sequence[str], matrix: Matrix, around: Surroundings, context: SignalContext
) -> Placed:
    """Find the neighbours of `texts`, whose vectors are the rows of `matrix`."""
    means, cosines = _neighbours(matrix, texts, around)
    cosines *= circles_of(texts, context)[:, None] == around.circles[None, :]
    likeness = np.clip(unit(matrix - means) @ around.residues.T, 0, None)
    likeness *= cosines > NEIGHBOUR
    lengths = np.linalg.norm(likeness, axis=1, keepdims=True) + FLAT
    return Placed(means, likeness / lengths, (cosines > CLOSE).sum(axis=1))


def _neighbours(
    matrix: Matrix, texts: Sequence[str], around: Surroundings
) -> tuple[Matrix, Matrix]:
    """Give the mean of each text's neighbours, and its cosine to each anchor but itself."""
    cosines = matrix @ around.anchors.T
    for row, text in enumerate(texts):  # no claim is its own neighbour
        if text in around.position:
            cosines[row, around.position[text]] = 0.0
    near = (cosines > NEIGHBOUR).astype(np.float32)
    means = (near @ around.anchors) / (near.sum(axis=1, keepdims=True) + SHRINK)
    return means.astype(np.float32), cosines


def unit(matrix: Matrix) -> Matrix:
    """Scale each row to Euclidean length 1."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.maximum(lengths, 1e-9), dtype=np.float32)


def rows_of_pairs(
    pairs: Sequence[Pair], context: SignalContext
) -> tuple[list[str], Matrix, NDArray[np.int_]]:
    """Give the texts that have vectors, their matrix, and each pair's two rows (-1: none)."""
    rows, row = rows_of(pairs, context), dict[str, int]()
    number = [
        row.setdefault(claim.text, len(row)) if claim.text in context.vectors else -1
        for claim in rows.claims
    ]
    at = np.array(number, dtype=np.int_)[rows.at]
    matrix = np.stack([context.vectors[text] for text in row]) if row else np.zeros((0, 1))
    return list(row), matrix.astype(np.float32), at
