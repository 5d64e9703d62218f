"""Text of a whole page, pasted or saved → its article, with everything that was cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from compare.readers import dates, outlets
from compare.readers.base import MAX_TITLE
from compare.readers.byline import find_byline
from compare.readers.headline import find_headline
from compare.readers.lines import choose_body
from compare.readers.page_outlet import find_outlet
from compare.records import Cut


@dataclass(slots=True)
class Page:
    """What was found in the text of a page; empty or None: not found."""

    body: str
    title: str = ""
    author: str | None = None
    outlet: outlets.Outlet | None = None
    dated: dates.Dated | None = None
    cuts: list[Cut] = field(default_factory=list)


def understand(text: str, now: datetime, *, file_name: str = "") -> Page:
    """Find body, title, author, outlet and publication time in the text of a page.

    Args:
        text: as a browser shows or saves it, one block a line.
        now: what "5 hours ago" counts from.
        file_name: a hint at the outlet.
    """
    shown = [line.strip() for line in text.split("\n") if line.strip()]
    reasons = choose_body(shown)
    page = Page(body="")
    head = find_headline(shown, reasons, now)
    if head is not None:
        page.title = _without_outlet(shown[head])[:MAX_TITLE]
        for index, line in enumerate(shown):
            if reasons[index] is None and line == shown[head]:
                reasons[index] = "title"
    byline = find_byline(shown, reasons, head, now)
    page.author, page.dated = byline.author, byline.dated
    for index in byline.lines:
        reasons[index] = reasons[index] or "date or author line"
    page.outlet = find_outlet(shown, reasons, file_name)
    page.body = _join(shown, reasons)
    page.cuts = [
        Cut(line, reason)
        for line, reason in zip(shown, reasons, strict=True)
        if reason is not None and line != page.title
    ]
    return page


def _without_outlet(title: str) -> str:
    """The headline of "Headline | Outlet", as browsers name pages."""
    tail = outlets.TAIL.search(title)
    if tail and outlets.by_name(title[tail.end() :]):
        return title[: tail.start()]
    return title


def _join(shown: Sequence[str], reasons: Sequence[str | None]) -> str:
    """Put the body's lines together, one paragraph a block."""
    return "\n\n".join(line for line, why in zip(shown, reasons, strict=True) if why is None)
