"""Turns what DuckDB and the operating system say into errors a person can act upon."""

from __future__ import annotations

import duckdb

from compare.errors import StoreBusyError, StoreError

# Parts of messages, of DuckDB itself or of the operating systems below it.
_LOCKED = ("could not set lock", "conflicting lock", "being used by another process")
_MISSING = ("database does not exist", "no such file or directory", "cannot find the path")
_KNOWN: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("no space left", "file too large", "disk quota", "not enough space"),
        "the disk is full, so nothing of this step was saved",
        "Make room and do it again; all that was saved before is still there",
    ),
    (
        ("permission denied", "read-only file system", "access is denied"),
        "may not be read or written here",
        "Choose a folder that you may write to, or change the permissions",
    ),
    (
        ("not a valid duckdb database file",),
        "is not a DuckDB file, or its beginning is damaged",
        "Check the path; if this was a store, put a backup in its place",
    ),
    (
        ("we can only read version", "newer version of duckdb"),
        "was written by a newer version of DuckDB",
        "Update the program, then open it again",
    ),
    (_MISSING, "can't be made here", "Check that its folder exists"),
    (("out of memory",), "there is not enough memory for this step", "Close other programs"),
)
_STORAGE = (
    OSError,
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
    duckdb.OutOfMemoryException,
)


def is_locked(error: Exception) -> bool:
    """Tell whether another process has the file, so that waiting helps."""
    return _has(error, _LOCKED)


def is_missing(error: Exception) -> bool:
    """Tell whether there is no file yet."""
    return _has(error, _MISSING)


def is_storage_fault(error: Exception) -> bool:
    """Tell apart a fault of file, disk or memory from a mistake in a query."""
    # A wrong checksum comes as an error of no particular kind, and that a commit found the disk
    # full as one of the transaction.
    if isinstance(error, duckdb.TransactionException):
        return _has(error, ("failed to commit: could not", "failed to commit: cannot"))
    return isinstance(error, _STORAGE) or type(error) is duckdb.Error


def explain(error: Exception, path: str) -> StoreError:
    """Say what is wrong with the store at `path`, and what to do."""
    if is_locked(error):
        return busy(path)
    for parts, what, hint in _KNOWN:
        if _has(error, parts):
            return StoreError(what, where=path, hint=hint)
    first = (str(error).splitlines() or [""])[0]
    return StoreError(
        f"is damaged or can't be read ({first})",
        where=path,
        hint="Keep a copy of the file, and put a backup in its place",
    )


def busy(path: str) -> StoreBusyError:
    """Say that somebody else has kept the store for too long."""
    return StoreBusyError(
        "another program is using the store",
        where=path,
        hint="Wait until it is done and try again, or end the other program",
    )


def _has(error: Exception, parts: tuple[str, ...]) -> bool:
    text = str(error).lower()
    return any(part in text for part in parts)
