"""The commands on a disk that is really full: they say so, and what was there stays readable."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import make_article
from compare.records import Article
from compare.store.db import Store
from compare.store.guard import guard_of

ROOT = Path(__file__).parents[2]
MEGABYTE = 1024 * 1024
DISK = 24 * MEGABYTE


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own; only root can have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if shutil.which("mount") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk; test_store_faults.py limits files instead")
    options = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "astold-test", str(folder)]
    if subprocess.run(options, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting is not allowed here; test_store_faults.py limits files instead")
    try:
        yield folder
    finally:
        guard_of(os.path.realpath(folder / "s.duckdb")).keeper.drop()
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(disk: Path, spare: int) -> Path:
    """Leave only `spare` bytes on the disk."""
    ballast = disk / "ballast"
    free = shutil.disk_usage(disk).free
    with ballast.open("wb") as file:
        for _ in range(max(free - spare, 0) // 4096):
            file.write(b"\x00" * 4096)
    return ballast


def astold(*args: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "compare.cli", *args]
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120
    )


def big(number: int) -> Article:
    return make_article(number, text=f"Line {number}. " + os.urandom(3000).hex())


def started(disk: Path) -> tuple[Path, list[Article]]:
    """A store on the disk with three articles in it."""
    path = disk / "s.duckdb"
    Store(path).add([big(number) for number in range(3)])
    kept = Store(path).articles()
    guard_of(os.path.realpath(path)).keeper.drop()
    return path, kept


@pytest.mark.parametrize("spare", [0, 300_000])
def test_add_on_a_full_disk_says_so_and_loses_nothing(
    spare: int, disk: Path, tmp_path: Path
) -> None:
    path, kept = started(disk)
    lines = [
        f'{{"outlet": "O {n}", "title": "T {n}", "text": "Line {n}. {os.urandom(3000).hex()}"}}'
        for n in range(400)
    ]
    file = tmp_path / "more.jsonl"
    file.write_text("\n".join(lines))
    ballast = fill_up(disk, spare)
    done = astold("add", str(file), "--store", str(path), "--quiet")
    assert done.returncode == 2, done.stderr
    assert "the disk is full" in done.stderr
    assert str(path) in done.stderr
    assert "Make room" in done.stderr
    assert "Traceback" not in done.stderr
    assert Store(path).articles() == kept  # also while the disk is still full
    guard_of(os.path.realpath(path)).keeper.drop()
    ballast.unlink()
    done = astold("add", str(file), "--store", str(path), "--quiet")
    assert done.returncode == 0, done.stderr
    assert len(Store(path).articles()) == 403
    assert [line for line in Store(path).check() if "vector" not in line] == []


def test_a_backup_on_a_full_disk_says_so_and_leaves_none(disk: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    Store(path).add([big(number) for number in range(50)])
    fill_up(disk, 100_000)
    done = astold("backup", str(disk / "b.duckdb"), "--store", str(path))
    assert done.returncode == 2
    assert "the disk is full" in done.stderr
    assert [file.name for file in disk.iterdir()] == ["ballast"]
    assert len(Store(path).articles()) == 50


def test_a_restore_on_a_full_disk_says_so_and_leaves_the_store(disk: Path, tmp_path: Path) -> None:
    path, kept = started(disk)
    backup = tmp_path / "b.duckdb"
    Store(backup).add([big(number) for number in range(50)])
    guard_of(os.path.realpath(backup)).keeper.drop()
    fill_up(disk, 100_000)
    done = astold("restore", str(backup), "--store", str(path))
    assert done.returncode == 2
    assert "the disk is full" in done.stderr
    assert Store(path).articles() == kept


def test_a_store_begun_on_a_full_disk_leaves_no_half_of_one(disk: Path) -> None:
    fill_up(disk, 8192)
    done = astold("run", "--store", str(disk / "s.duckdb"), "--quiet")
    assert done.returncode == 2
    assert "the disk is full" in done.stderr
    assert not (disk / "s.duckdb").exists()


@pytest.mark.model
def test_a_run_on_a_full_disk_says_so_and_goes_on_later(disk: Path) -> None:
    path = disk / "s.duckdb"
    Store(path).add([make_article(number) for number in range(3)])
    kept = Store(path).articles()
    guard_of(os.path.realpath(path)).keeper.drop()
    ballast = fill_up(disk, 0)
    done = astold("run", "--store", str(path), "--quiet")
    assert done.returncode == 2, done.stderr
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert Store(path).articles() == kept
    guard_of(os.path.realpath(path)).keeper.drop()
    ballast.unlink()
    done = astold("run", "--store", str(path), "--quiet")
    assert done.returncode == 0, done.stderr
    assert Store(path).stats()["claims"] > 0
    assert Store(path).check() == []
