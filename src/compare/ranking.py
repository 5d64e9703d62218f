"""Which of many checked claims a text speaks of: meaning, telling words, fuzzy wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from compare.config import Settings
from compare.signals.lexicon import plain, stem

Scores = NDArray[np.float64]
Term = tuple[str, ...]

# Fitted on the training queries of CheckThat! 2020 (see the model card); they add up to 1.
# `raw` is the query as it came, `whole` without links and signature, `best` its best sentence.
WEIGHTS = {
    "whole": 0.15,
    "best": 0.18,
    "raw": 0.22,
    "words": 0.24,
    "phrases": 0.11,
    "fuzzy": 0.10,
}
LIKELY = 200  # fuzzy wording costs most, so only the likeliest claims are compared by it
MOST_PIECES = 8

_LINK = re.compile(r"(?:https?://|pic\.twitter\.com/|www\.)\S+", re.IGNORECASE)
_SIGNED = re.compile(r"\s[—–-]+\s([^—–(]{0,60})\(@\w+\)[^—–]{0,30}$")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)")
_TAG = re.compile(r"[#@](\w+)")
_END = re.compile(r"(?<=[.!?])\s+|\n+")


def rank(query: str, claims: Sequence[str], k: int) -> list[tuple[int, float]]:
    """Rank `claims` by how likely `query` speaks of them.

    The claims are prepared once for each list; asking again with an equal list is quick.

    Args:
        query: any text, a post with links, tags and a signature too.
        claims: what to look among.
        k: how many to give.

    Returns:
        Up to `k` pairs of position in `claims` and score 0..1, best first; equal scores in
        the order of `claims`.
    """
    if not claims or k <= 0:
        return []
    total = _total(query, _index(tuple(claims)))
    order = np.argsort(-total, kind="stable")[:k]
    return [(int(at), float(np.clip(total[at], 0.0, 1.0))) for at in order]


def clean(text: str, *, author: bool = False) -> str:
    """Take links and a post's signature out, and open tags and handles into words.

    Args:
        text: the post.
        author: keep the name of who signed it: claims are often about that person.
    """
    words = _SIGNED.sub(r" \1" if author else "", _LINK.sub(" ", text))
    words = _TAG.sub(lambda found: _HUMP.sub(" ", found[1].replace("_", " ")), words)
    return " ".join(words.split()) or text


@dataclass(frozen=True)
class _Terms:
    """An inverted index: where each term stands, its weight, and each text's length."""

    places: dict[Term, NDArray[np.int_]]
    weights: dict[Term, float]
    lengths: Scores

    def alike(self, terms: Iterable[Term]) -> Scores:
        """Cosine of a bag of terms with each text's; terms that no text has count nothing."""
        shared, length = np.zeros(len(self.lengths)), 0.0
        for term in terms:
            if term in self.places:
                shared[self.places[term]] += self.weights[term]
                length += self.weights[term]
        return shared / (self.lengths * max(sqrt(length), 1e-9))


@dataclass(frozen=True)
class _Index:
    """Claims ready to be ranked; `texts` are their plain words."""

    texts: list[str]
    vectors: NDArray[np.float32]
    words: _Terms
    phrases: _Terms


@lru_cache(maxsize=4)
def _index(claims: tuple[str, ...]) -> _Index:
    return _Index(
        [plain(claim) for claim in claims],
        _encode(claims),
        _terms([_words(c) for c in claims]),
        _terms([_phrases(c) for c in claims]),
    )


def _terms(bags: Sequence[set[Term]]) -> _Terms:
    places: dict[Term, list[int]] = {}
    for at, bag in enumerate(bags):
        for term in bag:
            places.setdefault(term, []).append(at)
    counts = Counter({term: len(found) for term, found in places.items()})
    weights = {term: log(1 + len(bags) / count) ** 2 for term, count in counts.items()}
    lengths = np.array([sqrt(sum(weights[term] for term in bag)) for bag in bags])
    return _Terms(
        {term: np.array(found) for term, found in places.items()},
        weights,
        np.maximum(lengths, 1e-9),
    )


def _total(query: str, index: _Index) -> Scores:
    whole, signed = clean(query), clean(query, author=True)
    near = index.vectors @ _encode([query, whole, *_pieces(whole)]).T
    near = np.clip(near, 0, 1).astype(np.float64)
    parts = {
        "raw": near[:, 0],
        "whole": near[:, 1],
        "best": near[:, 1:].max(axis=1),
        "words": index.words.alike(_words(signed)),
        "phrases": index.phrases.alike(_phrases(signed)),
    }
    total = np.asarray(sum(WEIGHTS[name] * part for name, part in parts.items()))
    likely = np.argsort(-total, kind="stable")[:LIKELY]
    texts = [index.texts[at] for at in likely]
    fuzzy = cdist([plain(signed)], texts, scorer=fuzz.token_set_ratio)[0]
    total[likely] += WEIGHTS["fuzzy"] * fuzzy / 100.0
    return total


def _pieces(query: str) -> list[str]:
    """Sentences of the query, where it has several."""
    found = [piece for piece in _END.split(query) if len(piece.split()) >= 3]
    return found[:MOST_PIECES] if len(found) > 1 else []


def _words(text: str) -> set[Term]:
    return {(stem(word),) for word in plain(text).split()}


def _phrases(text: str) -> set[Term]:
    return set(pairwise(stem(word) for word in plain(text).split()))


def _encode(texts: Sequence[str]) -> NDArray[np.float32]:
    from compare.embed.registry import load

    return load(Settings().model).encode(texts)
