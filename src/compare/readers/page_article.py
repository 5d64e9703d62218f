"""Text of a page, of a plain file or of a document → its article or articles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from compare.readers.base import MAX_CHARS, MAX_LINES, Unreadable
from compare.readers.build import build
from compare.readers.headers import split_headers
from compare.readers.pagetext import understand
from compare.readers.press import read_export, split_export
from compare.readers.wrapped import unwrap
from compare.records import Cut, ReadResult


def check_size(text: str) -> None:
    """Refuse what is far more than one article, before any work is spent on it.

    Raises:
        Unreadable: more than `MAX_CHARS` characters or `MAX_LINES` lines.
    """
    lines = text.count("\n")
    if len(text) > MAX_CHARS or lines > MAX_LINES:
        reason = f"the text has {len(text):,} characters in {lines + 1:,} lines, too many for one"
        raise Unreadable(f"{reason} article", "Split it into its articles", field="text")


def from_text(
    text: str,
    source: str,
    now: datetime,
    *,
    file_name: str = "",
    told: Mapping[str, object] | None = None,
    cuts: tuple[Cut, ...] = (),
) -> ReadResult:
    """Make articles of text as it was saved, pasted or typed.

    An export of a press database gives all of its articles, anything else one. Lines such as
    "Outlet: …" and "Date: …" at its start are taken at their word; what they leave open is
    found in the text.

    Args:
        text: decoded and cleaned.
        source: what messages name it by.
        now: when it came in.
        file_name: a hint at the outlet; "" for pasted text.
        told: fields of `Article` that are known already.
        cuts: what was cut before.

    Raises:
        Unreadable: it has no text of an article.
    """
    documents = split_export(text)
    if documents:
        return read_export(documents, source, now)
    check_size(text)
    head, rest = split_headers(text)
    known = {**head, **{name: value for name, value in (told or {}).items() if value}}
    page = understand(unwrap(rest), now, file_name=file_name)
    if not page.body:
        raise Unreadable("no sentences of an article were found in it", "Give the article's text")
    found: dict[str, object] = {
        "text": page.body,
        "title": page.title,
        "author": page.author,
        "published_at": page.dated,
    }
    if page.outlet and not known.get("outlet") and not known.get("url"):
        found |= {"outlet": page.outlet.name, "country": page.outlet.country}
    article, rejects = build(
        found | known, source, now, source_text=text.strip(), cuts=(*cuts, *page.cuts)
    )
    return ReadResult((article,), tuple(rejects))
