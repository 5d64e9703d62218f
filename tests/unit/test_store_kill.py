"""Killing the process anywhere in `add` or `save_run` leaves a store that goes on as before.

A child works through the same steps again and again and says how far it is; it is killed at
random moments, most of them within a write, which takes nearly all of its time.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import time

import pytest

from builders import FakeEncoder, make_article, make_claim, make_run, make_summary
from compare.store.db import Store

BATCHES, SIZE = 2, 5
POINTS = int(os.environ.get("ASTOLD_KILL_POINTS", "15"))


def batch(number):
    return [make_article(SIZE * number + i) for i in range(SIZE)]


def step(store, *numbers):
    """Add batches, find their claims, and save a run over all there is: what `run` does."""
    for number in numbers:
        store.add(batch(number))
    todo = store.unextracted()
    store.save_claims({a.id: [make_claim(a, position=p) for p in (0, 1)] for a in todo})
    texts = store.texts_without_vector("fake")
    store.save_vectors("fake", dict(zip(texts, FakeEncoder().encode(texts), strict=True)))
    result, _ = make_run(store.articles(), store.claims())
    store.save_run(result, make_summary(numbers[-1]))


def work(path, told):
    store = Store(path)
    told.send("ready")
    for number in range(BATCHES):
        step(store, number)
        told.send(number)
    told.close()


def holds(store):
    """All that a page would show, with nothing that depends on the clock."""
    return (
        store.articles(),
        store.claims(),
        store.events(),
        store.groups("event1"),
        store.matches(),
        store.relations("event1"),
        store.stats(),
        sorted(store.vectors("fake", [claim.text for claim in store.claims()])),
    )


@pytest.fixture(scope="module")
def context():
    """Starts children from a process that has imported all and opened nothing."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["compare.store.db", "filelock", "pyarrow", __name__])
    return found


def start(context, path):
    told, telling = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(path, telling))
    process.start()
    telling.close()
    assert told.recv() == "ready"
    return process, told


def heard(told):
    """How many steps the child has said to be done."""
    count = 0
    try:
        while told.poll(5):
            told.recv()
            count += 1
    except EOFError:
        pass
    return count


@pytest.fixture(scope="module")
def undisturbed(context, tmp_path_factory):
    """What the store holds after all steps without a kill, and how long they take."""
    folder = tmp_path_factory.mktemp("calm")
    for name in ("first.duckdb", "s.duckdb"):  # the first child may still have to import
        process, told = start(context, folder / name)
        begun = time.monotonic()
        assert heard(told) == BATCHES
        seconds = time.monotonic() - begun
        process.join(30)
        assert process.exitcode == 0
    return holds(Store(folder / "s.duckdb")), seconds


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("seed", range(POINTS))
def test_a_kill_anywhere_leaves_whole_articles_and_a_store_that_goes_on(
    context, undisturbed, tmp_path, seed
):
    expected, seconds = undisturbed
    path = tmp_path / "s.duckdb"
    process, told = start(context, path)
    # Strata, so that the points are spread over the whole work; random within.
    time.sleep((seed + random.Random(seed).random()) / POINTS * seconds)
    process.kill()
    done = heard(told)
    process.join()
    store = Store(path)
    known = {a.id: a for number in range(BATCHES) for a in batch(number)}
    found = store.articles()
    assert all(known[article.id] == article for article in found)
    assert len(found) % SIZE == 0
    assert len(found) >= SIZE * done  # what was told as done is there
    assert len(store.runs()) >= done
    groups = {claim for group in store.groups("event1") for claim in group.claim_ids}
    assert groups == {side for m in store.matches() for side in (m.left, m.right)}
    assert [line for line in store.check() if "vector" not in line] == []
    step(store, *range(BATCHES))
    assert holds(store) == expected
    assert store.check() == []
