"""Text of a whole page, pasted or saved → its article, with everything that was cut."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from compare.readers import dates, outlets
from compare.readers.base import MAX_TITLE
from compare.readers.linerules import is_sentence, reason_to_cut, words
from compare.readers.lines import choose_body
from compare.records import Cut

_NAME = r"[^\W\d_a-zß-öø-ÿа-яё][^\s,|]*"
_BYLINE = re.compile(
    r"^\W*(?i:(?:written |reported |posted |story )?"
    r"(?:by|von|par|por|di|автор|text|author|yazar|door|av))(?:\s*:\s*|\s+)"
    rf"({_NAME}(?:[ ,]+(?:(?:and|und|et|y|e|и|ve|de|van|der|da|bin|al)[ ]+)*{_NAME}){{1,8}})"
)
_UPPER_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]*)*")
_TITLE_TAIL = re.compile(r"\s+[|–—\-:•·«]\s+(?=[^|–—•·«]{2,40}$)")


@dataclass(slots=True)
class Page:
    """What was found in the text of a page."""

    body: str
    title: str = ""
    author: str | None = None
    outlet: outlets.Outlet | None = None
    dated: dates.Dated | None = None
    url: str | None = None
    cuts: list[Cut] = field(default_factory=list)


def understand(text: str, now: datetime, *, file_name: str = "") -> Page:
    """Find body, title, author, outlet and publication time in the text of a page.

    Args:
        text: as a browser shows or saves it, one block a line.
        now: what "5 hours ago" counts from.
        file_name: a hint at the outlet.
    """
    lines = [line.strip() for line in text.split("\n")]
    kept = [number for number, line in enumerate(lines) if line]
    shown = [lines[number] for number in kept]
    reasons = choose_body(shown)
    page = Page(body="")
    body = [index for index, reason in enumerate(reasons) if reason is None]
    first = body[0] if body else len(shown)
    head = _find_head(page, shown, reasons, first, now)
    if head is not None and reasons[head] is None:
        reasons[head] = "title"
    for index in _meta_lines(page, shown, reasons, now):
        reasons[index] = reasons[index] or "date or author line"
    page.outlet = _find_outlet(shown, reasons, file_name)
    page.body = _join(lines, kept, reasons)
    page.cuts = [
        Cut(line, reason)
        for line, reason in zip(shown, reasons, strict=True)
        if reason is not None and line != page.title
    ]
    return page


def _join(lines: Sequence[str], kept: Sequence[int], reasons: Sequence[str | None]) -> str:
    """Put the body's lines together, one paragraph a block."""
    return "\n\n".join(lines[number] for number, why in zip(kept, reasons, strict=True) if not why)


def _find_head(
    page: Page, shown: list[str], reasons: list[str | None], first: int, now: datetime
) -> int | None:
    """Choose the title among the lines up to the body's first; give its index."""
    head = shown[: first + 1]
    counts = Counter(line.casefold() for line in shown)
    body_words = Counter(
        word.casefold()
        for line, why in zip(shown, reasons, strict=True)
        if why is None
        for word in _UPPER_WORD.findall(line)
        if len(word) > 3
    )
    best, best_score = None, 1.0
    for index, line in enumerate(head):
        if reasons[index] is None and is_sentence(line):
            continue
        score = _title_score(line, index, head, counts, body_words, now)
        if score > best_score:
            best, best_score = index, score
    if best is None:
        return None
    title = head[best]
    tail = _TITLE_TAIL.search(title)
    if tail and outlets.by_name(title[tail.end() :]):
        title = title[: tail.start()]
    page.title = title[:MAX_TITLE]
    return best


def _title_score(
    line: str,
    index: int,
    head: list[str],
    counts: Counter[str],
    body_words: Counter[str],
    now: datetime,
) -> float:
    size = words(line)
    if not 2 <= size <= 32 or len(line) > 250 or reason_to_cut(line) or _BYLINE.match(line):
        return -9.0
    found = dates.find(line, now)
    if found and (found.end - found.start) > 0.4 * len(line):
        return -9.0
    own = [word.casefold() for word in _UPPER_WORD.findall(line) if len(word) > 3]
    overlap = sum(word in body_words for word in own) / len(own) if own else 0.0
    near = any(
        dates.find(other, now) or _BYLINE.match(other) for other in head[index + 1 : index + 5]
    )
    score = 1.0 + 2.5 * overlap + (0.8 if near else 0.0) + (1.2 if 4 <= size <= 18 else 0.0)
    score += 1.5 * (counts[line.casefold()] > 1) + 1.0 * (index == 0)
    score -= 2.0 * is_sentence(line) + 0.6 * (size <= 3)
    return score + 0.3 * index / max(1, len(head))


def _meta_lines(
    page: Page, shown: list[str], reasons: list[str | None], now: datetime
) -> list[int]:
    """Find date and author; give the lines that are nothing else, so that they are cut."""
    body = [index for index, why in enumerate(reasons) if why is None]
    first, last = (body[0], body[-1]) if body else (len(shown), len(shown))
    near_first = range(first - 1, max(-1, first - 40), -1)
    order = [*near_first, *range(first, min(first + 3, len(shown))), *range(last + 1, len(shown))]
    taken: list[int] = []
    best = -1
    for index in order:
        line = shown[index]
        if words(line) > 25:
            continue
        byline = _BYLINE.match(line)
        if byline and page.author is None and index < last:
            page.author = _author(byline[1])
            if page.author and words(line) <= 12:
                taken.append(index)
        dated = dates.find(line, now)
        if not dated or "©" in line or dates.in_future(dated.at, now):
            continue
        own = len(line) - (dated.end - dated.start) < 45
        rank = 2 * (index < first + 3) + (dated.precision == "time") + own
        if rank > best and own:
            page.dated, best = dated, rank
            taken.append(index)
    return [index for index in taken if not is_sentence(shown[index])]


def _author(text: str) -> str | None:
    """Trim what a byline regex caught to the name."""
    name = re.split(r"\s+[|•·–—]|\s+(?:in|for|at|on|updated|published)\s", text, flags=re.I)[0]
    name = name.strip(" ,.;:")
    return name[:120] if name and name[0].isupper() else None


def _find_outlet(
    shown: Sequence[str], reasons: Sequence[str | None], file_name: str
) -> outlets.Outlet | None:
    """By file name, else by the name that the page's furniture mentions in most lines."""
    named = outlets.in_file_name(file_name) if file_name else None
    if named:
        return named
    votes: Counter[outlets.Outlet] = Counter()
    for line in {line for line, why in zip(shown, reasons, strict=True) if why is not None}:
        if words(line) > 25:
            continue
        for outlet in outlets.named_in(line):
            votes[outlet] += 1
    if not votes:
        return None
    ((best, _),) = votes.most_common(1)
    return best
