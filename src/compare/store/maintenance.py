"""Looking after the file: a checked copy, and a search for damage that repairs nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb

from compare.errors import AsToldError, NotAllowedError, StoreError
from compare.store.access import MEMORY, Access
from compare.store.article_rows import current_id, with_stored_hash
from compare.store.base import Base
from compare.store.condition import Condition, condition
from compare.store.faults import explain
from compare.store.file_access import FileAccess
from compare.store.guard import guard_of
from compare.store.schema import newest
from compare.store.sql import Connection, fetch

TABLES = (
    *("meta", "articles", "claims", "vectors", "events", "event_articles", "matches", "scores"),
    *("relations", "groups", "group_members", "runs", "rejects", "decisions", "moves"),
    *("aliases", "outlets", "log", "event_counts", "choices"),
    *("sketches", "pages", "article_pages", "feeds", "feed_items", "taken_files"),
    *("prints", "searches", "searched", "asked"),
)
_NAMED = 5  # examples named for each kind of damage
_FAULTS = {
    "claims_without_article": "claims whose article is missing",
    "claims_off_text": "claims that don't stand in their article where they should",
    "claims_without_vector": "claims without a vector of the model of the last run",
    "pairs_without_claim": "matches, scores or relations of claims that are missing",
    "members_without_claim": "groups with claims that are missing",
    "events_without_article": "events with articles that are missing",
    "versions_without_newer": "earlier versions whose newest version is missing",
    "double_ids": "ids that occur twice",
}


class Maintenance(Base):
    """The part of the store that looks after the file."""

    def backup(self, path: str | Path) -> None:
        """Write a copy of one state of the store to `path`, read it back, and put it in place.

        A file that is there already is replaced only by a copy that was read back whole.

        Raises:
            StoreError: `path` is the store itself or another kind of file, can't be written,
                or the store is damaged.
        """
        target = Path(path)
        _check_target(target, self.path)
        fresh = Path(f"{target}.new")
        try:
            _clear(fresh)
            with self._access.reading() as con:
                self._access.copy_to(fresh)
                expected = _sums(con)
            with FileAccess(fresh, 0).reading() as con:
                whole = _sums(con) == expected
            if not whole:
                raise StoreError(
                    "the copy differs from the store", where=str(target), hint="Try it again"
                )
            guard_of(os.path.realpath(fresh)).keeper.drop()
            os.replace(fresh, target)
        except (duckdb.Error, OSError) as error:
            raise explain(error, str(target)) from error
        finally:
            _clear(fresh)

    def restore(self, path: str | Path) -> Path | None:
        """Put a checked copy of the backup at `path` in the place of the store.

        The backup itself is not touched, also where an older version wrote it.

        Returns:
            Where the store that was there is kept now; None when there was none.

        Raises:
            StoreError: the backup is damaged or none, an earlier restore has left something
                behind, or there is no room; the store is as it was then.
        """
        source, target = Path(path), Path(os.path.realpath(self.path))
        kept, fresh = (Path(f"{target}{end}") for end in (".before-restore", ".restoring"))
        self._check_restore(source, target, kept)
        try:
            _clear(fresh)
            for end in ("", ".wal"):
                if os.path.exists(f"{source}{end}"):
                    shutil.copyfile(f"{source}{end}", f"{fresh}{end}")
            damage = Maintenance(fresh, lock_seconds=0).check()
            if damage:
                raise StoreError(
                    f"is damaged: {damage[0]}", where=str(path), hint="Choose another backup"
                )
            guard_of(os.path.realpath(fresh)).keeper.drop()
            had = target.exists()
            with self._access.replacing():
                for end in ("", ".wal"):
                    if os.path.exists(f"{target}{end}"):
                        os.replace(f"{target}{end}", f"{kept}{end}")
                os.replace(fresh, target)
        except (duckdb.Error, OSError) as error:
            raise explain(error, str(target)) from error
        finally:
            _clear(fresh)
            for end in (".lock", ".waiting"):
                Path(f"{fresh}{end}").unlink(missing_ok=True)
        return kept if had else None

    def _check_restore(self, source: Path, target: Path, kept: Path) -> None:
        if not self._access.may_write:
            raise NotAllowedError("only editors can change anything here")
        if not source.is_file() or not _is_duckdb(source):
            raise StoreError("is no copy of a store", where=str(source), hint="Check the path")
        if os.path.realpath(source) == str(target):
            raise StoreError("is the store itself", where=str(source), hint="Choose a backup")
        if kept.exists():
            raise StoreError(
                "is still there from an earlier restore",
                where=str(kept),
                hint="Move it away or delete it first",
            )

    def condition(self) -> Condition:
        """Look at the file from outside; nothing is made, brought forward or repaired."""
        if self.path == MEMORY:
            return Condition(exists=True, version=newest())
        return condition(self.path)

    def check(self) -> list[str]:
        """Name the damage found, one line each; nothing is repaired. Empty: none was found."""
        if self.path != MEMORY and not os.path.exists(self.path):
            return []
        return list(_damage(self._access))


def _sums(con: Connection) -> list[tuple[object, ...]]:
    """Count the rows of each table and sum up what stands in them, whatever their order."""
    return [
        con.execute(f"SELECT count(*), bit_xor(hash(t)) FROM {table} t").fetchall()[0]
        for table in TABLES
    ]


def _damage(access: Access) -> Iterator[str]:
    try:
        with access.reading() as con:
            for table in TABLES:
                try:
                    # The hash of whole rows makes DuckDB read every block of the table.
                    con.execute(f"SELECT count(*), max(hash(t)) FROM {table} t").fetchall()
                except duckdb.Error as error:
                    yield f"table {table} can't be read: {str(error).splitlines()[0]}"
                    return
            yield from _inconsistencies(con)
    except AsToldError as error:
        yield str(error)


def _inconsistencies(con: Connection) -> Iterator[str]:
    for name, words in _FAULTS.items():
        ids = [str(row[0]) for row in fetch(con, f"check_{name}")]
        if ids:
            yield f"{len(ids)} {words}: {_some(ids)}"
    wrong = [a.id for a, stored in with_stored_hash(con) if current_id(a) != stored]
    if wrong:
        yield f"{len(wrong)} articles whose text is not what came in: {_some(wrong)}"


def _some(ids: list[str]) -> str:
    return ", ".join(ids[:_NAMED]) + (", …" if len(ids) > _NAMED else "")


def _check_target(target: Path, own: str) -> None:
    if own != MEMORY and os.path.realpath(target) == os.path.realpath(own):
        raise StoreError("is the store itself", where=str(target), hint="Choose another file")
    if target.exists() and (target.is_dir() or not _is_duckdb(target)):
        raise StoreError(
            "is there already and is no copy of a store", where=str(target), hint="Choose another"
        )


def _is_duckdb(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(12)[8:12] == b"DUCK"


def _clear(path: Path) -> None:
    for name in (path, Path(f"{path}.wal")):
        name.unlink(missing_ok=True)
