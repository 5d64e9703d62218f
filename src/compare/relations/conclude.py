"""A verdict → a relation, with the words that it is told by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.records import Difference, Relation, RelationLabel, Slot
from compare.relations.leftover import leftovers
from compare.relations.marks import spans
from compare.relations.sides import Side
from compare.relations.slots import RESERVED, Finding, SlotContext, difference, stand, word_span
from compare.relations.verdict import Verdict, negating

DIFFERENT = 0.5  # the chance of contradicting or differing together
CONTRADICTING = UNRELATED = 0.5
RIVAL, SLOT = 0.6, 0.5  # from these chances on values are rivals, a slot is named
CERTAIN = 0.8  # a contradiction so likely is told though no word can be named for it
# Claims that share less than half of their words contradict by the judge's word alone only where
# the verdict has it so likely too
HALF, SECONDED = 0.5, 0.7
_MOST = 3


def concluded(
    context: SlotContext,
    findings: Sequence[Finding],
    whole: Verdict,
    by_rules: Relation,
    *,
    ruled: bool,
) -> Relation:
    """Say what relation it is, and name the words that differ.

    Args:
        ruled: whether what the slots found rules out by itself that both are true.

    What the rules found stands: where the claims share most of their words they are surer, and
    what they miss are differences between claims that say a thing in other words.
    """
    contradict, differ, _, unrelated = whole.labels.tolist()
    different = contradict + differ
    evident = _evident(context, findings, whole)
    sure = contradict >= CONTRADICTING and (evident or contradict >= CERTAIN)
    if by_rules.label == "contradict":
        if ruled or context.alignment.coverage >= HALF or contradict >= SECONDED:
            return by_rules
        return Relation("differ", different, by_rules.differences)
    told: Sequence[Difference] = ()
    if by_rules.label == "differ":
        if not (sure and _value(whole)):
            return by_rules
        told = by_rules.differences
    elif max(unrelated, whole.apart) >= UNRELATED:
        return Relation("unrelated", max(unrelated, whole.apart))
    elif different < DIFFERENT or not (sure or evident):
        return Relation("agree", 1 - different)
    told = _joined(_told(context, findings, whole), told)
    label: RelationLabel = "contradict" if sure else "differ"
    # with the same words on both sides no reader sees a difference
    label, chance = (label, contradict if sure else different) if told else ("agree", 0.5)
    return Relation(label, chance, told)


def _evident(context: SlotContext, findings: Sequence[Finding], whole: Verdict) -> bool:
    """Tell whether words can be named in which the two differ: others only say it otherwise."""
    likely = [slot for slot, chance in whole.slots.items() if chance >= SLOT]
    return (
        _value(whole)
        or _sure(findings)
        or any(_pointed(slot, context) is not None for slot in likely)
    )


def _sure(findings: Sequence[Finding]) -> bool:
    return any(item.excludes >= RESERVED for item in findings)


def _value(whole: Verdict) -> bool:
    return any(chance >= RIVAL for _, chance in whole.rivals)


def _joined(first: Sequence[Difference], more: Sequence[Difference]) -> tuple[Difference, ...]:
    """Give the differences of both, none of one slot twice."""
    slots = {one.slot for one in first}
    return (*first, *(one for one in more if one.slot not in slots))[:_MOST]


def _told(context: SlotContext, findings: Sequence[Finding], whole: Verdict) -> list[Difference]:
    """Name the differences, the likeliest first."""
    left, right = context.alignment.left.claim, context.alignment.right.claim
    made: list[tuple[float, Difference]] = []
    for one, chance in whole.rivals:
        if chance >= RIVAL:
            ends = [(one.left.start, one.left.end)], [(one.right.start, one.right.end)]
            made.append((chance, difference(one.slot, left, right, *ends)))
    named: set[Slot] = {item.slot for _, item in made}
    for item in sorted(findings, key=lambda item: -item.excludes):
        if item.excludes >= RESERVED and item.difference.slot not in named:
            named.add(item.difference.slot)
            made.append((item.excludes, item.difference))
    likeliest = max(whole.slots, key=lambda slot: whole.slots[slot])
    for slot, chance in whole.slots.items():
        if slot not in named and (chance >= SLOT or (not made and slot == likeliest)):
            found = _pointed(slot, context)
            if found is not None:
                made.append((chance, found))
    if not made:
        made = [_closest(context, whole)]
    made.sort(key=lambda item: -item[0])
    return [item for _, item in made if item.left.casefold() != item.right.casefold()][:_MOST]


def _closest(context: SlotContext, whole: Verdict) -> tuple[float, Difference]:
    """Name what comes nearest to a difference where nothing is likely."""
    left, right = context.alignment.left.claim, context.alignment.right.claim
    if whole.rivals:
        one, chance = max(whole.rivals, key=lambda item: item[1])
        ends = [(one.left.start, one.left.end)], [(one.right.start, one.right.end)]
        return chance, difference(one.slot, left, right, *ends)
    loose = leftovers(context, [])
    return 0.0, loose[0].difference if loose else _doings("action", context)


def _pointed(slot: Slot, context: SlotContext) -> Difference | None:
    """Name the words of a slot for which no pair of values stands; None where there are none."""
    sides = context.alignment
    left, right = sides.left.claim, sides.right.claim
    if slot == "polarity":
        ends = negating(sides.left), negating(sides.right)
    elif slot in {"certainty", "scope"}:
        ends = (
            _said_of_both(spans(left, slot), sides.left, sides.same),
            _said_of_both(spans(right, slot), sides.right, sides.back),
        )
    else:
        return _doings(slot, context)
    if not any(ends) or (slot == "polarity" and all(ends)):
        return None  # what both negate is no difference
    first, second = ends
    return difference(slot, left, right, first or stand(sides.left), second or stand(sides.right))


def _said_of_both(
    found: Sequence[tuple[int, int]], side: Side, across: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Keep the words that stand beside something that the other claim says too.

    A "could" elsewhere in a long sentence takes back nothing of what both say.
    """
    kept = []
    for start, end in found:
        places = [i for i, word in enumerate(side.words) if start <= word.start < end]
        near = {side.words[i].head for i in places} | set(places)
        near |= {i for i, word in enumerate(side.words) if word.head in near}
        if any(i in across for i in near):
            kept.append((start, end))
    return kept


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
    return difference(slot, sides.left.claim, sides.right.claim, ends[0], ends[1])
