"""The doctor names what is wrong and changes nothing; a restore replaces whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from builders import make_article, make_claim, make_run
from compare.cli import main
from compare.errors import NotAllowedError, StoreError
from compare.store import schema
from compare.store.condition import condition
from compare.store.db import Store
from compare.store.guard import guard_of


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("doctor") / "s.duckdb"
    store = Store(path)
    articles = [make_article(number) for number in range(3)]
    store.add(articles)
    claims = [make_claim(article) for article in articles]
    store.save_claims({claim.article_id: [claim] for claim in claims})
    store.save_vectors("fake", {claim.text: [0.5] * 4 for claim in claims})
    store.save_run(*make_run(articles, claims))
    drop(path)
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Iterator[Path]:
    copy = Path(shutil.copy(template, tmp_path / "s.duckdb"))
    yield copy
    drop(copy)


def drop(path: Path) -> None:
    guard_of(os.path.realpath(path)).keeper.drop()


def state(path: Path) -> dict[str, str]:
    """Every file in the folder, by its content; the lock and its sign come and go."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in path.parent.iterdir()
        if file.suffix not in {".lock", ".waiting"}
    }


def doctor(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, list[str]]]:
    status = main(["doctor", "--json", "--store", str(path)])
    found: dict[str, list[str]] = json.loads(capsys.readouterr().out)
    return status, found


def test_a_whole_store_has_nothing_to_say(path, capsys):
    before = state(path)
    status, found = doctor(path, capsys)
    assert (status, found["damage"], found["notes"]) == (0, [], [])
    assert found["holds"]["articles"] == 3
    assert state(path) == before


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def garbage(path: Path) -> None:
    path.write_bytes(b"no store " * 5000)


def foreign(path: Path) -> None:
    path.unlink()
    with duckdb.connect(path) as con:
        con.execute("CREATE TABLE theirs AS SELECT 1 AS one")


def newer(path: Path) -> None:
    with duckdb.connect(path) as con:
        con.execute("INSERT INTO schema_version VALUES (9999, 'later', now()::TIMESTAMP)")


def without_vectors(path: Path) -> None:
    with duckdb.connect(path) as con:
        con.execute("DELETE FROM vectors")


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (cut, "s.duckdb"),
        (empty, "the file is empty"),
        (garbage, "not a DuckDB file"),
        (foreign, "another program"),
        (newer, "newer version"),
        (without_vectors, "without a vector"),
    ],
)
def test_damage_is_named_and_left_as_it_is(harm, words, path, capsys):
    harm(path)
    before = state(path)
    status, found = doctor(path, capsys)
    assert status == 1
    assert words in " ".join(found["damage"])
    assert found["holds"] == {}
    drop(path)
    assert state(path) == before


def test_an_older_store_is_not_brought_forward_by_looking(path, capsys, monkeypatch):
    known = schema.migrations()
    later = (schema.newest() + 1, "9999_extra.sql", "CREATE TABLE extra (a INTEGER)")
    monkeypatch.setattr(schema, "migrations", lambda: (*known, later))
    before = state(path)
    status, found = doctor(path, capsys)
    assert (status, found["damage"]) == (0, [])
    assert "older version" in found["notes"][0]
    assert "backup" in found["notes"][0]
    assert state(path) == before


@pytest.mark.parametrize("name", ["none.duckdb", "no/none.duckdb"])
def test_a_store_that_is_not_there_is_not_made(name, tmp_path, capsys):
    status, found = doctor(tmp_path / name, capsys)
    assert status == 0
    assert found["notes"][0] in {"there is no store yet", "its folder does not exist"}
    assert list(tmp_path.iterdir()) == []


def test_what_an_ended_program_left_is_named_and_left(path, capsys):
    for suffix in (".waiting", ".new", ".restoring"):
        left = Path(f"{path}{suffix}")
        left.touch()
        os.utime(left, (1, 1))
    Path(f"{path}.lock").touch()  # stays after every change and means nothing
    status, found = doctor(path, capsys)
    assert status == 0
    assert [line.split()[0] for line in found["notes"]] == [
        "s.duckdb.waiting",
        "s.duckdb.new",
        "s.duckdb.restoring",
    ]
    assert Path(f"{path}.new").exists()


def test_a_program_that_is_writing_is_named(path):
    with FileLock(f"{path}.lock"):
        assert "is held" in " ".join(condition(str(path)).notes)
    assert condition(str(path)).notes == ()
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        found = condition(str(path))
        other.communicate(b"\n")
    assert found.version is None
    assert "writing to it now" in " ".join(found.notes)


def test_a_restore_keeps_what_was_there_and_leaves_the_backup_alone(path, tmp_path):
    store = Store(path)
    backup = tmp_path / "backup.duckdb"
    store.backup(backup)
    drop(backup)
    whole = backup.read_bytes()
    store.add([make_article(9)])
    kept = store.restore(backup)
    assert kept is not None
    assert len(store.articles()) == 3
    assert len(Store(kept).articles()) == 4
    assert backup.read_bytes() == whole
    with pytest.raises(StoreError, match="earlier restore"):
        store.restore(backup)
    assert not list(tmp_path.glob("*.restoring*"))


@pytest.mark.parametrize("harm", [cut, empty, garbage, foreign, newer])
def test_a_bad_backup_replaces_nothing(harm, path, tmp_path):
    store = Store(path)
    backup = tmp_path / "backup.duckdb"
    store.backup(backup)
    drop(backup)
    harm(backup)
    before = state(path)
    with pytest.raises(StoreError) as error:
        store.restore(backup)
    assert str(backup) in str(error.value)
    assert error.value.hint
    drop(path)
    assert state(path) == before


def test_a_restore_waits_its_turn_and_is_no_matter_for_readers(path, tmp_path):
    store = Store(path, lock_seconds=0.2)
    backup = tmp_path / "backup.duckdb"
    store.backup(backup)
    with FileLock(f"{path}.lock"), pytest.raises(StoreError, match="another program"):
        store.restore(backup)
    with pytest.raises(NotAllowedError):
        Store(path, may_write=False).restore(backup)
    with pytest.raises(StoreError, match="store itself"):
        store.restore(path)
    assert len(store.articles()) == 3


def test_a_backup_goes_where_no_store_was(path, tmp_path):
    fresh = Store(tmp_path / "fresh.duckdb")
    assert fresh.restore(path) is None
    assert len(fresh.articles()) == 3
