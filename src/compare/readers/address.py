"""An address → the article behind it."""

from __future__ import annotations

import re
from datetime import datetime

from compare.readers.base import Unreadable
from compare.readers.decoding import decode
from compare.readers.fetch import Fetched, fetch
from compare.readers.html_reader import from_html
from compare.readers.registry import read
from compare.records import ReadResult, Reject

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


def read_address(url: str, *, enabled: bool = True) -> ReadResult:
    """Fetch a page and read it; relative times count from now.

    Args:
        url: beginning with http:// or https://.
        enabled: False where the settings forbid fetching.

    Returns:
        Its article, with the address that it came from in the end; or a reject.
    """
    shown = url.strip()[:300]
    if not enabled:
        reason = "fetching of addresses is switched off in the settings"
        return ReadResult(rejects=(Reject(shown, reason, "Save the page and add the file"),))
    try:
        return _read(fetch(url), shown)
    except Unreadable as error:
        return ReadResult(rejects=(error.reject(shown),))


def _read(page: Fetched, shown: str) -> ReadResult:
    kind = page.content_type.partition(";")[0].strip()
    if kind in _SUFFIXES:
        return read(page.data, shown + _SUFFIXES[kind], now=page.at)
    if kind and "html" not in kind:
        raise Unreadable(f"it is {kind[:40]}, not a page", "Save the file and add it")
    return _html(page, shown, page.at)


def _html(page: Fetched, shown: str, now: datetime) -> ReadResult:
    named = _CHARSET.search(page.content_type)
    try:
        markup = page.data.decode(named[1]) if named else decode(page.data, markup=True)
    except (LookupError, UnicodeDecodeError):
        markup = decode(page.data, markup=True)
    try:
        return from_html(markup, shown, now, url=page.url)
    except (RecursionError, ValueError) as error:
        raise Unreadable(f"the page can't be read ({type(error).__name__})", "Paste it") from None
