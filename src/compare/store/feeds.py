"""Feeds that are pulled, which of their items were seen, and files that a watch has taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from compare.errors import NotFoundError, StoreError
from compare.store.base import Base, now
from compare.store.codec import from_iso
from compare.store.sql import execute, fetch, insert_rows


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is pulled.

    Attributes:
        etag, modified: what its server named to tell whether it has changed.
        pulled_at: when it was last asked for; None: never.
        problem: why that failed, in the reader's words, if it did.
    """

    address: str
    title: str
    added_at: datetime
    etag: str | None = None
    modified: str | None = None
    pulled_at: datetime | None = None
    problem: str | None = None


class Feeds(Base):
    """The part of the store that keeps feeds."""

    def feeds(self) -> list[Feed]:
        """Give the feeds in the order in which they were added."""
        with self._access.reading() as con:
            rows = fetch(con, "feeds")
        return [
            Feed(address, title, datetime.fromisoformat(added), etag, modified, from_iso(at), why)
            for address, title, added, etag, modified, at, why in rows
        ]

    def add_feed(self, address: str, title: str, person: str) -> None:
        """Add a feed.

        Raises:
            StoreError: it is there already.
        """
        with self._changing(person, "add feed", address, title=title) as con:
            if any(row[0] == address for row in fetch(con, "feeds")):
                raise StoreError("the feed is there already", where=address)
            insert_rows(con, "feeds", "address title added_at", [(address, title, now())])

    def remove_feed(self, address: str, person: str) -> None:
        """Remove a feed, and what is known of its items; the articles stay.

        Raises:
            NotFoundError: there is no such feed.
        """
        with self._changing(person, "remove feed", address) as con:
            if all(row[0] != address for row in fetch(con, "feeds")):
                raise NotFoundError(
                    "there is no such feed",
                    where=address,
                    hint="`astold feed list` names those that there are",
                )
            execute(con, "forget_feed", address=address)

    def feed_items(self, address: str) -> dict[str, tuple[int, bool]]:
        """Give the items of a feed that were seen: item → tries so far, and whether it is done."""
        with self._access.reading() as con:
            return {item: (n, done) for item, n, done in fetch(con, "feed_items", address=address)}

    def save_pull(
        self,
        address: str,
        items: Mapping[str, tuple[int, bool]],
        *,
        title: str | None = None,
        etag: str | None = None,
        modified: str | None = None,
        problem: str | None = None,
    ) -> None:
        """Keep what a pull of a feed came to; `items` as `feed_items` gives them."""
        at = now()
        told = {"title": title, "etag": etag, "modified": modified, "problem": problem}
        with self._changing() as con:
            execute(con, "pulled_feed", address=address, at=at, **told)
            execute(con, "forget_items", address=address, items=list(items))
            rows = [(address, item, at, tries, done) for item, (tries, done) in items.items()]
            insert_rows(con, "feed_items", "feed item seen_at tries done", rows)

    def taken(self, data: bytes) -> str | None:
        """Give the name under which a watch has taken a file of this content, if it has."""
        with self._access.reading() as con:
            rows = fetch(con, "taken_file", content=sha256(data).hexdigest())
        return rows[0][0] if rows else None

    def take(self, files: Mapping[str, bytes]) -> None:
        """Remember files as taken: name → content."""
        at = now()
        rows = [(sha256(data).hexdigest(), name, at) for name, data in files.items()]
        with self._changing() as con:
            insert_rows(con, "taken_files", "content name taken_at", rows)
