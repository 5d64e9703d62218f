"""PDF files with a text layer; running heads and feet are cut, lines joined to paragraphs."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from datetime import datetime
from typing import Any

from compare.readers.base import FileReader, Unreadable, clean
from compare.readers.page_article import from_text
from compare.records import Cut, ReadResult

MAX_PAGES = 400
MAX_SECONDS = 40.0
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft"})
_EDGE = 3  # lines at the top and bottom of a page that can be running heads


def _open(data: bytes) -> Any:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs every fault that it repairs
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("it is locked by a password", "Save it without one")
    return reader


def _pages(reader: Any) -> list[str]:
    started = time.monotonic()
    pages: list[str] = []
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES:
            raise Unreadable(f"it has more than {MAX_PAGES} pages", "Save the article's pages only")
        if time.monotonic() - started > MAX_SECONDS:
            reason = f"its pages take longer than {MAX_SECONDS:.0f} seconds to read"
            raise Unreadable(reason, "Save the article's pages only, or as text")
        pages.append(clean((page.extract_text() or "").translate(_LIGATURES)))
    return pages


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip().casefold())


def without_running_heads(pages: list[str]) -> tuple[str, list[Cut]]:
    """Cut the lines that come back at the top or bottom of at least half of the pages."""
    split = [[line for line in page.split("\n") if line.strip()] for page in pages]
    split = [lines for lines in split if lines]
    counts: Counter[str] = Counter()
    for lines in split:
        counts.update({_key(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    least = max(2, len(split) / 2)
    cuts: list[Cut] = []
    kept: list[str] = []
    for lines in split:
        for at, line in enumerate(lines):
            edge = at < _EDGE or at >= len(lines) - _EDGE
            if edge and (counts[_key(line)] >= least or _key(line) in {"#", "page #", "# / #"}):
                cuts.append(Cut(line.strip(), "running head or page number"))
            else:
                kept.append(line)
    return "\n".join(kept), cuts


def _read(data: bytes, name: str, now: datetime) -> ReadResult:
    reader = _open(data)
    pages = _pages(reader)
    text, cuts = without_running_heads(pages)
    if sum(char.isalpha() for char in text) < 20 * max(1, len(pages)) // 2:
        reason = f"its {len(pages)} pages hold pictures but hardly any text: it is a scan"
        raise Unreadable(reason, "Run text recognition (OCR) over it first")
    return from_text(text, name, now, file_name=name, cuts=tuple(cuts))


PLUGIN = FileReader("pdf", (".pdf",), _read)
