"""Number: counts and measures whose intervals do not overlap."""

from __future__ import annotations

import math

from compare.records import Claim, Quantity, Slot
from compare.relations.slots import DOUBTFUL, RULED_OUT, Finding, SlotContext, difference

_ROUNDING = 0.1


class Number:
    """Compares the quantities that count the same thing or stand in the same place."""

    name: Slot = "number"
    order = 10

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report each quantity that has counterparts but agrees with none of them."""
        free_left = [q for q in left.quantities if not _met(q, right.quantities)]
        free_right = [q for q in right.quantities if not _met(q, left.quantities)]
        found = []
        for first in free_left:
            options = [q for q in free_right if _comparable(first, q, context)]
            if not options:
                continue
            second = max(options, key=lambda q: (_in_place(first, q, context), -q.start))
            free_right.remove(second)
            placed = _in_place(first, second, context)
            value = RULED_OUT if placed else DOUBTFUL
            if first.approximate or second.approximate:
                value -= 0.1
            made = difference(
                self.name,
                left,
                right,
                [(first.start, first.end)],
                [(second.start, second.end)],
                _gap(first, second),
            )
            found.append(Finding(made, value))
        return found


def agree(first: Quantity, second: Quantity) -> bool:
    """Tell whether the intervals overlap, allowing for rounding.

    "About 200" allows ten per cent to each side; a round number allows what would be
    rounded to it ("1.2 million" for 1,234,567).
    """
    if first.ordinal != second.ordinal:
        return False
    low, high = _widened(first)
    other_low, other_high = _widened(second)
    return low <= other_high and other_low <= high


def _widened(item: Quantity) -> tuple[float, float]:
    if item.ordinal:
        return item.low, item.high
    slack_low = slack_high = 0.0
    if item.approximate:
        slack_low, slack_high = abs(item.low) * _ROUNDING, abs(item.high) * _ROUNDING
    elif item.low == item.high and math.isfinite(item.low) and abs(item.low) >= 1e5:
        slack_low = slack_high = 0.5 * 10 ** _last_digit(item.low)
    low = item.low - (slack_low if math.isfinite(slack_low) else 0)
    high = item.high + (slack_high if math.isfinite(slack_high) else 0)
    return low, high


def _last_digit(value: float) -> int:
    """Give the power of ten of the last digit that is not zero."""
    text = f"{value:.0f}".rstrip("0")
    return len(f"{value:.0f}") - len(text)


def _same_unit(first: Quantity, second: Quantity) -> bool:
    return first.unit == second.unit or not first.unit or not second.unit


def _met(item: Quantity, others: tuple[Quantity, ...]) -> bool:
    return any(agree(item, other) and _same_unit(item, other) for other in others)


def _in_place(first: Quantity, second: Quantity, context: SlotContext) -> bool:
    alignment = context.alignment
    return any(
        first.start <= alignment.left.words[place].start < first.end
        and second.start <= alignment.right.words[rival].start < second.end
        for place, rival, _ in alignment.instead
    )


def _comparable(first: Quantity, second: Quantity, context: SlotContext) -> bool:
    if first.ordinal != second.ordinal:
        return False
    if _in_place(first, second, context):
        return True
    return bool(first.unit) and first.unit == second.unit and not first.ordinal


def _gap(first: Quantity, second: Quantity) -> str:
    if first.low != first.high or second.low != second.high or first.ordinal:
        return ""
    return f"{first.low:,g} and {second.low:,g}"


PLUGIN = Number()
