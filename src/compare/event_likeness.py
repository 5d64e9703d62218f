"""How strongly two articles look like reports of one event: log-odds from words, meaning, time.

A logistic model over five readable facts of a pair, trained by `benchmarks/train_events.py`,
less a penalty for crowding: an article with close neighbours asks more of the others, so that
a batch about one topic and a batch about many need no settings of their own (local scaling,
Zelnik-Manor and Perona, 2004). How close neighbours are is told by the model for pairs seen
alone, the rest by one trained together with the penalty.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.embed import Vectors
from compare.errors import ModelError
from compare.records import Article
from compare.signals.lexicon import idf, stem

WEIGHTS = "events.json"
FACTS = ("meaning", "rare words", "title in text", "other weekday", "days apart")
LEAD = 700  # characters in which the time of an event is looked for
TEXT = 20_000  # characters whose words count
NEIGHBOURS = 2
FAR = 104.0  # times `event_days`: two years by default, for dates are often wrong
UNDATED = 8.0  # reports without a date count as so many times `event_days` apart
CROWD_FLOOR = 1.0  # log-odds; neighbours less alike than that crowd nobody
CROWD_CEILING = 6.0  # a reprint next to it must not cut an article off from all others
BACKGROUND = 300  # articles of general news that the batch is thought to lie among
SENTENCES = 10  # a general article has about so many; the shipped idf counts sentences
RAREST = 9.9  # log rarity that `idf` calls 1

Matrix = NDArray[np.float32]
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Likeness:
    """Facts of all pairs of a batch, worked out block by block.

    Args:
        articles: the batch.
        vectors: shape (len(articles), dimension); unit rows.
        event_days: up to so many days apart, two reports count as near in time.
    """

    def __init__(self, articles: Sequence[Article], vectors: Vectors, event_days: float) -> None:
        titles = [_stems(one.title) for one in articles]
        texts = [
            title + title + _stems(one.text[:TEXT])
            for title, one in zip(titles, articles, strict=True)
        ]
        weight = _weights(texts)
        places = {word: place for place, word in enumerate(sorted(weight))}
        self._vectors = np.asarray(vectors, dtype=np.float32)
        self._words = _unit(_table(texts, places, lambda w, n: (1 + math.log(n)) * weight[w] ** 2))
        self._titles = _shares(_table(titles, places, lambda w, _: weight[w]))
        self._has = _table(texts, places, lambda _w, _n: 1.0)
        leads = [f"{one.title}. {one.text[:LEAD]}" for one in articles]
        self._weekdays = np.array([_mask(text.lower(), _WEEKDAYS) for text in leads])
        self._days = np.array([_day(one) for one in articles])
        self._event_days = event_days

    def blocks(self, size: int) -> Iterator[tuple[NDArray[np.int_], NDArray[np.int_]]]:
        """Give rows in portions, with at least the columns that are `near` one of them.

        So the work grows with the articles of such a span and not with the square of all. Rows
        and columns are in ascending order.
        """
        order = np.argsort(self._days, kind="stable")  # without a date (NaN): at the end
        days = self._days[order]
        dated = int(np.searchsorted(days, np.inf))
        far = FAR * self._event_days
        for first in range(0, dated, size):
            last = min(first + size, dated)
            low = np.searchsorted(days, days[first] - far, "left")
            high = np.searchsorted(days[:dated], days[last - 1] + far, "right")
            columns = np.concatenate([order[low:high], order[dated:]])
            yield np.sort(order[first:last]), np.sort(columns)
        for first in range(dated, len(order), size):
            yield np.sort(order[first : first + size]), np.arange(len(order))

    def near(self, rows: NDArray[np.int_], columns: NDArray[np.int_]) -> NDArray[np.bool_]:
        """Tell, in shape (len(rows), len(columns)), which reports can be on one event at all.

        Further apart than `FAR` times `event_days` they are on two, whatever they say, unless
        others between connect them.
        """
        apart = np.abs(self._days[rows, None] - self._days[None, columns])
        # an unknown time is near to every other
        return np.asarray(~(apart > FAR * self._event_days))

    def facts(self, rows: NDArray[np.int_], columns: NDArray[np.int_]) -> list[Matrix]:
        """Give one matrix of shape (len(rows), len(columns)) for each of `FACTS`."""
        forth = (self._titles[rows] @ self._has[columns].T).toarray()
        back = (self._has[rows] @ self._titles[columns].T).toarray()
        apart = np.abs(self._days[rows, None] - self._days[None, columns])
        # Two reports picked at random are this far apart; a missing date says no more.
        apart = np.nan_to_num(apart, nan=UNDATED * self._event_days)
        found = [
            self._vectors[rows] @ self._vectors[columns].T,
            (self._words[rows] @ self._words[columns].T).toarray(),
            (forth + back) / 2,
            _disjoint(self._weekdays, rows, columns),
            np.log1p(apart / self._event_days),
        ]
        return [np.asarray(one, dtype=np.float32) for one in found]

    def log_odds(
        self, rows: NDArray[np.int_], columns: NDArray[np.int_], among: bool = False
    ) -> Matrix:
        """Give the log-odds of each pair, seen by itself or (crowding apart) `among` others."""
        return combine(self.facts(rows, columns), load()["among" if among else "alone"])


def combine(facts: Sequence[Matrix], part: Mapping[str, Any]) -> Matrix:
    """Give the log-odds: bias plus facts by their weights."""
    total = np.full(facts[0].shape, part["bias"], dtype=np.float32)
    for name, matrix in zip(FACTS, facts, strict=True):
        total += np.float32(part["weights"][name]) * matrix
    return total


def crowding(log_odds: Matrix, own: NDArray[np.int_]) -> NDArray[np.float32]:
    """Give for each row the mean of its few nearest neighbours, itself (`own`) left out.

    Args:
        log_odds: shape (rows, all articles).
        own: the column of each row's own article.
    """
    others = np.maximum(log_odds, CROWD_FLOOR)
    others[np.arange(len(own)), own] = CROWD_FLOOR
    count = min(NEIGHBOURS, others.shape[1])
    top = np.partition(others, others.shape[1] - count, axis=1)[:, -count:]
    missing = NEIGHBOURS - count
    mean = (top.sum(axis=1) + missing * CROWD_FLOOR) / NEIGHBOURS
    return np.asarray(np.minimum(mean, CROWD_CEILING), dtype=np.float32)


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


def _stems(text: str) -> Counter[str]:
    return Counter(key for word in _WORD.findall(text) if (key := stem(word)))


def _weights(texts: Sequence[Counter[str]]) -> dict[str, float]:
    """Idf of each stem, counted in this batch and in the general news around it."""
    counts = Counter(word for text in texts for word in text)
    total = len(texts) + BACKGROUND
    return {
        word: max(0.0, math.log(total / (count + BACKGROUND * _commonness(word))))
        for word, count in counts.items()
    }


def _commonness(word: str) -> float:
    """Share of general news articles that have the stem."""
    return float(1 - (1 - math.exp(-RAREST * idf(word))) ** SENTENCES)


def _table(
    texts: Sequence[Counter[str]],
    places: dict[str, int],
    value: Callable[[str, int], float],
) -> Any:
    """Give a sparse matrix of shape (len(texts), len(places))."""
    from scipy import sparse

    rows = [row for row, text in enumerate(texts) for _ in text]
    columns = [places[word] for text in texts for word in text]
    values = [value(word, count) for text in texts for word, count in text.items()]
    shape = (len(texts), len(places))
    table = sparse.csr_matrix((np.array(values, dtype=np.float32), (rows, columns)), shape=shape)
    table.eliminate_zeros()  # words that say nothing are the most frequent ones
    return table


def _unit(table: Any) -> Any:
    from scipy import sparse

    lengths = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ table)


def _shares(table: Any) -> Any:
    from scipy import sparse

    sums = np.asarray(table.sum(axis=1)).ravel()
    return sparse.csr_matrix(sparse.diags(1 / np.where(sums > 0, sums, 1)) @ table)


def _mask(text: str, names: Sequence[str]) -> int:
    """Give a number with one bit set for each of the names in `text`."""
    words = set(_WORD.findall(text))
    return sum(1 << place for place, name in enumerate(names) if name in words)


def _disjoint(
    masks: NDArray[np.int_], rows: NDArray[np.int_], columns: NDArray[np.int_]
) -> NDArray[np.bool_]:
    """Tell where both sides name something and nothing in common."""
    left, right = masks[rows, None], masks[None, columns]
    return np.asarray((left != 0) & (right != 0) & ((left & right) == 0))


def _day(article: Article) -> float:
    """Publication in days since 1970; a time without a zone is taken as UTC."""
    when = article.published_at
    if when is None:
        return math.nan
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() / 86400
