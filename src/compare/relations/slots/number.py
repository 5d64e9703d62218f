"""Number: counts and measures whose intervals do not overlap."""

from __future__ import annotations

import math

from compare.records import Claim, Quantity, Slot
from compare.relations import lexicon
from compare.relations.sides import IN_PLACE
from compare.relations.slots import (
    DOUBTFUL,
    RULED_OUT,
    Finding,
    SlotContext,
    difference,
    unclaimed,
    word_span,
)
from compare.relations.words import ORDINALS, Word

_ROUNDING = 0.1
_ROUNDED = 0.05  # no number is taken for one rounded further
_TIMES = {"once", "twice", "thrice"}
OPEN = 0.4  # both say "more than", so that both can be true


class Number:
    """Compares the quantities that count the same thing or stand in the same place."""

    name: Slot = "number"
    order = 10

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report each quantity that has counterparts but agrees with none of them."""
        found = self._words(left, right, context)
        told = {span for item in found for span in item.difference.left_spans}
        other_told = {span for item in found for span in item.difference.right_spans}
        free_left = [q for q in left.quantities if not _met(q, right.quantities)]
        free_right = [q for q in right.quantities if not _met(q, left.quantities)]
        free_right = [q for q in free_right if (q.start, q.end) not in other_told]
        for first in free_left:
            options = [q for q in free_right if _comparable(first, q, context)]
            if not options or (first.start, first.end) in told:
                continue
            second = max(options, key=lambda q: (_in_place(first, q, context), -q.start))
            free_right.remove(second)
            value = RULED_OUT if _in_place(first, second, context) else DOUBTFUL
            found.append(self._found(left, right, first, second, value))
        return found

    def _words(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report numerals that stand in the same place, whatever else is counted."""
        sides, found = context.alignment, []
        seen: set[tuple[Quantity, Quantity]] = set()
        for place, rival, score in unclaimed(context):
            word, other = sides.left.words[place], sides.right.words[rival]
            first, second = _at(left, word), _at(right, other)
            if first and second:
                context.claimed.add((place, rival))
                if first.ordinal != second.ordinal:
                    continue  # "the third pitch" beside "four pitches"
                if score >= IN_PLACE and (first, second) not in seen and not agree(first, second):
                    seen.add((first, second))
                    found.append(self._found(left, right, first, second, RULED_OUT))
            elif _counts(word, other) and word.kind + other.kind != "datedate":
                context.claimed.add((place, rival))
                spans = [word_span(sides.left, place)], [word_span(sides.right, rival)]
                made = difference(self.name, left, right, *spans)
                found.append(Finding(made, RULED_OUT if score >= IN_PLACE else DOUBTFUL))
        return found

    def _found(
        self, left: Claim, right: Claim, first: Quantity, second: Quantity, value: float
    ) -> Finding:
        if _both_open(first, second):
            value = min(value, OPEN)
        elif first.approximate or second.approximate:
            value -= 0.1
        spans = [(first.start, first.end)], [(second.start, second.end)]
        return Finding(
            difference(self.name, left, right, *spans, _gap(first, second)),
            value,
        )


def _at(claim: Claim, word: Word) -> Quantity | None:
    return next((q for q in claim.quantities if q.start <= word.start < q.end), None)


def _counts(word: Word, other: Word) -> bool:
    """Tell whether two words say how many, as numerals or by name ("pair", "majority")."""
    if _numeral(word) and _numeral(other):
        return True
    return word.pos == other.pos == "NOUN" and all(
        not item.kind and lexicon.category(item.key, "NOUN") == lexicon.QUANTITY
        for item in (word, other)
    )


def _numeral(word: Word) -> bool:
    low = word.text.lower()
    return word.pos == "NUM" or word.text[:1].isdigit() or low in ORDINALS or low in _TIMES


def _both_open(first: Quantity, second: Quantity) -> bool:
    """Tell "more than 50" and "more than 75": different, but both can be true."""
    if _away_from_each_other(first, second):
        return False
    return (first.low <= second.high and second.low <= first.high) or (
        first.approximate and second.approximate and agree(first, second)
    )


def agree(first: Quantity, second: Quantity) -> bool:
    """Tell whether two quantities say the same: whether their intervals overlap.

    "About 200" allows ten per cent to each side; a round number allows what would be
    rounded to it ("1.2 million" for 1,234,567). Of two bounds to the same side the bounds
    themselves are compared: "over 50" and "over 75" say different things, though both can be
    true.
    """
    if first.ordinal != second.ordinal:
        return False
    if _same_side(first, second):
        nearer = min(abs(first.low), abs(second.low)), min(abs(first.high), abs(second.high))
        bounds = (first.low, second.low) if math.isinf(first.high) else (first.high, second.high)
        scale = nearer[0] if math.isinf(first.high) else nearer[1]
        return abs(bounds[0] - bounds[1]) <= _ROUNDING * scale
    if _away_from_each_other(first, second):
        return False
    low, high = _widened(first)
    other_low, other_high = _widened(second)
    return low <= other_high and other_low <= high


def _same_side(first: Quantity, second: Quantity) -> bool:
    """Tell whether both are open to the same side ("over 50", "over 75")."""
    upward = math.isinf(first.high) and math.isinf(second.high)
    downward = first.low == second.low == 0 and first.high > 0 and second.high > 0
    return upward or downward


def _away_from_each_other(first: Quantity, second: Quantity) -> bool:
    """Tell "less than 20" from "more than 20", whose intervals have the bound in common."""
    below, above = sorted((first, second), key=lambda item: item.high)
    return math.isinf(above.high) and below.low == 0 < below.high <= above.low


def _widened(item: Quantity) -> tuple[float, float]:
    if item.ordinal:
        return item.low, item.high
    slack_low = slack_high = 0.0
    if item.approximate:
        slack_low, slack_high = (
            max(abs(end) * _ROUNDING, 2.0 if 5 < abs(end) <= 30 else 0.0)
            for end in (item.low, item.high)
        )
    elif item.low == item.high and math.isfinite(item.low) and abs(item.low) >= 1e5:
        slack_low = slack_high = min(0.5 * 10 ** _last_digit(item.low), _ROUNDED * abs(item.low))
    low = item.low - (slack_low if math.isfinite(slack_low) else 0)
    high = item.high + (slack_high if math.isfinite(slack_high) else 0)
    return low, high


def _last_digit(value: float) -> int:
    """Give the power of ten of the last digit that is not zero."""
    text = f"{value:.0f}".rstrip("0")
    return len(f"{value:.0f}") - len(text)


def same_unit(first: Quantity, second: Quantity) -> bool:
    """Tell whether two quantities may be of one thing: of one unit, or of one that is not told."""
    return first.unit == second.unit or not first.unit or not second.unit


def _met(item: Quantity, others: tuple[Quantity, ...]) -> bool:
    return any(agree(item, other) and same_unit(item, other) for other in others)


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
