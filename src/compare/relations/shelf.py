"""Words of texts as the judge needs them, set aside while the texts are embedded.

Embedding runs the same network over the same sentences as the judge does afterwards, so each is
run once. What is set aside is a file of half-precision numbers that lives as long as a run;
processes that share the matching read it where it lies.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

Half = NDArray[np.float16]
MOST_BYTES = 1 << 30  # what comes after is read again when it is needed
PREFIX = "astold-words-"
LOCK = "lock"  # held as long as the folder is in use


@dataclass(frozen=True, slots=True)
class Places:
    """Where the words of some texts lie; may be sent to another process of this machine.

    Attributes:
        path: the file.
        width: numbers a word piece.
        at: text → (first word piece, number of them).
    """

    path: Path
    width: int
    at: dict[str, tuple[int, int]] = field(default_factory=dict)

    def read(self, text: str) -> Half | None:
        """Give an array (word pieces, width), or None where there is none (any more)."""
        place = self.at.get(text)
        if place is None:
            return None
        first, pieces = place
        bytes_a_piece = self.width * 2
        try:
            with self.path.open("rb") as file:
                file.seek(first * bytes_a_piece)
                told = file.read(pieces * bytes_a_piece)
        except OSError:
            return None
        if len(told) < pieces * bytes_a_piece:
            return None
        return np.frombuffer(told, dtype=np.float16).reshape(pieces, self.width)


class Shelf:
    """A file that words are added to, from any thread.

    Args:
        path: is made anew; whoever made its folder removes it.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, Lock()
        self._file = path.open("wb")
        self._at: dict[str, tuple[int, int]] = {}
        self._width = self._pieces = 0

    def put(self, text: str, words: Half) -> None:
        """Add a text; where the disk or the room for it is full, it is left out."""
        with self._lock:
            if text in self._at or self._file.closed:
                return
            self._width = words.shape[1]
            try:
                self._file.write(words.tobytes())
            except OSError:  # the disk is full: what was added may be cut off, so none is given
                self._at.clear()
                self._file.close()
                return
            self._at[text] = self._pieces, len(words)
            self._pieces += len(words)
            if self._pieces * self._width * 2 >= MOST_BYTES:
                self._file.close()

    def places(self, texts: Iterable[str]) -> Places:
        """Say where the words of these texts lie, as far as they were added."""
        with self._lock:
            if not self._file.closed:
                self._file.flush()
            found = {text: self._at[text] for text in texts if text in self._at}
            return Places(self._path, self._width, found)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()


@contextmanager
def lasting() -> Iterator[Shelf | None]:
    """Give a shelf in a temporary folder for the block; None where there is no room for one.

    Folders that runs left behind which were killed are removed first.
    """
    with ExitStack() as ending:
        try:
            _sweep(Path(tempfile.gettempdir()))
            made = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
            folder = Path(ending.enter_context(made))
            ending.enter_context(FileLock(folder / LOCK, timeout=0))
            shelf = Shelf(folder / "words")
        except (OSError, Timeout):
            yield None
            return
        ending.callback(shelf.close)
        yield shelf


def _sweep(place: Path) -> None:
    """Remove the folders in `place` that no process holds any more."""
    for folder in place.glob(f"{PREFIX}*"):
        if not _own(folder) or not (folder / LOCK).exists():  # the latter: just being made
            continue
        try:
            FileLock(folder / LOCK, timeout=0).acquire().lock.release()
        except (OSError, Timeout):  # in use
            continue
        shutil.rmtree(folder, ignore_errors=True)


def _own(folder: Path) -> bool:
    """Tell whether it is a folder of this user, to which nobody else has access.

    In a place that all users write to, another's link of this name could lead anywhere.
    """
    try:
        found = folder.lstat()
    except OSError:
        return False
    user = getattr(os, "getuid", lambda: found.st_uid)()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == user
