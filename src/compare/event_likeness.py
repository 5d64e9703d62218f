"""How strongly two articles look like reports of one event: log-odds from words, meaning, time.

A logistic model over five readable facts of a pair, trained by `benchmarks/train_events.py`,
less a penalty for crowding: an article with close neighbours asks more of the others, so that
a batch about one topic and a batch about many need no settings of their own (local scaling,
Zelnik-Manor and Perona, 2004). How close neighbours are is told by the model for pairs seen
alone, the rest by one trained together with the penalty.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.embed import Vectors
from compare.errors import ModelError
from compare.event_prints import Prints, Ragged, prints_of
from compare.event_rarity import Rarity, rarity_of
from compare.records import Article

WEIGHTS = "events.json"
FACTS = ("meaning", "rare words", "title in text", "other weekday", "days apart")
NEIGHBOURS = 2
FAR = 104.0  # times `event_days`: two years by default, for dates are often wrong
UNDATED = 8.0  # reports without a date count as so many times `event_days` apart
CROWD_FLOOR = 1.0  # log-odds; neighbours less alike than that crowd nobody
CROWD_CEILING = 6.0  # a reprint next to it must not cut an article off from all others

LAID_OUT = 1 << 23  # numbers of a table that are laid out in full at a time

Matrix = NDArray[np.float32]
Rows = NDArray[np.int_]


class Likeness:
    """Facts of all pairs of a batch, worked out block by block.

    A pair has the same facts, to the last bit, in whatever block or batch, given the same rarity
    of words.

    Args:
        articles: the batch.
        vectors: shape (len(articles), dimension); unit rows.
        event_days: up to so many days apart, two reports count as near in time.
    """

    def __init__(self, articles: Sequence[Article], vectors: Vectors, event_days: float) -> None:
        prints = prints_of(articles, vectors)
        self._lay_out(prints, rarity_of(prints), event_days)

    @classmethod
    def of(cls, prints: Prints, rarity: Rarity, event_days: float) -> Likeness:
        """Make it from prints, with a given rarity of words."""
        likeness = cls.__new__(cls)
        likeness._lay_out(prints, rarity, event_days)
        return likeness

    def _lay_out(self, prints: Prints, rarity: Rarity, event_days: float) -> None:
        vocabulary, places = np.unique(prints.words.values, return_inverse=True)
        in_titles = np.searchsorted(vocabulary, prints.titles.values)
        rare = rarity.weights(vocabulary)
        weights, width = rare[places], len(vocabulary)
        often = (1 + np.log(prints.counts.astype(np.float64))) * weights**2
        words, titles = prints.words, prints.titles
        self._prints, self._event_days = prints, event_days
        self._words = _table(words, places, _scaled(words, often, squares=True), width)
        self._titles = _table(
            titles, in_titles, _scaled(titles, rare[in_titles], squares=False), width
        )
        asked = np.zeros(width, dtype=np.bool_)  # words of titles: only these are looked for
        asked[in_titles] = True
        has = asked[places] & (weights > 0)
        self._has = _table(words, places, has.astype(np.float64), width)
        self._days = prints.days

    def blocks(self, size: int, rows: Rows | None = None) -> Iterator[tuple[Rows, Rows]]:
        """Give rows (all of the batch, or `rows`) in portions, with the columns near one of them.

        So the work grows with the articles of such a span and not with the square of all. Rows
        and columns are in ascending order.
        """
        order = np.argsort(self._days, kind="stable")  # without a date (NaN): at the end
        days = self._days[order]
        dated = int(np.searchsorted(days, np.inf))
        far = FAR * self._event_days
        given = np.arange(len(order)) if rows is None else rows
        given = given[np.argsort(self._days[given], kind="stable")]
        own = self._days[given]
        known = int(np.searchsorted(own, np.inf))
        for first in range(0, known, size):
            last = min(first + size, known)
            low = np.searchsorted(days, own[first] - far, "left")
            high = np.searchsorted(days[:dated], own[last - 1] + far, "right")
            columns = np.concatenate([order[low:high], order[dated:]])
            yield np.sort(given[first:last]), np.sort(columns)
        for first in range(known, len(given), size):
            yield np.sort(given[first : first + size]), np.arange(len(order))

    def near(self, rows: Rows, columns: Rows) -> NDArray[np.bool_]:
        """Tell, in shape (len(rows), len(columns)), which reports can be on one event at all.

        Further apart than `FAR` times `event_days` they are on two, whatever they say, unless
        others between connect them.
        """
        apart = np.abs(self._days[rows, None] - self._days[None, columns])
        # an unknown time is near to every other
        return np.asarray(~(apart > FAR * self._event_days))

    def facts(self, rows: Rows, columns: Rows) -> list[Matrix]:
        """Give one matrix of shape (len(rows), len(columns)) for each of `FACTS`."""
        forth = _products(self._titles, rows, self._has, columns)
        back = _products(self._has, rows, self._titles, columns)
        apart = np.abs(self._days[rows, None] - self._days[None, columns])
        # Two reports picked at random are this far apart; a missing date says no more.
        apart = np.nan_to_num(apart, nan=UNDATED * self._event_days)
        found = [
            self._prints.unit(rows) @ self._prints.unit(columns).T,
            _products(self._words, rows, self._words, columns),
            (forth + back) / 2,
            _disjoint(self._prints.weekdays, rows, columns),
            np.log1p(apart / self._event_days),
        ]
        return [np.asarray(one, dtype=np.float32) for one in found]

    def log_odds(self, rows: Rows, columns: Rows, among: bool = False) -> Matrix:
        """Give the log-odds of each pair, seen by itself or (crowding apart) `among` others."""
        return combine(self.facts(rows, columns), load()["among" if among else "alone"])


def combine(facts: Sequence[Matrix], part: Mapping[str, Any]) -> Matrix:
    """Give the log-odds: bias plus facts by their weights."""
    total = np.full(facts[0].shape, part["bias"], dtype=np.float32)
    for name, matrix in zip(FACTS, facts, strict=True):
        total += np.float32(part["weights"][name]) * matrix
    return total


def crowding(log_odds: Matrix, own: Rows) -> Matrix:
    """Give for each row the mean of its few nearest neighbours, itself (`own`) left out.

    Args:
        log_odds: shape (rows, all articles).
        own: the column of each row's own article.
    """
    return crowd_of(nearest(log_odds, own, np.arange(log_odds.shape[1]))[1])


def crowd_of(odds: Matrix) -> Matrix:
    """Give the mean of the nearest neighbours, `odds` of shape (articles, NEIGHBOURS)."""
    mean = odds.sum(axis=1) / np.float32(NEIGHBOURS)
    return np.asarray(np.minimum(mean, CROWD_CEILING), dtype=np.float32)


def nearest(log_odds: Matrix, own: Rows | None, columns: Rows) -> tuple[Rows, Matrix]:
    """Give the nearest of each row, those alone that are near enough to crowd it.

    Args:
        log_odds: shape (rows, len(columns)); -inf where an article is no neighbour.
        own: the column of each row's own article, if it has one.
        columns: what the columns stand for, numbers from 0 on.

    Returns:
        What stands for the nearest (-1 where there is none) and their log-odds (`CROWD_FLOOR`
        where there is none); both of shape (rows, NEIGHBOURS), nearest first.
    """
    others = np.pad(log_odds, ((0, 0), (0, NEIGHBOURS)), constant_values=-np.inf)
    if own is not None:
        others[np.arange(len(own)), own] = -np.inf
    stand = np.concatenate([columns, np.full(NEIGHBOURS, -1, dtype=np.int_)])
    top = np.argpartition(-others, NEIGHBOURS - 1, axis=1)[:, :NEIGHBOURS]
    odds = np.take_along_axis(others, top, axis=1)
    order = np.argsort(-odds, axis=1, kind="stable")
    odds, top = np.take_along_axis(odds, order, axis=1), np.take_along_axis(top, order, axis=1)
    crowds = odds > CROWD_FLOOR
    floor = np.float32(CROWD_FLOOR)
    return np.where(crowds, stand[top], -1), np.where(crowds, odds, floor).astype(np.float32)


@cache
def load() -> dict[str, Any]:
    """Load the weights that ship with the package.

    Raises:
        ModelError: they are missing or damaged.
    """
    try:
        data = json.loads(files("compare").joinpath("weights", WEIGHTS).read_text("utf-8"))
        for part in (data["alone"], data["among"]):
            if set(part["weights"]) != set(FACTS):
                raise ValueError("it names other facts")
        return {
            "alone": _part(data["alone"]),
            "among": _part(data["among"]),
            "crowding": float(data["crowding"]),
            "stop": float(data["stop"]),
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"the weights for events can't be read ({error})",
            where=WEIGHTS,
            hint="Install AsTold again, or train anew with benchmarks/train_events.py",
        ) from error


def _part(data: Mapping[str, Any]) -> dict[str, Any]:
    weights = {name: float(value) for name, value in data["weights"].items()}
    return {"bias": float(data["bias"]), "weights": weights}


def _scaled(ragged: Ragged, values: NDArray[np.float64], *, squares: bool) -> NDArray[np.float64]:
    """Scale each row's values to length 1 (`squares`) or to a sum of 1."""
    rows, count = ragged.rows, len(ragged.starts) - 1
    sums = np.bincount(rows, weights=values**2 if squares else values, minlength=count)
    sums = np.sqrt(sums) if squares else sums
    return np.asarray(values / np.where(sums > 0, sums, 1)[rows], dtype=np.float64)


