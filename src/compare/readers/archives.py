"""Opening archives without being blown up: limits on count, size, ratio and nesting."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import IO, Any

from compare.readers.base import Unreadable

MAX_UNPACKED = 300 * 2**20  # bytes, of one file and all that is nested in it
MAX_ENTRIES = 5_000
MAX_NESTED = 3
_CHUNK = 2**20
_HINT = "Unpack it and add the files one by one"

_depth: ContextVar[int] = ContextVar("depth", default=0)
_unpacked: ContextVar[list[int] | None] = ContextVar("unpacked", default=None)


@contextmanager
def nested() -> Iterator[None]:
    """Count how deep files lie in files; the bytes unpacked on all levels share one limit.

    Raises:
        Unreadable: archives in archives go deeper than `MAX_NESTED`.
    """
    depth = _depth.get()
    if depth >= MAX_NESTED:
        raise Unreadable(f"archives are nested more than {MAX_NESTED} deep", _HINT)
    marks = (_depth.set(depth + 1), _unpacked.set(_unpacked.get() or [0]))
    try:
        yield
    finally:
        _depth.reset(marks[0])
        _unpacked.reset(marks[1])


def read_limited(stream: IO[bytes] | Any) -> bytes:
    """Read a stream that unpacks as it is read, by chunks, up to the limit.

    Raises:
        Unreadable: it unpacks to more than `MAX_UNPACKED`, or is damaged.
    """
    used = _unpacked.get()
    if used is None:
        used = [0]
    parts = []
    try:
        while chunk := stream.read(_CHUNK):
            used[0] += len(chunk)
            if used[0] > MAX_UNPACKED:
                reason = f"it unpacks to more than {MAX_UNPACKED // 2**20} MB"
                raise Unreadable(reason, _HINT)
            parts.append(chunk)
    except (zlib.error, EOFError, OSError, zipfile.BadZipFile) as error:
        raise Unreadable(f"the archive is damaged ({error})", "Save it again") from None
    return b"".join(parts)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open a zip archive.

    Raises:
        Unreadable: damaged, or with more than `MAX_ENTRIES` entries.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(f"the archive is damaged ({error})", "Save it again") from None
    if len(archive.infolist()) > MAX_ENTRIES:
        reason = f"the archive has more than {MAX_ENTRIES:,} entries"
        raise Unreadable(reason, "Split it")
    return archive


def entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo | str) -> bytes:
    """Unpack one entry.

    Raises:
        Unreadable: missing, damaged, locked by a password, or too large.
    """
    try:
        with archive.open(info) as stream:
            return read_limited(stream)
    except KeyError:
        raise Unreadable(f"{info} is missing in it", "Save it again") from None
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
        if "password" in str(error) or "encrypted" in str(error):
            raise Unreadable("it is locked by a password", "Unpack it first") from None
        raise Unreadable(f"the archive is damaged ({error})", "Save it again") from None


def guard_size(data: bytes) -> None:
    """Make sure that all of an archive unpacks within the limit, before a library opens it.

    Raises:
        Unreadable: it doesn't.
    """
    archive = open_zip(data)
    with nested():
        for info in archive.infolist():
            entry(archive, info)
