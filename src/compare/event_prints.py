"""What of an article counts when events are sought: word hashes, vector, weekdays, day.

A print is small (3 KB) and doesn't depend on other articles, so that stores keep it: an article
is read once, not with every run.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from compare.embed import Vectors
from compare.records import Article
from compare.signals.lexicon import stem

LEAD = 700  # characters in which the time of an event is looked for
TEXT = 20_000  # characters whose words count
# Vectors are kept as whole multiples of 1/2048. Products of two such numbers add up without
# any rounding in float32, in whatever order, so that a pair has the same cosine in any batch.
GRAIN = 2048
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MOST = np.iinfo(np.uint16).max


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of unequal length, one after the other: row i is `values[starts[i] : starts[i + 1]]`."""

    values: NDArray[np.uint32]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Sequence[NDArray[np.uint32]]) -> Ragged:
        """Put rows one after the other."""
        ends = np.cumsum([0, *map(len, rows)], dtype=np.int64)
        values = np.concatenate(rows) if rows else np.zeros(0, dtype=np.uint32)
        return cls(values.astype(np.uint32), ends)

    @property
    def rows(self) -> NDArray[np.int64]:
        """The row that each value is in."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def places(self, rows: NDArray[np.int_]) -> NDArray[np.int64]:
        """Give where the values of `rows` are, row after row."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        firsts = np.repeat(self.starts[rows] - np.cumsum(lengths) + lengths, lengths)
        return np.asarray(firsts + np.arange(len(firsts)), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Prints:
    """Prints of some articles, column by column.

    Attributes:
        ids: of the articles.
        made_from: what each print was made from, see `source`.
        words: hashes of each article's stems, ascending, those of its title counted twice.
        counts: how often each of `words.values` occurs.
        titles: hashes of the stems of its title, ascending.
        weekdays: a bit for each weekday that title or lead names.
        days: of publication, since 1970; NaN when unknown.
        vectors: shape (len(ids), dimension), of title and lead, in units of 1 / `GRAIN`.
    """

    ids: tuple[str, ...]
    made_from: tuple[str, ...]
    words: Ragged
    counts: NDArray[np.uint16]
    titles: Ragged
    weekdays: NDArray[np.int_]
    days: NDArray[np.float64]
    vectors: NDArray[np.int16]

    def take(self, rows: NDArray[np.int_]) -> Prints:
        """Give the prints of `rows`, in their order."""
        words, titles = self.words.places(rows), self.titles.places(rows)
        return Prints(
            ids=tuple(self.ids[row] for row in rows),
            made_from=tuple(self.made_from[row] for row in rows),
            words=Ragged(self.words.values[words], _ends(self.words, rows)),
            counts=self.counts[words],
            titles=Ragged(self.titles.values[titles], _ends(self.titles, rows)),
            weekdays=self.weekdays[rows],
            days=self.days[rows],
            vectors=self.vectors[rows],
        )

    def __add__(self, other: Prints) -> Prints:
        if not self.ids or not other.ids:
            return self if self.ids else other
        return Prints(
            ids=self.ids + other.ids,
            made_from=self.made_from + other.made_from,
            words=_joined(self.words, other.words),
            counts=np.concatenate([self.counts, other.counts]),
            titles=_joined(self.titles, other.titles),
            weekdays=np.concatenate([self.weekdays, other.weekdays]),
            days=np.concatenate([self.days, other.days]),
            vectors=np.concatenate([self.vectors, other.vectors]),
        )

    def unit(self, rows: NDArray[np.int_]) -> NDArray[np.float32]:
        """Give the vectors of `rows` in float32."""
        return np.asarray(self.vectors[rows].astype(np.float32) / GRAIN, dtype=np.float32)


def _ends(ragged: Ragged, rows: NDArray[np.int_]) -> NDArray[np.int64]:
    lengths = ragged.starts[rows + 1] - ragged.starts[rows]
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def _joined(one: Ragged, two: Ragged) -> Ragged:
    starts = np.concatenate([one.starts, two.starts[1:] + one.starts[-1]])
    return Ragged(np.concatenate([one.values, two.values]), starts)


def prints_of(
    articles: Sequence[Article], vectors: Vectors, made_from: Sequence[str] | None = None
) -> Prints:
    """Make the prints of articles.

    Args:
        vectors: shape (len(articles), dimension); unit rows.
        made_from: to be kept with each print; by default nothing.
    """
    titles = [_counted(one.title) for one in articles]
    texts = []
    for title, one in zip(titles, articles, strict=True):
        text = _counted(one.text[:TEXT])
        for word, times in title.items():
            text[word] += 2 * times
        texts.append(text)
    words = [_ascending(text) for text in texts]
    counts = [
        np.minimum([text[word] for word in row.tolist()], _MOST).astype(np.uint16)
        for text, row in zip(texts, words, strict=True)
    ]
    leads = [f"{one.title}. {one.text[:LEAD]}".lower() for one in articles]
    whole = np.rint(np.asarray(vectors, dtype=np.float64) * GRAIN)
    return Prints(
        ids=tuple(one.id for one in articles),
        made_from=tuple(made_from or [""] * len(articles)),
        words=Ragged.of(words),
        counts=np.concatenate([*counts, np.zeros(0, dtype=np.uint16)]),
        titles=Ragged.of([_ascending(title) for title in titles]),
        weekdays=np.array([_mask(lead) for lead in leads], dtype=np.int_),
        days=np.array([_day(one) for one in articles], dtype=np.float64),
        vectors=np.clip(whole, -32768, 32767).astype(np.int16),
    )


@lru_cache(maxsize=1 << 17)
def word_hash(stemmed: str) -> int:
    """Give the number, below 2 ** 32, that stands for a stem."""
    return crc32(stemmed.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1 << 17)
def _number(word: str) -> int:
    """Give the number of a word's stem; -1 when nothing is left of it."""
    stemmed = stem(word)
    return word_hash(stemmed) if stemmed else -1


def _counted(text: str) -> Counter[int]:
    counted: Counter[int] = Counter()
    for word, times in Counter(_WORD.findall(text)).items():
        counted[_number(word)] += times
    del counted[-1]
    return counted


def _ascending(counted: Counter[int]) -> NDArray[np.uint32]:
    return np.array(sorted(counted), dtype=np.uint32)


def _mask(text: str) -> int:
    """Give a number with one bit set for each weekday named in `text`."""
    words = set(_WORD.findall(text))
    return sum(1 << place for place, name in enumerate(_WEEKDAYS) if name in words)


def _day(article: Article) -> float:
    """Publication in days since 1970; a time without a zone is taken as UTC."""
    when = article.published_at
    if when is None:
        return math.nan
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() / 86400
