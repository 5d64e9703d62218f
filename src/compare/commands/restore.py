"""`astold restore FILE`: a backup back into place, after checking it."""

from __future__ import annotations

import argparse
from pathlib import Path

from compare.commands import settings_of
from compare.errors import NotFoundError, StoreError


class _Restore:
    name = "restore"
    help = "put a backup into the place of the store; the store there is kept beside it"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def run(self, args: argparse.Namespace) -> int:
        from compare.store.db import Store

        settings = settings_of(args)
        source, target = Path(args.file), Path(settings.store)
        if not source.is_file():
            raise NotFoundError("there is no such file", where=args.file, hint="Check the path")
        damage = Store(source, lock_seconds=settings.lock_seconds).check()
        if damage:
            raise StoreError(
                f"is damaged: {damage[0]}", where=args.file, hint="Choose another backup"
            )
        if target.exists():
            kept = target.with_name(target.name + ".before-restore")
            if kept.exists():
                raise StoreError(
                    "is still there from an earlier restore",
                    where=str(kept),
                    hint="Move it away or delete it first",
                )
            target.rename(kept)
            print(f"the store that was there is now {kept}")
        Store(source, lock_seconds=settings.lock_seconds).backup(target)
        print(f"{args.file} is now {settings.store}")
        return 0


PLUGIN = _Restore()
