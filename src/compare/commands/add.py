"""`astold add PATH…`: files and folders into the store."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from compare.commands import settings_of, store_of
from compare.records import Article, Reject
from compare.terminal import TerminalProgress

SAVE_EVERY = 200  # articles that are handed to the store together


class _Add:
    name = "add"
    help = "add articles: files, or folders with files in them"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--json", action="store_true", help="say what happened as JSON")
        parser.add_argument("--quiet", action="store_true", help="no progress")

    def run(self, args: argparse.Namespace) -> int:
        settings = settings_of(args)
        store = store_of(settings)
        files, rejects = _files(args.paths)
        progress = None if args.quiet else TerminalProgress()
        added: list[str] = []
        known: list[str] = []
        batch: list[Article] = []
        saved = 0
        for done, path in enumerate(files, start=1):
            articles, refused = _read(path, settings.max_file_mb)
            batch += articles
            rejects += refused
            if len(batch) >= SAVE_EVERY or done == len(files):
                result = store.add(batch, rejects[saved:])
                added += result.added
                known += result.known
                batch, saved = [], len(rejects)
            if progress:
                progress("reading", done, len(files))
        if not files and rejects:
            store.add([], rejects)
        _say(added, known, rejects, as_json=args.json)
        return 1 if rejects else 0


def _files(paths: list[str]) -> tuple[list[Path], list[Reject]]:
    """List the files; within folders only those that a reader knows, by name."""
    from compare.readers.registry import suffixes

    found: list[Path] = []
    rejects: list[Reject] = []
    endings = set(suffixes())
    for text in paths:
        path = Path(text)
        if path.is_dir():
            inside = list(_inside(path, endings))
            found += inside
            if not inside:
                hint = f"Known are {', '.join(sorted(endings))}"
                rejects.append(Reject(text, "no file in this folder can be read", hint))
        elif path.exists():
            found.append(path)
        else:
            rejects.append(Reject(text, "there is no such file or folder", "Check the path"))
    return found, rejects


def _inside(folder: Path, endings: set[str]) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in endings and not path.name.startswith("."):
            yield path


def _read(path: Path, max_mb: int) -> tuple[list[Article], list[Reject]]:
    from compare.readers.registry import read

    try:
        if path.stat().st_size > max_mb * 1024 * 1024:
            size = path.stat().st_size // (1024 * 1024)
            hint = "Split it, or raise max_file_mb in the settings"
            return [], [Reject(str(path), f"{size} MB, more than the limit of {max_mb} MB", hint)]
        data = path.read_bytes()
        now = datetime.now(UTC)
    except OSError as error:
        reason = f"can't be opened: {error.strerror or error}"
        return [], [Reject(str(path), reason, "Check that you may read it")]
    result = read(data, str(path), now=now)
    return list(result.articles), list(result.rejects)


def _say(added: list[str], known: list[str], rejects: list[Reject], *, as_json: bool) -> None:
    if as_json:
        refused = [asdict(item) for item in rejects]
        print(json.dumps({"added": added, "known": known, "rejects": refused}, ensure_ascii=False))
        return
    print(f"{len(added)} added, {len(known)} already there, {len(rejects)} refused or incomplete")
    for item in rejects:
        print(f"  {item}", file=sys.stderr)


PLUGIN = _Add()
