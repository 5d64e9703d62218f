"""The store as a whole: `Store`, put together from its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.store.articles import Articles
from compare.store.asked import AskedPairs
from compare.store.choices import Choices
from compare.store.claims import Claims
from compare.store.exchange import Exchange
from compare.store.feeds import Feeds
from compare.store.maintenance import Maintenance
from compare.store.pages import Pages
from compare.store.people import People
from compare.store.results import Results
from compare.store.search import Search
from compare.store.searches import Searches
from compare.store.versions import Versions

if TYPE_CHECKING:
    from compare.config import Settings
    from compare.progress import Progress
    from compare.records import RunSummary, SideBySide


class Store(
    Articles,
    Claims,
    Results,
    Search,
    Searches,
    AskedPairs,
    People,
    Choices,
    Versions,
    Pages,
    Feeds,
    Exchange,
    Maintenance,
):
    """Articles and all that was found in them, in one DuckDB file.

    Several programs and threads may use one file: a change waits its turn, and a reader sees
    either all of a change or nothing of it.

    Args:
        path: the file, made when it is first used; ":memory:" for a store in memory.
        lock_seconds: how long an operation waits for other programs.
        may_write: False: every change is refused with `NotAllowedError`.

    Raises:
        StoreError: by any operation: the file is damaged, foreign or of a newer version, may
            not be written, or the disk is full; `StoreBusyError` when the wait was too long.
    """

    def run(self, settings: Settings | None = None, progress: Progress | None = None) -> RunSummary:
        """Find claims, events, matches and differences of what is in the store."""
        from compare import pipeline
        from compare.config import Settings

        return pipeline.run(self, settings or Settings(), progress=progress)

    def view(self, event_id: str) -> SideBySide:
        """Lay an event side by side, all of it from one state of the store."""
        from compare.view import side_by_side

        with self.reading():
            return side_by_side(self, event_id)

    def export(
        self,
        format: str,
        event_id: str | None = None,
        shape: str = "long",
    ) -> bytes:
        """Give the comparison of an event (of all events) as a file of `format`.

        Args:
            format: one of `compare.exporters.registry.formats()`.
            shape: "long", "wide", "pairs", or "all" for a table of each.
        """
        from compare.exporters.registry import export
        from compare.tables import tables_of

        with self.reading():
            tables = tables_of(self, event_id, shape)
        return export(tables, format)
