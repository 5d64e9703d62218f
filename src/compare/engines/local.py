"""This machine: in the process itself, or in a few children where there is enough to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext

from compare.children import processors, share_out
from compare.config import Settings
from compare.embed import Vectors
from compare.engines import work
from compare.event_match import EventOutcome, EventTask
from compare.records import Article, Claim

# Below so many claims, starting children that load the model costs more than it saves
WORTH_SHARING = 1_500


class LocalEngine:
    """See `compare.engines.Engine`."""

    name = "local"

    def session(self, settings: Settings) -> AbstractContextManager[None]:
        """Keep nothing: children end with their stage."""
        return nullcontext()

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
        for batch in batches:
            yield batch, work.encode((settings.model, batch))

    def match(
        self, tasks: Iterable[EventTask], claims: int, settings: Settings
    ) -> Iterator[EventOutcome]:
        """Match, from a few thousand claims on in several processes."""
        given = ((task, settings) for task in tasks)
        count = settings.processes or processors()
        if count > 1 and claims >= WORTH_SHARING:
            yield from share_out("compare.engines.work:match", given, count)
        else:
            yield from map(work.match, given)


PLUGIN = LocalEngine()
