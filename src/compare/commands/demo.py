"""`astold demo`: loads the example and matches it."""

from __future__ import annotations

import argparse

from compare.commands import settings_of, store_of
from compare.commands.run_matching import say
from compare.terminal import TerminalProgress


class _Demo:
    name = "demo"
    help = "load the example: 25 reports on the Ankara meeting of November 2022"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="only into an empty store")
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def run(self, args: argparse.Namespace) -> int:
        from compare.example import add_example
        from compare.pipeline import run

        settings = settings_of(args)
        store = store_of(settings)
        if args.if_empty and store.stats()["articles"]:
            return 0
        add_example(store)
        say(run(store, settings, progress=TerminalProgress()), as_json=args.json)
        return 0


PLUGIN = _Demo()
