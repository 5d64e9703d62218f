"""Train the matching weights that ship with the package.

    python benchmarks/train_matching.py [--data FOLDER] [--out FOLDER]

Reads labelled pairs from the evaluation data folder ($ASTOLD_EVAL_DATA, by default
../shared/data) and writes `idf.json.gz` and `matching.json`.
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
from pathlib import Path

import numpy as np

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
    "fuzzy_set": (0.2, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0),
    "fuzzy_sort": (0.2, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0),
    "words": (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0),
    "numbers": (0.0, 0.5, 1.0),
    "dates": (0.0, 0.5, 1.0),
    "names": (0.0, 0.3, 0.6, 0.85, 1.0),
}
DEFAULT_KNOTS = (0.0, 0.25, 0.5, 0.75, 1.0)
RIDGE = 3.0


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


def signal_matrix(pairs: list[tuple[str, str]]) -> dict[str, np.ndarray]:
    """Give each signal's values for pairs of sentences."""
    from compare.claims.extract import claims_from_texts
    from compare.embed.registry import load
    from compare.match import signals
    from compare.signals import SignalContext

    texts = sorted({text for pair in pairs for text in pair})
    claims = dict(zip(texts, claims_from_texts(texts), strict=True))
    vectors = dict(zip(texts, load("minilm").encode(texts), strict=True))
    as_claims = [(claims[a], claims[b]) for a, b in pairs]
    context = SignalContext(vectors=vectors)
    return {name: signal.score(as_claims, context) for name, signal in signals().items()}


def basis(values: np.ndarray, knots: tuple[float, ...]) -> np.ndarray:
    """Rising steps of a piecewise linear curve, and a last column that marks missing values."""
    known = np.nan_to_num(values)
    columns = [
        np.clip((known - low) / (high - low), 0, 1)
        for low, high in zip(knots[:-1], knots[1:], strict=True)
    ]
    missing = np.isnan(values)
    return np.column_stack([np.where(missing, 0, column) for column in columns] + [missing])


def fit(
    signals: dict[str, np.ndarray], labels: np.ndarray, weights: np.ndarray
) -> dict[str, object]:
    """Fit monotone curves by penalised maximum likelihood (L-BFGS with bounds)."""
    from scipy.optimize import minimize

    names = list(signals)
    knots = {name: KNOTS.get(name, DEFAULT_KNOTS) for name in names}
    blocks = [basis(signals[name], knots[name]) for name in names]
    matrix = np.column_stack([np.ones(len(labels)), *blocks])
    bounds: list[tuple[float | None, float | None]] = [(None, None)]
    for name in names:
        bounds += [(0, None)] * (len(knots[name]) - 1) + [(None, None)]

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        logit = matrix @ theta
        value = weights @ (np.logaddexp(0, logit) - labels * logit)
        slope = matrix.T @ (weights * (1 / (1 + np.exp(-logit)) - labels))
        penalised = np.r_[0.0, theta[1:]]
        return value + RIDGE / 2 * penalised @ penalised, slope + RIDGE * penalised

    theta = minimize(
        loss,
        np.zeros(matrix.shape[1]),
        jac=True,
        bounds=bounds,
        method="L-BFGS-B",
        options={"maxiter": 2000},
    ).x
    return _model(theta, names, knots, blocks, weights)


def _model(theta, names, knots, blocks, weights):
    """Centre each curve, so that a part says how far a pair is from the average pair."""
    bias, at, curves = float(theta[0]), 1, {}
    for name, block in zip(names, blocks, strict=True):
        part = theta[at : at + block.shape[1]]
        at += block.shape[1]
        centre = float(np.average(block @ part, weights=weights))
        bias += centre
        curves[name] = {
            "knots": list(knots[name]),
            "values": [round(float(v) - centre, 4) for v in np.r_[0, np.cumsum(part[:-1])]],
            "missing": round(float(part[-1]) - centre, 4),
        }
    return {"bias": round(bias, 4), "signals": curves}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    write_idf(options.data, options.out)
    train = rows(options.data, "pairing/ecb_train.tsv")
    signals = signal_matrix([(row["a"], row["b"]) for row in train])
    labels = np.array([float(row["label"]) for row in train])
    topics = Counter(row["topic"] for row in train)
    weights = np.array([1 / math.sqrt(topics[row["topic"]]) for row in train])
    model = fit(signals, labels, weights * len(weights) / weights.sum())
    (options.out / "matching.json").write_text(json.dumps(model, indent=1) + "\n", "utf-8")
    print(json.dumps(model, indent=1))


if __name__ == "__main__":
    main()
