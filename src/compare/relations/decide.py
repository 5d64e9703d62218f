"""From what the slots found and what the judge thinks to one relation.

A logistic regression over `features.NAMES` gives the probability that the claims contradict each
other; its weights lie in `weights/decision.json` and come from `benchmarks/train_relations.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compare.records import Relation, RelationLabel
from compare.relations.align import FORCED
from compare.relations.conclude import concluded
from compare.relations.contexts import Context
from compare.relations.features import NAMES, features
from compare.relations.leftover import leftovers, stands
from compare.relations.sides import Side
from compare.relations.slots import LOOSELY, MOSTLY, RESERVED, SHARED, Finding, SlotContext
from compare.relations.verdict import Telling, verdict

WEIGHTS = Path(__file__).parent / "weights" / "decision.json"
# Both claims together; nine of ten pairs that the judge was trained on are shorter, and with
# longer ones its word alone is no ground for a contradiction.
LONGEST_READ = 62  # words and punctuation marks
RULED = 0.75
CLOSE = 0.5  # cosine from which claims are on one matter, whatever their words
_MOST = 3  # differences of last resort that are told


@dataclass(frozen=True)
class Decision:
    """Weights and thresholds.

    Attributes:
        weights: one for each of `features.NAMES`.
        contradict, differ: from these probabilities on the claims contradict, or differ.
        related: share of the shorter claim's words that must be shared, or else the judge must
            take the claims for related.
    """

    weights: NDArray[np.float64]
    bias: float
    contradict: float
    differ: float
    related: float


@cache
def decision() -> Decision:
    """Read the weights, once a process."""
    stored = json.loads(WEIGHTS.read_text("utf-8"))
    weights = np.array([stored["weights"].get(name, 0.0) for name in NAMES])
    return Decision(
        weights, stored["bias"], stored["contradict"], stored["differ"], stored["related"]
    )


def decide(
    context: SlotContext,
    findings: Sequence[Finding],
    judged: NDArray[np.float64],
    telling: Telling,
    words: Context,
    *,
    cosine: float | None = None,
) -> Relation:
    """Combine what the slots found with what the judge thinks.

    Args:
        context: the alignment of the two claims.
        findings: of all slots.
        judged: see `features.features`.
        telling, words: see `verdict.verdict`.
        cosine: similarity of the two sentences, where vectors are at hand.
    """
    weighed = _all_weighed(context, findings)
    odds = _odds(context, weighed, judged)
    ruled = _ruled_out(context, weighed)
    by_rules = _by_rules(context, weighed, judged, odds, ruled, cosine)
    if not findings and _says_the_same(context):
        return Relation("agree", 1.0 - min(0.5, 1 / (1 + math.exp(-odds))))
    # of longer claims the verdict knows little, as the pairs that it was fitted on are shorter
    if _settled(context, weighed) or _length(context) > LONGEST_READ:
        return by_rules
    whole = verdict(context, words, findings, telling, (odds, ruled))
    return concluded(context, weighed, whole, by_rules, ruled=ruled >= RULED)


def rules(
    context: SlotContext, findings: Sequence[Finding], judged: NDArray[np.float64]
) -> tuple[float, float]:
    """Give what the rules say of a contradiction: log-odds, and how surely the slots alone do."""
    weighed = _all_weighed(context, findings)
    return _odds(context, weighed, judged), _ruled_out(context, weighed)


def _length(context: SlotContext) -> int:
    return len(context.alignment.left.words) + len(context.alignment.right.words)


def _all_weighed(context: SlotContext, findings: Sequence[Finding]) -> list[Finding]:
    return [_weighed(context, item) for item in findings if not _alike(item)]


def _odds(context: SlotContext, findings: Sequence[Finding], judged: NDArray[np.float64]) -> float:
    """Give the log-odds of a contradiction by the regression over `features.NAMES`."""
    given = features(context.alignment, findings, judged)
    return float(decision().weights @ np.array(given)) + decision().bias


def _says_the_same(context: SlotContext) -> bool:
    """Tell whether one says word by word what the other does, or neither takes a stand."""
    alignment = context.alignment
    stances = {side.claim.stance for side in (alignment.left, alignment.right)}
    return alignment.coverage == 1 or stances == {"uncommitted"}


def _settled(context: SlotContext, findings: Sequence[Finding]) -> bool:
    """Tell whether the rules are sure: opposite stands of one speaker, and near copies."""
    if any(item.settles for item in findings):
        return True
    alignment = context.alignment
    return alignment.coverage >= MOSTLY and any(score >= FORCED for *_, score in alignment.instead)


def _by_rules(
    context: SlotContext,
    findings: Sequence[Finding],
    judged: NDArray[np.float64],
    odds: float,
    ruled: float,
    cosine: float | None,
) -> Relation:
    used = decision()
    chance = 1 / (1 + math.exp(-odds))
    # a contradiction is to be told in words: between reports the judge was wrong more often
    # than not where no word stood against another
    if _length(context) > LONGEST_READ or not (findings or context.alignment.instead):
        chance = min(chance, used.differ)
    chance = max(chance, ruled)
    sure = [item for item in findings if item.excludes >= RESERVED]
    label = _label(context, chance, bool(sure), cosine, used, judged)
    confidence = chance if label == "contradict" else 1 - chance
    if label in {"agree", "unrelated"}:
        return Relation(label, confidence)
    told = sorted(sure, key=lambda item: -item.excludes) or _last_resort(context, findings)
    return Relation(label, confidence, tuple(item.difference for item in told if not _alike(item)))


def _alike(found: Finding) -> bool:
    """Tell whether both sides would be shown the same words: no reader sees a difference there."""
    left, right = found.difference.left.casefold(), found.difference.right.casefold()
    if found.difference.slot == "place" and left and right:  # "Russian-American", "Russian"
        countries = set(left.split("-")), set(right.split("-"))
        return countries[0] <= countries[1] or countries[1] <= countries[0]
    return left == right and not found.settles


def _weighed(context: SlotContext, found: Finding) -> Finding:
    """Take the weight from a difference between two things of which neither is the other's.

    Of claims that share most of their words, all are about one thing. Of long reports that share
    an affair, "$49" and "$315" need not be the price of the same.
    """
    alignment = context.alignment
    own = found.difference.slot in {"polarity", "certainty"}  # these look for it themselves
    mostly = alignment.coverage >= MOSTLY and found.difference.slot != "role"
    if own or found.settles or mostly or found.excludes < RESERVED:
        return found
    left = _head(alignment.left, found.difference.left_spans)
    right = _head(alignment.right, found.difference.right_spans)
    if left is None or right is None or alignment.hangs_together(left, right):
        return found
    return replace(found, excludes=LOOSELY)


def _head(side: Side, spans: Sequence[tuple[int, int]]) -> int | None:
    """Give the place of the word that the others in `spans` hang on."""
    inside = [
        place
        for place, word in enumerate(side.words)
        if any(start <= word.start < end for start, end in spans)
    ]
    return next((place for place in inside if side.words[place].head not in inside), None)


def _ruled_out(context: SlotContext, findings: Sequence[Finding]) -> float:
    """Give how surely the slots alone rule out that both claims are true; 0 below `RULED`."""
    settled = max((item.excludes for item in findings if item.settles), default=0.0)
    worst = max((item.excludes for item in findings), default=0.0)
    # of claims that share little, a difference need not be about the same thing
    weighed = worst * (0.4 + 0.6 * min(1.0, context.alignment.coverage / SHARED))
    return max(settled, weighed if weighed >= RULED else 0.0)


def _label(
    context: SlotContext,
    chance: float,
    sure: bool,
    cosine: float | None,
    used: Decision,
    judged: NDArray[np.float64],
) -> RelationLabel:
    if chance >= used.contradict:
        return "contradict"
    close = cosine is not None and cosine >= CLOSE
    if context.alignment.coverage < used.related and not close:
        neither = float(judged[:, 2].min())
        if neither > 0.5 or context.alignment.coverage == 0:
            return "unrelated"
    return "differ" if sure or chance >= used.differ else "agree"


def _last_resort(context: SlotContext, findings: Sequence[Finding]) -> list[Finding]:
    """Name the words that the label most likely rests on where no slot is sure."""
    loose = [item for item in findings if item.excludes >= LOOSELY]
    return (loose + leftovers(context, loose) or [stands(context)])[:_MOST]
