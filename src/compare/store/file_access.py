"""Opens a database file for one operation: many readers, one writer, across processes.

A writer holds `<path>.lock`; readers don't need it, so that a store on a read-only disk can
be read. DuckDB itself refuses to open a file that another process writes to, and to write
while another process reads; both then try again until their time is up. While a writer waits
for readers to leave, `<path>.waiting` asks new readers to let it go first, or many readers
could keep it out for ever.
"""

from __future__ import annotations

import contextlib
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from compare.errors import StoreError
from compare.store import schema
from compare.store.access import Access
from compare.store.faults import busy, is_locked, is_missing
from compare.store.guard import guard_of
from compare.store.keeper import CONFIG
from compare.store.sql import Connection

_FIRST_PAUSE, _LONGEST_PAUSE = 0.004, 0.1  # seconds between two attempts to open
_GIVE_WAY = 0.5  # seconds for which a reader lets a waiting writer go first
_SETTLED = 0.05  # seconds after which a further change gets another time stamp for sure


class FileAccess(Access):
    """A database in a file, open only while an operation lasts."""

    def __init__(self, path: Path, lock_seconds: float) -> None:
        real = os.path.realpath(path)
        super().__init__(str(path), guard_of(real), lock_seconds)
        self._real = real
        self._waiting = Path(f"{real}.waiting")

    def stamp(self) -> tuple[int, ...] | None:
        """Give what differs on disk after every change; None while that is not yet sure."""
        found: list[int] = []
        for name in (self._real, f"{self._real}.wal"):
            try:
                status = os.stat(name)
            except OSError:
                found += (0, 0, 0)
                continue
            found += (status.st_mtime_ns, status.st_size, status.st_ino)
            if time.time() - status.st_mtime < _SETTLED:
                return None
        return tuple(found)

    @contextmanager
    def _reader(self, deadline: float) -> Iterator[Connection]:
        keeper = self._guard.keeper
        with self._named(OSError):
            self._give_way()
        con = keeper.connection()
        if con is None:
            con = self._open_to_read(deadline)
            if con is None:
                with self._writer(deadline):
                    pass  # that makes the file, or brings it forward
                con = self._open(deadline, read_only=True)
            keeper.keep(duckdb.connect(self._real, read_only=True, config=CONFIG))
        try:
            yield con
        finally:
            con.close()
            keeper.used()

    def _open_to_read(self, deadline: float) -> Connection | None:
        """Open the file as it is; None where it has to be made or brought forward first."""
        try:
            con = self._open(deadline, read_only=True)
        except duckdb.Error as error:
            if self._is_new(error):
                return None
            raise
        if self._is_current(con):
            return con
        con.close()
        return None

    @contextmanager
    def _writer(self, deadline: float) -> Iterator[Connection]:
        self._guard.keeper.drop()
        with self._file_lock(deadline):
            with self._named(OSError):
                if not os.path.exists(self._real) or os.path.getsize(self._real) == 0:
                    self._create()
            con = self._open(deadline, read_only=False)
            try:
                if not self._is_current(con):
                    schema.migrate(con)
                yield con
            finally:
                con.close()

    def _is_current(self, con: Connection) -> bool:
        try:
            return schema.is_current(con, self.path)
        except BaseException:
            con.close()
            raise

    def _is_new(self, error: Exception) -> bool:
        if not os.path.exists(self._real):
            return is_missing(error)
        return os.path.getsize(self._real) == 0

    def _create(self) -> None:
        """Make the file beside its place and move it there, so that no half-made one is seen.

        A `.new` that a killed process left is replaced: the caller holds the lock.
        """
        fresh = Path(f"{self._real}.new")
        for old in (fresh, Path(f"{fresh}.wal"), Path(f"{self._real}.wal")):
            old.unlink(missing_ok=True)
        con = duckdb.connect(fresh, config=CONFIG)
        try:
            schema.migrate(con)
        finally:
            con.close()
        os.replace(fresh, self._real)

    @contextmanager
    def _file_lock(self, deadline: float) -> Iterator[None]:
        from filelock import FileLock, Timeout

        if not os.path.isdir(os.path.dirname(self._real)):
            raise StoreError(
                "its folder does not exist", where=self.path, hint="Make the folder first"
            )
        lock = FileLock(f"{self._real}.lock", thread_local=False)
        with self._named(OSError):
            try:
                lock.acquire(timeout=max(deadline - time.monotonic(), 0), poll_interval=0.02)
            except Timeout as error:
                raise busy(self.path) from error
        try:
            yield
        finally:
            lock.release()

    def _open(self, deadline: float, *, read_only: bool) -> Connection:
        pause = _FIRST_PAUSE
        asked = False
        try:
            while True:
                try:
                    return duckdb.connect(self._real, read_only=read_only, config=CONFIG)
                except duckdb.Error as error:
                    if not is_locked(error):
                        raise
                    if time.monotonic() > deadline:
                        raise busy(self.path) from error
                if not read_only:
                    asked = True
                    with self._named(OSError):
                        self._waiting.touch()
                time.sleep(pause * random.uniform(0.5, 1.0))
                pause = min(pause * 1.5, _LONGEST_PAUSE)
        finally:
            if asked:
                with contextlib.suppress(OSError):
                    self._waiting.unlink(missing_ok=True)

    def _give_way(self) -> None:
        """Let a writer that waits go first; a mark that nobody renews is of a killed one."""
        end = time.monotonic() + _GIVE_WAY
        while time.monotonic() < end:
            try:
                age = time.time() - self._waiting.stat().st_mtime
            except OSError:
                return
            if age > _GIVE_WAY:
                return
            self._guard.keeper.drop()
            time.sleep(_FIRST_PAUSE)
