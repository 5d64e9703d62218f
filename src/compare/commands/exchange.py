"""`astold exchange out|in FOLDER`: the store as Parquet by day, for other programs and machines."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import date

from compare.commands import settings_of, store_of
from compare.errors import ConfigError
from compare.terminal import TerminalProgress


class _Exchange:
    name = "exchange"
    help = "write the store as Parquet by day, or take in what another machine wrote"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("way", choices=["out", "in"])
        parser.add_argument("folder", metavar="FOLDER")
        parser.add_argument("--first", metavar="DAY", help="out: from this day on, as 2031-05-04")
        parser.add_argument("--last", metavar="DAY", help="out: up to this day")
        parser.add_argument("--json", action="store_true", help="say what happened as JSON")
        parser.add_argument("--quiet", action="store_true", help="no progress")

    def run(self, args: argparse.Namespace) -> int:
        from compare.exchange import described, take_in

        store = store_of(settings_of(args))
        if args.way == "out":
            first, last = _day("--first", args.first), _day("--last", args.last)
            rows = store.write_parquet(args.folder, first=first, last=last)
            told = ", ".join(f"{count} {table}" for table, count in rows.items())
            print(json.dumps(rows) if args.json else f"{args.folder}: {told}")
            return 0
        taken = take_in(store, args.folder, progress=None if args.quiet else TerminalProgress())
        print(json.dumps(asdict(taken)) if args.json else described(taken))
        return 0


def _day(option: str, text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(
            f"{text!r} is no day", where=option, hint="Write it as 2031-05-04"
        ) from error


PLUGIN = _Exchange()
