"""`astold restore FILE`: a backup back into place, after checking it."""

from __future__ import annotations

import argparse
from pathlib import Path

from compare.commands import settings_of, store_of
from compare.errors import NotFoundError


class _Restore:
    name = "restore"
    help = "put a backup into the place of the store; the store there is kept beside it"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def run(self, args: argparse.Namespace) -> int:
        settings = settings_of(args)
        if not Path(args.file).is_file():
            raise NotFoundError("there is no such file", where=args.file, hint="Check the path")
        kept = store_of(settings).restore(args.file)
        if kept:
            print(f"the store that was there is now {kept}")
        print(f"{args.file} is now {settings.store}")
        return 0


PLUGIN = _Restore()
