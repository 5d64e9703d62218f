"""Engines, one a file: where the three long stages are worked out.

Extraction and embedding are independent by article, matching by event. The pipeline cuts the
work into pieces and saves the answers; an engine only does the pieces, in any order and on
any machine. Pieces are cut the same way whatever the engine, so that all give the same store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, cast

from compare.config import Settings
from compare.embed import Vectors
from compare.errors import ConfigError
from compare.event_match import EventOutcome, EventTask
from compare.plugins import discover
from compare.records import Article, Claim


class Engine(Protocol):
    """One file in this folder binds `PLUGIN` to one of these.

    Attributes:
        name: as it is written in the settings.
    """

    name: str

    def session(self, settings: Settings) -> AbstractContextManager[None]:
        """Keep what the engine works with (a cluster, say) from one stage to the next.

        The stages can be called without; each then makes and ends it by itself.
        """
        ...

    def extract(
        self, articles: Sequence[Article], settings: Settings
    ) -> Iterator[tuple[str, list[Claim]]]:
        """Give article id and claims of each article, in any order."""
        ...

    def encode(
        self, batches: Sequence[Sequence[str]], settings: Settings
    ) -> Iterator[tuple[Sequence[str], Vectors]]:
        """Give each batch with its vectors, in any order; a batch is never divided."""
        ...

    def match(
        self, tasks: Iterable[EventTask], claims: int, settings: Settings
    ) -> Iterator[EventOutcome]:
        """Match events, in any order.

        Args:
            tasks: made while they are taken, so that not all have to fit into memory.
            claims: how many claims they hold in all.
            settings: model, thresholds, processes.
        """
        ...


def engine(name: str) -> Engine:
    """Give the engine that a setting names.

    Raises:
        ConfigError: there is none of this name.
    """
    found = cast("dict[str, Engine]", discover("compare.engines"))
    if name not in found:
        raise ConfigError(
            f"there is no engine {name!r}", where="engine", hint=f"Known are {', '.join(found)}"
        )
    return found[name]
