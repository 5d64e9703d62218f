"""A verdict → a relation with the differences that it is told by."""

from __future__ import annotations

from collections.abc import Sequence

from compare.records import Claim, Difference, Relation, Slot
from compare.relations.leftover import leftovers
from compare.relations.marks import spans
from compare.relations.slots import (
    RESERVED,
    Finding,
    SlotContext,
    difference,
    stand,
    word_span,
)
from compare.relations.verdict import LABELS, TOLD, Verdict, negating

CONTRADICT, DIFFER, UNRELATED = 0.5, 0.5, 0.5
RIVAL = 0.5
SLOT = 0.4
_MOST = 3


def concluded(
    context: SlotContext, findings: Sequence[Finding], whole: Verdict
) -> Relation:
    """Say what relation it is, and name the words that differ."""
    chances = dict(zip(LABELS, whole.labels.tolist(), strict=True))
    different = chances["contradict"] + chances["differ"]
    if chances["unrelated"] >= UNRELATED:
        return Relation("unrelated", chances["unrelated"])
    if different < DIFFER:
        return Relation("agree", 1 - different)
    label = "contradict" if chances["contradict"] >= CONTRADICT * different else "differ"
    if label == "differ" and not _evident(findings, whole):
        return Relation("agree", 1 - different)
    told = _told(context, findings, whole)
    return Relation(label, chances["contradict"] if label == "contradict" else different, tuple(told))


def _evident(findings: Sequence[Finding], whole: Verdict) -> bool:
    """Tell whether some words can be named in which the two differ: others only say it otherwise."""
    return (
        any(chance >= RIVAL for _, chance in whole.rivals)
        or any(chance >= SLOT for chance in whole.slots.values())
        or any(item.excludes >= RESERVED for item in findings)
    )


def _told(
    context: SlotContext, findings: Sequence[Finding], whole: Verdict
) -> list[Difference]:
    sides = context.alignment
    left, right = sides.left.claim, sides.right.claim
    made: list[tuple[float, Difference]] = []
    for one, chance in whole.rivals:
        if chance >= RIVAL:
            ends = [(one.left.start, one.left.end)], [(one.right.start, one.right.end)]
            made.append((chance, difference(one.slot, left, right, *ends)))
    named = {item.slot for _, item in made}
    for item in findings:
        if item.excludes >= RESERVED and item.difference.slot not in named:
            if item.difference.slot in TOLD or item.difference.slot == "number":
                made.append((item.excludes, item.difference))
                named.add(item.difference.slot)
    best = max(whole.slots, key=lambda slot: whole.slots[slot])
    for slot, chance in whole.slots.items():
        if slot not in named and (chance >= SLOT or (not made and slot == best)):
            found = _pointed(slot, context)
            if found is not None:
                made.append((chance, found))
    if not made:
        made = [(0.0, item.difference) for item in leftovers(context, [])]
    made.sort(key=lambda item: -item[0])
    return [item for _, item in made[:_MOST]] or [_stands(left, right, context)]


def _stands(left: Claim, right: Claim, context: SlotContext) -> Difference:
    sides = context.alignment
    return difference("action", left, right, stand(sides.left), stand(sides.right))


def _pointed(slot: Slot, context: SlotContext) -> Difference | None:
    """Name the words of a slot for which no pair of values stands."""
    sides = context.alignment
    left, right = sides.left.claim, sides.right.claim
    if slot == "polarity":
        ends = negating(sides.left), negating(sides.right)
    elif slot in {"certainty", "scope"}:
        ends = spans(left, slot), spans(right, slot)
    else:
        return _doings(slot, context)
    if not any(ends):
        return None
    return difference(slot, left, right, ends[0] or stand(sides.left), ends[1] or stand(sides.right))


def _doings(slot: Slot, context: SlotContext) -> Difference:
    """Name the verbs that no word of the other side answers, or else the main ones."""
    sides = context.alignment
    ends = []
    for side, across in ((sides.left, sides.same), (sides.right, sides.back)):
        free = [
            place
            for place, word in enumerate(side.words)
            if word.pos == "VERB" and word.content and not word.source and place not in across
        ]
        roots = [place for place in free if side.words[place].dep == "ROOT"] or free
        ends.append([word_span(side, roots[0])] if roots else stand(side))
    return difference(slot, sides.left.claim, sides.right.claim, *ends)
