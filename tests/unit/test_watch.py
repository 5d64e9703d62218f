"""A watched folder: complete files are taken, once, whatever else lies there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from compare.cli import main
from compare.errors import StoreBusyError
from compare.intake import Intake
from compare.readers.worker import Worker
from compare.store.db import Store
from compare.watch import Watch

TEXT = (
    "Ferry hits the pier\n\nMinister Eva Lund said nine people were hurt in Port Salmo on Tuesday. "
    "The ferry Aurelia had left the harbour an hour late, the operator said.\n"
)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    return made


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "s.duckdb")


def old(path, text: str = TEXT):
    """A file that nobody has touched for an hour."""
    path.write_text(text, "utf-8")
    os.utime(path, (time.time() - 3600,) * 2)
    return path


def look(watch: Watch, store: Store) -> tuple[Intake, int]:
    intake = Intake(store)
    return intake, watch.look(store, intake)


def test_files_are_taken_once_by_what_is_in_them(folder, store):
    old(folder / "a.txt")
    with Worker() as worker:
        watch = Watch(folder, worker, 100)
        assert len(look(watch, store)[0].added) == 1
        old(folder / "copy.txt")
        assert look(watch, store)[0].known == []
        old(folder / "a.txt", TEXT.replace("nine", "ten"))
        assert len(look(watch, store)[0].added) == 1
        again, waiting = look(Watch(folder, worker, 100), store)
    assert (again.added, again.known, again.rejects, waiting) == ([], [], [], 0)


def test_a_growing_file_is_left_until_it_is_whole(folder, store):
    path = folder / "a.txt"
    path.write_text(TEXT[:60], "utf-8")
    with Worker() as worker:
        watch = Watch(folder, worker, 100, steady=0.3)
        assert look(watch, store)[1] == 1
        path.write_text(TEXT, "utf-8")
        assert look(watch, store)[1] == 1
        time.sleep(0.35)
        intake, waiting = look(watch, store)
    assert waiting == 0
    assert store.article(intake.added[0]).text.endswith("operator said.")


def test_bad_and_odd_files_are_survived(folder, store, tmp_path):
    old(folder / "a.txt")
    old(folder / "empty.txt", "")
    old(folder / "large.txt", "word " * 300_000)
    (folder / "link.txt").symlink_to(old(tmp_path / "elsewhere.txt", TEXT + "Elsewhere."))
    os.mkfifo(folder / "pipe.txt")
    with Worker() as worker:
        watch = Watch(folder, worker, 1)
        intake, _ = look(watch, store)
        assert look(watch, store)[0].rejects == []
    assert len(intake.added) == 1
    assert {reject.source.rsplit("/", 1)[1] for reject in intake.rejects} == {
        "empty.txt",
        "large.txt",
    }


def test_a_stop_begins_no_further_file(folder, store):
    old(folder / "a.txt")
    stop = threading.Event()
    stop.set()
    with Worker() as worker:
        intake = Intake(store)
        Watch(folder, worker, 100).look(store, intake, stop)
    assert intake.added == []


def test_once_waits_for_what_is_being_written_and_ends(folder, tmp_path, capsys):
    (folder / "a.txt").write_text(TEXT, "utf-8")
    words = ["watch", str(folder), "--once", "--quiet", "--store", str(tmp_path / "s.duckdb")]
    assert main(words) == 0
    assert "1 added" in capsys.readouterr().out
    assert main(["watch", str(tmp_path / "none"), "--once"]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_a_busy_store_is_waited_for(folder, tmp_path, capsys, monkeypatch):
    old(folder / "a.txt")
    real, calls = Watch.look, []

    def busy_once(self, *args):
        calls.append(args)
        if len(calls) == 1:
            raise StoreBusyError("is locked by another program", where="s.duckdb")
        return real(self, *args)

    monkeypatch.setattr(Watch, "look", busy_once)
    words = ["watch", str(folder), "--once", "--interval", "0.1", "--quiet"]
    assert main([*words, "--store", str(tmp_path / "s.duckdb")]) == 0
    told = capsys.readouterr()
    assert "locked by another program" in told.err
    assert "1 added" in told.out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process otherwise")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_when_it_is_told_to(folder, tmp_path, number):
    old(folder / "a.txt")
    command = [sys.executable, "-m", "compare.cli", "watch", str(folder), "--interval", "0.2"]
    command += ["--store", str(tmp_path / "s.duckdb")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "1 added" in process.stdout.readline()
        process.send_signal(number)
        assert process.wait(30) == 0
    assert len(Store(tmp_path / "s.duckdb").article_ids()) == 1
