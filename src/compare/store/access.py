"""What opening a store for one operation has in common, in memory and in a file."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import duckdb

from compare.errors import NotAllowedError, StoreError
from compare.store import schema
from compare.store.faults import explain, is_storage_fault
from compare.store.guard import Guard
from compare.store.keeper import CONFIG
from compare.store.sql import Connection

MEMORY = ":memory:"


class Access:
    """Opens a database for one operation: nesting, transactions, and errors with a hint.

    Attributes:
        may_write: whether changes are let through; what a change is can't be got around above.
    """

    def __init__(self, path: str, guard: Guard, lock_seconds: float) -> None:
        self.path = path
        self.may_write = True
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
        with (
            self._guard.reading(deadline),
            self._named(duckdb.Error),
            self._reader(deadline) as con,
            self._remembered(con),
        ):
            yield con

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection within a transaction, committed when the block ends well."""
        if not self.may_write:
            raise NotAllowedError(
                "only editors can change anything here", hint="Ask somebody who is one"
            )
        if getattr(self._held, "connection", None) is not None:
            raise StoreError("a change can't be made while this thread reads", where=self.path)
        deadline = time.monotonic() + self._seconds
        with (
            self._guard.writing(deadline),
            self._named(duckdb.Error),
            self._writer(deadline) as con,
            self._remembered(con),
        ):
            con.begin()
            try:
                yield con
                con.commit()
            except BaseException:
                # That it can't be undone any more is no news beside what led here.
                with contextlib.suppress(duckdb.Error):
                    con.rollback()
                raise

    def stamp(self) -> tuple[int, ...] | None:
        """Give what differs after every change, where that can be had without opening."""
        return None

    def replacing(self) -> AbstractContextManager[None]:
        """Keep every other reader and writer out while the file is exchanged for another."""
        raise StoreError("a store in memory has no file", where=self.path)

    def copy_to(self, target: Path) -> None:
        """Write one state of the database to a new file, without its unused space."""
        quoted = str(target).replace("'", "''")  # ATTACH takes no bound value beside options
        with self.reading() as con:
            own = con.execute("SELECT current_database()").fetchall()[0][0].replace('"', '""')
            try:
                con.execute(f"ATTACH '{quoted}' AS \"copy of a store\" (READ_WRITE)")
                con.execute(f'COPY FROM DATABASE "{own}" TO "copy of a store"')
                con.execute('DETACH "copy of a store"')
            except duckdb.Error as error:
                with contextlib.suppress(duckdb.Error):
                    con.execute('DETACH "copy of a store"')
                at_fault = str(target) if str(target) in str(error) else self.path
                raise explain(error, at_fault) from error

    def _reader(self, deadline: float) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def _writer(self, deadline: float) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    @contextmanager
    def _remembered(self, con: Connection) -> Iterator[None]:
        self._held.connection = con
        try:
            yield
        finally:
            self._held.connection = None

    @contextmanager
    def _named(self, *kinds: type[Exception]) -> Iterator[None]:
        """Turn faults of file, disk and lock into errors that say what to do."""
        try:
            yield
        except kinds as error:
            if not is_storage_fault(error):
                raise
            raise explain(error, self.path) from error


class MemoryAccess(Access):
    """A database in memory: one connection for its life, a cursor for each operation."""

    def __init__(self, lock_seconds: float) -> None:
        super().__init__(MEMORY, Guard(MEMORY), lock_seconds)
        self._connection = duckdb.connect(MEMORY, config=CONFIG)
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

    def _writer(self, deadline: float) -> AbstractContextManager[Connection]:
        return self._reader(deadline)
