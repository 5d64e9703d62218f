"""Bad files, full disks and locked stores say what, where and what to do, and lose nothing."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import duckdb
import pytest

from builders import make_article, make_claim, make_run
from compare.errors import StoreBusyError, StoreError
from compare.store import schema
from compare.store.db import Store
from compare.store.guard import guard_of


def fill(path, count=3):
    store = Store(path)
    articles = [make_article(i) for i in range(count)]
    store.add(articles)
    claims = [make_claim(article) for article in articles]
    store.save_claims({c.article_id: [c] for c in claims})
    store.save_run(*make_run(articles, claims))
    return store


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A small filled store whose file is copied instead of being made again."""
    path = tmp_path_factory.mktemp("template") / "s.duckdb"
    fill(path)
    drop_kept(path)
    return path


@pytest.fixture
def path(template, tmp_path):
    return Path(shutil.copy(template, tmp_path / "s.duckdb"))


def drop_kept(path):
    """Close what the process keeps open, before the file is changed behind its back."""
    guard_of(os.path.realpath(path)).keeper.drop()


def run_script(code: str, *args: str, **options) -> subprocess.CompletedProcess:
    lead = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
    return subprocess.run(
        [sys.executable, "-c", lead + textwrap.dedent(code), *map(str, args)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **options,
    )


def test_a_file_of_another_kind_is_named_and_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("notes " * 1000)
    store = Store(path)
    for call in (store.articles, lambda: store.add([make_article()]), store.revision):
        with pytest.raises(StoreError, match="not a DuckDB file") as error:
            call()
        assert str(path) in str(error.value)
        assert error.value.hint
    assert "not a DuckDB file" in store.check()[0]
    assert path.read_text() == "notes " * 1000


def test_a_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "other.duckdb"
    with duckdb.connect(path) as con:
        con.execute("CREATE TABLE theirs AS SELECT 1 AS one")
    with pytest.raises(StoreError, match="another program"):
        Store(path).add([make_article()])
    with duckdb.connect(path) as con:
        assert [row[0] for row in con.execute("SHOW TABLES").fetchall()] == ["theirs"]


def test_a_newer_store_says_to_update(path, tmp_path):
    store = Store(path)
    with store._access.writing() as con:
        con.execute(
            "INSERT INTO schema_version VALUES ($v, 'later', now()::TIMESTAMP)",
            {"v": schema.newest() + 1},
        )
    fresh = Store(path)
    for call in (fresh.articles, lambda: fresh.add([make_article(8)])):
        with pytest.raises(StoreError, match="newer version") as error:
            call()
        assert "Update" in error.value.hint
    assert "newer version" in fresh.check()[0]


def test_an_older_store_is_brought_forward_with_what_it_holds(path, monkeypatch):
    before = Store(path).articles()
    drop_kept(path)
    extra = (schema.newest() + 1, "9999_extra.sql", "CREATE TABLE extra (a INTEGER)")
    known = schema.migrations()
    monkeypatch.setattr(schema, "migrations", lambda: (*known, extra))
    assert Store(path).articles() == before
    with Store(path)._access.reading() as con:
        assert con.execute("SELECT count(*) FROM extra").fetchall() == [(0,)]
        assert schema.version(con) == extra[0]


def test_a_failing_migration_leaves_the_store_as_it_was(path, monkeypatch):
    text = "CREATE TABLE half (a INTEGER); SELECT error('no')"
    bad = (schema.newest() + 1, "9999_bad.sql", text)
    known = schema.migrations()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "migrations", lambda: (*known, bad))
        with pytest.raises(duckdb.Error):
            Store(path).articles()
    store = Store(path)
    assert len(store.articles()) == 3
    with store._access.reading() as con:
        assert con.execute("FROM duckdb_tables() WHERE table_name = 'half'").fetchall() == []


def test_migrations_are_numbered_without_gaps():
    assert [number for number, *_ in schema.migrations()] == list(range(1, schema.newest() + 1))


@pytest.mark.parametrize("share", [0.0001, 0.3, 0.6, 0.9])
def test_a_truncated_file_is_named(path, share):
    drop_kept(path)
    os.truncate(path, max(int(path.stat().st_size * share), 1))
    store = Store(path)
    [damage, *_] = store.check()
    assert str(path) in damage or "can't be read" in damage
    with pytest.raises(StoreError) as error:
        store.backup(path.parent / "b")
    assert error.value.hint
    assert not (path.parent / "b").exists()


def test_overwritten_blocks_are_found_or_harmless(path, tmp_path):
    """Damage anywhere: named by check, or in unused space and all still reads right."""
    store = Store(path)
    expected = store.articles(), store.claims(), store.matches()
    drop_kept(path)
    whole = path.read_bytes()
    rng = random.Random(5)
    found = 0
    for _ in range(8):
        start = rng.randrange(12288, len(whole) - 4096)
        path.write_bytes(whole[:start] + rng.randbytes(4096) + whole[start + 4096 :])
        damage = Store(path).check()
        drop_kept(path)
        if [line for line in damage if "vector" not in line]:
            found += 1
        else:
            same = Store(path)
            assert (same.articles(), same.claims(), same.matches()) == expected
            drop_kept(path)
    assert found


