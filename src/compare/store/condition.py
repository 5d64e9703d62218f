"""Looks at a store from outside, changing nothing: which version wrote it, what lies beside it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from compare.store import schema
from compare.store.faults import explain, is_locked
from compare.store.keeper import CONFIG

_OLD = 10.0  # seconds after which what a writer leaves for moments is a leftover
_LEFT = {
    ".waiting": "a sign that somebody wants to write, left by a program that was ended; harmless",
    ".new": "a copy that was not finished, left by a program that was ended; it can be deleted",
    ".restoring": "a restore that was not finished; the store is as it was; it can be deleted",
    ".before-restore": "the store as it was before the last restore",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """What can be said of a store without opening it for use.

    Attributes:
        exists: whether there is a file.
        version: of its tables; None when it can't be opened.
        notes: what is worth knowing and no damage, one line each.
        damage: why it can't be opened, or which of its tables can't be read.
    """

    exists: bool
    version: int | None
    notes: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()

    @property
    def is_older(self) -> bool:
        """Whether an older version wrote it, so that using it would bring it forward."""
        return self.version is not None and 0 < self.version < schema.newest()


def condition(path: str) -> Condition:
    """Look at the store at `path`; nothing is made, brought forward or repaired."""
    real = os.path.realpath(path)
    notes = list(_beside(real))
    if not os.path.exists(real):
        folder = os.path.isdir(os.path.dirname(real))
        notes.insert(0, "there is no store yet" if folder else "its folder does not exist")
        return Condition(False, None, tuple(notes))
    if os.path.getsize(real) == 0:
        return Condition(True, None, tuple(notes), ("the file is empty",))
    try:
        con = duckdb.connect(real, read_only=True, config=CONFIG)
    except duckdb.Error as error:
        if is_locked(error):
            notes.append("another program is writing to it now")
            return Condition(True, None, tuple(notes))
        return Condition(True, None, tuple(notes), (str(explain(error, path)),))
    with con:
        found = schema.version(con)
        damage: tuple[str, ...] = ()
        if 0 < found < schema.newest():
            notes.append(
                f"written by an older version (schema {found}, this one writes "
                f"{schema.newest()}); the next use brings it forward: make a backup first"
            )
            damage = tuple(_unreadable(con))
    return Condition(True, found, tuple(notes), damage)


def _unreadable(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Read every table whole, as it is."""
    names = con.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
    for (name,) in names:
        quoted = name.replace('"', '""')
        try:
            con.execute(f'SELECT count(*), max(hash(t)) FROM "{quoted}" t').fetchall()
        except duckdb.Error as error:
            yield f"table {name} can't be read: {str(error).splitlines()[0]}"
            return


def _beside(real: str) -> Iterator[str]:
    if _held(f"{real}.lock"):
        yield f"{Path(real).name}.lock is held: another program is writing now"
    for suffix, words in _LEFT.items():
        path = Path(f"{real}{suffix}")
        try:
            age = time.time() - path.stat().st_mtime
        except OSError:
            continue
        if age > _OLD:
            yield f"{path.name} is {words}"
    if not os.path.exists(real) and os.path.exists(f"{real}.wal"):
        yield f"{Path(real).name}.wal is there without its store: put a backup in its place"


def _held(path: str) -> bool:
    """Tell whether a program holds the lock; the file alone stays after every change."""
    from filelock import FileLock, Timeout

    if not os.path.exists(path):
        return False
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:  # of somebody else, or in a folder that may not be written to
        return False
