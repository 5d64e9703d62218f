"""Web archives (WARC), one article a page."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from compare.readers import dates
from compare.readers.archives import nested, read_limited
from compare.readers.base import MAX_ARTICLES, FileReader, Unreadable
from compare.readers.decoding import decode
from compare.readers.html_reader import from_html
from compare.records import Article, ReadResult, Reject


def _is_page(record: Any) -> bool:
    if record.rec_type not in {"response", "resource"}:
        return False
    headers = record.http_headers or record.rec_headers
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    return status == "200" and "html" in (headers.get_header("content-type") or "").lower()


def _read(data: bytes, name: str, now: datetime) -> ReadResult:
    from warcio.archiveiterator import ArchiveIterator

    articles: list[Article] = []
    rejects: list[Reject] = []
    pages = 0
    with nested():
        for record in ArchiveIterator(io.BytesIO(data)):
            if not _is_page(record) or pages >= MAX_ARTICLES:
                continue
            pages += 1
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            saved = dates.parse(record.rec_headers.get_header("WARC-Date"), now)
            try:
                markup = decode(read_limited(record.content_stream()), markup=True)
                result = from_html(markup, url or name, saved.at if saved else now, url=url or None)
            except Unreadable as error:
                rejects.append(error.reject(f"{name}, {url}"))
                continue
            articles += result.articles
            rejects += result.rejects
    if not pages:
        raise Unreadable("there is no page in the archive", "Check how it was saved")
    return ReadResult(tuple(articles), tuple(rejects))


PLUGIN = FileReader("web archive", (".warc",), _read)
