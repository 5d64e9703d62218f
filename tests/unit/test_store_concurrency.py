"""Several processes and threads use one store: writers take turns, readers see whole changes."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from builders import make_article, make_claim, make_run, make_summary
from compare.errors import StoreBusyError
from compare.store.db import Store
from compare.store.guard import Guard, guard_of

ROUNDS = 8


def prepare(path):
    """A store with one event of four claims."""
    store = Store(path)
    articles = [make_article(i) for i in range(4)]
    store.add(articles)
    claims = [make_claim(article) for article in articles]
    store.save_claims({c.article_id: [c] for c in claims})
    save(store, articles, claims, 0)
    return articles, claims


def save(store, articles, claims, number):
    """Save a run that says its number in every part of it."""
    result, summary = make_run(articles, claims, probability=1 - number / 1000, number=number)
    event = replace(result.events[0], fingerprint=str(number))
    store.save_run(replace(result, events=(event,)), summary)


def seen(store):
    """The number of the run as each part of the store tells it."""
    numbers = {int(event.fingerprint) for event in store.events()}
    numbers |= {round((1 - match.probability) * 1000) for match in store.matches()}
    numbers |= {round((1 - group.weakest) * 1000) for group in store.groups("event1")}
    return numbers | {int(store.runs(1)[0].id.removeprefix("run"))}


def write_runs(path, telling):
    store = Store(path)
    articles = store.articles()
    claims = store.claims()
    telling.send("ready")
    for number in range(1, ROUNDS + 1):
        save(store, articles, claims, number)
    telling.send("done")


def read_runs(path, telling):
    store = Store(path)
    telling.send("ready")
    found = []
    while not found or max(found[-1]) < ROUNDS:
        with store.reading():
            found.append(seen(store))
    telling.send(found)


def add_one_by_one(path, telling, first):
    store = Store(path)
    telling.send("ready")
    for number in range(first, first + ROUNDS):
        store.add([make_article(number)])
    telling.send("done")


def read_without_pause(path, telling):
    store = Store(path)
    telling.send("ready")
    count = 0
    while not telling.poll():
        store.stats()
        count += 1
    telling.send(count)


@pytest.fixture(scope="module")
def context():
    """Starts children from a process that has imported all and opened nothing."""
    found = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
    if os.name != "nt":
        found.set_forkserver_preload(["compare.store.db", "filelock", "pyarrow", __name__])
    return found


@pytest.fixture
def start(context):
    """Starts a function in another process, gives the line to it when it is ready."""
    processes = []

    def begin(target, *args):
        mine, theirs = context.Pipe()
        process = context.Process(target=target, args=(args[0], theirs, *args[1:]))
        process.start()
        theirs.close()
        processes.append(process)
        assert mine.recv() == "ready"
        return mine

    yield begin
    for process in processes:
        process.join(30)
        if process.is_alive():
            process.kill()


def test_readers_in_another_process_see_only_whole_runs(tmp_path, start):
    path = tmp_path / "s.duckdb"
    prepare(path)
    drop_kept(path)
    reader = start(read_runs, path)
    writer = start(write_runs, path)
    assert writer.recv() == "done"
    found = reader.recv()
    assert all(len(numbers) == 1 for numbers in found)
    order = [number for (number,) in found]
    assert order == sorted(order)
    assert order[-1] == ROUNDS


def test_two_writers_wait_for_each_other(tmp_path, start):
    path = tmp_path / "s.duckdb"
    one = start(add_one_by_one, path, 100)
    two = start(add_one_by_one, path, 200)
    assert one.recv() == two.recv() == "done"
    store = Store(path)
    assert store.stats()["articles"] == 2 * ROUNDS
    assert store.revision() == 2 * ROUNDS


def test_readers_that_never_pause_do_not_keep_a_writer_out(tmp_path, start):
    path = tmp_path / "s.duckdb"
    Store(path).stats()
    drop_kept(path)
    readers = [start(read_without_pause, path) for _ in range(3)]
    writer = Store(path, lock_seconds=20)
    for number in range(5):
        writer.add([make_article(number)])
    for reader in readers:
        reader.send("stop")
        assert reader.recv() > 0
    assert writer.stats()["articles"] == 5
    assert not (tmp_path / "s.duckdb.waiting").exists()


def test_a_request_that_a_killed_writer_left_delays_readers_only_once(tmp_path):
    path = tmp_path / "s.duckdb"
    store = Store(path)
    store.add([make_article()])
    mark = tmp_path / "s.duckdb.waiting"
    mark.touch()
    begun = time.monotonic()
    for _ in range(5):
        assert store.stats()["articles"] == 1
    assert time.monotonic() - begun < 5


def test_a_reader_elsewhere_for_too_long_says_busy(tmp_path, start):
    path = tmp_path / "s.duckdb"
    prepare(path)
    drop_kept(path)
    reader = start(hold, path)
    store = Store(path, lock_seconds=0.3)
    with pytest.raises(StoreBusyError):
        store.add([make_article(9)])
    assert len(store.articles()) == 4
    drop_kept(path)
    reader.send("go")
    assert reader.recv() == "gone"
    assert store.add([make_article(9)]).added


def hold(path, telling):
    store = Store(path)
    with store.reading():
        store.stats()
        telling.send("ready")
        telling.recv()
    drop_kept(path)
    telling.send("gone")


def drop_kept(path):
    guard_of(os.path.realpath(path)).keeper.drop()


@pytest.mark.parametrize("where", ["file", "memory"])
def test_threads_read_and_write_one_store(tmp_path, where):
    path = tmp_path / "s.duckdb" if where == "file" else ":memory:"
    store = Store(path)
    again = Store(path) if where == "file" else store

    def write(number):
        (store if number % 2 else again).add([make_article(number)])
        return number

    def read(_):
        with store.reading():
            return len(store.articles()), store.stats()["articles"], len(again.article_ids())

    with ThreadPoolExecutor(8) as pool:
        written = pool.map(write, range(10))
        counts = list(pool.map(read, range(40)))
        assert list(written) == list(range(10))
    assert store.stats()["articles"] == 10
    assert store.revision() == 10
    if where == "memory":
        assert all(len(set(three)) == 1 for three in counts)
    else:
        assert all(first == second for first, second, _ in counts)


def test_the_kept_file_is_left_in_peace_by_readers_that_finish(tmp_path):
    """Readers of one process share what is kept open; closing one doesn't end the others."""
    path = tmp_path / "s.duckdb"
    articles, _ = prepare(path)
    store = Store(path)
    inside, leave = threading.Event(), threading.Event()
    found = []

    def slow():
        with store.reading():
            inside.set()
            leave.wait(10)
            found.append(len(store.articles()))

    thread = threading.Thread(target=slow)
    thread.start()
    inside.wait(10)
    assert len(Store(path).articles()) == len(articles)
    drop_kept(path)
    leave.set()
    thread.join()
    assert found == [len(articles)]


