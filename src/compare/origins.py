"""Which claims speak with one voice: reprints, light rewrites, stated carriers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from compare.embed import Vectors
from compare.records import Article, Claim

ALIKE = 0.95


def origins(
    claims: Sequence[Claim], articles: Mapping[str, Article], vectors: Vectors
) -> list[int]:
    """Give each claim the number of its origin; numbers start at 0 in order of occurrence."""
    parent = list(range(len(claims)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    sources = [_sources(articles[claim.article_id]) for claim in claims]
    near = vectors @ vectors.T
    for i in range(len(claims)):
        for j in range(i):
            if sources[i] & sources[j] or near[i, j] >= ALIKE:
                parent[root(i)] = root(j)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(root(i), len(numbers)) for i in range(len(claims))]


def _sources(article: Article) -> frozenset[str]:
    parts = re.sub(r"\([^)]*\)", "", article.carries or "").split(",")
    names = {one.strip().lower() for one in [article.outlet, *parts]}
    return frozenset(names - {"", "agencies"})
