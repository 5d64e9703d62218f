"""This machine: in the process itself, or in a few children where there is enough to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import local
from typing import TYPE_CHECKING

from compare.children import processors, share_out
from compare.config import Settings
from compare.embed import Vectors
from compare.engines import work
from compare.event_match import EventOutcome, EventTask
from compare.records import Article, Claim

if TYPE_CHECKING:
    from compare.relations.shelf import Shelf

# Below so many claims, starting children that load the model costs more than it saves
WORTH_SHARING = 1_500


class LocalEngine:
    """See `compare.engines.Engine`."""

    name = "local"

    def __init__(self) -> None:
        self._own = local()  # runs on two stores may go on at once, each in a thread

    @contextmanager
    def session(self, settings: Settings) -> Iterator[None]:
        """Keep the words of the sentences that are embedded, for the matching."""
        from compare.relations.shelf import lasting

        with lasting() as shelf:
            before, self._own.shelf = self._shelf(), shelf
            try:
                yield
            finally:
                self._own.shelf = before

    def _shelf(self) -> Shelf | None:
        return getattr(self._own, "shelf", None)

    def extract(
        self, articles: Sequence[Article], settings: Settings
    ) -> Iterator[tuple[str, list[Claim]]]:
        """Extract; see `compare.claims.extract.extract_many`."""
        from compare.claims.extract import extract_many

        return extract_many(articles, processes=settings.processes)

    def encode(
        self, batches: Sequence[Sequence[str]], settings: Settings
    ) -> Iterator[tuple[Sequence[str], Vectors]]:
        """Embed in this process: the libraries use all processors by themselves."""
        shelf = self._shelf()
        for batch in batches:
            yield batch, work.encode_for_matching(settings.model, batch, shelf)

    def match(
        self, tasks: Iterable[EventTask], claims: int, settings: Settings
    ) -> Iterator[EventOutcome]:
        """Match, from a few thousand claims on in several processes."""
        shelf = self._shelf()
        given = ((task, settings, shelf.places(task.vectors) if shelf else None) for task in tasks)
        count = settings.processes or processors()
        if count > 1 and claims >= WORTH_SHARING:
            yield from share_out("compare.engines.work:match_with_words", given, count)
        else:
            yield from map(work.match_with_words, given)


PLUGIN = LocalEngine()
