"""The pages of the article extraction benchmark, its metric, and a fixed split into halves."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import NamedTuple

DATA = Path(os.environ.get("ASTOLD_EVAL_DATA", "../shared/data"))
FOLDER = DATA / "html" / "article_extraction_benchmark"
_TOKEN = re.compile(r"\w+")
SHINGLE = 4


class Page(NamedTuple):
    key: str
    data: bytes
    body: str
    tuning: bool


class Score(NamedTuple):
    precision: float
    recall: float
    f1: float


def pages() -> Iterator[Page]:
    """All pages with the body that people marked; half of them, by hash, are for tuning."""
    truth = json.loads((FOLDER / "ground-truth.json").read_text("utf-8"))
    for key, entry in sorted(truth.items()):
        data = gzip.decompress((FOLDER / "html" / f"{key}.html.gz").read_bytes())
        tuning = hashlib.sha256(f"half:{key}".encode()).digest()[0] % 2 == 0
        yield Page(key, data, entry.get("articleBody", ""), tuning)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, as the benchmark's authors compare texts."""
    tokens = _TOKEN.findall(text)
    runs = max(1, len(tokens) - SHINGLE + 1)
    return Counter(tuple(tokens[at : at + SHINGLE]) for at in range(runs) if tokens)


def overlap(true: str, found: str) -> tuple[float, float, float]:
    """Shares of common, superfluous and missing shingles of one page."""
    want, got = shingles(true), shingles(found)
    common = sum((want & got).values())
    return (common, sum(got.values()) - common, sum(want.values()) - common)


def score(results: list[tuple[float, float, float]]) -> Score:
    """Precision and recall averaged over pages, F1 of the two averages.

    Follows scrapinghub's article-extraction-benchmark, evaluate.py.
    """
    precision = mean(c / (c + extra) for c, extra, _ in results if c + extra > 0)
    recall = mean(c / (c + missing) for c, _, missing in results if c + missing > 0)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))
