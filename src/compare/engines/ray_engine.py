"""A Ray cluster: pieces go to whichever node is free, and to another one where a node dies."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import Any

from compare.children import processors
from compare.config import Settings
from compare.embed import Vectors
from compare.engines import work
from compare.engines.ray_pieces import (
    Piece,
    article_names,
    batch_name,
    bundled,
    do,
    encode,
    event_names,
    match,
    version,
)
from compare.errors import AsToldError, ConfigError, ModelError
from compare.event_match import EventOutcome, EventTask
from compare.records import Article, Claim

# So many times a piece is tried again after a worker or a node died with it
_RETRIES = 3
# Pieces under way for each processor: enough that none waits, few enough to bound the memory
_AHEAD = 2
# Articles in a piece, and claims of small events in one: about a second of work, so that what
# Ray adds to each piece (milliseconds) doesn't count, and a death costs little
_ARTICLES = 8
_CLAIMS = 400
# A cluster that grows on demand may take minutes until its first node is there
_PATIENCE_SECONDS = 600.0
_LOOK_SECONDS = 10.0
_KNOCK_SECONDS = 5.0


class RayEngine:
    """See `compare.engines.Engine`.

    Within a session one connection serves all stages. A cluster that was started here ends with
    the session; one that was there before (`ray_address`, or a program that has called
    `ray.init` itself) stays.
    """

    name = "ray"

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._sessions = 0
        self._connected = False

    @contextmanager
    def session(self, settings: Settings) -> Iterator[None]:
        """Keep one connection for the block; it is made when the first piece needs it."""
        with self._lock:
            self._sessions += 1
        try:
            yield
        finally:
            with self._lock:
                self._sessions -= 1
                if self._connected and not self._sessions:
                    import ray

                    self._connected = False
                    ray.shutdown()

    def extract(
        self, articles: Sequence[Article], settings: Settings
    ) -> Iterator[tuple[str, list[Claim]]]:
        """Extract, a few articles a piece."""
        pieces = (tuple(articles[at : at + _ARTICLES]) for at in range(0, len(articles), _ARTICLES))
        yield from self._share_out(work.extract, pieces, article_names, settings)

    def encode(
        self, batches: Sequence[Sequence[str]], settings: Settings
    ) -> Iterator[tuple[Sequence[str], Vectors]]:
        """Embed, a batch a piece."""
        from compare.embed.registry import model_id

        expected = model_id(settings.model) if batches else ""
        pieces = (((settings.model, expected, batch),) for batch in batches)
        yield from self._share_out(encode, pieces, batch_name, settings)

    def match(
        self, tasks: Iterable[EventTask], claims: int, settings: Settings
    ) -> Iterator[EventOutcome]:
        """Match, a large event or a few small ones a piece."""
        pieces = (
            tuple((task, settings) for task in together) for together in bundled(tasks, _CLAIMS)
        )
        yield from self._share_out(match, pieces, event_names, settings)

    def _share_out(
        self,
        function: Callable[[Piece], list[Any]],
        pieces: Iterator[Piece],
        names: Callable[[Piece], str],
        settings: Settings,
    ) -> Iterator[Any]:
        """Do pieces on the cluster; gives the answers in the order in which they are done.

        Pieces are taken one by one, a few ahead of the answers. One with which workers die again
        and again is halved until it is clear what it is that kills them.
        """
        first = next(pieces, None)
        if first is None:
            return
        waiting: Iterator[Piece] = chain([first], pieces)
        with self.session(settings):
            ray = self._connect(settings)
            remote = ray.remote(max_retries=_RETRIES)(do)
            own = version()
            under_way: dict[Any, Piece] = {}
            room = _Room(ray)
            try:
                while True:
                    for piece in room.taken(waiting, len(under_way)):
                        under_way[remote.remote(own, function, piece)] = piece
                    if not under_way:
                        return
                    done, _ = ray.wait(list(under_way), timeout=_LOOK_SECONDS)
                    for ref in done:
                        piece = under_way.pop(ref)
                        try:
                            answers = ray.get(ref)
                        except ray.exceptions.RayError as error:
                            waiting = chain(_halves(piece, names, error), waiting)
                        else:
                            yield from answers
            finally:
                _cancel(ray, under_way)

    def _connect(self, settings: Settings) -> Any:
        # Ray would otherwise tell its makers over the network that it is used
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            import ray
        except ImportError as error:
            raise ConfigError(
                "Ray is not installed",
                where="engine",
                hint="Run: pip install 'astold[ray]', or set engine to local",
            ) from error
        with self._lock:
            if not ray.is_initialized():
                _start(ray, settings)
                self._connected = True
        return ray


class _Room:
    """How many more pieces the cluster may get, as its nodes come and go."""

    def __init__(self, ray: Any) -> None:
        self._ray, self._seen = ray, time.monotonic()

    def taken(self, waiting: Iterator[Piece], under_way: int) -> Iterator[Piece]:
        """Take pieces until there are enough under way.

        Raises:
            ModelError: the cluster has had no processor for a long time.
        """
        count = int(self._ray.cluster_resources().get("CPU", 0))
        if count:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > _PATIENCE_SECONDS:
            raise ModelError(
                "the Ray cluster has no processor left to work on",
                where="ray_address",
                hint="Start nodes (`ray status` lists them), then run again",
            )
        for _ in range(max(1, count) * _AHEAD - under_way):
            piece = next(waiting, None)
            if piece is None:
                return
            yield piece


def _start(ray: Any, settings: Settings) -> None:
    # What Ray and its workers tell goes into Ray's log files, not among a command's output
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR, "configure_logging": False}
    logging.getLogger("ray").setLevel(logging.ERROR)
    try:
        if settings.ray_address:
            _knock(settings.ray_address)
            ray.init(address=settings.ray_address, **quiet)
        else:
            ray.init(
                address="local",  # whatever RAY_ADDRESS says: the settings decide
                num_cpus=settings.processes or processors(),
                include_dashboard=False,
                # by default a piece for which the memory is too small is tried for ever
                _system_config={"task_oom_retries": _RETRIES},
                **quiet,
            )
    except (OSError, ValueError, RuntimeError, ray.exceptions.RayError) as error:
        with suppress(Exception):
            ray.shutdown()
        told = (str(error).strip().splitlines() or [type(error).__name__])[0]
        if settings.ray_address:
            raise ConfigError(
                f"no Ray cluster can be reached at {settings.ray_address} ({told})",
                where="ray_address",
                hint="Check it with `ray status`; where the cluster has a token, set "
                "RAY_AUTH_MODE=token and put the token here too",
            ) from error
        raise ConfigError(
            f"Ray can't be started on this machine ({told})",
            where="engine",
            hint="Set engine to local",
        ) from error


def _knock(address: str) -> None:
    """Raise `OSError` where nobody answers; Ray itself would try for minutes."""
    host, colon, port = address.rpartition(":")
    if colon and port.isdigit() and "/" not in host:
        socket.create_connection((host.strip("[]"), int(port)), _KNOCK_SECONDS).close()


def _halves(piece: Piece, names: Callable[[Piece], str], error: Exception) -> list[Piece]:
    """Give what to try instead of a piece that failed, or raise what says why it can't be done."""
    cause = getattr(error, "cause", None)
    if isinstance(cause, AsToldError):
        raise cause from error
    if cause is not None:  # a mistake in the work itself, with the worker's traceback
        raise error
    if len(piece) > 1:
        middle = len(piece) // 2
        return [piece[:middle], piece[middle:]]
    told = str(error).strip().splitlines()
    raise ModelError(
        f"{_RETRIES + 1} workers died while they worked on it: {told[0] if told else error!r}",
        where=names(piece),
        hint="Look into the logs of Ray; give the nodes more memory if it was short",
    ) from error


def _cancel(ray: Any, under_way: Iterable[Any]) -> None:
    """Stop what nobody waits for any more; the connection may be gone already."""
    for ref in under_way:
        with suppress(Exception):
            ray.cancel(ref, force=True)


PLUGIN = RayEngine()
