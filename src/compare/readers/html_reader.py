"""Saved web pages: body by trafilatura, the rest by what the markup says."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from compare.readers import outlets
from compare.readers.base import FileReader, Unreadable
from compare.readers.build import build
from compare.readers.byline import find_byline
from compare.readers.dates import Dated
from compare.readers.decoding import decode
from compare.readers.html_meta import read_meta
from compare.readers.inner_text import inner_text, parse_tree
from compare.readers.linerules import reason_to_cut
from compare.readers.lines import OUTSIDE
from compare.readers.page_article import check_size
from compare.records import Cut, ReadResult

_MAX_CUTS = 2_000


def body_of(root: Any, url: str | None = None) -> str:
    """The article's body, paragraphs parted by blank lines; "" when there is none.

    Trafilatura's precise setting drops more of what isn't the article; where it finds nothing,
    the usual one is asked.
    """
    import trafilatura

    for precise in (True, False):
        found = trafilatura.bare_extraction(
            copy.deepcopy(root),
            url=url,
            include_comments=False,
            with_metadata=False,
            favor_precision=precise,
        )
        text = getattr(found, "text", None) or ""
        body = "\n\n".join(line.strip() for line in text.split("\n") if line.strip())
        if body:
            return body
    return ""


def from_html(
    html: str,
    source: str,
    now: datetime,
    *,
    url: str | None = None,
    told: Mapping[str, object] | None = None,
) -> ReadResult:
    """Make one article of a page.

    Args:
        html: its markup.
        source: file name or address for messages.
        now: when it was saved.
        url: the address it came from, where known; else the page's own word counts.
        told: fields of `Article` that are known already.

    Raises:
        Unreadable: there is no article in it.
    """
    if not html.strip():
        raise Unreadable("the page is empty", "Save the page again")
    root = parse_tree(html)
    fields = read_meta(root, now)
    shown = inner_text(root)
    check_size(shown)
    body = _without_furniture(body_of(root, url), str(fields.get("title", "")))
    if not body:
        raise Unreadable("no article was found in the page", "Copy the article's text and paste it")
    _add_byline(fields, shown, body, now)
    if url:
        fields["url"] = url
        fields.setdefault("outlet", outlets.from_url(url) or "")
    if "outlet" not in fields:
        named = outlets.in_file_name(source)
        if named:
            fields |= {"outlet": named.name, "country": named.country}
    given = {field: value for field, value in (told or {}).items() if value}
    article, rejects = build(
        {**fields, **given, "text": body}, source, now, source_text=shown, cuts=_cuts(shown, body)
    )
    return ReadResult((article,), tuple(rejects))


def _without_furniture(body: str, title: str) -> str:
    """Drop lines that are teasers, credits and the like by their words, and the headline."""
    lines = body.split("\n\n")
    while lines and outlets.key(lines[0]) == outlets.key(title):
        lines.pop(0)
    return "\n\n".join(line for line in lines if reason_to_cut(line) is None)


def _add_byline(fields: dict[str, object], shown: str, body: str, now: datetime) -> None:
    """Take author and time from the lines around the body where the markup leaves them open."""
    lines = [line for line in shown.split("\n") if line]
    inside = {"".join(line.split()) for line in body.split("\n")}
    reasons = [None if "".join(line.split()) in inside else OUTSIDE for line in lines]
    title = str(fields.get("title", "")).casefold()
    head = next((at for at, line in enumerate(lines) if line.casefold() == title), None)
    found = find_byline(lines, reasons, head, now)
    if found.author:
        fields.setdefault("author", found.author)
    known = fields.get("published_at")
    if found.dated is None or (isinstance(known, Dated) and known.precision == "time"):
        return
    if not isinstance(known, Dated) or known.at.date() == found.dated.at.date():
        fields["published_at"] = found.dated


def _cuts(shown: str, body: str) -> tuple[Cut, ...]:
    """The lines of the page as shown that are not in the body."""
    kept = Counter("".join(line.split()) for line in body.split("\n"))
    whole = "".join(body.split())
    cuts: list[Cut] = []
    for line in shown.split("\n"):
        bare = "".join(line.split())
        if not bare or len(cuts) >= _MAX_CUTS:
            continue
        if kept[bare] > 0:
            kept[bare] -= 1
        elif len(bare) < 20 or bare not in whole:
            cuts.append(Cut(line, reason_to_cut(line) or OUTSIDE))
    return tuple(cuts)


def _read(data: bytes, name: str, now: datetime) -> ReadResult:
    return from_html(decode(data, markup=True), name, now)


PLUGIN = FileReader("html", (".html", ".htm", ".xhtml"), _read)