def test_check_names_what_does_not_fit_together(path, tmp_path):
    store = Store(path)
    assert [line for line in store.check() if "vector" not in line] == []
    assert "3 claims without a vector" in store.check()[0]
    harm = {
        "UPDATE articles SET text = 'x' || text": ["text is not what came in", "don't stand"],
        "DELETE FROM claims WHERE rowid = 0": ["claims that are missing", "matches"],
        "DELETE FROM articles WHERE rowid = 0": ["whose article is missing", "events with"],
        "INSERT INTO articles SELECT * FROM articles LIMIT 1": ["occur twice"],
    }
    for number, (sql, words) in enumerate(harm.items()):
        other = Store(shutil.copy(path, tmp_path / f"{number}.duckdb"))
        with other._access.writing() as con:
            con.execute(sql)
        for word in words:
            assert word in "\n".join(other.check()), sql


def test_a_missing_folder_is_named(tmp_path):
    store = Store(tmp_path / "no" / "s.duckdb")
    for call in (store.articles, lambda: store.add([make_article()])):
        with pytest.raises(StoreError, match="folder") as error:
            call()
        assert error.value.hint
    assert store.check() == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_read_only_folder_can_be_read_and_says_so_when_written(path):
    code = """
        import os, sys
        from compare.errors import StoreError
        from compare.store.db import Store
        from builders import make_article
        Store("warm-up.duckdb").add([make_article()])  # imports all that is needed
        os.unlink("warm-up.duckdb")
        os.chmod(".", 0o555)
        if os.geteuid() == 0:
            os.setuid(65534)  # root may write anywhere
        store = Store("s.duckdb")
        print(len(store.articles()))
        for call in (lambda: store.add([make_article(7)]), Store("new.duckdb").articles):
            try:
                call()
            except StoreError as error:
                print(error)
    """
    with tempfile.TemporaryDirectory() as folder:  # that of pytest is closed to other users
        shutil.copy(path, folder)
        Path(folder, "s.duckdb").chmod(0o444)
        done = run_script(code, cwd=folder)
        Path(folder).chmod(0o755)
    assert done.returncode == 0, done.stderr
    read, *errors = done.stdout.splitlines()
    assert read == "3"
    assert len(errors) == 2
    assert all("may not be read or written" in error for error in errors)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("spare", [0, 40_000, 500_000])
def test_a_full_disk_says_so_and_loses_nothing(path, spare):
    expected = Store(path).articles()
    code = """
        import os, resource, sys
        from compare.errors import StoreError
        from compare.store.db import Store
        from builders import make_article
        limit = os.path.getsize(sys.argv[1]) + int(sys.argv[2])
        store = Store(sys.argv[1])
        more = [make_article(i, text=f"Line {i}. " + os.urandom(2000).hex()) for i in range(9, 400)]
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            store.add(more)
        except StoreError as error:
            print(error)
        print(len(store.articles()))
    """
    done = run_script(code, path, spare)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    store = Store(path)
    kept = {article.id: article for article in store.articles()}
    assert all(kept[article.id] == article for article in expected)
    assert len(kept) == int(lines[-1])
    if len(lines) == 2:
        assert "full" in lines[0]
        assert len(kept) == 3
    else:
        assert len(kept) == 3 + 391
    assert [line for line in store.check() if "vector" not in line] == []
    store.add([make_article(500)])
    assert len(store.articles()) == len(kept) + 1


def test_a_store_that_is_locked_says_so(path, tmp_path):
    from filelock import FileLock

    store = Store(path, lock_seconds=0.2)
    with FileLock(f"{path}.lock"):
        with pytest.raises(StoreBusyError, match="another program") as error:
            store.add([make_article(9)])
        assert "try again" in error.value.hint
        assert len(store.articles()) == 3  # reading needs no lock
    store.add([make_article(9)])


def test_a_change_within_a_reading_block_is_refused_instead_of_waiting_for_itself(store):
    with store.reading(), pytest.raises(StoreError, match="while this thread reads"):
        store.add([make_article()])
    store.add([make_article()])


def test_faults_of_others_are_not_taken_for_faults_of_the_store(path, tmp_path):
    store = Store(path)
    with pytest.raises(FileNotFoundError), store.reading():
        raise FileNotFoundError("of somebody else")


def test_a_backup_holds_all_and_replaces_only_stores(path, tmp_path):
    store = Store(path)
    copy = tmp_path / 'it\'s a "copy".duckdb'
    store.backup(copy)
    store.add([make_article(9)])
    store.backup(str(copy))
    again = Store(copy)
    assert again.articles() == store.articles()
    assert again.claims() == store.claims()
    assert again.matches() == store.matches()
    assert again.revision() == store.revision()
    notes = tmp_path / "notes.txt"
    notes.write_text("mine")
    for target in (notes, tmp_path, tmp_path / "s.duckdb", tmp_path / "no" / "b.duckdb"):
        with pytest.raises(StoreError) as error:
            store.backup(target)
        assert str(target) in str(error.value)
    assert notes.read_text() == "mine"
    assert not list(tmp_path.glob("*.new*"))


def test_a_store_in_memory_can_be_put_into_a_file(store, tmp_path):
    store.add([make_article()])
    store.backup(tmp_path / "b.duckdb")
    assert Store(tmp_path / "b.duckdb").articles() == store.articles()


def test_a_damaged_store_gives_no_backup(path, tmp_path):
    store = Store(path)
    target = tmp_path / "b.duckdb"
    store.backup(target)
    good = target.read_bytes()
    drop_kept(path)
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(StoreError):
        Store(path).backup(target)
    assert target.read_bytes() == good
