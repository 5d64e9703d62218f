"""`astold backup FILE`: a checked copy of the store."""

from __future__ import annotations

import argparse
from pathlib import Path

from compare.commands import settings_of, store_of


class _Backup:
    name = "backup"
    help = "write a checked copy of the store"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def run(self, args: argparse.Namespace) -> int:
        settings = settings_of(args)
        store_of(settings).backup(Path(args.file))
        print(f"{settings.store} copied to {args.file}")
        return 0


PLUGIN = _Backup()
