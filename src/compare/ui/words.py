"""The reader's words for labels, slots, dates and counts, and the escaping of foreign text."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from compare import vocabulary
from compare.records import Article, Claim, Row
from compare.vocabulary import TURNING

LABELS: Final = vocabulary.LABELS
SIGNS: Final = vocabulary.SIGNS
SLOTS: Final = vocabulary.SLOTS
STANCES: Final = vocabulary.STANCES
PARAPHRASE: Final = vocabulary.PARAPHRASE
STATES: Final = {
    "suggested": "suggested",
    "confirmed": "confirmed",
    "rejected": "rejected",
    "unsure": "unsure",
}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=@])")
# These become links, icons and arrows although their signs are escaped, as Streamlit looks for
# them in the text that is left; an invisible word joiner in them keeps them as they were typed.
_REPLACED = re.compile(r"(?i)(https?://|www(?=\.)|@|:(?=[\w+/-]+:)|(?<!\S)[<>~-](?=-?[-=>](?!\S)))")
_TURNING = dict.fromkeys(map(ord, TURNING))


def esc(text: str) -> str:
    """Escape text of an article for HTML, attributes too; what turns its direction is dropped."""
    return html.escape(text.translate(_TURNING), quote=True)


def md(text: str) -> str:
    """Escape text of an article for Streamlit's Markdown: LaTeX, directives, HTML, addresses."""
    broken = _REPLACED.sub("\\1\u2060", " ".join(text.translate(_TURNING).split()))
    return _MARKDOWN.sub(r"\\\1", broken)


def href(page: str, **params: str | Sequence[str] | None) -> str:
    """Give the relative address of a page, ready to stand in an HTML attribute."""
    kept = {name: value for name, value in params.items() if value}
    return esc(f"{page}?{urlencode(kept, doseq=True)}" if kept else page)


def count(number: int, one: str, many: str | None = None) -> str:
    """Write `1 outlet`, `1,203 outlets`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def when(article: Article) -> str:
    """Write when an article was published, as exactly as is known."""
    return moment(article.published_at, article.published_precision)


def day(at: date) -> str:
    """Write a day: `14 Nov 2022`."""
    return f"{at.day} {at:%b %Y}"


def moment(at: datetime | None, precision: str = "time") -> str:
    """Write a point in time: `14 Nov 2022, 10:37 UTC`, `about 14 Nov 2022`."""
    if at is None:
        return "date unknown"
    on = day(at)
    if precision == "approximate":
        return f"about {on}"
    if precision == "day":
        return on
    return f"{on}, {at:%H:%M} {at.tzname() or ''}".rstrip()


def span(first: datetime | None, last: datetime | None) -> str:
    """Write a period of days: `14–20 Nov 2022`."""
    if first is None or last is None:
        return "date unknown"
    end = day(last)
    if first.date() == last.date():
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%b}{year} – {end}"


def relation(label: str, slots: tuple[str, ...] = ()) -> str:
    """Say how versions stand to each other: `versions differ: number, date`."""
    words = LABELS[label]
    named = ", ".join(SLOTS.get(slot, slot) for slot in slots)
    if label not in {"differ", "contradict"}:
        return words
    return f"{words}: {named}" if named else f"{words} in wording"


def coverage(row: Row, outlets: int) -> str:
    """Say who tells it: `told by 6 of 25 outlets, 3 independent origins`."""
    told = f"told by {row.outlets} of {count(outlets, 'outlet')}"
    if row.outlets < 2:
        return told
    return f"{told}, {count(row.origins, 'independent origin')}"


def voice(claim: Claim) -> str:
    """Say who says it and how: `according to Eva Lund; with reservation`; "" if the outlet."""
    # A bare pronoun that nobody could resolve says less than nothing here
    known = claim.speaker and claim.speaker.lower() not in vocabulary.PRONOUNS
    parts = [f"according to {claim.speaker}"] if known else []
    if claim.stance in STANCES:
        parts.append(STANCES[claim.stance])
    return "; ".join(parts)


COVERAGE_NOTE: Final = "No other outlet's report of it was found, or no run has compared it yet."
