"""`astold watch FOLDER`: takes what appears in a folder."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from compare.commands import settings_of, store_of
from compare.commands.add import parse_map, say
from compare.errors import NotFoundError, StoreBusyError
from compare.terminal import TerminalProgress


class _Watch:
    name = "watch"
    help = "take the files that appear in a folder, until it is stopped"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", metavar="FOLDER")
        parser.add_argument("--once", action="store_true", help="take what is there, and end")
        parser.add_argument(
            "--interval", type=float, default=5.0, metavar="SECONDS", help="between two looks"
        )
        parser.add_argument("--run", action="store_true", help="match what is new each time")
        parser.add_argument(
            "--map", action="append", default=[], metavar="FIELD=COLUMN", help="as for add"
        )
        parser.add_argument("--json", action="store_true", help="say what happened as JSON")
        parser.add_argument("--quiet", action="store_true", help="no progress")

    def run(self, args: argparse.Namespace) -> int:
        from compare.intake import Intake
        from compare.readers.worker import Worker
        from compare.watch import Watch

        settings = settings_of(args)
        folder = Path(args.folder)
        if not folder.is_dir():
            raise NotFoundError("there is no such folder", where=args.folder, hint="Check the path")
        stop = _stopping()
        refused = False
        with Worker() as worker:
            watch = Watch(folder, worker, settings.max_file_mb, parse_map(args.map))
            store = store_of(settings)
            while True:
                intake = Intake(store, settings.person)
                waiting = 1
                try:
                    waiting = watch.look(store, intake, stop)
                    if args.run and intake.added and not stop.is_set():
                        store.run(settings, progress=None if args.quiet else TerminalProgress())
                except StoreBusyError as error:  # what was not saved is taken at the next look
                    print(f"astold: {error}", file=sys.stderr, flush=True)
                if intake.added or intake.known or intake.rejects:
                    say(intake, as_json=args.json)
                    sys.stdout.flush()
                    refused |= bool(intake.rejects)
                if stop.is_set() or (args.once and not waiting):
                    return 1 if refused else 0
                stop.wait(min(args.interval, 1.0) if args.once else args.interval)


def _stopping() -> threading.Event:
    """An event that Ctrl+C and SIGTERM set: what is under way is finished first."""
    stop = threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
    return stop


PLUGIN = _Watch()
