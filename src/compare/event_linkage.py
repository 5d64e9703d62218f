"""Average linkage over the log-odds of articles: of all at once, or around what has changed.

Average linkage merges two groups when each is the nearest of the other, in whatever order
(reducibility; Murtagh, 1983). So what happens among some groups is the same with or without the
others, as long as none of them comes nearer to one of the others than to what it merges with.
That can be told from the trees of both, and lets a change be worked out in a few groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.event_likeness import Matrix, Rows
from compare.event_memory import firsts

TOP = 64.0  # above all log-odds, which linkage takes as distances from here
GRAIN = 1e-6  # log-odds; equally alike pairs are told apart by so much
SLACK = 1e-9  # sums differ in the last bits with the order of adding up
FEW = 0.25  # of all articles; when more would be clustered anew, all are

Table = NDArray[np.float64]
Compare = Callable[[Rows, Rows], Table]


@dataclass(frozen=True, slots=True)
class Tree:
    """How some articles merge, as far as they do.

    Attributes:
        rows: of the articles, ascending.
        labels: the cluster that each ends in.
        shares: shape (groups, len(rows)): every group that there is on the way, articles by
            themselves first; 1 / size for its members.
        ends: log-odds at which each of these groups merges; the bound if it never does.
    """

    rows: Rows
    labels: Rows
    shares: Table
    ends: Table


def untied(log_odds: Matrix, rows: Rows, columns: Rows, marks: NDArray[np.uint32]) -> Table:
    """Add to each pair a trifle of its own, so that no order decides between equal ones.

    Args:
        log_odds: shape (len(rows), len(columns)).
        marks: a number below 2 ** 32 for each article.
    """
    mixed = (marks[rows, None] ^ marks[None, columns]).astype(np.uint64)
    mixed = (mixed * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)
    return np.asarray(log_odds + mixed * (GRAIN / (1 << 24)), dtype=np.float64)


def average_link(log_odds: NDArray[np.floating], stop: float) -> Rows:
    """Cluster by average linkage while the mean log-odds between two clusters is `stop` or more.

    Returns:
        A label for each row, from 0 on.
    """
    return _cut(_merges(log_odds), len(log_odds), stop)


def tree_of(log_odds: Table, rows: Rows, stop: float) -> Tree:
    """Give how the articles `rows` merge; `log_odds` are those of all their pairs."""
    count, merges = len(rows), _merges(log_odds)
    heights = TOP - merges[:, 2]
    kept = heights >= stop
    labels = _cut(merges, count, stop)
    sizes = np.concatenate([np.ones(count), merges[:, 3]])
    members = np.zeros((2 * count - 1, count))
    members[:count] = np.eye(count)
    ends = np.full(2 * count - 1, stop)
    for number, (left, right) in enumerate(merges[:, :2].astype(np.int_)):
        members[count + number] = members[left] + members[right]
        if kept[number]:
            ends[[left, right]] = heights[number]
    there = np.concatenate([np.ones(count, dtype=np.bool_), kept])
    return Tree(rows, labels, (members / sizes[:, None])[there], ends[there])


def _merges(log_odds: NDArray[np.floating]) -> Table:
    """Give scipy's table of merges, the distances being `TOP` less the log-odds."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    if len(log_odds) == 1:
        return np.zeros((0, 4))
    apart = np.add(log_odds, log_odds.T, dtype=np.float64)
    apart *= -0.5
    apart += TOP
    return np.asarray(linkage(squareform(apart, checks=False), "average"), dtype=np.float64)


def _cut(merges: Table, count: int, stop: float) -> Rows:
    from scipy.cluster.hierarchy import fcluster

    if count == 1:
        return np.zeros(1, dtype=np.int_)
    return np.asarray(fcluster(merges, TOP - stop, "distance") - 1, dtype=np.int_)


def relink(clusters: Rows, dirty: Rows, compare: Compare, stop: float) -> Rows | None:
    """Cluster anew around what has changed.

    Args:
        clusters: of all articles as they were, by the row of each cluster's first article.
        dirty: rows of articles that are new, whose log-odds to others have changed, or whose
            cluster has lost one.
        compare: gives log-odds, less the crowding, of rows × columns; no two of them equal.
        stop: the bound.

    Returns:
        The clusters as linking all at once gives them; None when so many are affected that this
        is the shorter way.
    """
    everything = np.arange(len(clusters))
    region = np.zeros(0, dtype=np.int_)
    table = np.zeros((0, len(clusters)))
    wanted = set(clusters[dirty].tolist())
    done: set[int] = set()
    while wanted:
        done |= wanted
        new = np.flatnonzero(np.isin(clusters, list(wanted)))
        if len(region) + len(new) > max(FEW * len(clusters), 1):
            return None
        table = np.concatenate([table, compare(new, everything)])
        region = np.concatenate([region, new])
        order = np.argsort(region)
        region, table = region[order], table[order]
        tree = tree_of(table[:, region], region, stop)
        # no group is nearer to another one than the nearest of its articles
        near = (tree.shares @ table >= tree.ends[:, None] - SLACK).any(axis=0)
        near = np.setdiff1d(np.flatnonzero(near), region)
        wanted = set()
        for cluster in np.unique(clusters[near]).tolist():
            rows = np.flatnonzero(clusters == cluster)
            other = tree_of(compare(rows, rows), rows, stop)
            if _meet(tree, other, table[:, rows]):
                wanted.add(cluster)
    found = clusters.copy()
    if len(region):
        found[region] = firsts(tree.labels, region)
    return found


def _meet(one: Tree, two: Tree, log_odds: Table) -> bool:
    """Tell whether a group of the one ever comes nearer to one of the other than to its own."""
    means = one.shares @ log_odds @ two.shares.T
    return bool((means >= np.maximum(one.ends[:, None], two.ends[None, :]) - SLACK).any())


def link_all(components: Sequence[Rows], compare: Compare, stop: float, count: int) -> Rows:
    """Cluster all `count` articles, each of the `components` by itself; see `relink`.

    Two clusters whose mean is above the bound have a pair above it, so that working in the
    connected components of such pairs gives the same result in less memory.
    """
    clusters = np.arange(count)
    for rows in components:
        if len(rows) > 1:
            clusters[rows] = firsts(average_link(compare(rows, rows), stop), rows)
    return clusters
