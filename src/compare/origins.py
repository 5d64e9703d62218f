"""Which claims speak with one voice: reprints, light rewrites, stated carriers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from compare.credits import named_sources, same_name
from compare.embed import Vectors
from compare.records import Article, Claim
from compare.signals.lexicon import plain

NEAR_COSINE = 0.88
NEAR_WORDS = 82.0  # rapidfuzz's token_sort_ratio
MIN_WORDS = 8  # shorter sentences ("He declined to comment.") are alike by themselves
SHARED_PART = 0.5  # of the shorter article's claims
MIN_SHARED = 2
BLOCK = 1024
_NEVER = datetime.max.replace(tzinfo=UTC)


class Voices:
    """What is known about the origin of the claims of an event.

    Args:
        claims: all of the event, so that whole articles can be compared.
        articles: article id → article, of all claims.
        vectors: shape (len(claims), dimension); unit rows.
    """

    def __init__(
        self, claims: Sequence[Claim], articles: Mapping[str, Article], vectors: Vectors
    ) -> None:
        copies = near_copies(claims, vectors)
        self._copy = _join((one.id for one in claims), copies)
        joined = [*_by_credit(articles), *_by_overlap(claims, copies)]
        text = _join(articles, joined)
        first = sorted(articles, key=lambda one: (_when(articles[one]), one))
        place = {one: i for i, one in enumerate(first)}
        rank: dict[Hashable, int] = {}
        for one in first:
            rank.setdefault(text[one], place[one])
        own = {claim.id: rank[text[claim.article_id]] for claim in claims}
        # A copied sentence speaks with the voice of the text that had it first, without
        # drawing the rest of its article along.
        self._earliest: dict[Hashable, int] = {}
        for claim in claims:
            key = self._copy[claim.id]
            self._earliest[key] = min(own[claim.id], self._earliest.get(key, own[claim.id]))

    def numbers(self, claims: Sequence[Claim]) -> list[int]:
        """Give each of some claims its origin, numbered from 0 in order of occurrence."""
        seen: dict[int, int] = {}
        found = (self._earliest[self._copy[one.id]] for one in claims)
        return [seen.setdefault(one, len(seen)) for one in found]


def origins(
    claims: Sequence[Claim], articles: Mapping[str, Article], vectors: Vectors
) -> list[int]:
    """Give each claim the number of its origin: claims of one text share a number.

    Two articles are one text when they are of one outlet, name a common agency or outlet
    as the one whose text they carry (of several the most widespread counts), when one carries
    the other's outlet, or when half of the shorter one's sentences stand nearly unchanged in
    the other. A single sentence that stands
    nearly unchanged in an earlier text has the origin of that text.

    Args:
        claims: in any order; best all of an event, so that whole articles can be compared.
        articles: article id → article, of all claims.
        vectors: shape (len(claims), dimension); unit rows.

    Returns:
        Numbers from 0, in order of first occurrence.
    """
    return Voices(claims, articles, vectors).numbers(claims)


def near_copies(claims: Sequence[Claim], vectors: Vectors) -> list[tuple[str, str]]:
    """Give the pairs of claims of different articles that are one sentence, lightly changed."""
    from rapidfuzz import fuzz

    order = sorted(range(len(claims)), key=lambda i: claims[i].id)
    texts = {i: plain(claims[i].text) for i in order}
    order = [i for i in order if len(texts[i].split()) >= MIN_WORDS]
    near = np.asarray(vectors, dtype=np.float32)[order]
    pairs = []
    for left, right in _alike(near):
        one, two = claims[order[left]], claims[order[right]]
        if one.article_id == two.article_id or one.id == two.id:
            continue
        words = fuzz.token_sort_ratio(
            texts[order[left]], texts[order[right]], score_cutoff=NEAR_WORDS
        )
        if words:
            pairs.append((one.id, two.id))
    return pairs


def _alike(near: NDArray[np.float32]) -> Iterable[tuple[int, int]]:
    for first in range(0, len(near), BLOCK):
        block = near[first : first + BLOCK] @ near.T
        for row, column in zip(*np.nonzero(block >= NEAR_COSINE), strict=True):
            if first + row < column:
                yield int(first + row), int(column)


def _by_overlap(
    claims: Sequence[Claim], copies: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Give the pairs of articles that are one text by what they have in common."""
    home = {one.id: one.article_id for one in claims}
    sizes = Counter(one.article_id for one in claims)
    common: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for one, two in copies:
        left, right = sorted((one, two), key=lambda claim: home[claim])
        sides = common[home[left], home[right]]
        sides[0].add(left)
        sides[1].add(right)
    return [
        (left, right)
        for (left, right), sides in common.items()
        if min(map(len, sides)) >= MIN_SHARED
        and max(len(sides[0]) / sizes[left], len(sides[1]) / sizes[right]) >= SHARED_PART
    ]


def _by_credit(articles: Mapping[str, Article]) -> list[tuple[str, str]]:
    """Give the pairs of articles that are of one outlet or name a common source."""
    outlet = {one: article.outlet for one, article in articles.items()}
    named = {one: named_sources(article) for one, article in articles.items()}
    names = sorted({*outlet.values(), *(name for found in named.values() for name in found)})
    alike = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if same_name(a, b)]
    group = _join(names, alike)
    spread = Counter(key for one in articles for key in {group[n] for n in named[one]})
    spread.update({group[one] for one in outlet.values()})
    first: dict[Hashable, str] = {}
    pairs = []
    for one in sorted(articles):
        # Of several sources the one that most others have too: to go with all of them would
        # make one voice of sources that have nothing in common but this article.
        found = [group[name] for name in named[one]]
        best = [max(found, key=lambda key: (spread[key], -found.index(key)))] if found else []
        pairs += [(first.setdefault(key, one), one) for key in [group[outlet[one]], *best]]
    return pairs


def _join(items: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, Hashable]:
    """Give each item the smallest item of what it hangs together with."""
    parent = {item: item for item in items}

    def root(item: str) -> str:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for left, right in pairs:
        low, high = sorted((root(left), root(right)))
        parent[high] = low
    return {item: root(item) for item in parent}


def _when(article: Article) -> datetime:
    when = article.published_at or _NEVER
    return when if when.tzinfo else when.replace(tzinfo=UTC)
