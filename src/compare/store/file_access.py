"""Opens a database file for one operation: many readers, one writer, across processes.

A writer holds `<path>.lock`; readers don't need it, so that a store on a read-only disk can
be read. DuckDB itself refuses to open a file that another process writes to, and to write
while another process reads; both then try again until their time is up. As a vain attempt
costs some ten milliseconds of work, and as many readers could keep a writer out for ever,
`<path>.waiting` tells readers that a writer wants or has the file: they let it go first.
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

_FIRST_PAUSE, _LONGEST_PAUSE = 0.008, 0.2  # seconds between two attempts to open
_GIVE_WAY = 10.0  # seconds for which a reader lets a writer go first
_FRESH = 2.0  # seconds after which its request may be one of a killed writer
_SETTLED = 0.05  # seconds after which a further change gets another time stamp for sure


class FileAccess(Access):
    """A database in a file, open only while an operation lasts."""

    def __init__(self, path: Path, lock_seconds: float) -> None:
        real = os.path.realpath(path)
        super().__init__(str(path), guard_of(real), lock_seconds)
        self._real = real
        self._claimed = Path(f"{real}.waiting")

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
        self._give_way(deadline)
        con = keeper.connection()
        if con is None:
            # One thread opens, the others find it open then: a vain attempt is costly.
            with keeper.opening:
                con = keeper.connection() or self._open_to_read(deadline)
        try:
            yield con
        finally:
            con.close()
            keeper.used()

    @contextmanager
    def replacing(self) -> Iterator[None]:
        """Keep other writers, and readers of this process, out while the file is exchanged.

        Readers in other processes finish with the old file; the next time they find the new one.
        """
        deadline = time.monotonic() + self._seconds
        with self._guard.writing(deadline):
            self._guard.keeper.drop()
            with self._file_lock(deadline), self._claiming():
                yield

    def _open_to_read(self, deadline: float) -> Connection:
        """Open the file, made or brought forward first where that is needed; keep it open."""
        con = None
        try:
            con = self._open(deadline, read_only=True)
        except duckdb.Error as error:
            if not self._is_new(error):
                raise
        if con is None or not self._is_current(con):
            if con is not None:
                con.close()
            with self._writer(deadline):
                pass
            con = self._open(deadline, read_only=True)
        self._guard.keeper.keep(duckdb.connect(self._real, read_only=True, config=CONFIG))
        return con

    @contextmanager
    def _writer(self, deadline: float) -> Iterator[Connection]:
        self._guard.keeper.drop()
        with self._file_lock(deadline), self._claiming():
            with self._named(OSError):
                if not os.path.exists(self._real) or os.path.getsize(self._real) == 0:
                    self._create()
            con = self._open(deadline, read_only=False)
            self._claim()
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
        while True:
            try:
                return duckdb.connect(self._real, read_only=read_only, config=CONFIG)
            except duckdb.Error as error:
                if not is_locked(error):
                    raise
                if time.monotonic() > deadline:
                    raise busy(self.path) from error
            if not read_only:
                self._claim()
            time.sleep(random.uniform(0.5, 1.0) * pause)
            pause = min(pause * 1.5, _LONGEST_PAUSE)

    @contextmanager
    def _claiming(self) -> Iterator[None]:
        self._claim()
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                self._claimed.unlink()

    def _claim(self) -> None:
        """Ask readers to let this writer go first; it is a courtesy, so failing is no harm."""
        with contextlib.suppress(OSError):
            self._claimed.touch()

    def _give_way(self, deadline: float) -> None:
        """Let a writer go first, for as long as its request is fresh."""
        end = min(time.monotonic() + _GIVE_WAY, deadline)
        while time.monotonic() < end:
            try:
                age = time.time() - self._claimed.stat().st_mtime
            except OSError:
                return
            if abs(age) > _FRESH:
                return
            self._guard.keeper.drop()
            time.sleep(random.uniform(1, 3) * _FIRST_PAUSE)
