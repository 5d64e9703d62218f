"""Which articles are on one event: average linkage over the log-odds that pairs belong together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compare.config import Settings
from compare.embed import Vectors
from compare.event_assign import assign_events
from compare.event_likeness import CROWD_FLOOR, Likeness, Matrix, combine, crowding, load
from compare.records import Article

__all__ = ["article_text_for_vector", "assign_events", "group_events"]

LEAD_CHARACTERS = 700
BLOCK = 512
Rows = NDArray[np.int_]


def article_text_for_vector(article: Article) -> str:
    """Give the text whose vector stands for the article: title and lead, cut at 700 characters.

    More of the text doesn't help: models of sentences read 256 word pieces, and what comes
    later in an article is often background that other events share.
    """
    return f"{article.title}. {article.text[:LEAD_CHARACTERS]}"


def group_events(
    articles: Sequence[Article],
    vectors: Vectors | None = None,
    *,
    settings: Settings | None = None,
) -> list[int]:
    """Group articles by event.

    Args:
        articles: in any order; the groups don't depend on it.
        vectors: shape (len(articles), dimension), unit rows, of `article_text_for_vector`;
            by default they are worked out with the model of the settings.
        settings: `model` and `event_days` count.

    Returns:
        An event number for each article; numbers start at 0, in order of first occurrence.

    Raises:
        ValueError: there are not as many vectors as articles.
        ModelError: the model can't be loaded.
    """
    settings = settings or Settings()
    if not articles:
        return []
    if vectors is None:
        from compare.embed.registry import load as load_encoder

        encoder = load_encoder(settings.model)
        vectors = encoder.encode([article_text_for_vector(one) for one in articles])
    if len(vectors) != len(articles):
        raise ValueError(f"{len(vectors)} vectors for {len(articles)} articles")
    # By id, so that ties are broken alike whatever the order.
    order = sorted(range(len(articles)), key=lambda i: (articles[i].id, articles[i].title))
    likeness = Likeness([articles[i] for i in order], vectors[order], settings.event_days)
    labels = np.empty(len(order), dtype=np.int_)
    labels[order] = _link(likeness, len(order))
    numbers: dict[int, int] = {}
    return [numbers.setdefault(label, len(numbers)) for label in labels.tolist()]


def _link(likeness: Likeness, count: int) -> Rows:
    """Cluster by average linkage, within what hangs together at all.

    Two clusters whose mean is above the bound have a pair above it, so that working in the
    connected components of such pairs gives the same result in far less memory.
    """
    model = load()
    crowd, likely = _pairs(likeness, count)
    penalty = np.float32(model["crowding"] / 2) * crowd
    stop = float(model["stop"])
    left, right, log_odds = likely
    joined = log_odds - penalty[left] - penalty[right] >= stop
    labels = _components(left[joined], right[joined], count)
    result = np.empty(count, dtype=np.int_)
    taken = 0
    by_label = np.argsort(labels, kind="stable")
    for rows in np.split(by_label, np.flatnonzero(np.diff(labels[by_label])) + 1):
        total = likeness.log_odds(rows, rows, among=True)
        total = total - penalty[rows, None] - penalty[None, rows]
        result[rows] = taken + average_link(np.asarray(total, dtype=np.float32), stop)
        taken += len(rows)
    return result


def _pairs(likeness: Likeness, count: int) -> tuple[Matrix, tuple[Rows, Rows, Matrix]]:
    """Go through all pairs once.

    Returns:
        How crowded each article is, shape (count,), and the pairs that may hang together: their
        rows, columns and log-odds before anything is taken off for crowding.
    """
    model = load()
    # crowding takes off at least so much, so that pairs below can be forgotten
    least = np.float32(model["stop"] + model["crowding"] * CROWD_FLOOR)
    crowd = np.empty(count, dtype=np.float32)
    found: list[tuple[Rows, Rows, Matrix]] = []
    for rows, columns in likeness.blocks(BLOCK):
        facts, near = likeness.facts(rows, columns), likeness.near(rows, columns)
        own = np.searchsorted(columns, rows)
        alone = np.where(near, combine(facts, model["alone"]), -np.inf)
        crowd[rows] = crowding(alone, own)
        among = combine(facts, model["among"])
        row, column = np.nonzero(near & (among >= least))
        found.append((rows[row], columns[column], among[row, column]))
    left, right, log_odds = (np.concatenate(part) for part in zip(*found, strict=True))
    return crowd, (left, right, log_odds)


def _components(left: Rows, right: Rows, count: int) -> Rows:
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    graph = sparse.csr_matrix((np.ones(len(left), dtype=np.int8), (left, right)), (count, count))
    _, labels = connected_components(graph, directed=False)
    return np.asarray(labels, dtype=np.int_)


def average_link(log_odds: Matrix, stop: float) -> Rows:
    """Cluster by average linkage while the mean log-odds between two clusters is `stop` or more.

    Returns:
        A label for each row, from 0 on.
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(log_odds) == 1:
        return np.zeros(1, dtype=np.int_)
    near = (log_odds.astype(np.float64) + log_odds.T) / 2
    np.fill_diagonal(near, near.max())
    top = float(near.max())
    tree = linkage(squareform(top - near, checks=False), "average")
    return np.asarray(fcluster(tree, max(0.0, top - stop), "distance") - 1)
