"""A second look at pairs that the score leaves open: the judge of relations has a word too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from compare.config import Settings
from compare.records import Claim, Match, Relation
from compare.relations.decide import CLOSE

SURE = 0.85  # of the judge, that two claims have nothing to do with each other
RIVALS_FROM = 0.7  # of `suggested`: opposite stands on one matter share fewer words
_OPEN = {"denied", "uncommitted", "doubted"}
_STAND = {"polarity", "certainty"}

Relate = Callable[[Sequence[tuple[Claim, Claim]]], list[Relation]]


def second_look(
    scored: Sequence[Match],
    kept: Sequence[Match],
    claims: Mapping[str, Claim],
    settings: Settings,
    relate: Relate,
    vectors: Mapping[str, NDArray[np.float32]] | None = None,
) -> list[Match]:
    """Drop suggested pairs of different facts, and suggest rival stands just below the bound.

    The score knows how alike two sentences are; within one event nearly all are. A pair that
    it only suggests is dropped when the judge is sure that the two are unrelated. A pair a
    little below `suggested` is suggested as well when one side denies or leaves open what the
    other states: those are the versions that people look for. Probabilities stay as they are,
    and nothing that a person decided or that the score confirms is looked at.

    Args:
        scored: all pairs with their probabilities.
        kept: what `compare.match.decide` made of them.
        claims: claim id → claim.
        relate: gives a relation for each pair.
        vectors: claim text → unit vector. Claims that are close by them are never unrelated, so
            that nobody has to be asked.
    """
    there = {(one.left, one.right) for one in kept}
    low = RIVALS_FROM * settings.suggested
    rivals = [
        one
        for one in scored
        if low <= one.probability < settings.suggested
        and (one.left, one.right) not in there
        and _opposed(claims[one.left], claims[one.right])
    ]
    unsure = [
        one
        for one in kept
        if one.decided_by == "rule"
        and one.state == "suggested"
        and not _close(claims[one.left], claims[one.right], vectors or {})
    ]
    asked = [*unsure, *rivals]
    answers = relate([(claims[one.left], claims[one.right]) for one in asked])
    relations = {(one.left, one.right): found for one, found in zip(asked, answers, strict=True)}
    matches = [one for one in kept if not _apart(relations.get((one.left, one.right)))]
    matches += [
        replace(one, state="suggested", decided_by="rule")
        for one in rivals
        if _stands_against(relations[one.left, one.right])
    ]
    return matches


def _close(left: Claim, right: Claim, vectors: Mapping[str, NDArray[np.float32]]) -> bool:
    mine, other = vectors.get(left.text), vectors.get(right.text)
    return mine is not None and other is not None and float(mine @ other) >= CLOSE


def rival_pairs(
    matches: Sequence[Match], claims: Mapping[str, Claim], relate: Relate
) -> set[tuple[str, str]]:
    """Give the suggested pairs, left and right id, in which one denies what the other confirms.

    That they take opposite stands on it shows, better than their words, that both speak of one
    matter. `relate` is asked about the few suggested pairs whose stances are opposed.
    """
    open_ones = [
        one
        for one in matches
        if one.decided_by == "rule"
        and one.state == "suggested"
        and _opposed(claims[one.left], claims[one.right])
    ]
    answers = relate([(claims[one.left], claims[one.right]) for one in open_ones])
    return {
        (one.left, one.right)
        for one, found in zip(open_ones, answers, strict=True)
        if found.label == "contradict" and _STAND & set(found.slots)
    }


def _opposed(left: Claim, right: Claim) -> bool:
    # By stance alone: with plainly negated claims counted as well, nine in ten of the pairs that
    # this let in on news were about something else.
    return (left.stance in _OPEN) != (right.stance in _OPEN)


def _apart(relation: Relation | None) -> bool:
    return relation is not None and relation.label == "unrelated" and relation.confidence >= SURE


def _stands_against(relation: Relation) -> bool:
    return relation.label in {"contradict", "differ"} and bool(_STAND & set(relation.slots))
