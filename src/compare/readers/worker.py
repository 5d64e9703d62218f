"""Reading in a process of its own, which may hang, fill its memory or die without harm."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

from compare.readers.base import MAX_BYTES, Unreadable
from compare.records import Article, Page, ReadResult, Reject

if TYPE_CHECKING:
    from compare.readers.tabular import Preview

MAX_SECONDS = 120.0
MAX_MEMORY_MB = 4096  # address space of the process; only where the system can limit it
_ARCHIVE_TIMES = 3  # so many times the seconds of a file for an archive that has to be gone through
_HEAD = 8  # bytes of a length
_HINT = "Save it more simply (as text or HTML), or split it"


class Worker:
    """One process that reads file after file, started when needed and again when it died.

    Use it as a context manager; one thread at a time.

    Args:
        seconds: for one file; `MAX_SECONDS` by default.
        memory_mb: address space of the process; `MAX_MEMORY_MB` by default.
    """

    def __init__(self, seconds: float | None = None, memory_mb: int | None = None) -> None:
        self._seconds = MAX_SECONDS if seconds is None else seconds
        self._memory_mb = MAX_MEMORY_MB if memory_mb is None else memory_mb
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
            self._process = None

    def read(
        self,
        data: bytes,
        name: str,
        *,
        now: datetime | None = None,
        max_bytes: int = MAX_BYTES,
        mapping: Mapping[str, str] | None = None,
    ) -> ReadResult:
        """Like `registry.read`, with a limit on time and memory.

        Returns:
            The same; one reject when the process hung or died over the file.
        """
        options = {
            "now": now,
            "max_bytes": max_bytes,
            "mapping": None if mapping is None else dict(mapping),
        }
        try:
            found: ReadResult = self._ask("read", data, name, **options)
        except Unreadable as error:
            found = self._one_by_one(data, name, now or datetime.now(UTC))
            if not (found.articles or found.rejects):
                return ReadResult(rejects=(error.reject(name),))
        return found

    def read_pasted(self, text: str, *, now: datetime | None = None) -> ReadResult:
        """Like `registry.read_pasted`, with the same limits."""
        return self._result("pasted text", "read_pasted", text, now=now)

    def read_page(self, page: Page) -> ReadResult:
        """Like `address.read_page`, with the same limits."""
        return self._result(page.address[:300], "read_page", page)

    def read_feed(self, page: Page) -> ReadResult:
        """Like `feed.read_feed`, with the same limits."""
        return self._result(page.url[:300], "read_feed", page)

    def feed_links(self, page: Page) -> list[str]:
        """Like `address.feed_links`, with the same limits; none when it failed."""
        try:
            found: list[str] = self._ask("feed_links", page)
        except Unreadable:
            return []
        return found

    def preview(self, data: bytes, name: str) -> Preview | None:
        """Like `registry.preview`, with the same limits; None as well when it failed."""
        try:
            found: Preview | None = self._ask("preview", data, name)
        except Unreadable:
            return None
        return found

    def _one_by_one(self, data: bytes, name: str, now: datetime) -> ReadResult:
        """Read the files of a zip archive over which the process died, each for itself."""
        articles: list[Article] = []
        rejects: list[Reject] = []
        members: list[str] = []
        with contextlib.suppress(Unreadable):
            members = self._ask("members", data)
        end = time.monotonic() + _ARCHIVE_TIMES * self._seconds
        for member in members:
            label = f"{name}/{member}"
            if time.monotonic() > end:
                told = "reading the archive took too long"
                rejects.append(Reject(label, told, "Unpack it and add the files one by one"))
                continue
            result = self._result(label, "read_member", data, name, member, now)
            articles += result.articles
            rejects += result.rejects
        return ReadResult(tuple(articles), tuple(rejects))

    def _result(self, name: str, task: str, *values: object, **options: object) -> ReadResult:
        try:
            found: ReadResult = self._ask(task, *values, **options)
        except Unreadable as error:
            return ReadResult(rejects=(error.reject(name),))
        return found

    def _ask(self, task: str, *values: object, **options: object) -> Any:
        """Have the process do one of `tasks()`; `Unreadable` when it hung or died over it."""
        process = self._running()
        answer: list[Any] = []

        def ask() -> None:
            with contextlib.suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):
                _send(process.stdin, (task, values, options))
                answer.append(_receive(process.stdout))

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(self._seconds)
        if answer:
            return answer[0]
        hung = thread.is_alive()
        self.close()
        thread.join(5)
        raise Unreadable(
            f"reading it took longer than {self._seconds:.0f} seconds"
            if hung
            else f"reading it needs more than {self._memory_mb:,} MB of memory or "
            "breaks the reader",
            _HINT,
        )

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(
                command(self._memory_mb),
                stdin=pipe,
                stdout=pipe,
                stderr=subprocess.DEVNULL,
                env=_one_thread(),
            )
        return self._process


def command(memory_mb: int) -> list[str]:
    """The command line that starts the process."""
    return [sys.executable, "-m", "compare.readers.worker", str(memory_mb)]


def _one_thread() -> dict[str, str]:
    """The environment, with numpy held to one thread: each would reserve memory of its own."""
    return {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _send(stream: IO[bytes] | None, value: object) -> None:
    assert stream is not None
    message = pickle.dumps(value)
    stream.write(len(message).to_bytes(_HEAD, "big"))
    stream.write(message)
    stream.flush()


def _receive(stream: IO[bytes] | None) -> Any:
    assert stream is not None
    head = stream.read(_HEAD)
    if len(head) < _HEAD:
        raise EOFError
    return pickle.loads(stream.read(int.from_bytes(head, "big")))


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))


def tasks() -> dict[str, Callable[..., object]]:
    """What the process can be asked to do."""
    from compare.readers.address import feed_links, read_page
    from compare.readers.feed import read_feed
    from compare.readers.registry import preview, read, read_pasted
    from compare.readers.zip_reader import members, read_member

    return {
        "read": read,
        "read_pasted": read_pasted,
        "read_page": read_page,
        "read_feed": read_feed,
        "feed_links": feed_links,
        "preview": preview,
        "members": members,
        "read_member": read_member,
    }


def main() -> None:
    """Serve the parent until its end of the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the parent, which ends this
    known = tasks()
    _limit_memory(int(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    with contextlib.suppress(EOFError):
        while True:
            task, values, options = _receive(sys.stdin.buffer)
            _send(answers, known[task](*values, **options))


if __name__ == "__main__":
    main()
