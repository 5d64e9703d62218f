"""Looks through a folder for files that are new and complete."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from compare.intake import MB, Intake, inside, read_data
from compare.readers.worker import Worker
from compare.records import ReadResult, Reject

if TYPE_CHECKING:
    from compare.store.db import Store

STEADY = 2.0  # seconds for which size and time of a file must not change before it is taken
_Look = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


class Watch:
    """Remembers how files looked, so that half written ones are left until they are whole.

    Args:
        folder: looked through with all that is below it; links are not followed.
        worker: reads the files.
        max_mb: larger files are refused.
        columns: for tables, see `compare.intake.read_file`.
    """

    def __init__(
        self,
        folder: Path,
        worker: Worker,
        max_mb: int,
        columns: Mapping[str, str] | None = None,
        *,
        steady: float = STEADY,
    ) -> None:
        self._folder, self._worker, self._max_mb = folder, worker, max_mb
        self._columns, self._steady = columns, steady
        self._seen: dict[Path, tuple[_Look, float]] = {}  # how it looked, and since when
        self._done: dict[Path, _Look] = {}

    def look(self, store: Store, intake: Intake, stop: threading.Event | None = None) -> int:
        """Take what is new and complete into `intake`, and save it.

        Args:
            store: remembers the content of what was taken, so that no file is taken twice.
            stop: when set, no further file is begun.

        Returns:
            How many files are not complete yet.
        """
        waiting = 0
        for path in inside(self._folder):
            if stop is not None and stop.is_set():
                break
            look = _look(path)
            if look is None or self._done.get(path) == look:
                continue
            if not self._is_steady(path, look):
                waiting += 1
                continue
            self._take(path, look, store, intake)
        intake.save()
        return waiting

    def _is_steady(self, path: Path, look: _Look) -> bool:
        now = time.monotonic()
        before, since = self._seen.get(path, (None, now))
        if before != look:
            self._seen[path] = (look, now)
            # A file that was left alone for long is complete at the first look.
            age = time.time() - look[1] / 1e9
            return age >= max(10 * self._steady, 1e-3)
        return now - since >= self._steady

    def _take(self, path: Path, look: _Look, store: Store, intake: Intake) -> None:
        self._seen.pop(path, None)
        name = str(path)
        if look[0] > self._max_mb * MB:
            told = f"{look[0] // MB} MB, more than the limit of {self._max_mb} MB"
            hint = "Split it, or raise max_file_mb in the settings"
            intake.take(ReadResult(rejects=(Reject(name, told, hint),)))
            self._done[path] = look
            return
        try:
            data = path.read_bytes()
        except OSError as error:
            reason = f"can't be opened: {error.strerror or error}"
            intake.take(ReadResult(rejects=(Reject(name, reason, "Check that you may read it"),)))
            self._done[path] = look
            return
        if _look(path) != look:  # it went on growing while it was read
            return
        if store.taken(data) is None:
            intake.take(read_data(self._worker, data, name, self._max_mb, self._columns))
            intake.save()
            store.take({name: data})
        self._done[path] = look


def _look(path: Path) -> _Look | None:
    """Size and time of an ordinary file; None for links, pipes and what has gone."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None
