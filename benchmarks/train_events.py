"""Trains the model that tells whether two articles are on one event: weights/events.json.

    python benchmarks/train_events.py

Learns from one half of the events (by the hash of their number) of the files in events/ of
the evaluation data, each file counting alike. Negative pairs count by how alike they are (half
the cosine, rare words and title words, cubed): telling unlike articles apart is easy.
The bound at which clusters stop merging is chosen by the mean BCubed F1 over the articles of
that half in each whole file, and over small batches: a few articles of as many events, and all
of one event. Of the bounds within half a point of the best the lowest is taken: a person can
move an article out of an event, but never sees what was split off.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from accuracy_events import FILES, article_vectors, bcubed, is_tuning, read_articles
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from compare.event_likeness import FACTS, Likeness, combine, crowding
from compare.events import average_link

OUT = Path(__file__).parent.parent / "src" / "compare" / "weights" / "events.json"
STOPS = np.arange(-1, 2, 0.125)
SMALL = 60
SLACK = 0.005


@dataclass
class Batch:
    """Facts of all pairs of some articles, their events, and which of them are for tuning."""

    facts: NDArray[np.float32]
    gold: NDArray[np.int_]
    tuning: NDArray[np.bool_]


def main() -> None:
    whole, small = [], []
    for name in FILES:
        articles, numbers = read_articles(name)
        gold = np.array(numbers)
        tuning = np.array([is_tuning(name, one) for one in numbers])
        vectors = article_vectors(name, articles)
        for rows in [np.arange(len(gold)), *small_batches(gold, tuning)]:
            likeness = Likeness([articles[i] for i in rows], vectors[rows], 7.0)
            every = np.arange(len(rows))
            facts = np.stack(likeness.facts(every, every), axis=-1)
            target = whole if len(rows) == len(gold) else small
            target.append(Batch(facts, gold[rows], tuning[rows]))
    alone = fit(whole, [np.zeros(len(one.gold)) for one in whole])
    parts = {"alone": as_part(alone)}
    crowds = [crowd_of(one, parts["alone"]) for one in whole]
    among = fit(whole, crowds)
    values = parts | {
        "among": as_part(among),
        "crowding": round(-float(among.coef_[0][-1]), 4),
    }
    values["stop"] = choose_stop(whole, small, values)
    OUT.write_text(json.dumps(values, indent=1) + "\n", "utf-8")
    print(json.dumps(values, indent=1))


def small_batches(gold: NDArray[np.int_], tuning: NDArray[np.bool_]) -> Iterator[NDArray[np.int_]]:
    """Pick articles of two to five events, one each, and whole events."""
    chance = np.random.default_rng(3)
    events = np.unique(gold[tuning])
    for _ in range(SMALL):
        chosen = chance.choice(events, int(chance.integers(2, 6)), replace=False)
        yield np.array([chance.choice(np.flatnonzero(gold == one)) for one in chosen])
        rows = np.flatnonzero(gold == chance.choice(gold[tuning]))
        if len(rows) > 1:
            yield rows


def as_part(model: LogisticRegression) -> dict[str, object]:
    weights = model.coef_[0][: len(FACTS)].astype(float).round(4).tolist()
    return {
        "bias": round(float(model.intercept_[0]), 4),
        "weights": dict(zip(FACTS, weights, strict=True)),
    }


def log_odds(batch: Batch, part: dict[str, object]) -> NDArray[np.float32]:
    return combine([batch.facts[..., i] for i in range(len(FACTS))], part)


def crowd_of(batch: Batch, alone: dict[str, object]) -> NDArray[np.float32]:
    return crowding(log_odds(batch, alone), np.arange(len(batch.gold)))


def choose_stop(whole: list[Batch], small: list[Batch], values: dict) -> float:
    """Choose where clusters stop merging (see above); prints what each bound gives."""
    means = {}
    for stop in STOPS.tolist():
        found = [np.mean([f1(one, values, stop) for one in small])]
        found += [f1(one, values, stop) for one in whole]
        means[stop] = (2 * found[0] + sum(found[1:])) / (len(found) + 1)
        print(stop, np.round([means[stop], *found], 4).tolist())
    best = max(means.values())
    return min(stop for stop, mean in means.items() if mean >= best - SLACK)


def f1(batch: Batch, values: dict, stop: float) -> float:
    crowd = crowd_of(batch, values["alone"])
    total = log_odds(batch, values["among"])
    total = total - values["crowding"] * (crowd[:, None] + crowd[None, :]) / 2
    return bcubed(average_link(total, stop), batch.gold, batch.tuning)


def fit(batches: list[Batch], crowds: list[NDArray[np.float32]]) -> LogisticRegression:
    """Fit the logistic model, the crowding of each pair beside its facts."""
    rows, labels, shares = [], [], []
    for batch, crowd in zip(batches, crowds, strict=True):
        left, right = np.triu_indices(len(batch.gold), 1)
        kept = batch.tuning[left] & batch.tuning[right]
        left, right = left[kept], right[kept]
        same = batch.gold[left] == batch.gold[right]
        pair = batch.facts[left, right]
        alike = pair[:, 0] / 2 + pair[:, 1] + pair[:, 2]
        hard = np.where(same, 0, np.clip(alike, 0.02, None) ** 3)
        rows.append(np.column_stack([pair, (crowd[left] + crowd[right]) / 2]))
        labels.append(same)
        shares.append(1000 * (same / same.sum() + hard / hard.sum()))
    model = LogisticRegression(max_iter=5000)
    return model.fit(np.concatenate(rows), np.concatenate(labels), np.concatenate(shares))


if __name__ == "__main__":
    main()
