"""What the search for events found, kept so that the next one looks only at what is new."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compare.event_likeness import CROWD_FLOOR, NEIGHBOURS, Matrix, Rows


@dataclass(frozen=True, slots=True)
class Memory:
    """The state of a search for events; rows count in `ids`.

    Attributes:
        key: of all that the state depends on besides the articles; another key, another search.
        ids: of the articles, ascending.
        made_from: what their prints were made from.
        near: rows of the nearest articles, shape (len(ids), NEIGHBOURS); -1: none is near
            enough to crowd it.
        odds: how near they are, in log-odds; `CROWD_FLOOR` where there is none.
        clusters: for each article its cluster, by the row of the cluster's first article.
    """

    key: str
    ids: tuple[str, ...]
    made_from: tuple[str, ...]
    near: Rows
    odds: Matrix
    clusters: Rows

    @classmethod
    def nothing(cls, key: str) -> Memory:
        """Give the state before any search."""
        rows = np.zeros((0, NEIGHBOURS), dtype=np.int_)
        odds = np.zeros((0, NEIGHBOURS), dtype=np.float32)
        return cls(key, (), (), rows, odds, np.zeros(0, dtype=np.int_))


@dataclass(frozen=True, slots=True)
class Carried:
    """A state with the rows of another batch.

    Attributes:
        memory: new articles have no neighbours, each a cluster by itself.
        fresh: rows that the old state knows nothing of.
        lost: rows that had one as a neighbour that isn't there any more.
        bereft: rows whose cluster had a member that isn't there any more.
    """

    memory: Memory
    fresh: Rows
    lost: Rows
    bereft: Rows


def carry(memory: Memory, ids: tuple[str, ...], made_from: tuple[str, ...]) -> Carried:
    """Give the state the rows of another batch, `ids` ascending.

    Articles whose print is another count as gone and new.
    """
    row = {one: at for at, one in enumerate(zip(ids, made_from, strict=True))}
    pairs = zip(memory.ids, memory.made_from, strict=True)
    now = np.array([row.get(one, -1) for one in pairs], dtype=np.int_)
    kept = np.flatnonzero(now >= 0)
    to = np.concatenate([now, [-1]])  # so that -1 stays -1
    near = np.full((len(ids), NEIGHBOURS), -1, dtype=np.int_)
    odds = np.full((len(ids), NEIGHBOURS), CROWD_FLOOR, dtype=np.float32)
    near[now[kept]], odds[now[kept]] = to[memory.near[kept]], memory.odds[kept]
    clusters = np.arange(len(ids))
    clusters[now[kept]] = firsts(memory.clusters[kept], now[kept])
    gone = np.unique(memory.clusters[now < 0])
    carried = Memory(memory.key, ids, made_from, near, odds, clusters)
    return Carried(
        carried,
        fresh=np.setdiff1d(np.arange(len(ids)), now[kept]),
        lost=np.flatnonzero(((near < 0) & (odds > CROWD_FLOOR)).any(axis=1)),
        bereft=np.sort(now[kept][np.isin(memory.clusters[kept], gone)]),
    )


def firsts(labels: Rows, rows: Rows) -> Rows:
    """Name each cluster by the smallest of its `rows`."""
    _, numbers = np.unique(labels, return_inverse=True)
    first = np.full(int(numbers.max(initial=-1)) + 1, np.iinfo(np.int_).max)
    np.minimum.at(first, numbers, rows)
    return np.asarray(first[numbers], dtype=np.int_)
