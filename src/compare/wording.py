"""Which words of two claims differ, for the side-by-side view."""

from __future__ import annotations

from compare.records import Claim
from compare.relations.same import same_words
from compare.relations.sides import Side

Spans = list[tuple[int, int]]


def mark(left: Claim, right: Claim) -> tuple[Spans, Spans]:
    """Find the words that only one of two claims has.

    Words are compared by meaning, not by spelling: "nine" and "9", "met" and "meeting" and
    two forms of one name count as the same, and function words count for nothing.

    Args:
        left, right: claims with or without a parse.

    Returns:
        Spans (start, end) in `left.text` and in `right.text`, in order, neighbours joined.
        Exchanging the claims exchanges the two lists.
    """
    if left.text == right.text:
        return [], []
    if left.text > right.text:
        return mark(right, left)[::-1]
    first, second = Side(left), Side(right)
    same = same_words(first, second)
    return _spans(first, set(same)), _spans(second, set(same.values()))


def _spans(side: Side, same: set[int]) -> Spans:
    """Give the spans of the content words not in `same`, joined across spaces alone."""
    found: Spans = []
    last = -2
    for place in side.content:
        if place in same:
            continue
        word = side.words[place]
        if found and place == last + 1 and not side.claim.text[found[-1][1] : word.start].strip():
            found[-1] = (found[-1][0], word.end)
        else:
            found.append((word.start, word.end))
        last = place
    return found
