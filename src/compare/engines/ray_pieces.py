"""What Ray workers are asked to do: pieces of a few articles, one batch, a few events."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from compare.embed import Vectors
from compare.engines import work
from compare.errors import ConfigError, ModelError
from compare.event_match import EventOutcome, EventTask

Piece = tuple[Any, ...]


def do(wanted: str, function: Callable[[Piece], list[Any]], piece: Piece) -> list[Any]:
    """Do a piece: what a Ray worker is asked for.

    Raises:
        ConfigError: another version of AsTold is installed on the worker's node.
    """
    if wanted != version():
        raise ConfigError(
            f"a node has AsTold {version()}, the run needs {wanted}",
            where=platform.node(),
            hint="Install the same version on all nodes",
        )
    return function(piece)


def encode(piece: Piece) -> list[tuple[Sequence[str], Vectors]]:
    """Embed batches: name of the model, id that its vectors are kept under, texts.

    Raises:
        ModelError: vectors made here would be of another kind than those of the run.
    """
    from compare.embed.registry import load

    found = []
    for model, expected, batch in piece:
        if (here := load(model).id) != expected:
            raise ModelError(
                f"a node embeds as {here}, the run needs {expected}",
                where=platform.node(),
                hint="Install the same version on all nodes; models other than minilm need "
                "nodes with the same kind of processor",
            )
        found.append((batch, work.encode((model, batch))))
    return found


def match(piece: Piece) -> list[EventOutcome]:
    """Match events."""
    return [work.match(task) for task in piece]


def bundled(tasks: Iterable[EventTask], claims: int) -> Iterator[list[EventTask]]:
    """Put small events together until they have so many claims; never keeps more back."""
    together: list[EventTask] = []
    size = 0
    for task in tasks:
        if together and size + len(task.claims) > claims:
            yield together
            together, size = [], 0
        together.append(task)
        size += len(task.claims)
    if together:
        yield together


def version() -> str:
    """Give the version of AsTold that is installed here."""
    from compare import __version__

    return __version__


def article_names(piece: Piece) -> str:
    """Name the articles of a piece."""
    return ", ".join(f"article {one.id} ({one.title[:60]})" for one in piece)


def batch_name(piece: Piece) -> str:
    """Name the batch of a piece."""
    texts = piece[0][2]
    return f"a batch of {len(texts)} texts, the first {texts[0][:60]!r}"


def event_names(piece: Piece) -> str:
    """Name the events of a piece."""
    return ", ".join(f"event {task.event.id} ({task.event.title[:60]})" for task, _ in piece)
