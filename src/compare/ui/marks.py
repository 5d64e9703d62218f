"""Text of an article as HTML with stretches of it marked; everything else is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from compare.ui.words import esc


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be marked, with what the mark says to eye and ear.

    Attributes:
        start, end: characters in the text; half open.
        css: its class in style.css.
        note: said in a tooltip and to screen readers.
        link: an escaped relative address that a click opens, or "".
        anchor: an id that an address can point to, or "".
    """

    start: int
    end: int
    css: str = "differs"
    note: str = ""
    link: str = ""
    anchor: str = ""


def marked(text: str, marks: Iterable[Mark] = ()) -> str:
    """Write `text` as HTML with `marks`; of marks that overlap the first one wins.

    Marks outside the text or without extent are left out, so that text and marks of
    different age can't break a page.
    """
    parts: list[str] = []
    at = 0
    for mark in sorted(marks, key=lambda item: (item.start, -item.end)):
        if mark.start < at or mark.end > len(text) or mark.start >= mark.end:
            continue
        parts += [esc(text[at : mark.start]), _wrap(text[mark.start : mark.end], mark)]
        at = mark.end
    parts.append(esc(text[at:]))
    return "".join(parts)


def _wrap(text: str, mark: Mark) -> str:
    note = f'<span class="unseen"> ({esc(mark.note)})</span>' if mark.note else ""
    title = f' title="{esc(mark.note)}"' if mark.note else ""
    anchor = f' id="{esc(mark.anchor)}"' if mark.anchor else ""
    body = f'<mark class="{mark.css}"{title}{anchor}>{esc(text)}{note}</mark>'
    return f'<a class="plain" href="{mark.link}" target="_self">{body}</a>' if mark.link else body


def spans(pairs: Iterable[tuple[int, int]], note: str, css: str = "differs") -> list[Mark]:
    """Make marks of spans that all say the same."""
    return [Mark(start, end, css, note) for start, end in pairs]
