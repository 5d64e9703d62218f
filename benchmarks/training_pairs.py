"""Pairs of sentences for training the judge of relations, labelled by how they were made.

Sources lie in the evaluation data's files named train: two sets of inference, claims with the
context they conflict with (each also repaired, so that it follows), and real sentences of which
one word was exchanged, a negation added, or agent and patient exchanged.
"""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import swaps

from compare.relations.judge import LABELS, tidy

DATA = Path(os.environ.get("ASTOLD_EVAL_DATA", "../shared/data"))
Row = tuple[str, str, int]  # premise, hypothesis, place in LABELS
CONTRADICTS, FOLLOWS, NEITHER = range(3)
HELD_OUT = 700  # rows of ficle_train kept for fitting the decision
_MUTUAL = {"meet", "marry", "be", "join"}
_BEFORE_NOT = frozenset(
    [
        *("is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could"),
        *("may", "might", "must", "does", "did", "do", "should"),
    ]
)


def table(name: str) -> list[dict[str, str]]:
    csv.field_size_limit(10**9)
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def inference(names: Sequence[str]) -> list[Row]:
    return [
        (tidy(row["a"]), tidy(row["b"]), LABELS.index(row["label"]))
        for name in names
        for row in table(name)
    ]


def conflicts(rows: Sequence[dict[str, str]], banned: set[str]) -> list[Row]:
    """Give each claim with its context, as it stands and repaired with the context's words.

    Args:
        banned: claims and contexts of the sets that are measured, in lower case; left out.
    """
    made: list[Row] = []
    for row in rows:
        claim, context = tidy(row["Claim"]), tidy(row["Context"])
        if {claim.lower(), context.lower()} & banned:
            continue
        made.append((context, claim, CONTRADICTS))
        part = row.get(row["Inconsistent Claim Component"].split("-")[0]) or ""
        span = row["Inconsistent Context-Span"]
        if part and span and part in row["Claim"]:
            repaired = tidy(row["Claim"].replace(part, span, 1))
            if repaired != claim:
                made.append((context, repaired[:1].upper() + repaired[1:], FOLLOWS))
    return made


def repaired_contexts(rows: Sequence[dict[str, str]], banned: set[str]) -> list[Row]:
    """Give contexts with the claim's words in place of their own, so that the claim follows.

    The claim repaired by the context's own words now contradicts. So neither claim nor context
    alone tells the label, as in FEVER-symmetric.
    """
    made: list[Row] = []
    for row in rows:
        both = conflicts([row], banned)
        part = row.get(row["Inconsistent Claim Component"].split("-")[0]) or ""
        span = row["Inconsistent Context-Span"]
        if len(both) < 2 or row["Context"].count(span) != 1:
            continue
        context = tidy(row["Context"].replace(span, part, 1))
        if context != both[0][0]:
            made.append((context, both[0][1], FOLLOWS))
            made.append((context, both[1][1], CONTRADICTS))
    return made


def same_event(held_out: bool) -> list[Row]:
    """Give pairs of reports on one event, which as good as never contradict each other.

    Args:
        held_out: whether to give the fifth of the topics that is kept for the decision.
    """
    rows = table("pairing/ecb_train.tsv")
    kept = set(sorted({row["topic"] for row in rows})[::5])
    chosen = [row for row in rows if (row["topic"] in kept) == held_out and row["same_sub"] == "1"]
    random.Random(5).shuffle(chosen)
    most = {"1": 600, "0": 200} if held_out else {"1": 4500, "0": 1500}
    made: list[Row] = []
    for label, count in most.items():
        same = [row for row in chosen if row["label"] == label and row["a"] != row["b"]]
        made += [(tidy(row["a"]), tidy(row["b"]), NEITHER) for row in same[:count]]
    return made


def other_context(rows: Sequence[dict[str, str]], banned: set[str]) -> list[Row]:
    """Give claims beside another context of the same page, which mostly says neither."""
    rng = random.Random(5)
    pages: dict[str, list[Row]] = {}
    for row in rows:
        repaired = [made for made in conflicts([row], banned) if made[2] == FOLLOWS]
        pages.setdefault(row["Source"], []).extend(repaired)
    made: list[Row] = []
    for page in pages.values():
        for context, _, _ in page:
            for other, claim, _ in rng.sample(page, min(3, len(page))):
                if other != context:
                    made.append((context, claim, NEITHER))
    return made


def measured() -> set[str]:
    """Give the texts that occur in the measured sets of the same origin."""
    symmetric = table("relation/fever_symmetric_dev.tsv")
    conflicting = table("relation/ficle_val.tsv")
    texts = [row[key] for row in symmetric for key in ("a", "b")]
    texts += [row[key] for row in conflicting for key in ("Claim", "Context")]
    return {tidy(text).lower() for text in texts}


