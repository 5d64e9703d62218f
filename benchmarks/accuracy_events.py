"""Measures event grouping: BCubed F1, with average linkage over title and lead beside it.

    python benchmarks/accuracy_events.py

Reads the evaluation data from $ASTOLD_EVAL_DATA, by default ../shared/data.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compare.records import Article

DATA = Path(os.environ.get("ASTOLD_EVAL_DATA", "../shared/data"))
FILES = {"news_cluster": 0.96, "neus_val": 0.92}


def rows() -> list[dict[str, object]]:
    """Measure everything; each row has set, split, metric, obvious, ours and target."""
    from compare import group_events

    prepared = {name: read_articles(name) for name in FILES}
    vectors = {name: article_vectors(name, articles) for name, (articles, _) in prepared.items()}
    bound = best_obvious({n: (vectors[n], np.array(prepared[n][1])) for n in FILES})
    found = []
    for name, target in FILES.items():
        articles, gold = prepared[name][0], np.array(prepared[name][1])
        base = obvious(vectors[name], bound)
        ours = np.array(group_events(articles, vectors[name]))
        tuning = np.array([is_tuning(name, one) for one in gold])
        for split, kept in (("all", None), ("held-out half", ~tuning), ("tuning half", tuning)):
            found.append(
                {
                    "set": f"events/{name}",
                    "split": split,
                    "metric": "BCubed F1",
                    "obvious": round(bcubed(base, gold, kept), 3),
                    "ours": round(bcubed(ours, gold, kept), 3),
                    "target": target,
                }
            )
        kept = share_kept(articles, vectors[name])
        found.append(
            {
                "set": f"events/{name}",
                "split": "all, added in tenths",
                "metric": "articles that keep their event id from run to run",
                "obvious": None,
                "ours": round(kept, 3),
                "target": None,
            }
        )
    return found


def share_kept(articles: Sequence[Article], vectors: NDArray[np.float32]) -> float:
    """Add the articles in tenths, in an order of chance; how many keep their event id each time."""
    from compare.config import Settings
    from compare.events import assign_events

    order = np.random.default_rng(11).permutation(len(articles))
    events, before, shares = [], {}, []
    for part in range(1, 11):
        rows = order[: round(len(order) * part / 10)]
        events = assign_events([articles[i] for i in rows], vectors[rows], events, {}, Settings())
        now = {one: event.id for event in events for one in event.article_ids}
        if before:
            shares.append(np.mean([now[one] == home for one, home in before.items()]))
        before = now
    return float(np.mean(shares))


@cache
def read_articles(name: str) -> tuple[list[Article], list[int]]:
    """Read a file of the data folder: articles and the number of each one's event."""
    articles, gold = [], []
    for line in (DATA / "events" / f"{name}.jsonl").read_text("utf-8").splitlines():
        item = json.loads(line)
        when = item.get("date")
        articles.append(
            Article(
                outlet=item.get("outlet") or "unknown",
                title=item["title"],
                text=item["text"],
                url=item.get("url"),
                published_at=datetime.fromisoformat(when).replace(tzinfo=UTC) if when else None,
            )
        )
        gold.append(int(item["event"]))
    return articles, gold


def article_vectors(name: str, articles: Sequence[Article]) -> NDArray[np.float32]:
    """Embed the articles with the packaged model; $ASTOLD_CACHE keeps vectors between runs."""
    from compare.config import Settings
    from compare.embed.registry import load
    from compare.events import article_text_for_vector

    folder = os.environ.get("ASTOLD_CACHE")
    kept = Path(folder) / f"events_{name}.npy" if folder else None
    if kept is not None and kept.exists():
        return np.asarray(np.load(kept), dtype=np.float32)
    encoder = load(Settings().model)
    vectors = encoder.encode([article_text_for_vector(one) for one in articles])
    if kept is not None:
        np.save(kept, vectors)
    return vectors


def is_tuning(name: str, event: int) -> bool:
    """Tell whether an event belongs to the half that weights and bounds are chosen on."""
    return int(hashlib.md5(f"{name}{event}".encode()).hexdigest(), 16) % 2 == 0


def bcubed(
    found: NDArray[np.int_], gold: NDArray[np.int_], kept: NDArray[np.bool_] | None = None
) -> float:
    """BCubed F1 (Bagga and Baldwin, 1998), averaged over the articles `kept`.

    All articles stay in the clusters, so that one of the other half in a wrong place counts.
    """
    said, true = found[:, None] == found[None, :], gold[:, None] == gold[None, :]
    right = (said & true).sum(axis=1)
    chosen = np.ones(len(gold), dtype=bool) if kept is None else kept
    precision = (right / said.sum(axis=1))[chosen].mean()
    recall = (right / true.sum(axis=1))[chosen].mean()
    return float(2 * precision * recall / (precision + recall))


def obvious(vectors: NDArray[np.float32], bound: float) -> NDArray[np.int_]:
    """What anybody writes in an hour: average linkage over the cosine of title and lead."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    apart = np.clip(1 - vectors.astype(np.float64) @ vectors.T, 0, None)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform((apart + apart.T) / 2, checks=False), "average")
    return np.asarray(fcluster(tree, 1 - bound, "distance"))


def best_obvious(sets: dict[str, tuple[NDArray[np.float32], NDArray[np.int_]]]) -> float:
    """Give the one cosine that is best for all sets together, these very files looked at."""
    return max(
        np.arange(0.3, 0.8, 0.02).tolist(),
        key=lambda bound: sum(bcubed(obvious(v, bound), gold) for v, gold in sets.values()),
    )


if __name__ == "__main__":
    for row in rows():
        print(row)
