"""Trains the line model of the text reader on the tuning half of the extraction benchmark.

Usage: python benchmarks/train_lines.py [--check] [--out FILE]
`--check` only compares settings by cross-validation on the tuning half.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from article_pages import Page, overlap, pages, score, shingles
from readers import pasted_text
from sklearn.linear_model import LogisticRegression

from compare.readers import lines as model
from compare.readers.line_features import features, look

OUT = Path("src/compare/readers/lines.json")
_TOKEN = re.compile(r"\w+")


def labels(lines: Sequence[str], body: str) -> np.ndarray:
    """1 for lines most of whose word runs stand in the marked body, else 0."""
    want = shingles(body)
    short = {" ".join(_TOKEN.findall(line)) for line in body.split("\n")}
    marks = []
    for line in lines:
        tokens = _TOKEN.findall(line)
        if len(tokens) < 4:
            marks.append(float(" ".join(tokens) in short))
            continue
        runs = shingles(line)
        marks.append(sum((want & runs).values()) / sum(runs.values()))
    found = np.array(marks) > 0.6
    inside = np.flatnonzero(found & (np.array([len(_TOKEN.findall(x)) for x in lines]) >= 4))
    if len(inside):  # a short line counts only where the body is
        found[: max(0, inside[0] - 2)] = False
        found[inside[-1] + 3 :] = False
    return found.astype(float)


def variants(page: Page, seed: int) -> list[tuple[list[str], np.ndarray]]:
    """The page as it is, and as people paste it: the body alone, and with some lines around."""
    rows = [line for line in pasted_text(page).split("\n") if line.strip()]
    marks = labels(rows, page.body)
    found = [(rows, marks)]
    inside = np.flatnonzero(marks)
    if len(inside) < 3:
        return found
    pick = random.Random(f"{seed}:{page.key}")
    first, last = int(inside[0]), int(inside[-1]) + 1
    for before, after in ((0, 0), (pick.randrange(1, 9), pick.randrange(0, 9))):
        cut = slice(max(0, first - before), last + after)
        found.append((rows[cut], marks[cut]))
    body = [line for line in page.body.split("\n") if line.strip()]
    found.append((body, np.ones(len(body))))
    return found


def examples(chosen: Sequence[Page]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, labels and weights; a line weighs by its length, a page as much as another."""
    xs, ys, ws = [], [], []
    for page in chosen:
        for number, (rows, marks) in enumerate(variants(page, 1)):
            facts = look(rows)
            xs.append(features(rows, facts))
            ys.append(marks)
            weight = np.sqrt([max(1, fact.words) for fact in facts])
            ws.append(weight / weight.sum() * (1.0 if number == 0 else 0.15) * 100)
    return np.vstack(xs), np.concatenate(ys), np.concatenate(ws)


def train(chosen: Sequence[Page], c: float) -> dict[str, Any]:
    x, y, w = examples(chosen)
    mean, scale = x.mean(0), x.std(0) + 1e-3
    fit = LogisticRegression(C=c, max_iter=500).fit((x - mean) / scale, y, w)
    return {
        "mean": np.round(mean, 4).tolist(),
        "scale": np.round(scale, 4).tolist(),
        "coefficients": np.round(fit.coef_[0], 4).tolist(),
        "bias": round(float(fit.intercept_[0]), 4),
    }


def body_by(weights: dict[str, Any], page: Page) -> str:
    rows = [line for line in pasted_text(page).split("\n") if line.strip()]
    reasons = model.choose_body(rows, weights=model.Weights.of(weights))
    return "\n".join(row for row, why in zip(rows, reasons, strict=True) if why is None)


def check(tuning: list[Page]) -> None:
    """Five-fold cross-validation over pages."""
    for c in (0.0005, 0.001, 0.002, 0.005, 0.01):
        results = []
        for fold in range(5):
            weights = train([p for i, p in enumerate(tuning) if i % 5 != fold], c)
            results += [overlap(page.body, body_by(weights, page)) for page in tuning[fold::5]]
        print(f"C {c}: {score(results)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--c", type=float, default=0.002, help="inverse strength of the penalty")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    tuning = [page for page in pages() if page.tuning]
    if args.check:
        check(tuning)
        return
    weights = train(tuning, args.c)
    args.out.write_text(json.dumps(weights, separators=(",", ":")) + "\n", "utf-8")
    print(f"wrote {args.out}: {args.out.stat().st_size:,} bytes from {len(tuning)} pages")


if __name__ == "__main__":
    main()