def _table(ragged: Ragged, places: Rows, values: NDArray[np.float64], width: int) -> Any:
    """Give a sparse matrix of shape (rows, width), columns ascending, without what is 0."""
    from scipy import sparse

    kept = values != 0  # words that say nothing are the most frequent ones
    starts = np.concatenate([[0], np.cumsum(kept)])[ragged.starts]
    data = values[kept].astype(np.float32)
    return sparse.csr_matrix((data, places[kept], starts), shape=(len(starts) - 1, width))


def _products(left: Any, rows: Rows, right: Any, columns: Rows) -> Matrix:
    """Give the inner products of rows of one sparse table with rows of another.

    The one side is laid out in full, which is quicker than sparse times sparse. Each product
    adds up in ascending order of the words, whatever the block.
    """
    others = right if len(columns) == right.shape[0] else right[columns]
    step = max(1, LAID_OUT // max(1, left.shape[1]))
    found = np.empty((len(rows), len(columns)), dtype=np.float32)
    for at in range(0, len(rows), step):
        found[at : at + step] = (others @ left[rows[at : at + step]].T.toarray()).T
    return found


def _disjoint(masks: Rows, rows: Rows, columns: Rows) -> NDArray[np.bool_]:
    """Tell where both sides name something and nothing in common."""
    left, right = masks[rows, None], masks[None, columns]
    return np.asarray((left != 0) & (right != 0) & ((left & right) == 0))
