"""Which lines of a page are its article's body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from compare.readers.linerules import is_sentence, reason_to_cut, words

OUTSIDE = "outside the article"


def choose_body(lines: Sequence[str]) -> list[str | None]:
    """Say for each line why it is cut, or None for a line of the body.

    Args:
        lines: the non-empty lines of a page in order, stripped.
    """
    counts = Counter(line.casefold() for line in lines)
    reasons: list[str | None] = []
    for line in lines:
        reason = reason_to_cut(line)
        if reason is None and counts[line.casefold()] > 1 and words(line) < 40:
            reason = "repeated headline"
        if reason is None and _is_list(line):
            reason = "menu"
        reasons.append(reason)
    start, end = _best_run(lines, reasons)
    for index in range(len(lines)):
        if not start <= index < end:
            reasons[index] = reasons[index] or OUTSIDE
    return reasons


def _is_list(line: str) -> bool:
    """Many words without any sentence punctuation: menus run together, names of icons."""
    return words(line) >= 25 and not any(char in line for char in ".,;!?。，؟")


def _best_run(lines: Sequence[str], reasons: Sequence[str | None]) -> tuple[int, int]:
    """The stretch of lines with the largest sum of scores (Kadane's algorithm)."""
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for index, (line, reason) in enumerate(zip(lines, reasons, strict=True)):
        if total <= 0:
            total, start = 0.0, index
        if reason is None and is_sentence(line):
            total += min(words(line), 60)
        else:
            total -= 6 if reason is None else 4
        if total > best[0]:
            best = (total, start, index + 1)
    return best[1], best[2]
