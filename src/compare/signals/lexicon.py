"""The words of a claim that carry content, and how telling each is (its idf)."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache, lru_cache
from importlib.resources import files

from compare.records import Claim

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SUFFIXES = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly")
_CLITICS = ("'s", "’s", "'", "’")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Lower-case words with single spaces between, nothing else."""
    return " ".join(_WORD.findall(text.lower()))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Cut the commonest English endings; a word of up to three letters stays."""
    word = word.lower()
    for clitic in _CLITICS:
        word = word.removesuffix(clitic)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word.removesuffix(suffix)
            break
    return word.removesuffix("e") if len(word) > 4 else word


@cache
def _table() -> tuple[dict[str, float], float]:
    data = files("compare").joinpath("weights", "idf.json.gz").read_bytes()
    table: dict[str, float] = json.loads(gzip.decompress(data))
    return table, max(table.values(), default=1.0)


def idf(stemmed: str) -> float:
    """How telling a stem is, 0..1: the logarithm of its rarity against the rarest known."""
    table, highest = _table()
    return table.get(stemmed, highest) / highest


def known_stems() -> tuple[str, ...]:
    """Give the stems whose idf is known; all others count as the rarest."""
    return tuple(_table()[0])


# Candidates and signals ask about the same claims, those of one event. A claim is kept with its
# words, so that its place in memory goes to no other one.
_MOST_KEPT = 4096
_kept: dict[int, tuple[Claim, dict[str, float]]] = {}


def content_words(claim: Claim) -> dict[str, float]:
    """Give the claim's stems with their idf; of a parsed claim the lemmas are stemmed."""
    known = _kept.get(id(claim))
    if known is None:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        known = _kept[id(claim)] = claim, _content_words(claim)
    return known[1]


def _content_words(claim: Claim) -> dict[str, float]:
    if claim.tokens:
        words = [token.lemma for token in claim.tokens if token.pos not in {"PUNCT", "SPACE"}]
    else:
        words = _WORD.findall(claim.text)
    table, highest = _table()
    return {key: table.get(key, highest) / highest for key in map(stem, words) if key}
