"""Measures matching: one row a set and metric, with the obvious answer beside ours.

    python benchmarks/accuracy_matching.py [nanco] [ecb] [headlines] [checkthat]

Reads the evaluation data from $ASTOLD_EVAL_DATA, by default ../shared/data. The obvious
answer is 0.7 × cosine + 0.3 × token_set_ratio, from the same run.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DATA = Path(os.environ.get("ASTOLD_EVAL_DATA", "../shared/data"))
THRESHOLD = 0.5
Scores = NDArray[np.float64]


def rows(only: Sequence[str] = ()) -> list[dict[str, object]]:
    """Measure everything, or `only` some; rows have set, split, metric, obvious, ours, target."""
    parts = {"nanco": _nanco, "ecb": _ecb, "headlines": _headlines, "checkthat": _checkthat}
    return [row for name in only or parts for row in parts[name]()]


def read(name: str) -> list[dict[str, str]]:
    """Read a tab-separated file of the data folder."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def obvious(pairs: Sequence[tuple[str, str]]) -> Scores:
    """What anybody writes in an hour: a weighted mean of cosine and token_set_ratio."""
    from rapidfuzz import fuzz

    texts = list({text for pair in pairs for text in pair})
    vectors = dict(zip(texts, plain_vectors(texts), strict=True))
    near = [float(vectors[a] @ vectors[b]) for a, b in pairs]
    words = [fuzz.token_set_ratio(a, b) / 100 for a, b in pairs]
    return 0.7 * np.array(near) + 0.3 * np.array(words)


def plain_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Embed with the packaged model, untouched."""
    from sentence_transformers import SentenceTransformer

    from compare.embed.minilm import folder

    model = SentenceTransformer(str(folder()), device="cpu")
    return np.asarray(model.encode(list(texts), normalize_embeddings=True))


def _row(
    name: str, split: str, metric: str, base: float | None, ours: float, target: float
) -> dict[str, object]:
    return {
        "set": name,
        "split": split,
        "metric": metric,
        "obvious": None if base is None else round(base, 3),
        "ours": round(ours, 3),
        "target": target,
    }


def _pairs(items: Sequence[dict[str, str]]) -> list[tuple[str, str]]:
    return [(item["a"], item["b"]) for item in items]


def _nanco() -> list[dict[str, object]]:
    from compare import score

    items = read("pairing/nanco_dev.tsv")
    labels = np.array([int(item["label"]) for item in items])
    groups = np.array([item["q"] for item in items])
    base, ours = obvious(_pairs(items)), score(_pairs(items))
    best = max(mean_balanced(base >= t, labels, groups) for t in np.linspace(0, 1, 101))
    return [
        _row(
            "pairing/nanco", "dev", f"mean balanced accuracy, threshold {THRESHOLD}",
            best, mean_balanced(ours >= THRESHOLD, labels, groups), 0.88,
        )
    ]  # fmt: skip


def mean_balanced(said: NDArray[np.bool_], labels: NDArray[np.int_], groups: Scores) -> float:
    """Mean over the groups of the mean of sensitivity and specificity."""
    values = []
    for group in np.unique(groups):
        here, truth = said[groups == group], labels[groups == group] == 1
        if truth.any() and not truth.all():
            values.append((here[truth].mean() + (~here[~truth]).mean()) / 2)
    return float(np.mean(values))


def _ecb() -> list[dict[str, object]]:
    from sklearn.metrics import average_precision_score

    from compare import score

    items = read("pairing/ecb_dev.tsv")
    labels = np.array([int(item["label"]) for item in items])
    base, ours = obvious(_pairs(items)), score(_pairs(items))
    return [
        _row(
            "pairing/ecb", "dev", "average precision",
            float(average_precision_score(labels, base)),
            float(average_precision_score(labels, ours)), 0.80,
        ),
        _row(
            "pairing/ecb", "dev", "expected calibration error, 15 bins", None,
            calibration_error(ours, labels), 0.03,
        ),
    ]  # fmt: skip


def calibration_error(scores: Scores, labels: NDArray[np.int_], bins: int = 15) -> float:
    """Expected calibration error over bins of equal width (Guo et al., 2017)."""
    where = np.minimum((scores * bins).astype(int), bins - 1)
    total = 0.0
    for one in np.unique(where):
        here = where == one
        total += here.sum() * abs(scores[here].mean() - labels[here].mean())
    return float(total / len(scores))


def _headlines() -> list[dict[str, object]]:
    from scipy.stats import spearmanr

    from compare import score

    items = read("pairing/sts_headlines.tsv")
    gold = [float(item["score"]) for item in items]
    base, ours = (
        float(spearmanr(scores, gold).statistic)
        for scores in (obvious(_pairs(items)), score(_pairs(items)))
    )
    return [_row("pairing/sts_headlines", "2013-2016", "Spearman", base, ours, 0.85)]


def _checkthat() -> list[dict[str, object]]:
    from rapidfuzz import fuzz, process

    from compare import rank

    home = "retrieval/checkthat2020"
    items = read(f"{home}/claims.tsv")
    claims = [item["vclaim"] for item in items]
    at = {item[""]: index for index, item in enumerate(items)}
    queries = {item[""]: item["tweet_content"] for item in read(f"{home}/dev_queries.tsv")}
    wanted: dict[str, set[int]] = defaultdict(set)
    for line in (DATA / home / "dev_qrels.tsv").read_text("utf-8").splitlines():
        query, _, claim, _ = line.split("\t")
        wanted[query].add(at[claim])
    asked = [(queries[query], relevant) for query, relevant in wanted.items()]
    ours = [precision_at(rank(text, claims, 5), relevant) for text, relevant in asked]
    near = plain_vectors([text for text, _ in asked]) @ plain_vectors(claims).T
    words = process.cdist([t for t, _ in asked], claims, scorer=fuzz.token_set_ratio) / 100
    best = np.argsort(-(0.7 * near + 0.3 * words), axis=1)[:, :5]
    base = [
        precision_at([(int(i), 0.0) for i in found], relevant)
        for found, (_, relevant) in zip(best, asked, strict=True)
    ]
    return [
        _row("retrieval/checkthat2020", "dev", "MAP@5", float(np.mean(base)),
             float(np.mean(ours)), 0.92)
    ]  # fmt: skip


def precision_at(found: Sequence[tuple[int, float]], relevant: set[int]) -> float:
    """Average precision over the found ones (MAP@k is its mean)."""
    hits, total = 0, 0.0
    for place, (index, _) in enumerate(found, 1):
        if index in relevant:
            hits += 1
            total += hits / place
    return total / min(len(relevant), len(found)) if found else 0.0


if __name__ == "__main__":
    for row in rows(sys.argv[1:]):
        print(row)
