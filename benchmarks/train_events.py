"""Trains the model that tells whether two articles are on one event: weights/events.json.

    python benchmarks/train_events.py

Learns from one half of the events (by the hash of their number) of the files in events/ of
the evaluation data, each file counting alike. Negative pairs count by how alike they are (half
the cosine, rare words and title words, cubed): telling unlike articles apart is easy. The
bound at which clusters stop merging is the middle of those with about the best mean BCubed F1
over the articles of the same half.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from accuracy_events import FILES, article_vectors, bcubed, is_tuning, read_articles
from sklearn.linear_model import LogisticRegression

from compare.event_likeness import FACTS, Likeness, crowding
from compare.events import average_link

OUT = Path(__file__).parent.parent / "src" / "compare" / "weights" / "events.json"
ROUNDS = 4
STOPS = np.arange(-2, 3, 0.125)


def main() -> None:
    sets = []
    for name in FILES:
        articles, gold = read_articles(name)
        every = np.arange(len(articles))
        likeness = Likeness(articles, article_vectors(name, articles), 7.0)
        facts = np.stack(likeness.facts(every, every), axis=-1)
        sets.append((facts, np.array(gold), np.array([is_tuning(name, one) for one in gold])))
    weights, crowd = np.zeros(len(FACTS)), [np.zeros(len(gold)) for _, gold, _ in sets]
    bias = share = 0.0
    for _ in range(ROUNDS):
        model = fit(sets, crowd)
        weights, bias = model.coef_[0][:-1], float(model.intercept_[0])
        share = max(0.0, -float(model.coef_[0][-1]))
        crowd = [crowding(facts @ weights + bias, np.arange(len(g))) for facts, g, _ in sets]
        print(dict(zip(FACTS, weights.round(2), strict=True)), round(bias, 2), round(share, 2))
    found = {float(stop): [] for stop in STOPS}
    for (facts, gold, tuning), dense in zip(sets, crowd, strict=True):
        total = facts @ weights + bias - share * (dense[:, None] + dense[None, :]) / 2
        for stop, values in found.items():
            labels = average_link(total, stop)
            values.append((bcubed(labels, gold, tuning), bcubed(labels, gold)))
    for stop, values in found.items():
        print(stop, np.round(values, 4).tolist())
    # The middle of the bounds that are about as good as the best: less of a lucky hit.
    means = {stop: float(np.mean([tuned for tuned, _ in v])) for stop, v in found.items()}
    good = [stop for stop, mean in means.items() if mean >= max(means.values()) - 0.003]
    values = {
        "bias": round(bias, 4),
        "weights": dict(zip(FACTS, weights.round(4).tolist(), strict=True)),
        "crowding": round(share, 4),
        "stop": round(float(np.median(good)), 3),
    }
    OUT.write_text(json.dumps(values, indent=1) + "\n", "utf-8")
    print(values)


def fit(sets: list, crowd: list) -> LogisticRegression:
    """Fit the logistic model, the crowding of each pair beside its facts."""
    rows, labels, shares = [], [], []
    for (facts, gold, tuning), dense in zip(sets, crowd, strict=True):
        left, right = np.triu_indices(len(gold), 1)
        kept = tuning[left] & tuning[right]
        left, right = left[kept], right[kept]
        same = gold[left] == gold[right]
        pair = facts[left, right]
        alike = pair[:, 0] / 2 + pair[:, 1] + pair[:, 2]
        hard = np.where(same, 0, np.clip(alike, 0.02, None) ** 3)
        rows.append(np.column_stack([pair, (dense[left] + dense[right]) / 2]))
        labels.append(same)
        shares.append(1000 * (same / same.sum() + hard / hard.sum()))
    model = LogisticRegression(max_iter=5000)
    return model.fit(np.concatenate(rows), np.concatenate(labels), np.concatenate(shares))


if __name__ == "__main__":
    main()
