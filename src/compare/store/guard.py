"""Lets the threads of one process read a store together, and write to it alone.

DuckDB refuses a read-only and a writing connection to one file within one process, so the
threads of a page server have to take turns before any of them opens the file.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from compare.store.faults import busy
from compare.store.keeper import Keeper


class Guard:
    """Many readers or one writer; a waiting writer goes before new readers.

    Attributes:
        keeper: what the readers leave open for each other; a writer has to drop it.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self.keeper = Keeper(path)
        self._changed = threading.Condition()
        self._readers = 0
        self._writing = False
        self._waiting = 0

    @contextmanager
    def reading(self, deadline: float) -> Iterator[None]:
        """Hold it together with other readers; `StoreBusyError` after `deadline` (monotonic)."""
        with self._changed:
            self._wait(deadline, lambda: not self._writing and not self._waiting)
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @contextmanager
    def writing(self, deadline: float) -> Iterator[None]:
        """Hold it alone; `StoreBusyError` after `deadline` (monotonic)."""
        with self._changed:
            self._waiting += 1
            try:
                self._wait(deadline, lambda: not self._writing and not self._readers)
                self._writing = True
            finally:
                self._waiting -= 1
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._writing = False
                self._changed.notify_all()

    def _wait(self, deadline: float, free: Callable[[], bool]) -> None:
        if not self._changed.wait_for(free, max(deadline - time.monotonic(), 0)):
            raise busy(self._path)


_guards: dict[str, Guard] = {}
_guards_lock = threading.Lock()


def guard_of(path: str) -> Guard:
    """Give the one guard that this process has for the file at `path` (a real path)."""
    with _guards_lock:
        return _guards.setdefault(path, Guard(path))
