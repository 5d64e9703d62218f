"""Accuracy between claims that tell one thing in other words: relations, and which belong together.

`versions_apart.tsv` holds 300 pairs of claims on made-up events, written apart from all that was
trained on and before it: half to look at, half (`report`) for figures alone. `told_apart.jsonl`
holds five made-up events as five outlets each tell them, every sentence with the facts it tells;
nothing was trained on them.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import told_events
import told_pairs
from accuracy_matching import obvious as obvious_scores
from accuracy_relations import DIFFERENT, obvious

from compare.config import Settings
from compare.match import scored
from compare.records import Relation
from compare.relations.relate import relate

PAIRS = Path(__file__).parent / "versions_apart.tsv"


def rows() -> list[dict[str, object]]:
    """Measure the half of the pairs that nobody looked at, and the events."""
    return [*_relations(), *_matching()]


def _relations() -> list[dict[str, object]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    table = [row for row in table if row["half"] == "report"]
    pairs = [(row["a"], row["b"]) for row in table]
    plain = [Relation("contradict" if call else "agree", 1.0) for call in obvious(pairs)]
    ways = [_figures(table, found) for found in (plain, relate(pairs))]
    return [
        {
            "set": "versions apart",
            "split": "written apart, report half",
            "metric": metric,
            "obvious": ways[0].get(metric),
            "ours": value,
            "target": None,
        }
        for metric, value in ways[1].items()
    ]


def _figures(table: Sequence[dict[str, str]], found: Sequence[Relation]) -> dict[str, float]:
    labelled = list(zip(table, found, strict=True))
    different = [item for item in labelled if item[0]["label"] in DIFFERENT]
    alike = [item[1] for item in labelled if item[0]["label"] == "agree"]
    noticed = [item for item in different if item[1].label in DIFFERENT]
    right = [item for item in noticed if set(item[0]["slots"].split(",")) & set(item[1].slots)]
    return {
        "different ones called differ or contradict": len(noticed) / len(different),
        "different ones with a right slot": len(right) / len(different),
        "agreeing ones called differ or contradict": _share(alike, DIFFERENT),
        "agreeing ones called contradict": _share(alike, {"contradict"}),
    }


def _share(found: Sequence[Relation], labels: set[str]) -> float:
    return sum(one.label in labels for one in found) / len(found)


def _matching() -> list[dict[str, object]]:
    """Measure which sentences of an event's reports are taken for versions of one fact."""
    from sklearn.metrics import average_precision_score

    parts = [_scores(event) for event in told_pairs.read("told_apart.jsonl")]
    truth, plain, ours = (np.concatenate(part) for part in zip(*parts, strict=True))
    bound = Settings().suggested

    def figures(scores: Any) -> dict[str, float]:
        said = scores >= bound
        return {
            "average precision": float(average_precision_score(truth, scores)),
            f"precision of matches, from {bound} on": float(truth[said].mean()),
            f"recall of matches, from {bound} on": float(said[truth].mean()),
        }

    obvious_ones = figures(plain)
    return [
        {
            "set": "events told apart",
            "split": "5 events, 25 reports, written apart",
            "metric": metric,
            "obvious": obvious_ones[metric],
            "ours": value,
            "target": None,
        }
        for metric, value in figures(ours).items()
    ]


def _scores(event: dict[str, Any]) -> tuple[Any, Any, Any]:
    """Give of each pair across outlets whether it tells one fact, the obvious score, and ours."""
    of = told_events.laid(event)
    ours = scored(of.claims, of.context)
    return of.labels, obvious_scores(of.texts), ours.probabilities
