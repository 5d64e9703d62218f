"""Train the matching weights that ship with the package.

    python benchmarks/train_matching.py [--data FOLDER] [--out FOLDER]

Reads labelled pairs from the evaluation data folder ($ASTOLD_EVAL_DATA, by default
../shared/data) and the events of `told.jsonl`, and writes `idf.json.gz`, `matching.json` for bare
sentences and `matching_articles.json` for claims of articles. The signal `matter` must come from
a head that those events gave nothing to.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
import os
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import told_pairs

if TYPE_CHECKING:
    from told_events import Told

    from compare.match_model import MatchModel

Signals = dict[str, np.ndarray]
Pair = tuple[str, str]
Training = tuple[Signals, np.ndarray, np.ndarray]  # signals, labels, weights
DATA = Path(os.environ.get("ASTOLD_EVAL_DATA", "../shared/data"))
OUT = Path(__file__).parents[1] / "src" / "compare" / "weights"
IDF_SOURCES = {
    "pairing/ecb_train.tsv": ("a", "b"),
    "nli/cad_train.tsv": ("a", "b"),
    "nli/semi_auto_wiki_train.tsv": ("a", "b"),
    "retrieval/checkthat2020/claims.tsv": ("vclaim",),
    "claims/claimbuster_train.tsv": ("text",),
}
KNOTS = {
    "embedding": (0.0, 0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
    "distinct": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0),
    "company": (0.0, 0.1, 0.2, 0.4, 0.7),
    "fuzzy_set": (0.2, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0),
    "fuzzy_sort": (0.2, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0),
    "words": (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0),
    "numbers": (0.0, 0.5, 1.0),
    "dates": (0.0, 0.5, 1.0),
    "names": (0.0, 0.3, 0.6, 0.85, 1.0),
    "roles": (0.0, 0.25, 0.5, 1.0),
    "matter": (0.001, 0.007, 0.018, 0.047, 0.12, 0.27, 0.5, 0.73, 0.88, 0.95, 0.98, 0.993, 0.999),
}
DEFAULT_KNOTS = (0.0, 0.25, 0.5, 0.75, 1.0)
# The pairs come from few topics, so every curve but those of the meaning is held close to flat:
# what helps within these topics need not help elsewhere. Chosen by leaving topics out.
RIDGE = {"embedding": 3.0, "distinct": 3.0}
DEFAULT_RIDGE = 150.0
RARELY = 0.01
ALONE = 0.25  # share of the training pairs that are scored without the claims around them
STRANGERS = 4000  # pairs of sentences of two topics, which no one would take for one fact
STRANGER_SHARE = 0.2  # what they weigh against all other pairs together
# In the weights for claims of articles: what all pairs of events told by several outlets weigh
# against all others
TOLD_SHARE = 1.0
# Not learned: the training pairs carry no publication times, and count as a match whatever shares
# an action, so that hardly anything follows from anything. Mild on purpose.
FOLLOWS = (0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95)
BY_HAND = {
    "timing": {"knots": [0.0, 1.0], "values": [-0.4, 0.0], "missing": 0.0},
    "entailment": {
        "knots": list(FOLLOWS),
        # a share of the log-odds of "follows", 0 where it is as rare as among all pairs
        "values": [round(0.5 * (math.log(p / (1 - p)) + 1), 4) for p in FOLLOWS],
        "missing": 0.0,
    },
}


def rows(data: Path, name: str) -> list[dict[str, str]]:
    with (data / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def write_idf(data: Path, out: Path) -> None:
    """Count in how many different texts each stem stands; common facts of the language."""
    from compare.signals.lexicon import stem

    texts = {
        row[column]
        for name, columns in IDF_SOURCES.items()
        for row in rows(data, name)
        for column in columns
    }
    counts = Counter(
        key for text in texts for key in {stem(word) for word in re.findall(r"[^\W_]+", text)}
    )
    table = {
        word: round(math.log(len(texts) / count), 2)
        for word, count in sorted(counts.items())
        if count >= 3
    }
    packed = gzip.compress(json.dumps(table, ensure_ascii=False).encode(), mtime=0)
    (out / "idf.json.gz").write_bytes(packed)
    print(f"idf: {len(texts)} texts, {len(table)} stems, {len(packed)} bytes")


def signal_matrix(pairs: list[Pair], strangers: list[Pair]) -> tuple[Signals, Signals, Signals]:
    """Give each signal's values: of `pairs` among all of them, alone, and of `strangers` alone."""
    from compare.claims.extract import claims_from_texts
    from compare.embed.registry import load
    from compare.match import circles, signals
    from compare.signals import SignalContext

    texts = sorted({text for pair in pairs for text in pair})
    claims = dict(zip(texts, claims_from_texts(texts), strict=True))
    vectors = dict(zip(texts, load("minilm").encode(texts), strict=True))

    def scored(some: list[Pair], context: SignalContext) -> Signals:
        as_claims = [(claims[a], claims[b]) for a, b in some]
        return {name: signal.score(as_claims, context) for name, signal in signals().items()}

    def lonely(some: list[Pair], found: Signals) -> Signals:
        result = {name: values.copy() for name, values in found.items()}
        for index, (a, b) in enumerate(some):
            two = SignalContext(vectors={a: vectors[a], b: vectors[b]})
            for name in ("distinct", "company"):
                value = signals()[name].score([(claims[a], claims[b])], two)[0]
                result[name][index] = value
        return result

    around = SignalContext(vectors=vectors, circles=circles(pairs))
    among, apart = scored(pairs, around), scored(strangers, around)
    return among, lonely(pairs, among), lonely(strangers, apart)


