"""Author and publication time by the lines around an article's start."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from compare.readers import dates
from compare.readers.linerules import is_sentence, words

_NAME = r"[^\W\d_a-zß-öø-ÿа-яё][^\s,|]*"
BYLINE = re.compile(
    r"^\W*(?i:(?:written |reported |posted |story )?"
    r"(?:by|von|par|por|di|автор|text|author|yazar|door|av))(?:\s*:\s*|\s+)"
    rf"({_NAME}(?:[ ,]+(?:(?:and|und|et|y|e|и|ve|de|van|der|da|bin|al)[ ]+)*{_NAME}){{1,8}})"
)
_AFTER_NAME = re.compile(r"\s+[|•·–—-]|\s+(?:in|for|at|on|updated|published)\s", re.IGNORECASE)
_BEFORE, _AFTER = 40, 14  # lines around the body's first that are looked at
_CLOSE = 12
_REST = 70  # characters beside the date in its line


@dataclass(slots=True)
class Byline:
    """Author and time, and the indices of the lines that say nothing else."""

    author: str | None = None
    dated: dates.Dated | None = None
    lines: list[int] = field(default_factory=list)


def find_byline(
    shown: Sequence[str], reasons: Sequence[str | None], head: int | None, now: datetime
) -> Byline:
    """Find who wrote it and when it was published.

    The closest line with a date before the body or right at its start wins, one with a time of
    day over one without; "2 hours ago" only counts close to the headline, as lists of other
    articles are full of it.

    Args:
        shown: the lines of the page.
        reasons: for each line why it is cut, None for lines of the body.
        head: index of the headline, if known.
        now: what "2 hours ago" counts from, and what no time lies after.
    """
    body = [index for index, why in enumerate(reasons) if why is None]
    first, last = (body[0], body[-1]) if body else (len(shown), len(shown))
    before = range(first - 1, max(-1, first - _BEFORE), -1)
    within = [at for at in range(first, min(first + _AFTER, len(shown))) if words(shown[at]) < 25]
    after = range(last + 1, len(shown))
    found = Byline()
    best = -1
    for index in (*before, *within, *after):
        line = shown[index]
        if words(line) > 25 or len(line) > 300:
            continue
        if found.author is None and index < last:
            found.author = _author(line)
            if found.author and words(line) <= 14:
                found.lines.append(index)
        dated = dates.find(line, now)
        if not dated or "©" in line or dates.in_future(dated.at, now):
            continue
        near = first - _CLOSE <= index < first + 3 or (head is not None and abs(index - head) <= 6)
        alone = len(line) - (dated.end - dated.start) < _REST and not is_sentence(line)
        if not alone or (dated.relative and not near):
            continue
        rank = 3 * near + (index < first + 3) + (dated.precision == "time")
        if rank > best:
            found.dated, best = dated, rank
            found.lines.append(index)
    found.lines = [index for index in found.lines if not is_sentence(shown[index])]
    return found


def _author(line: str) -> str | None:
    hit = BYLINE.match(line)
    if not hit or words(line) > 25:
        return None
    name = _AFTER_NAME.split(hit[1])[0].strip(" ,.;:")
    return name[:120] if name and name[0].isupper() else None
