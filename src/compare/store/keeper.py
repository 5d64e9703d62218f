"""Keeps a file open for a moment after reading, so that a page's reads open it once.

Opening a DuckDB file takes some ten milliseconds, connecting once more to an open one none.
Nobody is kept out for long: a writer of this process drops what is kept, and one of another process
has to wait until it was idle for `IDLE` seconds, or until the next read sees its request.
"""

from __future__ import annotations

import atexit
import os
import threading
import time

import duckdb

from compare.store.sql import Connection

IDLE = 0.25  # seconds after the last use
# Nothing is fetched at run time, and no Python variable is taken for a table.
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "python_enable_replacements": False,
}


class Keeper:
    """At most one open read-only connection of one file.

    Attributes:
        opening: to be held by the thread that opens the file to read.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self.opening = threading.Lock()
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._file = 0
        self._used = 0.0
        self._watched = self._ending = False
        self._timer: threading.Timer | None = None
        atexit.register(self._end)

    def connection(self) -> Connection | None:
        """Connect to what is kept; None when nothing is, or the file was exchanged.

        Not a cursor of it: closing a connection closes its cursors, also those in use.
        """
        with self._lock:
            if self._connection is None:
                return None
            self._used = time.monotonic()
            if self._file == _number(self._path):
                return duckdb.connect(self._path, read_only=True, config=CONFIG)
        self.drop()
        return None

    def keep(self, con: Connection) -> None:
        """Take over a connection that was just opened."""
        with self._lock:
            old, self._connection = self._connection, con
            self._file = _number(self._path)
            self._used = time.monotonic()
            if not self._watched:
                self._watched = True
                self._watch(IDLE)
        if old is not None:
            old.close()

    def drop(self) -> None:
        """Close what is kept; connections in use keep the file open until they are closed."""
        with self._lock:
            old, self._connection = self._connection, None
        if old is not None:
            old.close()

    def used(self) -> None:
        """Say that a connection was in use until now."""
        with self._lock:
            self._used = time.monotonic()

    def _watch(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._look)
        self._timer.daemon = True
        self._timer.start()

    def _end(self) -> None:
        """Leave no thread behind that holds on to the library while the program ends."""
        with self._lock:
            self._ending = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        self.drop()

    def _look(self) -> None:
        with self._lock:
            left = self._used + IDLE - time.monotonic()
            if self._connection is not None and left > 0 and not self._ending:
                self._watch(left)
                return
            self._watched = False
        self.drop()


def _number(path: str) -> int:
    try:
        return os.stat(path).st_ino
    except OSError:
        return -1
