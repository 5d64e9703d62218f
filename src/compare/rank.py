"""Which of many checked claims a text speaks of: meaning, telling words and fuzzy wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from compare.config import Settings
from compare.signals.lexicon import plain, stem

Scores = NDArray[np.float64]

# Weights of the parts, chosen on the training queries of CheckThat! 2020 (see the model card).
WEIGHTS = {"whole": 0.35, "best": 0.25, "covered": 0.2, "shared": 0.1, "fuzzy": 0.1}
TOP = 200  # the costlier parts are worked out for so many of the likeliest claims
MOST_PIECES = 8

_LINK = re.compile(r"(?:https?://|pic\.twitter\.com/|www\.)\S+", re.IGNORECASE)
_SIGNED = re.compile(r"\s[—–-]+\s[^—–]{0,60}\(@\w+\)[^—–]{0,30}$")
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
    index = _index(tuple(claims))
    total = _total(clean(query), index)
    order = np.argsort(-total, kind="stable")[:k]
    return [(int(at), float(np.clip(total[at], 0.0, 1.0))) for at in order]


def clean(text: str) -> str:
    """Take links and a post's signature out, and open tags and handles into words."""
    words = _SIGNED.sub("", _LINK.sub(" ", text))
    words = _TAG.sub(lambda found: _HUMP.sub(" ", found[1].replace("_", " ")), words)
    return " ".join(words.split()) or text


@dataclass(frozen=True)
class _Index:
    """Claims ready to be ranked: vectors, stems, where each stem stands, and its idf."""

    claims: tuple[str, ...]
    vectors: NDArray[np.float32]
    weights: dict[str, float]
    places: dict[str, NDArray[np.int_]]
    masses: Scores


@lru_cache(maxsize=4)
def _index(claims: tuple[str, ...]) -> _Index:
    stems = [set(_stems(claim)) for claim in claims]
    counts = Counter(word for one in stems for word in one)
    weights = {word: log(1 + len(claims) / count) for word, count in counts.items()}
    places: dict[str, list[int]] = {}
    for at, one in enumerate(stems):
        for word in one:
            places.setdefault(word, []).append(at)
    masses = np.array([sum(weights[word] for word in one) for one in stems])
    return _Index(
        claims,
        _encode(claims),
        weights,
        {word: np.array(found) for word, found in places.items()},
        np.maximum(masses, 1e-9),
    )


def _total(query: str, index: _Index) -> Scores:
    pieces = [query, *_pieces(query)]
    near = np.clip(index.vectors @ _encode(pieces).T, 0, 1).astype(np.float64)
    covered, shared = _words(query, index)
    parts = {"whole": near[:, 0], "best": near.max(axis=1), "covered": covered, "shared": shared}
    total = sum((WEIGHTS[name] * part for name, part in parts.items()), np.zeros(len(covered)))
    likely = np.argsort(-total, kind="stable")[:TOP]
    texts = [plain(index.claims[at]) for at in likely]
    fuzzy = cdist([plain(query)], texts, scorer=fuzz.token_set_ratio)[0] / 100.0
    total[likely] += WEIGHTS["fuzzy"] * fuzzy
    return np.asarray(total)


def _pieces(query: str) -> list[str]:
    """Sentences of the query, where it has several."""
    found = [piece for piece in _END.split(query) if len(piece.split()) >= 3]
    return found[:MOST_PIECES] if len(found) > 1 else []


def _words(query: str, index: _Index) -> tuple[Scores, Scores]:
    """Share of each claim's telling words that the query has, and the cosine of both."""
    mass = np.zeros(len(index.claims))
    length = 0.0
    for word in set(_stems(query)):
        length += index.weights.get(word, 0.0)
        if word in index.places:
            mass[index.places[word]] += index.weights[word]
    return mass / index.masses, mass / np.sqrt(index.masses * max(length, 1e-9))


def _stems(text: str) -> list[str]:
    return [stem(word) for word in plain(text).split()]


def _encode(texts: Sequence[str]) -> NDArray[np.float32]:
    from compare.embed.registry import load

    return load(Settings().model).encode(texts)
