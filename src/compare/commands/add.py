"""`astold add PATH…`: files, folders and addresses into the store."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from compare.commands import settings_of, store_of
from compare.errors import ConfigError
from compare.records import Reject
from compare.terminal import TerminalProgress

if TYPE_CHECKING:
    from compare.intake import Intake

_SHOWN = 20  # versions named one by one


class _Add:
    name = "add"
    help = "add articles: files, folders with files in them, or addresses of pages"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, folder or address")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help="for tables: the column that holds a field, say text=Body",
        )
        parser.add_argument("--json", action="store_true", help="say what happened as JSON")
        parser.add_argument("--quiet", action="store_true", help="no progress")

    def run(self, args: argparse.Namespace) -> int:
        from compare.intake import Intake, read_address, read_file
        from compare.readers.visits import DELAY, Visits
        from compare.readers.worker import Worker

        columns = parse_map(args.map)
        settings = settings_of(args)
        intake = Intake(store_of(settings), settings.person)
        sources = _sources(args.paths, intake.rejects)
        visits = Visits(DELAY)
        progress = None if args.quiet else TerminalProgress()
        with Worker() as worker:
            for done, source in enumerate(sources, start=1):
                if isinstance(source, Path):
                    intake.take(read_file(worker, source, settings.max_file_mb, columns))
                else:
                    intake.take(
                        *read_address(worker, source, enabled=settings.fetch, visits=visits)
                    )
                if progress:
                    progress("reading", done, len(sources))
        intake.save()
        say(intake, as_json=args.json)
        return 1 if intake.rejects else 0


def parse_map(lines: Iterable[str]) -> dict[str, str]:
    """Read `FIELD=COLUMN` lines; an empty column says that no column holds the field.

    Raises:
        ConfigError: a line has another form, or there is no such field.
    """
    from compare.readers.tabular import FIELDS

    found: dict[str, str] = {}
    for line in lines:
        name, sign, column = line.partition("=")
        if not sign or name.strip() not in FIELDS:
            raise ConfigError(
                f"{line!r} names no field and column",
                where="--map",
                hint=f"Write --map text=Body; the fields are {', '.join(FIELDS)}",
            )
        found[name.strip()] = column.strip()
    return found


def _sources(texts: Iterable[str], rejects: list[Reject]) -> list[Path | str]:
    """List files and addresses; within folders only the files that a reader knows, by name."""
    from compare.intake import inside
    from compare.readers.address import is_address
    from compare.readers.registry import suffixes

    found: list[Path | str] = []
    for text in texts:
        if is_address(text):
            found.append(text)
            continue
        path = Path(text)
        if path.is_dir():
            files = inside(path)
            found += files
            if not files:
                hint = f"Known are {', '.join(suffixes())}"
                rejects.append(Reject(text, "no file in this folder can be read", hint))
        elif path.exists():
            found.append(path)
        else:
            reason = "there is no such file or folder"
            hint = "Check the path; an address begins with https://"
            rejects.append(Reject(text, reason, hint))
    return found


def say(intake: Intake, *, as_json: bool) -> None:
    """Print what came in, what was there already, what is a newer version, what was refused."""
    if as_json:
        told: Mapping[str, object] = {
            "added": intake.added,
            "known": intake.known,
            "earlier": intake.earlier,
            "rejects": [asdict(item) for item in intake.rejects],
        }
        print(json.dumps(told, ensure_ascii=False))
        return
    print(
        f"{len(intake.added)} added, {len(intake.known)} already there, "
        f"{len(intake.rejects)} refused or incomplete"
    )
    ids = list(intake.earlier)[:_SHOWN]
    titles = {item.id: f"{item.outlet}: {item.title}" for item in intake.store.articles(ids)}
    for old in ids:
        print(f"  {titles.get(old, old)}: there is a newer version, which counts from now on")
    if len(intake.earlier) > _SHOWN:
        print(f"  and {len(intake.earlier) - _SHOWN} more have newer versions")
    for item in intake.rejects:
        print(f"  {item}", file=sys.stderr)


PLUGIN = _Add()
