"""The list of files of an exchange folder, with their sums, so that damage is found and named."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compare.errors import StoreError

NAME = "astold.json"
FORMAT = 1
TABLES = (
    *("articles", "claims", "vectors", "events", "matches", "scores", "groups", "relations"),
    "decisions",
)
UNDATED = "__HIVE_DEFAULT_PARTITION__"
_HINT = "Have the folder written again, and copied whole"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an exchange folder holds.

    Attributes:
        rows: table → number of rows.
        files: path within the folder, with slashes → SHA-256 of the file.
        run: the last run before it was written, as `RunSummary` has it; empty without one.
    """

    rows: dict[str, int]
    files: dict[str, str]
    run: dict[str, Any]

    def of(self, table: str) -> dict[str, list[str]]:
        """Give the files of a table by day ("2031-05-04", or `UNDATED`), in order."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.files):
            if path.startswith(f"{table}/"):
                found.setdefault(_day(path), []).append(path)
        return dict(sorted(found.items()))


def write(folder: Path, rows: dict[str, int], run: dict[str, Any]) -> Manifest:
    """Write the list of all that is in `folder`; the last thing written, so that it means whole."""
    files = {
        path.relative_to(folder).as_posix(): _sum(path)
        for path in sorted(folder.rglob("*.parquet"))
    }
    found = Manifest(rows, files, run)
    text = json.dumps({"format": FORMAT, "rows": rows, "run": run, "files": files}, indent=1)
    (folder / NAME).write_text(text + "\n", "utf-8")
    return found


def read(folder: Path) -> Manifest:
    """Read the list and compare every file with its sum.

    Raises:
        StoreError: it is no exchange folder, or of a newer version; or a file, named, is missing
            or damaged.
    """
    path = folder / NAME
    try:
        known = json.loads(path.read_text("utf-8"))
        number = int(known["format"])
        found = Manifest(dict(known["rows"]), dict(known["files"]), dict(known["run"]))
    except FileNotFoundError as error:
        hint = f"Name a folder that `astold exchange out` wrote, with {NAME} in it"
        raise StoreError("is no exchange folder, or not whole", where=str(folder), hint=hint) from (
            error
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"can't be read ({error})", where=str(path), hint=_HINT) from error
    if number > FORMAT:
        raise StoreError(
            "was written by a newer version", where=str(path), hint="Update the program"
        )
    for name, expected in found.files.items():
        _check(folder, name, expected)
    return found


def _check(folder: Path, name: str, expected: str) -> None:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise StoreError("lies outside the folder", where=str(path), hint=_HINT)
    try:
        same = _sum(path) == expected
    except OSError as error:
        what = f"can't be read ({error.strerror or error})"
        raise StoreError(what, where=str(path), hint=_HINT) from error
    if not same:
        raise StoreError("is damaged: it is not as it was written", where=str(path), hint=_HINT)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _day(path: str) -> str:
    return next((part[4:] for part in path.split("/") if part.startswith("day=")), UNDATED)