def strangers_of(train: list[dict[str, str]]) -> list[Pair]:
    """Draw pairs of sentences of two different topics."""
    topic = {row[side]: row["topic"] for row in train for side in ("a", "b")}
    texts, rng = sorted(topic), np.random.default_rng(5)
    drawn = [(texts[i], texts[j]) for i, j in rng.integers(len(texts), size=(2 * STRANGERS, 2))]
    return [(a, b) for a, b in drawn if topic[a] != topic[b]][:STRANGERS]


def basis(values: np.ndarray, knots: tuple[float, ...]) -> np.ndarray:
    """Rising steps of a piecewise linear curve, and a last column that marks missing values."""
    known = np.nan_to_num(values)
    columns = [np.clip((known - low) / (high - low), 0, 1) for low, high in pairwise(knots)]
    missing = np.isnan(values)
    return np.column_stack([np.where(missing, 0, column) for column in columns] + [missing])


def fit(signals: Signals, labels: np.ndarray, weights: np.ndarray) -> dict[str, Any]:
    """Fit monotone curves by penalised maximum likelihood (L-BFGS with bounds)."""
    from scipy.optimize import minimize

    names = [name for name in signals if name not in BY_HAND]
    knots = {name: KNOTS.get(name, DEFAULT_KNOTS) for name in names}
    blocks = [basis(signals[name], knots[name]) for name in names]
    matrix = np.column_stack([np.ones(len(labels)), *blocks])
    bounds: list[tuple[float | None, float | None]] = [(None, None)]
    ridge = [0.0]
    for name in names:
        bounds += [(0, None)] * (len(knots[name]) - 1) + [(None, None)]
        ridge += [RIDGE.get(name, DEFAULT_RIDGE)] * len(knots[name])

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        logit = matrix @ theta
        value = weights @ (np.logaddexp(0, logit) - labels * logit)
        slope = matrix.T @ (weights * (1 / (1 + np.exp(-logit)) - labels))
        return value + np.dot(ridge, theta**2) / 2, slope + np.multiply(ridge, theta)

    start = np.zeros(matrix.shape[1])
    found = minimize(
        loss, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 2000}
    )
    parts = np.split(found.x[1:], np.cumsum([block.shape[1] for block in blocks])[:-1])
    return as_model(
        float(found.x[0]),
        {n: (knots[n], b, p) for n, b, p in zip(names, blocks, parts, strict=True)},
        weights,
    )


def as_model(
    bias: float,
    fitted: dict[str, tuple[tuple[float, ...], np.ndarray, np.ndarray]],
    weights: np.ndarray,
) -> dict[str, Any]:
    """Centre each curve: a part then says how far a pair is from the average pair."""
    curves: dict[str, Any] = {}
    for name, (knots, block, part) in fitted.items():
        centre = float(np.average(block @ part, weights=weights))
        bias += centre
        # A signal that never was missing in training counts nothing where it is.
        missing = float(part[-1]) - centre if block[:, -1].mean() > RARELY else 0.0
        curves[name] = {
            "knots": list(knots),
            "values": [round(float(v) - centre, 4) for v in np.r_[0, np.cumsum(part[:-1])]],
            "missing": round(missing, 4),
        }
    return {"bias": round(bias, 4), "signals": curves | BY_HAND}


def balanced(topics: list[str]) -> np.ndarray:
    """Weigh pairs so that large topics count by the root of their size; mean 1."""
    sizes = Counter(topics)
    weights = np.array([1 / math.sqrt(sizes[topic]) for topic in topics])
    return weights * len(weights) / weights.sum()


