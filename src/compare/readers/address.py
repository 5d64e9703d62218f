"""An address → the article behind it."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urljoin

from compare.readers.base import FileReader, Unreadable
from compare.readers.decoding import decode
from compare.readers.fetch import fetch
from compare.readers.html_reader import from_html
from compare.readers.inner_text import parse_tree
from compare.readers.registry import read
from compare.records import Page, ReadResult, Reject

OFF = Unreadable(
    "fetching of addresses is switched off in the settings (fetch)",
    "Save the page and add the file",
)
_FEEDS = {"application/rss+xml", "application/atom+xml"}
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w-]+)")
_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".rss",
    "text/xml": ".rss",
    "text/plain": ".txt",
    "application/json": ".json",
    "text/csv": ".csv",
}


def is_address(text: str) -> bool:
    """Whether a text begins as the address of a page does."""
    return text.strip().lower().startswith(("http://", "https://"))


def shown(url: str) -> str:
    """An address as messages name it: never longer than a few lines."""
    return url.strip()[:300]


def read_address(url: str, *, enabled: bool = True) -> ReadResult:
    """Fetch a page and read it; relative times count from now.

    Args:
        url: beginning with http:// or https://.
        enabled: False where the settings forbid fetching.

    Returns:
        Its article, with the address that it came from in the end; or a reject.
    """
    if not enabled:
        return ReadResult(rejects=(OFF.reject(shown(url)),))
    try:
        return read_page(fetch(url))
    except Unreadable as error:
        return ReadResult(rejects=(error.reject(shown(url)),))


def read_page(page: Page) -> ReadResult:
    """Read what a server gave; relative times count from when it was fetched.

    Returns:
        Its article or articles, or a reject. It never raises on bad content.
    """
    name = shown(page.address)
    kind = page.content_type.partition(";")[0].strip()
    if kind in _SUFFIXES:
        return read(page.data, name + _SUFFIXES[kind], now=page.at)
    if kind and "html" not in kind:
        reason = f"it is {kind[:40]}, not a page"
        return ReadResult(rejects=(Reject(name, reason, "Save the file and add it"),))

    def parse(data: bytes, name: str, now: datetime) -> ReadResult:
        return from_html(_markup(data, page.content_type), name, now, url=page.url)

    return FileReader("page", (), parse).read(page.data, name, page.at)


def feed_links(page: Page) -> list[str]:
    """The feeds that a page of HTML names in its head; empty for anything else."""
    if "html" not in page.content_type:
        return []
    try:
        root = parse_tree(_markup(page.data, page.content_type))
    except (RecursionError, ValueError, Unreadable):
        return []
    return [
        urljoin(page.url, str(node.get("href")))
        for node in root.iter("link")
        if "alternate" in str(node.get("rel") or "").lower().split()
        and str(node.get("type") or "").lower() in _FEEDS
        and node.get("href")
    ]


def _markup(data: bytes, content_type: str) -> str:
    named = _CHARSET.search(content_type)
    try:
        return data.decode(named[1]) if named else decode(data, markup=True)
    except (LookupError, UnicodeDecodeError):
        return decode(data, markup=True)
