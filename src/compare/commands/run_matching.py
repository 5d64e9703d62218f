"""`astold run`: claims, events, matches and differences of what is in the store."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import redirect_stdout
from dataclasses import asdict, replace

from compare.commands import settings_of, store_of
from compare.records import RunSummary
from compare.terminal import TerminalProgress, clock


def say(summary: RunSummary, *, as_json: bool) -> None:
    """Print what a run did."""
    if as_json:
        print(json.dumps(asdict(summary), default=str))
        return
    print(
        f"{summary.articles} articles, {summary.claims} claims, {summary.events} events; "
        f"in what changed: {summary.pairs} pairs, {summary.matches} matches, "
        f"{summary.groups} groups; {clock(summary.seconds)}"
    )
    stages = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in summary.stages.items())
    print(f"  {stages}; peak memory {summary.peak_memory_mb:.0f} MiB")


class _Run:
    name = "run"
    help = "find claims, events, matches and differences in what is new or changed"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")
        parser.add_argument("--quiet", action="store_true", help="no progress")
        parser.add_argument(
            "--engine", metavar="NAME", help="where the work is done: local (default) or ray"
        )

    def run(self, args: argparse.Namespace) -> int:
        from compare.pipeline import run

        settings = settings_of(args)
        if args.engine:
            settings = replace(settings, engine=args.engine)
        progress = None if args.quiet else TerminalProgress()
        # Ray prints that a node has died, which must not get into the JSON
        with redirect_stdout(sys.stderr if args.json else sys.stdout):
            summary = run(store_of(settings), settings, progress=progress)
        say(summary, as_json=args.json)
        return 0


PLUGIN = _Run()
