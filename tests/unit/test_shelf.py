"""Words set aside while embedding: what lies there is what was put there, or nothing."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from compare.relations import shelf as module
from compare.relations.shelf import LOCK, PREFIX, Shelf, lasting

WIDTH = 4


def words(pieces: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(pieces, WIDTH)).astype(np.float16)


@pytest.fixture
def shelf(tmp_path):
    made = Shelf(tmp_path / "words")
    yield made
    made.close()


@given(st.lists(st.tuples(st.text(), st.integers(1, 9)), max_size=12))
def test_what_lies_there_is_what_was_put_there_first(tmp_path_factory, items):
    shelf = Shelf(tmp_path_factory.mktemp("shelf") / "words")
    first: dict[str, np.ndarray] = {}
    for number, (text, pieces) in enumerate(items):
        shelf.put(text, words(pieces, number))
        first.setdefault(text, words(pieces, number))
    places = pickle.loads(pickle.dumps(shelf.places([text for text, _ in items])))
    shelf.close()
    assert set(places.at) == set(first)
    for text, expected in first.items():
        np.testing.assert_array_equal(places.read(text), expected)


def test_only_what_is_asked_for_is_placed_and_the_rest_is_not_there(shelf):
    shelf.put("one", words(2))
    shelf.put("two", words(3))
    places = shelf.places(["two", "three"])
    assert set(places.at) == {"two"}
    assert places.read("one") is None
    assert places.read("three") is None


def test_threads_that_add_at_once_mix_nothing_up(shelf):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: shelf.put(str(n), words(1 + n % 7, n)), range(400)))
    places = shelf.places(map(str, range(400)))
    for number in range(400):
        np.testing.assert_array_equal(places.read(str(number)), words(1 + number % 7, number))


def test_a_full_disk_leaves_nothing_that_may_be_cut_off(shelf, monkeypatch):
    shelf.put("one", words(2))

    class Full:
        closed = False

        def write(self, _):
            raise OSError(28, "No space left on device")

        def close(self):
            self.closed = True

    monkeypatch.setattr(shelf, "_file", Full())
    shelf.put("two", words(2))
    shelf.put("three", words(2))
    assert shelf.places(["one", "two", "three"]).at == {}


def test_beyond_its_room_it_takes_no_more_and_keeps_what_it_has(shelf, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 3 * WIDTH * 2)
    for number in range(5):
        shelf.put(str(number), words(2, number))
    places = shelf.places(map(str, range(5)))
    assert set(places.at) == {"0", "1"}
    np.testing.assert_array_equal(places.read("1"), words(2, 1))


def test_a_file_that_is_gone_or_cut_off_gives_nothing(shelf, tmp_path):
    shelf.put("one", words(2))
    places = shelf.places(["one"])
    (tmp_path / "words").write_bytes(b"12")
    assert places.read("one") is None
    (tmp_path / "words").unlink()
    assert places.read("one") is None


def test_what_a_killed_run_left_is_swept_away_and_what_is_in_use_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, new, other = (tmp_path / f"{PREFIX}{name}" for name in ("left", "new", "other"))
    for folder in (left, new, other):
        folder.mkdir()
        (folder / "words").write_bytes(b"1234")
    (left / LOCK).touch()
    with FileLock(other / LOCK), lasting() as shelf:
        assert shelf is not None
        assert not left.exists()
        assert (other / "words").exists()
        assert (new / "words").exists()  # its maker has not come to lock it yet
        with lasting() as second:  # of a run on another store
            second.put("one", words(2))
            shelf.put("two", words(3))
            assert set(shelf.places(["one", "two"]).at) == {"two"}
    assert sorted(tmp_path.iterdir()) == [new, other]


def test_a_run_that_is_killed_leaves_nothing_for_longer_than_to_the_next_one(tmp_path, monkeypatch):
    program = (
        "import time\nfrom compare.relations.shelf import lasting\n"
        "with lasting():\n    print('there', flush=True)\n    time.sleep(60)"
    )
    env = os.environ | {"TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "there\n"
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        with lasting():
            assert len(list(tmp_path.iterdir())) == 2
        process.kill()
        process.wait()
    assert len(list(tmp_path.iterdir())) == 1
    with lasting():
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_link_of_another_user_is_not_followed(tmp_path, monkeypatch):
    elsewhere, place = tmp_path / "elsewhere", tmp_path / "place"
    elsewhere.mkdir()
    place.mkdir()
    (elsewhere / LOCK).touch()
    link = place / f"{PREFIX}link"
    link.symlink_to(elsewhere)
    opened = []
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setattr(
        module, "FileLock", lambda at, **how: opened.append(at) or FileLock(at, **how)
    )
    with lasting() as shelf:
        assert shelf is not None
    assert opened
    assert link / LOCK not in opened


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no user numbers on this system")
def test_a_folder_of_another_user_is_left_alone(tmp_path, monkeypatch):
    folder = tmp_path / f"{PREFIX}other"
    folder.mkdir()
    (folder / LOCK).touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    with lasting():
        pass
    assert folder.exists()
