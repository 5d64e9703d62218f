"""Which line of a page is the article's headline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from compare.readers import dates, outlets
from compare.readers.byline import BYLINE
from compare.readers.linerules import is_sentence, reason_to_cut, words

# A first line that ends so may be a headline all the same.
_OPEN_ENDS = tuple(mark + quote for mark in ("?", "!", "…", "...") for quote in ("", *"'’”\"»"))
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]*)*")
_BEFORE = 250  # lines before the body among which it is looked for
_INSIDE = 6  # lines of the body among which it is still looked for
_LEAST_SCORE = 1.0


def find_headline(shown: Sequence[str], reasons: Sequence[str | None], now: datetime) -> int | None:
    """Choose the headline among the lines up to the body's first ones.

    A headline shares words with the body, stands near its start, is often repeated on the page,
    and has a date or an author close after it.

    Args:
        shown: the lines of the page.
        reasons: for each line why it is cut, None for lines of the body.
        now: for dates in words.

    Returns:
        Index of the line, or None.
    """
    body = [index for index, why in enumerate(reasons) if why is None]
    first = body[0] if body else len(shown)
    counts = Counter(line.casefold() for line in shown)
    known = {
        word.casefold() for index in body for word in _WORD.findall(shown[index]) if len(word) > 3
    }
    best, best_score = None, _LEAST_SCORE
    for index in range(max(0, first - _BEFORE), min(len(shown), first + _INSIDE)):
        line = shown[index]
        if reasons[index] is None and is_sentence(line) and not _asks(line, index, shown):
            continue
        if index > first and reasons[index] is None and index > body[0] + 1:
            continue
        score = _looks(line, now)
        if score > 0:
            score += _stands(index, first, shown, counts, known, now)
        if score > best_score:
            best, best_score = index, score
    return best


def _asks(line: str, index: int, shown: Sequence[str]) -> bool:
    return index == 0 and len(shown) > 1 and words(line) <= 30 and line.endswith(_OPEN_ENDS)


def _looks(line: str, now: datetime) -> float:
    """What the line's own words say; nothing above 0 when it can't be a headline."""
    size = words(line)
    if not 2 <= size <= 32 or len(line) > 250 or reason_to_cut(line) or BYLINE.match(line):
        return -1.0
    if outlets.by_name(line):
        return -1.0
    found = dates.find(line, now)
    if found and (found.end - found.start) > 0.4 * len(line):
        return -1.0
    ends = is_sentence(line) and not line.endswith(_OPEN_ENDS)
    return 2.0 + 1.2 * (4 <= size <= 18) - 2.0 * ends - 1.2 * (size <= 3)


def _stands(
    index: int,
    first: int,
    shown: Sequence[str],
    counts: Counter[str],
    known: set[str],
    now: datetime,
) -> float:
    """What its place on the page and the words that it shares with the body say."""
    line = shown[index]
    own = [word.casefold() for word in _WORD.findall(line) if len(word) > 3]
    shared = sum(word in known for word in own)
    overlap = shared / len(own) if own else 0.0
    following = shown[index + 1 : index + 6]
    near = any(BYLINE.match(other) or _is_date(other, now) for other in following)
    distance = max(0, first - index)
    score = 2.5 * overlap + 0.15 * min(shared, 6) + 0.8 * near + 1.0 * (index == 0)
    score += 1.2 * (counts[line.casefold()] > 1) - 0.05 * min(distance, 40)
    return score - 1.0 - 1.0 * (index > first)


def _is_date(line: str, now: datetime) -> bool:
    return words(line) <= 14 and dates.find(line, now) is not None