def test_the_file_is_let_go_soon_after_reading(tmp_path):
    from compare.store.keeper import IDLE

    path = tmp_path / "s.duckdb"
    Store(path).stats()
    keeper = guard_of(os.path.realpath(path)).keeper
    end = time.monotonic() + 20 * IDLE
    while keeper._connection is not None and time.monotonic() < end:
        time.sleep(IDLE / 5)
    assert keeper._connection is None


def test_an_exchanged_file_is_noticed(tmp_path):
    path, other = tmp_path / "s.duckdb", tmp_path / "other.duckdb"
    Store(other).add([make_article(i) for i in range(3)])
    drop_kept(other)
    store = Store(path)
    assert store.articles() == []
    os.replace(other, path)
    assert len(store.articles()) == 3


def test_a_writer_goes_before_readers_that_come_later():
    guard = Guard("x")
    order = []
    deadline = time.monotonic() + 10

    def write():
        with guard.writing(deadline):
            order.append("writer")

    def read():
        with guard.reading(deadline):
            order.append("reader")

    with guard.reading(deadline):
        writer = threading.Thread(target=write)
        writer.start()
        while not guard._waiting:
            time.sleep(0.001)
        reader = threading.Thread(target=read)
        reader.start()
        time.sleep(0.05)
        assert order == []
        with pytest.raises(StoreBusyError), guard.reading(time.monotonic()):
            pass
    writer.join()
    reader.join()
    assert order == ["writer", "reader"]


def test_a_program_that_ends_right_after_reading_ends_quietly(tmp_path):
    import subprocess
    import sys

    code = "import sys; from compare.store.db import Store; print(Store(sys.argv[1]).stats())"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "s.duckdb")],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stderr == ""


def test_summaries_are_in_the_order_of_their_start(store):
    for number in (2, 0, 1):
        result, _ = make_run([], [])
        store.save_run(replace(result, events=(), event_ids=()), make_summary(number))
    assert [run.id for run in store.runs()] == ["run2", "run1", "run0"]
