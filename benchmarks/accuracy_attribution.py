"""Attribution on annotated news: F1 of source, cue and content by overlap."""

from __future__ import annotations

from collections import Counter

import attribution

TARGETS = {"source": 0.80, "cue": 0.80, "content": 0.75}


def rows() -> list[dict[str, object]]:
    """Measure the half that wasn't tuned on; there is no obvious answer to run beside."""
    articles = attribution.load("report")
    tally: Counter[str] = Counter()
    for article, found in zip(articles, attribution.ours(articles), strict=True):
        attribution.count(tally, attribution.gold_spans(article), found)
    measured = attribution.figures(tally)
    return [
        {
            "set": "attribution/polnear",
            "split": "dev, held-out half",
            "metric": f"F1 of {role}, by overlap",
            "obvious": None,
            "ours": measured[f"{role} overlap"]["f1"],
            "target": target,
        }
        for role, target in TARGETS.items()
    ]
