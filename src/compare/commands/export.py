"""`astold export`: the comparison as a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from compare.commands import settings_of, store_of
from compare.commands.show import find_event
from compare.errors import AsToldError


class _Export:
    name = "export"
    help = "write the comparison as a file (CSV, XLSX, JSON, Parquet, HTML)"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--format", default="csv", metavar="NAME", help="default: csv")
        parser.add_argument("--event", metavar="EVENT", help="one event (default: all)")
        parser.add_argument("--shape", choices=["long", "wide"], default="long")
        parser.add_argument("--out", metavar="FILE", help="default: standard output")

    def run(self, args: argparse.Namespace) -> int:
        store = store_of(settings_of(args))
        event = find_event(store.event_rows(), args.event) if args.event else None
        data = store.export(args.format, event_id=event, shape=args.shape)
        if not args.out:
            sys.stdout.buffer.write(data)
            return 0
        try:
            Path(args.out).write_bytes(data)
        except OSError as error:
            raise AsToldError(
                f"can't be written: {error.strerror or error}",
                where=args.out,
                hint="Choose a folder that you may write to",
            ) from error
        return 0


PLUGIN = _Export()