def training_set(among: Signals, alone: Signals) -> Signals:
    """Mix in pairs without surroundings, so that a pair that stands alone is scored well too."""
    chosen = np.random.default_rng(0).random(len(next(iter(among.values())))) < ALONE
    return {name: np.where(chosen, alone[name], among[name]) for name in among}


def with_strangers(
    signals: Signals, labels: np.ndarray, weights: np.ndarray, apart: Signals
) -> Training:
    """Add the strangers as pairs that don't match."""
    count = len(next(iter(apart.values())))
    share = np.full(count, STRANGER_SHARE * weights.sum() / count)
    joined = {name: np.r_[signals[name], apart[name]] for name in signals}
    return joined, np.r_[labels, np.zeros(count)], np.r_[weights, share]


def with_told(others: Training, parts: list[Told], model: MatchModel | None = None) -> Training:
    """Add pairs of events told by several outlets; with `matter` if there is a `model`.

    Args:
        model: the curves of the other signals, which say of what `matter` is asked.
    """
    signals, labels, weights = others
    told = [part.signals if model is None else part.asked(model) for part in parts]
    names = signals.keys() - ({"matter"} if model is None else set())
    sizes = [len(part.labels) for part in parts]
    share = np.concatenate([np.full(size, 1 / math.sqrt(size)) for size in sizes])
    share *= TOLD_SHARE * weights.sum() / share.sum()
    joined = {
        name: np.r_[values, np.concatenate([one[name] for one in told])]
        for name, values in signals.items()
        if name in names
    }
    said = np.concatenate([part.labels for part in parts])
    return joined, np.r_[labels, said], np.r_[weights, share]


def of_articles(others: Training, events: list[list[Told]]) -> dict[str, Any]:
    """Fit to events too; `matter` comes last, as the others say of which pairs it is asked."""
    parts = [part for event in events for part in event]
    first = parsed(fit(*with_told(others, parts)))
    return fit(*with_told(others, parts, first))


def held_out(signals: Signals, labels: np.ndarray, topics: list[str]) -> np.ndarray:
    """Score each pair by a model that never saw its topic (four folds of topics)."""
    order = np.random.default_rng(3).permutation(sorted(set(topics)))
    fold = {topic: index % 4 for index, topic in enumerate(order)}
    folds = np.array([fold[topic] for topic in topics])
    weights, scores = balanced(topics), np.zeros(len(labels))
    for one in range(4):
        out = folds == one
        model = fit({n: v[~out] for n, v in signals.items()}, labels[~out], weights[~out])
        scores[out] = predict(model, {n: v[out] for n, v in signals.items()})
    return scores


def parsed(model: dict[str, Any]) -> MatchModel:
    from compare.match_model import parse

    return parse(json.dumps(model))


def predict(model: dict[str, Any], signals: Signals) -> np.ndarray:
    loaded = parsed(model)
    return loaded.probabilities(loaded.contributions(signals), len(next(iter(signals.values()))))


def report_thresholds(scores: np.ndarray, labels: np.ndarray) -> None:
    """Print precision and recall of thresholds on held-out topics."""
    for threshold in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        said = scores >= threshold
        precision, recall = labels[said].mean(), labels[said].sum() / labels.sum()
        print(f"threshold {threshold}: precision {precision:.3f}, recall {recall:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    write_idf(options.data, options.out)
    train = rows(options.data, "pairing/ecb_train.tsv")
    labels = np.array([float(row["label"]) for row in train])
    topics = [row["topic"] for row in train]
    strangers = strangers_of(train)
    among, alone, apart = signal_matrix([(row["a"], row["b"]) for row in train], strangers)
    mixed = training_set(among, alone)
    report_thresholds(held_out(mixed, labels, topics), labels)
    others = with_strangers(mixed, labels, balanced(topics), apart)
    write(fit(*others), options.out / "matching.json")
    from told_events import some_outlets, told

    rng = np.random.default_rng(0)
    events = [some_outlets(told(event), rng) for event in told_pairs.read("told.jsonl")]
    half = parsed(of_articles(others, events[::2]))
    unseen = [(part, part.asked(half)) for event in events[1::2] for part in event]
    scores = [half.probabilities(half.contributions(one), len(p.labels)) for p, one in unseen]
    print("events told by several outlets, by the other half of them:")
    report_thresholds(np.concatenate(scores), np.concatenate([part.labels for part, _ in unseen]))
    write(of_articles(others, events), options.out / "matching_articles.json")


def write(model: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(model, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
