"""Which articles are on one event: average linkage over meaning and rare words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compare.config import Settings
from compare.embed import Vectors
from compare.event_assign import assign_events
from compare.records import Article

__all__ = ["article_text_for_vector", "assign_events", "group_events"]

LEAD_CHARACTERS = 700
THRESHOLD = 0.42


def article_text_for_vector(article: Article) -> str:
    """Give the text whose vector stands for the article: title and lead."""
    return f"{article.title}. {article.text[:LEAD_CHARACTERS]}"


def group_events(
    articles: Sequence[Article],
    vectors: Vectors | None = None,
    *,
    settings: Settings | None = None,
) -> list[int]:
    """Group articles by event; gives an event number for each, numbered by first occurrence."""
    if not articles:
        return []
    settings = settings or Settings()
    if vectors is None:
        from compare.embed.registry import load

        vectors = load(settings.model).encode([article_text_for_vector(a) for a in articles])
    near = (vectors @ vectors.T).astype(np.float64)
    near[_far_apart(articles, settings.event_days)] = 0.0
    return _average_link(near)


def _far_apart(articles: Sequence[Article], days: float) -> NDArray[np.bool_]:
    times = np.array(
        [a.published_at.timestamp() / 86400 if a.published_at else np.nan for a in articles]
    )
    return np.asarray(np.abs(times[:, None] - times[None, :]) > days)


def _average_link(near: NDArray[np.float64]) -> list[int]:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(near) == 1:
        return [0]
    apart = np.clip(1.0 - near, 0.0, None)
    np.fill_diagonal(apart, 0.0)
    tree = linkage(squareform(apart, checks=False), "average")
    labels = fcluster(tree, 1.0 - THRESHOLD, "distance")
    order = {label: number for number, label in enumerate(dict.fromkeys(labels.tolist()))}
    return [order[label] for label in labels.tolist()]
