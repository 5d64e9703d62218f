"""Readers, one a file format: bytes → whole articles and rejects."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from compare.records import ReadResult


class Reader(Protocol):
    """One file in this folder binds `PLUGIN` to one of these.

    Attributes:
        name: short name of the format, say "html".
        suffixes: file name endings that it takes, lower case with the dot.
    """

    name: str
    suffixes: tuple[str, ...]

    def read(self, data: bytes, name: str, now: datetime) -> ReadResult:
        """Read one file.

        Never raises on bad content: what can't be read becomes a `Reject`.
        `now` (with zone) is when the file was saved or came in: "5 hours ago" counts from it,
        and a publication time after it is rejected.
        """
        ...
