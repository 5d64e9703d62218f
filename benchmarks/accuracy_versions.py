"""Accuracy of relations between claims that tell one thing in other words.

`versions_apart.tsv` holds 300 pairs of claims on made-up events, written apart from all that was
trained on and before it: half to look at, half (`report`) for figures alone.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from accuracy_relations import DIFFERENT, obvious

from compare.records import Relation
from compare.relations.relate import relate

PAIRS = Path(__file__).parent / "versions_apart.tsv"


def rows() -> list[dict[str, object]]:
    """Measure the half that nobody looked at."""
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
