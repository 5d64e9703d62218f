"""What comes in by file or address: read in a process of its own, gathered, and saved together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from compare.readers.address import OFF, shown
from compare.readers.base import Unreadable
from compare.readers.fetch import fetch
from compare.readers.registry import suffixes
from compare.readers.tabular import corrected
from compare.readers.visits import Visits
from compare.readers.worker import Worker
from compare.records import Article, Page, ReadResult, Reject

if TYPE_CHECKING:
    from compare.store.db import Store

SAVE_EVERY = 200  # articles that are handed to the store together
MB = 2**20


def read_file(
    worker: Worker, path: Path, max_mb: int, columns: Mapping[str, str] | None = None
) -> ReadResult:
    """Read a file of the disk; whatever is wrong with it becomes a reject.

    Args:
        max_mb: a larger file is refused before it is opened.
        columns: for tables, field → column where the guess is to be corrected; "" for none.
    """
    try:
        size = path.stat().st_size
        if size > max_mb * MB:
            hint = "Split it, or raise max_file_mb in the settings"
            told = f"{size // MB} MB, more than the limit of {max_mb} MB"
            return ReadResult(rejects=(Reject(str(path), told, hint),))
        data = path.read_bytes()
    except OSError as error:
        reason = f"can't be opened: {error.strerror or error}"
        return ReadResult(rejects=(Reject(str(path), reason, "Check that you may read it"),))
    return read_data(worker, data, str(path), max_mb, columns)


def read_data(
    worker: Worker, data: bytes, name: str, max_mb: int, columns: Mapping[str, str] | None = None
) -> ReadResult:
    """Read the content of a file; see `read_file`."""
    mapping = None
    if columns:
        preview = worker.preview(data, name)
        mapping = corrected(preview.columns, columns) if preview else None
    now = datetime.now(UTC)
    return worker.read(data, name, now=now, max_bytes=max_mb * MB, mapping=mapping)


def read_address(
    worker: Worker, url: str, *, enabled: bool, visits: Visits | None = None
) -> tuple[ReadResult, Page | None]:
    """Fetch a page here, and read it in the worker.

    Args:
        enabled: whether the settings let addresses be fetched.
        visits: what is remembered of hosts when several pages are fetched.

    Returns:
        What was read, and the page as it came where one did.
    """
    if not enabled:
        return ReadResult(rejects=(OFF.reject(shown(url)),)), None
    try:
        page = fetch(url.strip(), visits=visits)
    except Unreadable as error:
        return ReadResult(rejects=(error.reject(shown(url)),)), None
    return worker.read_page(page), page


def inside(folder: Path) -> list[Path]:
    """List the files in a folder that a reader knows by name; hidden ones aside."""
    endings = set(suffixes())
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in endings and not path.name.startswith(".") and path.is_file()
    ]


@dataclass
class Intake:
    """Gathers what was read and hands it to the store, `SAVE_EVERY` articles at a time.

    Attributes:
        added, known, earlier: as in `AddResult`, of all that was saved so far.
        rejects: all of them, saved or not yet.
    """

    store: Store
    person: str = ""
    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    earlier: dict[str, str] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    _articles: list[Article] = field(default_factory=list)
    _pages: dict[str, Page] = field(default_factory=dict)
    _saved: int = 0

    def take(self, result: ReadResult, page: Page | None = None) -> None:
        """Take what was read of one file or page; saves when enough has come together."""
        self._articles += result.articles
        self.rejects += result.rejects
        if page is not None:
            self._pages |= {article.id: page for article in result.articles}
        if len(self._articles) >= SAVE_EVERY:
            self.save()

    def save(self) -> None:
        """Hand what waits to the store, in one transaction."""
        rejects = self.rejects[self._saved :]
        if self._articles or rejects:
            done = self.store.add(self._articles, rejects, self.person, pages=self._pages)
            self.added += done.added
            self.known += done.known
            self.earlier |= done.earlier
            # What the store itself refused is among those that it gives back.
            self.rejects[self._saved :] = done.rejects
        self._articles, self._pages, self._saved = [], {}, len(self.rejects)
