"""How telling a word is where events are sought: idf among general news and a sample of the batch.

The sample is the articles with the smallest ids. Ids are hashes, so that it is drawn as by
chance and yet the same whatever the order; in a large store it changes with few new articles,
and as long as it is the same, how alike two articles are depends on nothing but themselves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from compare.event_prints import Prints, word_hash
from compare.signals.lexicon import idf, known_stems

SAMPLE = 400  # articles
BACKGROUND = 300  # articles of general news that the batch is thought to lie among
SENTENCES = 10  # a general article has about so many; the shipped idf counts sentences
RAREST = 9.9  # log rarity that `idf` calls 1


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many articles of a sample each word occurs.

    Attributes:
        words: hashes, ascending.
        counts: articles of the sample that have each of `words`.
        articles: ids of the sample, ascending.
    """

    words: NDArray[np.uint32]
    counts: NDArray[np.int64]
    articles: tuple[str, ...]

    def weights(self, words: NDArray[np.uint32]) -> NDArray[np.float64]:
        """Give the idf of each of `words`, in nats, not below 0."""
        seen = _looked_up(words, self.words, self.counts, 0.0)
        seen += BACKGROUND * _commonness(words)
        total = len(self.articles) + BACKGROUND
        return np.asarray(np.maximum(np.log(total / seen), 0.0), dtype=np.float64)


def rarity_of(prints: Prints) -> Rarity:
    """Count the words of the sample of a batch."""
    first = sorted(range(len(prints.ids)), key=lambda row: prints.ids[row])[:SAMPLE]
    rows = np.array(first, dtype=np.int_)
    words, counts = np.unique(prints.words.values[prints.words.places(rows)], return_counts=True)
    return Rarity(words, counts, tuple(prints.ids[row] for row in first))


def _commonness(words: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Share of general news articles that have each word."""
    known, shares = _general()
    return _looked_up(words, known, shares, _share(1.0))


@cache
def _general() -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    shares = {word_hash(word): _share(idf(word)) for word in known_stems()}
    words = np.array(sorted(shares), dtype=np.uint32)
    return words, np.array([shares[int(word)] for word in words])


def _share(rareness: float) -> float:
    return float(1 - (1 - math.exp(-RAREST * rareness)) ** SENTENCES)


def _looked_up(
    wanted: NDArray[np.uint32], keys: NDArray[np.uint32], values: NDArray[np.generic], other: float
) -> NDArray[np.float64]:
    """Give the value of each key; `keys` are ascending, `other` is for those that are not there."""
    found = np.full(len(wanted), other)
    if len(keys):
        places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        there = keys[places] == wanted
        found[there] = values[places[there]]
    return found
