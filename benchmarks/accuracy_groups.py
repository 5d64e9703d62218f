"""Measures claim grouping on ECB+'s pairs, and compares ways of clustering.

    python benchmarks/accuracy_groups.py

The pairs say which sentences of different documents of a topic share an event. Groups are made
within each topic from the pairs' scores, as in `compare.group`; then each labelled pair counts
as right or wrong by whether its two sentences stand in one group. Sentences that share several
events make the labels intransitive, so that no grouping reaches 1.
Reads the evaluation data from $ASTOLD_EVAL_DATA, by default ../shared/data.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compare.config import Settings
from compare.group import group_claims
from compare.records import Article, Claim, Match
from compare.second_look import RIVALS_FROM

DATA = Path(os.environ.get("ASTOLD_EVAL_DATA", "../shared/data"))
Pairs = dict[tuple[str, str], int]
Groups = list[list[int]]
NONE = float("nan")


def rows() -> list[dict[str, object]]:
    """Measure everything; each row has set, split, metric, obvious, ours and target."""
    topics = read_topics()
    base = [by_threshold(connected, topic, obvious_scores()) for topic in topics]
    ours = [by_product(topic, our_scores()) for topic in topics]
    found = []
    one, two = measure(topics, base), measure(topics, ours)
    for name in one:
        found.append(
            {
                "set": "groups/ecb",
                "split": "dev",
                "metric": name,
                "obvious": round(one[name], 3),
                "ours": round(two[name], 3),
                "target": None,
            }
        )
    return found


def table() -> None:
    """Print all methods at the bound that `Settings.suggested` gives, on our scores."""
    topics, scores = read_topics(), our_scores()
    for name, method in METHODS.items():
        print(name, measure(topics, [by_threshold(method, topic, scores) for topic in topics]))
    print("compare.group", measure(topics, [by_product(topic, scores) for topic in topics]))


@cache
def read_topics() -> list[Pairs]:
    """Give for each topic the pairs of sentences with their labels."""
    topics: dict[str, Pairs] = defaultdict(dict)
    with (DATA / "pairing" / "ecb_dev.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["a"] != row["b"]:
                left, right = sorted((row["a"], row["b"]))
                topics[row["topic"]][left, right] = int(row["label"])
    return [topics[key] for key in sorted(topics, key=int)]


@cache
def our_scores() -> dict[tuple[str, str], float]:
    from compare import score

    pairs = [pair for topic in read_topics() for pair in topic]
    return dict(zip(pairs, score(pairs).tolist(), strict=True))


@cache
def obvious_scores() -> dict[tuple[str, str], float]:
    from accuracy_matching import obvious

    pairs = [pair for topic in read_topics() for pair in topic]
    return dict(zip(pairs, obvious(pairs).tolist(), strict=True))


def measure(topics: Sequence[Pairs], found: Sequence[dict[str, int]]) -> dict[str, float]:
    """Pairwise precision, recall and F1, and BCubed F1 over each sentence's labelled pairs."""
    true = said = both = 0
    precisions, recalls = [], []
    for pairs, group in zip(topics, found, strict=True):
        counts: dict[str, list[int]] = defaultdict(lambda: [1, 1, 1])  # itself included
        for (left, right), label in pairs.items():
            same = int(group[left] == group[right])
            true, said, both = true + label, said + same, both + same * label
            for one in (left, right):
                for place, value in enumerate((same * label, same, label)):
                    counts[one][place] += value
        precisions += [c[0] / c[1] for c in counts.values()]
        recalls += [c[0] / c[2] for c in counts.values()]
    precision, recall = both / max(1, said), both / max(1, true)
    mean = (float(np.mean(precisions)), float(np.mean(recalls)))
    return {
        "pairwise precision": precision,
        "pairwise recall": recall,
        "pairwise F1": 2 * precision * recall / max(1e-9, precision + recall),
        "BCubed F1": 2 * mean[0] * mean[1] / sum(mean),
    }


def by_product(pairs: Pairs, scores: dict[tuple[str, str], float]) -> dict[str, int]:
    """Group as the product does: the pairs from `suggested` on, and those a little below."""
    claims, articles = as_claims(pairs)
    ids = {claim.text: claim.id for claim in claims}
    scored = [Match(*sorted((ids[pair[0]], ids[pair[1]])), scores[pair]) for pair in pairs]
    bound = Settings().suggested
    matches = [one for one in scored if one.probability >= bound]
    weak = [one for one in scored if RIVALS_FROM * bound <= one.probability < bound]
    vectors = np.eye(len(claims), dtype=np.float32)
    groups = group_claims("event", claims, matches, articles, vectors, weak)
    texts = {claim.id: claim.text for claim in claims}
    return {texts[one]: n for n, group in enumerate(groups) for one in group.claim_ids}


def as_claims(pairs: Pairs) -> tuple[list[Claim], dict[str, Article]]:
    """Make each sentence the claim of an outlet of its own."""
    texts = sorted({text for pair in pairs for text in pair})
    articles = [Article(f"outlet {number}", "", text) for number, text in enumerate(texts)]
    claims = [
        Claim(f"{number:04}", article.id, article.text, 0, len(article.text), 0)
        for number, article in enumerate(articles)
    ]
    return claims, {article.id: article for article in articles}


def by_threshold(
    method: Callable[[NDArray[np.float64], float], Groups],
    pairs: Pairs,
    scores: dict[tuple[str, str], float],
) -> dict[str, int]:
    """Group with one of `METHODS` at `suggested`."""
    texts = sorted({text for pair in pairs for text in pair})
    at = {text: place for place, text in enumerate(texts)}
    table = np.full((len(texts), len(texts)), NONE)
    for left, right in pairs:
        table[at[left], at[right]] = table[at[right], at[left]] = scores[left, right]
    groups = method(table, Settings().suggested)
    return {texts[one]: number for number, group in enumerate(groups) for one in group}


def linkage(table: NDArray[np.float64], bound: float, kind: Callable[..., float]) -> Groups:
    """Merge the two groups of the highest value first; pairs without a score don't count."""
    groups = [[i] for i in range(len(table))]

    def value(one: list[int], two: list[int]) -> float:
        part = table[np.ix_(one, two)]
        known = part[~np.isnan(part)]
        return float(kind(known)) if len(known) else -1.0

    while len(groups) > 1:
        best, i, j = max(
            (value(groups[i], groups[j]), -i, -j) for i in range(len(groups)) for j in range(i)
        )
        if best < bound:
            break
        groups[-j] += groups.pop(-i)
    return groups


def connected(table: NDArray[np.float64], bound: float) -> Groups:
    return linkage(table, bound, np.max)


def complete(table: NDArray[np.float64], bound: float) -> Groups:
    return linkage(table, bound, np.min)


def average(table: NDArray[np.float64], bound: float) -> Groups:
    return linkage(table, bound, np.mean)


def star(table: NDArray[np.float64], bound: float) -> Groups:
    """Take the sentence with the strongest links and all that match it; repeat."""
    strong = np.where(np.nan_to_num(table) >= bound, np.nan_to_num(table), 0)
    left, groups = list(range(len(table))), []
    while left:
        centre = max(left, key=lambda i: (strong[i, left].sum(), -i))
        groups.append([centre] + [j for j in left if j != centre and strong[centre, j] > 0])
        left = [j for j in left if j not in groups[-1]]
    return groups


METHODS = {
    "connected components": connected,
    "star": star,
    "average linkage": average,
    "complete linkage": complete,
}

if __name__ == "__main__":
    table()
    for row in rows():
        print(row)
