"""Finds quotations in a text, over paragraphs too."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_OPEN = {"“": "”", "„": "“”", "«": "»", "‹": "›", "‟": "”"}
_CLOSE = frozenset("”»›")
_MARK = re.compile("''|``|[“”„«»\"‹›‟]|(?<!\\w)[‘'](?=\\w)|[’'](?!\\w)|\n")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, its marks included; `closed` is False where no closing mark was found."""

    start: int
    end: int
    closed: bool = True


def quotes_in(text: str) -> list[Quote]:
    """Find the quotations of `text`, outermost only, in order.

    A quotation that is not closed at the end of its line runs to there; the next line goes on
    with a quotation of its own if it opens with a mark, as newspapers do.
    """
    found: list[Quote] = []
    begin, closers, single = -1, "", False
    for match in _MARK.finditer(text):
        mark, place = match[0], match.start()
        if begin >= 0 and mark == "\n":
            if not single:
                found.append(Quote(begin, place, closed=False))
            begin = -1
        elif begin >= 0 and mark in closers:
            if not single or len(text[begin:place].split()) > 1:
                found.append(Quote(begin, match.end()))
            begin = -1
        elif (begin < 0 or single) and mark in _OPEN:
            begin, closers, single = place, _OPEN[mark], False
        elif begin < 0 and mark == "”" and _begins_line(text, place):
            begin, closers, single = place, "”", False  # a mark of the wrong kind
        elif (begin < 0 or single) and mark in {'"', "''", "``"}:
            begin, closers, single = place, {'"': '"”', "''": "''", "``": "''"}[mark], False
        elif begin < 0 and mark in {"‘", "'"} and _opens(text, place):
            begin, closers, single = place, "’" if mark == "‘" else "'", True
    if begin >= 0 and not single:
        found.append(Quote(begin, len(text), closed=False))
    return found


def _opens(text: str, place: int) -> bool:
    """Tell whether the single mark at `place` stands before a word, not inside or after one."""
    before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    return after.isalnum() and not before.isalnum()


def _begins_line(text: str, place: int) -> bool:
    """Tell whether the mark at `place` stands first in its line, right before a word."""
    return text[place - 1 : place] in {"", "\n"} and text[place + 1 : place + 2].isalnum()


def inside(quotes: list[Quote], place: int) -> Quote | None:
    """Give the quotation that holds the character at `place`, if any."""
    index = bisect_right(quotes, place, key=lambda item: item.start) - 1
    if index >= 0 and quotes[index].start <= place < quotes[index].end:
        return quotes[index]
    return None


def quoted_share(quotes: list[Quote], start: int, end: int) -> float:
    """Give the share of `start`..`end` that is quoted, 0..1."""
    covered = sum(max(0, min(item.end, end) - max(item.start, start)) for item in quotes)
    return covered / max(1, end - start)
