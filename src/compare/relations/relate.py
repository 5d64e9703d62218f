"""How two claims stand to each other: the public functions of this package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, timedelta

import numpy as np
from numpy.typing import NDArray

from compare.plugins import discover
from compare.records import Article, Claim, Relation, RelationLabel
from compare.relations.align import align
from compare.relations.contexts import Contexts
from compare.relations.decide import decide
from compare.relations.judge import both_ways
from compare.relations.level import levelled
from compare.relations.nli import cross_encoder
from compare.relations.reader import teller
from compare.relations.slots import Finding, SlotContext, SlotRule
from compare.relations.verdict import Telling, told

# what a later report can revise, and from which distance in time it is a later one
REVISED = {"number", "polarity", "certainty"}
SOON = timedelta(minutes=30)


def relate(pairs: Sequence[tuple[str, str]]) -> list[Relation]:
    """Say how the two sentences of each pair stand to each other.

    Args:
        pairs: bare sentences (or short passages), without anything known about their origin.

    Returns:
        A relation for each pair; the spans of its differences count in the given texts.
    """
    from compare.claims.extract import claims_from_texts

    texts = list(dict.fromkeys(text for pair in pairs for text in pair))
    claims = dict(zip(texts, claims_from_texts(texts), strict=True))
    return relate_claims([(claims[left], claims[right]) for left, right in pairs])


def relate_claims(
    pairs: Sequence[tuple[Claim, Claim]],
    *,
    articles: Mapping[str, Article] | None = None,
    aliases: Mapping[str, str] | None = None,
    vectors: Mapping[str, NDArray[np.float32]] | None = None,
    nli_model: str = "",
) -> list[Relation]:
    """Say how the two claims of each pair stand to each other.

    Args:
        pairs: claims, of two articles or of the same.
        articles: article id → article; with it a later report that revises an earlier one
            is told from a contradiction.
        aliases: lower-case name variant → canonical name.
        vectors: claim text → unit vector; without it the words alone decide what is related.
        nli_model: a cross-encoder that the rules ask in place of the packaged judge, see
            `Settings`; the verdict goes by the packaged one, which knows four kinds.

    Returns:
        A relation for each pair. Exchanging the claims of a pair exchanges the sides of the
        differences and changes nothing else.
    """
    # one order for both directions: exchanging the claims must change nothing
    ordered = [pair if pair[0].text <= pair[1].text else pair[::-1] for pair in pairs]
    different = [pair for pair in ordered if pair[0].text != pair[1].text]
    texts = [levelled(left, right) for left, right in different]
    tellings = told(texts)
    asked = both_ways(cross_encoder(nli_model), texts) if nli_model and texts else ()
    opinions = iter(asked if nli_model else [one.ways for one in tellings])
    told_so = iter(tellings)
    contexts = Contexts(teller())
    found = []
    # Reprints repeat their sentences: equal pairs are worked out once.
    known: dict[tuple[int, int], Relation] = {}
    numbers = _numbers(pairs)
    for (left, right), (first, second) in zip(pairs, ordered, strict=True):
        if first.text == second.text:
            found.append(Relation("agree", 1.0))
            continue
        opinion, telling = next(opinions), next(told_so)
        key = numbers[id(first)], numbers[id(second)]
        if key not in known:
            known[key] = _relation(first, second, opinion, telling, contexts, vectors or {})
        relation = known[key]
        relation = relation if first is left else turned(relation)
        found.append(_dated(relation, left, right, articles or {}))
    return found


def _numbers(pairs: Sequence[tuple[Claim, Claim]]) -> dict[int, int]:
    """Give a number to each claim, by its `id()`: one number to all that say the same."""
    claims = {id(claim): claim for pair in pairs for claim in pair}
    different: dict[Claim, int] = {}
    return {
        place: different.setdefault(_placeless(claim), len(different))
        for place, claim in claims.items()
    }


def _placeless(claim: Claim) -> Claim:
    """Give the claim without where it stands: equal for all that says the same of itself.

    Spans of attributions count in the article, so that with them the place belongs to it.
    """
    placed = claim.attributions != ()
    return replace(
        claim,
        id="",
        article_id="",
        start=claim.start if placed else 0,
        end=claim.end if placed else 0,
        position=0,
    )


def findings(left: Claim, right: Claim) -> tuple[SlotContext, list[Finding]]:
    """Run all slots over one pair, in their order."""
    context = SlotContext(align(left, right))
    rules: list[SlotRule] = sorted(
        discover("compare.relations.slots").values(), key=lambda rule: (rule.order, rule.name)
    )
    return context, [item for rule in rules for item in rule.compare(left, right, context)]


def _relation(
    left: Claim,
    right: Claim,
    judged: NDArray[np.float64],
    telling: Telling,
    contexts: Contexts,
    vectors: Mapping[str, NDArray[np.float32]],
) -> Relation:
    context, found = findings(left, right)
    cosine = None
    if left.text in vectors and right.text in vectors:
        cosine = float(vectors[left.text] @ vectors[right.text])
    words = contexts.of(context.alignment)
    return decide(context, found, judged, telling, words, cosine=cosine)


def turned(relation: Relation) -> Relation:
    """Exchange the sides of a relation."""
    told = tuple(
        replace(
            item,
            left=item.right,
            right=item.left,
            left_spans=item.right_spans,
            right_spans=item.left_spans,
        )
        for item in relation.differences
    )
    return replace(relation, differences=told)


def _dated(
    relation: Relation, left: Claim, right: Claim, articles: Mapping[str, Article]
) -> Relation:
    """Mark it an update when the later report revises what can change in the course of an event.

    A revised figure no longer contradicts. Where the word itself changed ("neither confirmed
    nor denied", then "confirmed") the two still contradict, and the order is told beside it.
    """
    if relation.label not in {"differ", "contradict"}:
        return relation
    if not _in_order(articles.get(left.article_id), articles.get(right.article_id)):
        return relation
    slots = set(relation.slots)
    if not slots & REVISED:
        return relation
    label: RelationLabel = "differ" if slots <= {"number", "scope"} else relation.label
    return replace(relation, label=label, update=True)


def _in_order(first: Article | None, second: Article | None) -> bool:
    """Tell whether one report is surely older than the other."""
    if first is None or second is None or not (first.published_at and second.published_at):
        return False
    times = [
        item if item.tzinfo else item.replace(tzinfo=UTC)
        for item in (first.published_at, second.published_at)
    ]
    gap = abs(times[0] - times[1])
    exact = first.published_precision == second.published_precision == "time"
    return gap >= (SOON if exact else timedelta(days=1))
