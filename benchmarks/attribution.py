"""Scores attribution on annotated news: source, cue and content, exact and overlapping spans.

    python benchmarks/attribution.py [--half tune|report|all] [--baseline] [--misses N]

Reads `attribution/polnear_dev.jsonl` in $ASTOLD_EVAL_DATA (default ../shared/data). The halves
are cut by the hash of the article's id: "tune" is for looking at, "report" for reporting.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from compare.claims.extract import extract_many
from compare.records import Article, Claim

ROLES = ("source", "cue", "content")
Spans = dict[str, list[tuple[int, int]]]


def load(half: str) -> list[dict[str, Any]]:
    root = Path(os.environ.get("ASTOLD_EVAL_DATA", "../shared/data"))
    lines = (root / "attribution/polnear_dev.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    wanted = {"tune": 0, "report": 1}.get(half)
    return [row for row in rows if wanted is None or in_half(row["id"]) == wanted]


def in_half(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2


def gold_spans(row: dict[str, Any]) -> Spans:
    return {
        role: sorted({(a, b) for item in row["attributions"] for a, b in item[role] if a < b})
        for role in ROLES
    }


def found_spans(claims: Iterable[Claim]) -> Spans:
    """Give the outermost attributions; a content that runs over several claims is one."""
    whole: dict[tuple[Any, Any], list[tuple[int, int]]] = {}
    for claim in claims:
        for item in claim.attributions:
            source = (item.source.start, item.source.end) if item.source else None
            cue = (item.cue.start, item.cue.end) if item.cue else None
            whole.setdefault((source, cue), []).append((item.content.start, item.content.end))
    outer = {
        key: (min(a for a, _ in parts), max(b for _, b in parts))
        for key, parts in whole.items()
        if not any(
            key[1] and a <= key[1][0] and key[1][1] <= b
            for name, others in whole.items()
            if name != key
            for a, b in others
        )
    }
    return {
        "source": sorted({key[0] for key in outer if key[0]}),
        "cue": sorted({key[1] for key in outer if key[1]}),
        "content": sorted(set(outer.values())),
    }


def overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < b and a < span[1] for a, b in others)


def count(tally: Counter[str], gold: Spans, found: Spans) -> None:
    for role in ROLES:
        wanted, given = gold[role], found[role]
        tally[f"{role} gold"] += len(wanted)
        tally[f"{role} found"] += len(given)
        tally[f"{role} overlap P"] += sum(overlaps(span, wanted) for span in given)
        tally[f"{role} overlap R"] += sum(overlaps(span, given) for span in wanted)
        exact = len(set(wanted) & set(given))
        tally[f"{role} exact P"] += exact
        tally[f"{role} exact R"] += exact


def figures(tally: Counter[str]) -> dict[str, dict[str, float]]:
    rows = {}
    for role in ROLES:
        for kind in ("overlap", "exact"):
            precision = tally[f"{role} {kind} P"] / max(1, tally[f"{role} found"])
            recall = tally[f"{role} {kind} R"] / max(1, tally[f"{role} gold"])
            total = precision + recall
            rows[f"{role} {kind}"] = {
                "precision": precision,
                "recall": recall,
                "f1": 2 * precision * recall / total if total else 0.0,
            }
    return rows


def ours(rows: list[dict[str, Any]]) -> list[Spans]:
    articles = [Article(row["outlet"], row["id"], row["text"], language="en") for row in rows]
    claims = dict(extract_many(articles, processes=1))
    return [found_spans(claims[article.id]) for article in articles]


def textacy_baseline(rows: list[dict[str, Any]]) -> list[Spans]:
    """Score textacy's rule-based quotation finder, the nearest tool that installs."""
    from textacy.extract import direct_quotations  # type: ignore[import-not-found]

    from compare.claims.nlp import pipeline

    nlp, result = pipeline(), []
    for row in rows:
        spans: Spans = {role: [] for role in ROLES}
        for line_start, line in _lines(row["text"]):
            try:
                triples = list(direct_quotations(nlp(line)))
            except ValueError:  # it refuses a line with an odd number of quotation marks
                continue
            for speaker, cue, content in triples:
                spans["source"].append(_hull(line_start, speaker))
                spans["cue"].append(_hull(line_start, cue))
                spans["content"].append(
                    (line_start + content.start_char, line_start + content.end_char)
                )
        result.append({role: sorted(set(found)) for role, found in spans.items()})
    return result


def _lines(text: str) -> Iterable[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1


def _hull(offset: int, tokens: Any) -> tuple[int, int]:
    return offset + tokens[0].idx, offset + tokens[-1].idx + len(tokens[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("tune", "report", "all"), default="report")
    parser.add_argument("--baseline", action="store_true", help="score textacy instead")
    parser.add_argument("--misses", type=int, default=0, help="print so many errors of each kind")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = load(options.half)
    system: Callable[[list[dict[str, Any]]], list[Spans]]
    system = textacy_baseline if options.baseline else ours
    tally: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for row, found in zip(rows, system(rows), strict=True):
        gold = gold_spans(row)
        count(tally, gold, found)
        for role in ROLES if options.misses else ():
            show(row["text"], role, gold, found, shown, options.misses)
    result = figures(tally)
    if options.json:
        print(json.dumps(result, indent=1))
        return
    print(f"{len(rows)} articles ({options.half})")
    for name, row_figures in result.items():
        print(f"{name:16}", "  ".join(f"{key} {value:.3f}" for key, value in row_figures.items()))


def show(text: str, role: str, gold: Spans, found: Spans, shown: Counter[str], limit: int) -> None:
    for kind, spans, others in (("MISSED", gold, found), ("WRONG", found, gold)):
        for start, end in spans[role]:
            if not overlaps((start, end), others[role]) and shown[kind + role] < limit:
                shown[kind + role] += 1
                before, after = text[max(0, start - 70) : start], text[end : end + 70]
                line = f"{before}[[{text[start:end]}]]{after}".replace("\n", "\\n")
                print(kind, role, line)


if __name__ == "__main__":
    main()
