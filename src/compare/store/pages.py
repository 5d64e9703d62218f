"""Pages as they came from their servers, packed, so that a reading of them can be checked."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from compare.records import Page
from compare.store.base import Base
from compare.store.sql import Connection, fetch, insert_rows

MAX_PACKED = 5 * 2**20  # bytes of a packed page; a larger one is not kept
_PAGE = "id address url content_type fetched_at size packed"


class Pages(Base):
    """The part of the store that keeps pages as they came."""

    def page(self, article_id: str) -> Page | None:
        """Give the page that an article was read from, as it came; None: none was kept."""
        with self._access.reading() as con:
            rows = fetch(con, "page_of", id=article_id)
        if not rows:
            return None
        packed, address, url, kind, at = rows[0]
        return Page(gzip.decompress(packed), address, url, kind, datetime.fromisoformat(at))


def keep_pages(con: Connection, pages: Mapping[str, Page]) -> None:
    """Keep pages, each once, under the ids of the articles that were read from them."""
    if not pages:
        return
    ids = {article_id: _id(page) for article_id, page in pages.items()}
    known = {row[0] for row in fetch(con, "known_pages", ids=list(ids.values()))}
    rows: dict[str, tuple[object, ...]] = {}
    for article_id, page in pages.items():
        if ids[article_id] not in known | set(rows):
            packed = gzip.compress(page.data, mtime=0)
            if len(packed) > MAX_PACKED:
                continue
            told = (page.address, page.url, page.content_type, page.at.isoformat())
            rows[ids[article_id]] = (ids[article_id], *told, len(page.data), packed)
    insert_rows(con, "pages", _PAGE, list(rows.values()))
    links = [(article, page) for article, page in ids.items() if page in known | set(rows)]
    insert_rows(con, "article_pages", "article_id page_id", links)


def _id(page: Page) -> str:
    told = f"{page.address}\x00{page.url}\x00".encode("utf-8", "replace")
    return sha256(told + page.data).hexdigest()[:16]
