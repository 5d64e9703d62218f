"""How two claims stand to each other: the public functions of this package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from compare.claims.extract import claims_from_texts
from compare.plugins import discover
from compare.records import Article, Claim, Relation
from compare.relations.align import align
from compare.relations.decide import decide
from compare.relations.slots import Finding, SlotContext, SlotRule


def relate(pairs: Sequence[tuple[str, str]]) -> list[Relation]:
    """Say how the two sentences of each pair stand to each other.

    Args:
        pairs: bare sentences (or short passages), without anything known about their origin.

    Returns:
        A relation for each pair; the spans of its differences count in the given texts.
    """
    texts = list(dict.fromkeys(text for pair in pairs for text in pair))
    claims = dict(zip(texts, claims_from_texts(texts), strict=True))
    return relate_claims([(claims[left], claims[right]) for left, right in pairs])


def relate_claims(
    pairs: Sequence[tuple[Claim, Claim]],
    *,
    articles: Mapping[str, Article] | None = None,
    aliases: Mapping[str, str] | None = None,
    vectors: Mapping[str, NDArray[np.float32]] | None = None,
) -> list[Relation]:
    """Say how the two claims of each pair stand to each other.

    Args:
        pairs: claims, of two articles or of the same.
        articles: article id → article; with it a later report that revises an earlier one
            is told from a contradiction.
        aliases: lower-case name variant → canonical name.
        vectors: claim text → unit vector; without it the words alone decide what is related.

    Returns:
        A relation for each pair. Exchanging the claims of a pair exchanges the sides of the
        differences and changes nothing else.
    """
    found = []
    for left, right in pairs:
        relation = _relation(left, right, vectors or {})
        found.append(_dated(relation, left, right, articles or {}))
    return found


def findings(left: Claim, right: Claim) -> tuple[SlotContext, list[Finding]]:
    """Run all slots over one pair, in their order."""
    context = SlotContext(align(left, right))
    rules: list[SlotRule] = sorted(
        discover("compare.relations.slots").values(), key=lambda rule: (rule.order, rule.name)
    )
    return context, [item for rule in rules for item in rule.compare(left, right, context)]


def _relation(left: Claim, right: Claim, vectors: Mapping[str, NDArray[np.float32]]) -> Relation:
    if left.text == right.text:
        return Relation("agree", 1.0)
    if left.text > right.text:  # one order for both directions
        return turned(_relation(right, left, vectors))
    context, found = findings(left, right)
    cosine = None
    if left.text in vectors and right.text in vectors:
        cosine = float(vectors[left.text] @ vectors[right.text])
    return decide(context.alignment, found, cosine=cosine)


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
    """Mark it an update when the later report revises what can change in the course of an event."""
    if relation.label not in {"differ", "contradict"}:
        return relation
    first, second = _time(left, articles), _time(right, articles)
    if first is None or second is None or first == second:
        return relation
    if set(relation.slots) & {"number", "polarity", "certainty"}:
        return Relation("differ", relation.confidence, relation.differences, update=True)
    return relation


def _time(claim: Claim, articles: Mapping[str, Article]) -> datetime | None:
    article = articles.get(claim.article_id)
    return article.published_at if article else None
