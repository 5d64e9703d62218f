"""Text of a page or of a plain file → one article."""

from __future__ import annotations

from datetime import datetime

from compare.readers.base import Unreadable
from compare.readers.build import build
from compare.readers.headers import split_headers
from compare.readers.pagetext import understand
from compare.records import ReadResult


def from_text(text: str, source: str, now: datetime, *, file_name: str = "") -> ReadResult:
    """Make one article of text as it was saved, pasted or typed.

    Lines such as "Outlet: …" and "Date: …" at its start are taken at their word; what they
    leave open is found in the text.

    Args:
        text: decoded and cleaned.
        source: what messages name it by.
        now: when it came in.
        file_name: a hint at the outlet; "" for pasted text.

    Raises:
        Unreadable: it has no text of an article.
    """
    told, rest = split_headers(text)
    page = understand(rest, now, file_name=file_name)
    if not page.body:
        raise Unreadable("no sentences of an article were found in it", "Give the article's text")
    found: dict[str, object] = {
        "text": page.body,
        "title": page.title,
        "author": page.author,
        "published_at": page.dated,
        "url": page.url,
    }
    if page.outlet:
        found |= {"outlet": page.outlet.name, "country": page.outlet.country}
    if told.get("outlet") or (told.get("url") and not file_name):
        found.pop("country", None)
        found.pop("outlet", None)
    article, rejects = build(
        found | told, source, now, source_text=text.strip(), cuts=tuple(page.cuts)
    )
    return ReadResult((article,), tuple(rejects))
