"""From the differences of two claims to one relation."""

from __future__ import annotations

from collections.abc import Sequence

from compare.records import Relation
from compare.relations.align import Alignment
from compare.relations.slots import DETAIL, Finding

RELATED = 0.34  # share of the shorter claim's words that the other must have
CONTRADICT = 0.75
_CLOSE = 0.5


def decide(
    alignment: Alignment, findings: Sequence[Finding], *, cosine: float | None = None
) -> Relation:
    """Combine what the slots found.

    Args:
        alignment: of the two claims.
        findings: of all slots.
        cosine: similarity of the two sentences, where vectors are at hand.
    """
    coverage = alignment.coverage
    related = coverage >= RELATED or (cosine is not None and cosine >= _CLOSE)
    if not related:
        return Relation("unrelated", 1 - coverage)
    told = tuple(item.difference for item in sorted(findings, key=lambda item: -item.excludes))
    worst = max((item.excludes for item in findings), default=0.0)
    worst *= 0.4 + 0.6 * min(1.0, coverage / 0.6)
    if worst >= CONTRADICT:
        return Relation("contradict", worst, told)
    if worst > DETAIL:
        return Relation("differ", 1 - abs(worst - 0.45), told)
    return Relation("agree", 1 - worst)
