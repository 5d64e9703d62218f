"""Progress with counts and time left, on a terminal or line by line in a log."""

from __future__ import annotations

import sys
import time
from typing import TextIO

LABELS = {
    "reading": "Reading files",
    "feeds": "Pulling feeds",
    "claims": "Finding claims",
    "vectors": "Embedding sentences",
    "events": "Grouping into events",
    "matching": "Matching events",
    "saving": "Saving",
}


def clock(seconds: float) -> str:
    """Write a duration as people do: `42 s`, `3 min 05 s`, `1 h 12 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


class TimeLeft:
    """Estimates the time left in each stage from the pace so far."""

    def __init__(self) -> None:
        self._began: dict[str, float] = {}

    def text(self, stage: str, done: int, total: int) -> str:
        """Give, say, `Finding claims: 120 of 383, 12 s left`."""
        now = time.monotonic()
        began = self._began.setdefault(stage, now)
        line = f"{LABELS.get(stage, stage)}: {done} of {total}"
        if 0 < done < total and now - began > 1:
            line += f", {clock((now - began) / done * (total - done))} left"
        return line


class TerminalProgress:
    """A `Progress` that writes to `stream`: one line rewritten in place on a terminal,
    otherwise one line at the end of each stage."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._left = TimeLeft()
        self._width = 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how far `stage` is."""
        line = self._left.text(stage, done, total)
        if self._stream.isatty():
            self._stream.write("\r" + line.ljust(self._width))
            self._width = len(line)
            if done >= total:
                self._stream.write("\n")
                self._width = 0
        elif done >= total:
            self._stream.write(line + "\n")
        self._stream.flush()
