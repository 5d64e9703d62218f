"""Long work in the background: one run a store, with its progress, and a way to stop it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from compare.errors import AsToldError, Cancelled
from compare.terminal import TimeLeft
from compare.ui.rights import may_edit, require_edit

if TYPE_CHECKING:
    from compare.config import Settings
    from compare.records import RunSummary
    from compare.store.db import Store


@dataclass
class Job:
    """A run of the matching; the thread writes, pages read.

    Attributes:
        line: how far it is, in the reader's words.
        part: 0..1 of the stage at work.
        error: why it ended, if it failed or was stopped.
    """

    line: str = "Starting"
    part: float = 0.0
    error: AsToldError | None = None
    summary: RunSummary | None = None
    thread: threading.Thread | None = None
    seen: bool = False
    _stop: threading.Event = field(default_factory=threading.Event)
    _left: TimeLeft = field(default_factory=TimeLeft)

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self.thread is not None and self.thread.is_alive()

    @property
    def stopping(self) -> bool:
        """Whether it was told to stop and has not yet."""
        return self._stop.is_set() and self.running

    def stop(self) -> None:
        """Ask it to end at the next step; what is finished stays. Only editors can."""
        if may_edit():
            self._stop.set()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of the progress; raise `Cancelled` once it is to stop."""
        if self._stop.is_set():
            raise Cancelled("stopped", hint="What was finished stays; run it again to go on")
        self.line = self._left.text(stage, done, total)
        self.part = done / total if total else 1.0

    def work(self, store: Store, settings: Settings) -> None:
        """Run the matching; a failure is kept for the page to show."""
        from compare.pipeline import run  # the first import of heavy libraries, off the page

        try:
            self.summary = run(store, settings, progress=self)
        except AsToldError as error:
            self.error = error
        except Exception as error:
            self.error = AsToldError(
                f"the matching failed: {error}",
                hint="Nothing of the unfinished part was saved. Run it again; if it fails "
                "again, `astold doctor` looks for the cause",
            )


@st.cache_resource(show_spinner=False)
def _jobs() -> dict[str, Job]:
    return {}


_LOCK = threading.Lock()


def current(path: str) -> Job | None:
    """Give the last job on a store, running or ended."""
    return _jobs().get(path)


def start(path: str, store: Store, settings: Settings) -> Job:
    """Start a run unless one is under way already; give that one then.

    Raises:
        NotAllowedError: who is at the page may not change anything.
    """
    require_edit()
    with _LOCK:
        running = _jobs().get(path)
        if running is not None and running.running:
            return running
        job = Job()
        job.thread = threading.Thread(target=job.work, args=(store, settings), daemon=True)
        _jobs()[path] = job
        job.thread.start()
        return job
