"""How long work tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called now and then by long work; may raise `Cancelled` to stop it without harm."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` items of `stage` are finished."""
        ...


def silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""
