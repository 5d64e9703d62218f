"""Turns what DuckDB and the operating system say into errors a person can act upon."""

from __future__ import annotations

import duckdb

from compare.errors import StoreBusyError, StoreError

# Parts of messages, of DuckDB itself or of the operating system below it.
_LOCKED = ("could not set lock", "conflicting lock", "being used by another process")
_FULL = ("no space left", "file too large", "disk quota", "not enough space", "out of disk")
_DENIED = ("permission denied", "read-only file system", "access is denied")
_FOREIGN = ("not a valid duckdb database file",)
_NEWER = (
    "we can only read versions",
    "we can only read version",
    "storage version",
    "newer version",
)
_MISSING = ("database does not exist", "no such file or directory", "cannot find the path")


def is_locked(error: Exception) -> bool:
    """Tell whether another process has the file, so that waiting helps."""
    return _has(error, _LOCKED)


def is_missing(error: Exception) -> bool:
    """Tell whether there is no file yet."""
    return _has(error, _MISSING)


def is_storage_fault(error: Exception) -> bool:
    """Tell apart a fault of file or disk from a mistake in a query."""
    kinds = (
        OSError,
        duckdb.IOException,
        duckdb.FatalException,
        duckdb.InternalException,
        duckdb.SerializationException,
        duckdb.OutOfMemoryException,
    )
    return isinstance(error, kinds)


def explain(error: Exception, path: str) -> StoreError:
    """Say what is wrong with the store at `path`, and what to do."""
    if is_locked(error):
        return busy(path)
    if _has(error, _FULL):
        return StoreError(
            "the disk is full, so nothing of this step was saved",
            where=path,
            hint="Make room and do it again; all that was saved before is still there",
        )
    if _has(error, _DENIED):
        return StoreError(
            "may not be written or read here",
            where=path,
            hint="Choose a folder that you may write to, or change the permissions",
        )
    if _has(error, _FOREIGN):
        return StoreError(
            "is not a DuckDB file, or its beginning is damaged",
            where=path,
            hint="Check the path; if this was a store, put a backup in its place",
        )
    if _has(error, _NEWER):
        return StoreError(
            "was written by a newer version of DuckDB",
            where=path,
            hint="Update the program, then open it again",
        )
    if _has(error, _MISSING):
        return StoreError("can't be created", where=path, hint="Check that its folder exists")
    if isinstance(error, duckdb.OutOfMemoryException):
        return StoreError(
            "there is not enough memory for this step", where=path, hint="Close other programs"
        )
    first = (str(error).splitlines() or [""])[0]
    return StoreError(
        f"is damaged or can't be read ({first})",
        where=path,
        hint="Keep a copy of the file, and put a backup in its place",
    )


def busy(path: str) -> StoreBusyError:
    """Say that another process has kept the store for too long."""
    return StoreBusyError(
        "another process is using the store",
        where=path,
        hint="Wait until it is done and try again, or end the other program",
    )


def _has(error: Exception, parts: tuple[str, ...]) -> bool:
    text = str(error).lower()
    return any(part in text for part in parts)
