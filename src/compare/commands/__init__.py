"""The commands of `astold`, one a file; each a thin call of the library's functions."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from compare.config import Settings, load

if TYPE_CHECKING:
    from compare.store.db import Store


class Command(Protocol):
    """One file in this folder binds `PLUGIN` to one of these.

    Attributes:
        name: what is typed after `astold`.
        help: one line for `astold --help`.
    """

    name: str
    help: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        ...

    def run(self, args: argparse.Namespace) -> int:
        """Do it; give the exit status."""
        ...


def settings_of(args: argparse.Namespace) -> Settings:
    """Read the settings; `--store` and `--config` win."""
    settings = load(Path(args.config) if args.config else None)
    return replace(settings, store=args.store) if args.store else settings


def store_of(settings: Settings) -> Store:
    """Open the store that the settings name."""
    from compare.store.db import Store

    return Store(settings.store, lock_seconds=settings.lock_seconds)
