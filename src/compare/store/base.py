"""What the parts of the store share: reading, changing, the revision and the log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from compare.store.access import MEMORY, Access, MemoryAccess
from compare.store.codec import dumps
from compare.store.file_access import FileAccess
from compare.store.sql import Connection, execute, fetch, insert_rows


class Base:
    """A store's access to its database.

    Args:
        path: the DuckDB file, made when it is first used; ":memory:" for one in memory.
        lock_seconds: how long an operation waits for other processes before it gives up.
        may_write: False: every change is refused with `NotAllowedError`.
    """

    def __init__(
        self, path: str | Path, *, lock_seconds: float = 60, may_write: bool = True
    ) -> None:
        self.path = str(path)
        self._access: Access = (
            MemoryAccess(lock_seconds)
            if self.path == MEMORY
            else FileAccess(Path(path), lock_seconds)
        )
        self._access.may_write = may_write
        self._known_revision: tuple[tuple[int, ...], int] | None = None

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let all that this thread reads in the block come from one state of the store.

        Writers wait until the block ends, so it has to be short.
        """
        with self._access.reading():
            yield

    def revision(self) -> int:
        """Give a number that grows with every change; the file is opened only if it changed."""
        stamp = self._access.stamp()
        if stamp is not None and self._known_revision and self._known_revision[0] == stamp:
            return self._known_revision[1]
        with self._access.reading() as con:
            found = int(fetch(con, "revision")[0][0])
        if stamp is not None:
            self._known_revision = (stamp, found)
        return found

    @contextmanager
    def _changing(
        self, person: str = "", action: str = "", subject: str = "", **details: object
    ) -> Iterator[Connection]:
        """Open a transaction that raises the revision and, with an `action`, is logged."""
        with self._access.writing() as con:
            yield con
            touch(con)
            if action:
                add_log(con, person, action, subject, **details)


def touch(con: Connection) -> None:
    """Raise the revision."""
    execute(con, "raise_revision")


def add_log(con: Connection, person: str, action: str, subject: str, **details: object) -> None:
    """Write down who did what to what."""
    row = (now(), person, action, subject, dumps(details))
    insert_rows(con, "log", "made_at person action subject details", [row])


def now() -> str:
    """Give the present time in UTC, written so that texts of it sort by time."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
