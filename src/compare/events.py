"""Which articles are on one event: average linkage over the log-odds that pairs belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

import numpy as np

from compare.config import Settings
from compare.embed import Vectors
from compare.event_assign import assign_events
from compare.event_likeness import (
    CROWD_FLOOR,
    Likeness,
    Matrix,
    Rows,
    combine,
    crowd_of,
    load,
    nearest,
)
from compare.event_linkage import GRAIN, Table, average_link, link_all, relink, untied
from compare.event_memory import Carried, Memory, carry
from compare.event_prints import Prints, prints_of
from compare.event_rarity import Rarity, rarity_of
from compare.records import Article, content_id

__all__ = ["article_text_for_vector", "assign_events", "average_link", "group_events", "search"]

LEAD_CHARACTERS = 700
BLOCK = 512
METHOD = "1"  # raise it when a pair is likened in another way: stores then search afresh
Likely = tuple[Rows, Rows, Matrix]


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
    prints = prints_of([articles[i] for i in order], np.asarray(vectors)[order])
    labels = np.empty(len(order), dtype=np.int_)
    labels[order] = search(prints, settings.event_days).clusters
    numbers: dict[int, int] = {}
    return [numbers.setdefault(label, len(numbers)) for label in labels.tolist()]


def search(
    prints: Prints, event_days: float, memory: Memory | None = None, *, model: str = ""
) -> Memory:
    """Find which articles are on one event.

    Args:
        prints: of all articles, in ascending order of their ids.
        event_days: see `Settings`.
        memory: of the last search. What it knows is taken over where nothing has changed; the
            result is the same as without.
        model: id of the model of the vectors; with another one nothing is taken over.

    Returns:
        The clusters, and what makes the next search short.
    """
    rarity = rarity_of(prints)
    key = _key(prints, rarity, event_days, model)
    if memory is None or memory.key != key:
        memory = Memory.nothing(key)
    likeness = Likeness.of(prints, rarity, event_days)
    carried = carry(memory, prints.ids, prints.made_from)
    state, likely = _compared(carried, likeness)
    return replace(state, clusters=_linked(carried, state, likely, likeness))


def _key(prints: Prints, rarity: Rarity, event_days: float, model: str) -> str:
    """Name what all pairs depend on besides the two articles."""
    rows = {one: row for row, one in enumerate(prints.ids)}
    sample = (f"{one} {prints.made_from[rows[one]]}" for one in rarity.articles)
    return content_id(METHOD, model, repr(load()), repr(event_days), *sample)


def _compared(carried: Carried, likeness: Likeness) -> tuple[Memory, Likely]:
    """Lay what is new beside everything, once, and complete the neighbours.

    Returns:
        The state, its clusters as before, and the pairs of which one is new that may hang
        together: rows (left < right) and log-odds before anything is taken off for crowding.
    """
    model = load()
    # crowding takes off at least so much, so that pairs below can be forgotten
    least = np.float32(model["stop"] + model["crowding"] * CROWD_FLOOR)
    state = carried.memory
    near, odds = state.near.copy(), state.odds.copy()
    unknown = np.zeros(len(near), dtype=np.bool_)
    unknown[carried.fresh] = unknown[carried.lost] = True
    found = [(carried.fresh[:0], carried.fresh[:0], odds[:0, 0])]
    for rows, columns in likeness.blocks(BLOCK, np.flatnonzero(unknown)):
        facts, close = likeness.facts(rows, columns), likeness.near(rows, columns)
        alone = np.where(close, combine(facts, model["alone"]), -np.inf)
        near[rows], odds[rows] = nearest(alone, np.searchsorted(columns, rows), columns)
        new = np.flatnonzero(np.isin(rows, carried.fresh))
        known = np.flatnonzero(~unknown[columns])
        _come_nearer(near, odds, columns[known], rows[new], alone[np.ix_(new, known)])
        among = combine(facts, model["among"])
        row, column = np.nonzero(close & (among >= least) & (rows[:, None] < columns))
        found.append((rows[row], columns[column], among[row, column]))
    left, right, log_odds = (np.concatenate(part) for part in zip(*found, strict=True))
    return replace(state, near=near, odds=odds), (left, right, log_odds)


def _come_nearer(near: Rows, odds: Matrix, known: Rows, new: Rows, alone: Matrix) -> None:
    """Put new articles among the neighbours of known ones.

    Args:
        near, odds: of all articles, see `Memory`; changed.
        known, new: rows.
        alone: shape (len(new), len(known)).
    """
    if not len(known) or not len(new):
        return
    stand, value = nearest(alone.T, None, new)
    both = np.concatenate([odds[known], value], axis=1)
    stands = np.concatenate([near[known], stand], axis=1)
    best = np.argsort(-both, axis=1, kind="stable")[:, : near.shape[1]]
    near[known] = np.take_along_axis(stands, best, axis=1)
    odds[known] = np.take_along_axis(both, best, axis=1)


def _linked(carried: Carried, state: Memory, likely: Likely, likeness: Likeness) -> Rows:
    """Cluster around what has changed, or all where that is much."""
    model = load()
    stop, crowd = float(model["stop"]), crowd_of(state.odds)
    penalty = np.float32(model["crowding"] / 2) * crowd
    marks = np.array([crc32(one.encode()) for one in state.ids], dtype=np.uint32)

    def compare(rows: Rows, columns: Rows) -> Table:
        found = np.empty((len(rows), len(columns)))
        for at in range(0, len(rows), BLOCK):
            some = rows[at : at + BLOCK]
            total = likeness.log_odds(some, columns, among=True)
            total -= penalty[some, None] + penalty[None, columns]
            # only others between can connect reports that are so far apart
            apart = np.minimum(total, np.float32(stop - 1))
            total = np.where(likeness.near(some, columns), total, apart)
            found[at : at + BLOCK] = untied(total, some, columns, marks)
        return found

    if len(carried.fresh) < len(state.ids):
        changed = np.flatnonzero(crowd != crowd_of(carried.memory.odds))
        dirty = np.union1d(np.union1d(carried.fresh, carried.bereft), changed)
        found = relink(state.clusters, dirty, compare, stop)
        if found is not None:
            return found
        _, likely = _compared(carry(Memory.nothing(""), state.ids, state.made_from), likeness)
    left, right, log_odds = likely
    # a little below: what tells ties apart and rounding may lift a pair above the bound
    joined = log_odds - penalty[left] - penalty[right] >= stop - 10 * GRAIN
    labels = _components(left[joined], right[joined], len(state.ids))
    by_label = np.argsort(labels, kind="stable")
    parts = np.split(by_label, np.flatnonzero(np.diff(labels[by_label])) + 1)
    return link_all(parts, compare, stop, len(state.ids))


def _components(left: Rows, right: Rows, count: int) -> Rows:
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    values = np.ones(len(left), dtype=np.int8)
    graph = sparse.coo_matrix((values, (left, right)), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int_)