def exchanged(texts: Sequence[str], seed: int) -> list[Row]:
    """Make rows by exchanging words of real sentences."""
    from compare.claims.nlp import pipeline

    rng = random.Random(seed)
    docs = list(swaps.sentences(dict.fromkeys(map(tidy, texts)), pipeline()))
    names = sorted({name.text for doc in docs for name in swaps.people(doc)})
    made: list[Row] = []
    for doc in docs:
        for swap in swaps.swaps(doc.text, names, doc, rng):
            label = FOLLOWS if swap.kind == "harmless" else CONTRADICTS
            made.append((swap.before, swap.after, label))
        changed = [roles_exchanged(doc)]
        if rng.random() < 0.5:
            changed.append(negated(doc, rng))
        made += [(doc.text, text, CONTRADICTS) for text in changed if text]
        if rng.random() < 0.12:
            made.append((doc.text, doc.text, FOLLOWS))
    return made


def sampled(name: str, column: str, count: int, rng: random.Random) -> list[str]:
    texts = list(dict.fromkeys(row[column] for row in table(name)))
    return rng.sample(texts, min(count, len(texts)))


def sentences_to_change(held_out: bool) -> list[str]:
    """Give the real sentences that `exchanged` changes; held-out ones are never trained on."""
    rng = random.Random(1)
    speeches = sampled("claims/claimbuster_train.tsv", "text", 1950, rng)
    news = sampled("pairing/ecb_train.tsv", "a", 971, rng)
    if held_out:
        return [*speeches[1500:], *news[700:]]
    wiki = sampled("nli/semi_auto_wiki_train.tsv", "a", 1200, rng)
    return [*speeches[:1500], *news[:700], *wiki]


def gathered() -> list[Row]:
    """Give all training pairs but those that `training_changes` makes of them."""
    banned, conflicting = measured(), table("relation/ficle_train.tsv")[HELD_OUT:]
    rows = inference(("nli/semi_auto_wiki_train.tsv", "nli/cad_train.tsv"))
    rows += conflicts(conflicting, banned)
    rows += other_context(conflicting, banned)
    rows += same_event(held_out=False)
    rows += exchanged(sentences_to_change(held_out=False), seed=1)
    return [row for row in rows if not {row[0].lower(), row[1].lower()} & banned]


def kept_back() -> list[Row]:
    """Give the pairs that the decision is fitted on, which no network has seen."""
    banned, conflicting = measured(), table("relation/ficle_train.tsv")[:HELD_OUT]
    rows = conflicts(conflicting, banned)
    rows += inference(("nli/semi_auto_wiki_test.tsv",))
    rows += inference(("nli/cad_dev.tsv",))[:600]
    rows += exchanged(sentences_to_change(held_out=True), seed=2)
    rows += other_context(conflicting, banned)
    rows += same_event(held_out=True)
    rows += repaired_contexts(conflicting, banned)
    return [(tidy(a), tidy(b), label) for a, b, label in rows]


def negated(doc: Any, rng: random.Random) -> str | None:
    """Negate the main verb."""
    root = next((w for w in doc if w.dep_ == "ROOT" and w.pos_ in {"VERB", "AUX"}), None)
    if root is None or any(child.dep_ == "neg" for child in root.children):
        return None
    helpers = [w for w in root.children if w.dep_ in {"aux", "auxpass"} and w.i < root.i]
    place = next((w for w in (*helpers, root) if w.lower_ in _BEFORE_NOT), None)
    if place is not None:
        end = place.idx + len(place.text)
        word = " never" if rng.random() < 0.2 else " not"
        return str(doc.text[:end] + word + doc.text[end:])
    do = {"VBD": "did not", "VBZ": "does not", "VBP": "do not"}.get(root.tag_)
    end = root.idx + len(root.text)
    return f"{doc.text[: root.idx]}{do} {root.lemma_}{doc.text[end:]}" if do else None


def roles_exchanged(doc: Any) -> str | None:
    """Exchange subject and object of a verb."""
    for verb in doc:
        parts = {child.dep_: child for child in verb.children}
        subject, thing = parts.get("nsubj"), parts.get("dobj")
        if verb.pos_ != "VERB" or verb.lemma_ in _MUTUAL or not subject or not thing:
            continue
        first = doc[subject.left_edge.i : subject.right_edge.i + 1]
        second = doc[thing.left_edge.i : thing.right_edge.i + 1]
        if "PRON" in (subject.pos_, thing.pos_) or max(len(first), len(second)) > 5:
            continue
        if first.end > second.start:
            continue
        one, other = first.text, second.text
        if subject.pos_ != "PROPN":
            one = one[:1].lower() + one[1:]
        if first.start == 0:
            other = other[:1].upper() + other[1:]
        text = doc.text
        between = text[first.end_char : second.start_char]
        return str(text[: first.start_char] + other + between + one + text[second.end_char :])
    return None
