"""Whether two articles of one outlet are the same, or versions of one another.

Texts are compared by their shingles (runs of five words); how alike two sets of shingles are is
estimated from the smallest of their hashes, after Broder, "On the resemblance and containment of
documents" (1997), before it is counted out.
"""

from __future__ import annotations

import re
import zlib
from typing import Literal
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from compare.readers.outlets import UNKNOWN

Kinship = Literal["same", "version"]
Hashes = NDArray[np.uint32]

SHINGLE = 5  # words
SKETCH = 64  # hashes kept of an article
ALIKE = 0.5  # resemblance from which two reports of one outlet are versions of each other
MAYBE = 0.3  # estimated resemblance from which it is worth counting it out
SAME_PAGE = 0.1  # what two texts at one address must share, as a part of the shorter one
FEW_WORDS = 30  # shorter texts are often the same few lines under other articles
DAYS = 7.0  # two reports further apart are not versions, unless they have one address

# Chinese, Japanese and Korean signs count as words: they have no spaces between words.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_MOBILE = re.compile(r"^(?:www\d?|m|mobile|amp|touch|wap)\.(?=[^.]+\.)", re.IGNORECASE)
_AMP_PATH = re.compile(r"^/amp(?=/)|/amp(?=/|$)|[./-]amp(?=\.html?$|$)", re.IGNORECASE)
_TAIL = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$|/+$", re.IGNORECASE)
_TELLS_NOTHING = re.compile(
    r"(?:amp|outputtype|output|mobile|m|view|print|ref|referrer|source|src|from|share|shared|via)"
    r"(?:=(?:amp|1|true|yes|mobile|print|all|rss|feed|social|share|twitter|facebook|home)?)?$",
    re.IGNORECASE,
)


def address_key(url: str | None) -> str | None:
    """Give what two addresses of one article have in common.

    Scheme, "www.", mobile and AMP forms, index files, closing slashes and parameters that only
    say how a reader came are left out; `url` has the spelling of `readers.urls.canonical`.

    Returns:
        None where there is no address, or only that of a site or of its front page.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    host = _MOBILE.sub("", host)
    path = re.sub(r"/{2,}", "/", _AMP_PATH.sub("", parts.path))
    path = _TAIL.sub("", path)
    pairs = sorted(pair for pair in parts.query.split("&") if not _TELLS_NOTHING.match(pair))
    query = "&".join(filter(None, pairs))
    if not host or (not path and not query):
        return None
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def outlet_key(outlet: str) -> str | None:
    """Give what two spellings of an outlet's name have in common; None when it is unknown."""
    key = outlet.strip().lower()
    return None if not key or key.startswith(UNKNOWN) else key


def words(text: str) -> list[str]:
    """Give the words of a text without case, marks and space."""
    return _WORD.findall(text.casefold())


def shingles(text: str) -> Hashes:
    """Give the hashes of a text's shingles, each once, in ascending order; shape (number,)."""
    coded = (zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words(text))
    codes = np.fromiter(coded, dtype=np.uint64)
    width = min(SHINGLE, len(codes))
    if not width:
        return np.zeros(0, dtype=np.uint32)
    windows = np.lib.stride_tricks.sliding_window_view(codes, width)
    mixed = np.zeros(len(windows), dtype=np.uint64)
    for column in range(width):
        mixed = (mixed ^ windows[:, column]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def sketch(text: str) -> Hashes:
    """Give the smallest hashes of a text's shingles, at most `SKETCH`, in ascending order."""
    return shingles(text)[:SKETCH]


def estimate(left: Hashes, right: Hashes) -> float:
    """Estimate from two sketches how alike their texts are, 0..1."""
    size = min(SKETCH, max(len(left), len(right)))
    union = np.union1d(left, right)[:size]
    if not len(union):
        return 0.0
    both = np.intersect1d(left, right, assume_unique=True)
    return float(np.isin(union, both, assume_unique=True).mean())


def resemblance(left: str, right: str) -> tuple[float, float]:
    """Say how alike two texts are.

    Returns:
        Shared shingles as a part of all, and as a part of those of the shorter text; 0..1.
    """
    one, two = shingles(left), shingles(right)
    shared = len(np.intersect1d(one, two, assume_unique=True))
    shorter = min(len(one), len(two))
    every = len(one) + len(two) - shared
    return (shared / every, shared / shorter) if shorter else (0.0, 0.0)


def kinship(
    text: str, other: str, *, same_address: bool, near: bool, titles_alike: bool = False
) -> Kinship | None:
    """Say how two texts of one outlet are related.

    Args:
        same_address: they came from one address, see `address_key`.
        near: they were published within `DAYS`, or it is unknown when.
        titles_alike: their titles, given as such, have most words in common.

    Returns:
        "same" when only case, marks and space differ, "version" when one was made of the
        other, None when they are two articles.
    """
    if not (same_address or near):
        return None
    mine, others = words(text), words(other)
    if mine == others and (same_address or len(mine) >= FEW_WORDS):
        return "same"
    if not same_address and min(len(mine), len(others)) < FEW_WORDS:
        return None
    of_all, of_shorter = resemblance(text, other)
    if same_address:
        # Rows of one statement each often name one address; they are no versions of each other.
        least = SAME_PAGE if min(len(mine), len(others)) >= FEW_WORDS else ALIKE
        return "version" if titles_alike or of_shorter >= least else None
    return "version" if of_all >= ALIKE else None
