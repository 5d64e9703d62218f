"""Opens the database for one operation: many readers, one writer, between threads and processes.

A file is open only while an operation lasts. A writer holds `<path>.lock`; readers don't need
it, so that a store on a read-only disk can be read. DuckDB itself refuses to open a file that
another process is writing to, and a writer while somebody reads; both then try again until
their time is up. While a writer waits for readers to leave, `<path>.waiting` asks new readers
to let it go first, or many readers could keep it out for ever.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from compare.errors import StoreError
from compare.store import schema
from compare.store.faults import busy, explain, is_locked, is_missing, is_storage_fault
from compare.store.guard import Guard, guard_of
from compare.store.sql import Connection

MEMORY = ":memory:"
_FIRST_PAUSE, _LONGEST_PAUSE = 0.004, 0.1  # seconds between two attempts to open
_GIVE_WAY = 0.5  # seconds for which a reader lets a waiting writer go first


class Access:
    """What memory and file have in common: nesting, transactions, and errors with a hint."""

    def __init__(self, path: str, guard: Guard, lock_seconds: float) -> None:
        self.path = path
        self._guard = guard
        self._seconds = lock_seconds
        self._held = threading.local()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store; may be nested in itself."""
        held: Connection | None = getattr(self._held, "connection", None)
        if held is not None:
            yield held
            return
        deadline = time.monotonic() + self._seconds
        with self._told_apart(), self._guard.reading(deadline), self._reader(deadline) as con:
            with self._remembered(con):
                yield con

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection within a transaction, committed when the block ends well."""
        if getattr(self._held, "connection", None) is not None:
            raise StoreError("a change can't be made while this thread reads", where=self.path)
        deadline = time.monotonic() + self._seconds
        with self._told_apart(), self._guard.writing(deadline), self._writer(deadline) as con:
            with self._remembered(con):
                con.begin()
                try:
                    yield con
                    con.commit()
                except BaseException:
                    _quietly(con.rollback)
                    raise

    def copy_to(self, target: Path) -> None:
        """Write one state of the database to a new file, without its unused space."""
        with self.reading() as con:
            name = con.execute("SELECT current_database()").fetchall()[0][0]
            quoted = str(target).replace("'", "''")  # ATTACH takes no bound value and options
            con.execute(f"ATTACH '{quoted}' AS backup_copy (READ_WRITE)")
            try:
                con.execute(f'COPY FROM DATABASE "{name}" TO backup_copy')
            finally:
                con.execute("DETACH backup_copy")

    @contextmanager
    def _reader(self, deadline: float) -> Iterator[Connection]:
        raise NotImplementedError
        yield

    @contextmanager
    def _writer(self, deadline: float) -> Iterator[Connection]:
        raise NotImplementedError
        yield

    @contextmanager
    def _remembered(self, con: Connection) -> Iterator[None]:
        self._held.connection = con
        try:
            yield
        finally:
            self._held.connection = None

    @contextmanager
    def _told_apart(self) -> Iterator[None]:
        """Turn faults of file, disk and lock into errors that say what to do."""
        try:
            yield
        except TimeoutError as error:
            raise busy(self.path) from error
        except (duckdb.Error, OSError) as error:
            if not is_storage_fault(error):
                raise
            raise explain(error, self.path) from error


class MemoryAccess(Access):
    """A database in memory: one connection for its life, a cursor for each operation."""

    def __init__(self, lock_seconds: float) -> None:
        super().__init__(MEMORY, Guard(), lock_seconds)
        self._connection = duckdb.connect(MEMORY)
        self._cursors = threading.Lock()
        schema.migrate(self._connection)

    @contextmanager
    def _reader(self, deadline: float) -> Iterator[Connection]:
        with self._cursors:
            con = self._connection.cursor()
        try:
            yield con
        finally:
            con.close()

    _writer = _reader


class FileAccess(Access):
    """A database in a file, open only while an operation lasts."""

    def __init__(self, path: Path, lock_seconds: float) -> None:
        real = os.path.realpath(path)
        super().__init__(str(path), guard_of(real), lock_seconds)
        self._real = real
        self._waiting = Path(f"{real}.waiting")

    def stamp(self) -> tuple[int, ...] | None:
        """Give what changes on disk with every change; None while it may still be changing."""
        found: list[int] = []
        for name in (self._real, f"{self._real}.wal"):
            try:
                status = os.stat(name)
            except OSError:
                found += (0, 0, 0)
                continue
            found += (status.st_mtime_ns, status.st_size, status.st_ino)
            if time.time() - status.st_mtime < 0.05:  # noqa: PLR2004 - two changes in one tick
                return None
        return tuple(found)

    @contextmanager
    def _reader(self, deadline: float) -> Iterator[Connection]:
        self._give_way()
        try:
            con = self._open(deadline, read_only=True)
        except (duckdb.Error, OSError) as error:
            if not self._is_new(error):
                raise
            con = None
        if con is not None and not self._current(con):
            con.close()
            con = None
        if con is None:
            self._create_or_migrate(deadline)
            con = self._open(deadline, read_only=True)
        try:
            yield con
        finally:
            con.close()

    @contextmanager
    def _writer(self, deadline: float) -> Iterator[Connection]:
        with self._file_lock(deadline):
            if not os.path.exists(self._real) or os.path.getsize(self._real) == 0:
                self._create()
            con = self._open(deadline, read_only=False)
            try:
                if not self._current(con):
                    schema.migrate(con)
                yield con
            finally:
                con.close()

    def _create_or_migrate(self, deadline: float) -> None:
        with self._writer(deadline):
            pass

    def _current(self, con: Connection) -> bool:
        try:
            return schema.is_current(con, self.path)
        except BaseException:
            con.close()
            raise

    def _is_new(self, error: Exception) -> bool:
        if is_missing(error):
            return os.path.isdir(os.path.dirname(self._real))
        return os.path.exists(self._real) and os.path.getsize(self._real) == 0

    def _create(self) -> None:
        """Make the file beside its place and move it there, so that no half-made one is seen.

        A `.new` that a killed process left is replaced: the caller holds the lock.
        """
        fresh = Path(f"{self._real}.new")
        for old in (fresh, Path(f"{fresh}.wal"), Path(f"{self._real}.wal")):
            old.unlink(missing_ok=True)
        con = duckdb.connect(fresh)
        try:
            schema.migrate(con)
        finally:
            con.close()
        os.replace(fresh, self._real)

    @contextmanager
    def _file_lock(self, deadline: float) -> Iterator[None]:
        from filelock import FileLock, Timeout

        lock = FileLock(f"{self._real}.lock", thread_local=False)
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
        try:
            while True:
                try:
                    return duckdb.connect(self._real, read_only=read_only)
                except duckdb.Error as error:
                    if not is_locked(error):
                        raise
                    if time.monotonic() > deadline:
                        raise busy(self.path) from error
                if not read_only:
                    self._waiting.touch()
                time.sleep(pause * random.uniform(0.5, 1.0))
                pause = min(pause * 1.5, _LONGEST_PAUSE)
        finally:
            if not read_only:
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
            time.sleep(_FIRST_PAUSE)


def _quietly(action: object) -> None:
    """Roll back; that it can't be done any more is no news beside the error that led here."""
    try:
        action()  # type: ignore[operator]
    except duckdb.Error:
        pass
