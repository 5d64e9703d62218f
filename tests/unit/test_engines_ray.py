"""The Ray engine: nodes and workers that die, stopping, and nothing of Ray left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import replace
from itertools import islice

import pytest
from test_pipeline import FERRY, report

from builders import make_article, make_claim
from compare import pipeline
from compare.config import Settings
from compare.engines import ray_engine, ray_pieces
from compare.engines.ray_engine import RayEngine
from compare.errors import Cancelled, ConfigError, ModelError
from compare.event_match import EventTask
from compare.records import Event
from compare.store.db import Store

HERE = Settings(engine="ray", processes=2)
SOON = 30.0  # seconds within which all processes of a dead run have to be gone


@pytest.fixture(scope="module")
def ray():
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    return pytest.importorskip("ray", reason="the engine for clusters is not installed")


def task(number: int, claims: int) -> EventTask:
    article = make_article(number)
    told = tuple(make_claim(article, None, place) for place in range(claims))
    return EventTask(Event(f"event{number}", "", (article.id,)), told, {}, {}, {}, ())


def test_small_events_share_a_piece_and_a_large_one_has_its_own():
    sizes = [900, 500, 200, 150, 100, 3, 2]
    bundles = list(ray_pieces.bundled((task(n, size) for n, size in enumerate(sizes)), 400))
    assert [[len(one.claims) for one in bundle] for bundle in bundles] == [
        [900],
        [500],
        [200, 150],
        [100, 3, 2],
    ]


def test_a_node_with_another_version_says_so():
    with pytest.raises(ConfigError, match=r"a node has AsTold .*, the run needs 0\.0\.0"):
        ray_pieces.do("0.0.0", list, ())


def test_a_node_that_embeds_in_another_way_says_so(monkeypatch, fake_encoder):
    monkeypatch.setattr("compare.embed.registry.load", lambda model: fake_encoder)
    with pytest.raises(ModelError, match="a node embeds as fake, the run needs other"):
        ray_pieces.encode((("minilm", "other", ["Nine were hurt."]),))


def test_without_ray_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigError, match=r"Ray is not installed.*astold\[ray\]"):
        list(RayEngine().extract([make_article()], HERE))


class Pieces:
    """An engine on a cluster of this machine, and a short way to give it pieces."""

    def __init__(self) -> None:
        self.engine = RayEngine()

    def do(self, function, pieces):
        return self.engine._share_out(function, iter(pieces), repr, HERE)


@pytest.fixture(scope="class")
def pieces(ray):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ray_engine, "_RETRIES", 1)
        found = Pieces()
        with found.engine.session(HERE):
            yield found
    assert not ray.is_initialized()


@pytest.mark.slow
class TestPieces:
    """All on one cluster, as starting it takes seconds."""

    def test_pieces_are_taken_only_a_few_ahead_of_the_answers(self, pieces):
        def slow(piece):
            time.sleep(0.01)
            return list(piece)

        taken = []
        answers = pieces.do(slow, ((taken.append(n) or n,) for n in range(200)))
        ahead = [len(taken) - done for done, _ in enumerate(answers, start=1)]
        assert max(ahead) <= 2 * HERE.processes
        assert len(taken) == 200

    def test_a_piece_whose_worker_dies_once_is_done_by_another(self, pieces, tmp_path):
        flag = tmp_path / "died"

        def dies_once(piece):
            if 3 in piece and not flag.exists():
                flag.touch()
                os._exit(1)
            return [10 * one for one in piece]

        assert sorted(pieces.do(dies_once, [(1, 2), (3, 4), (5,)])) == [10, 20, 30, 40, 50]
        assert flag.exists()

    def test_what_kills_worker_after_worker_is_found_and_named(self, pieces):
        def dies(piece):
            if "bad" in piece:
                os._exit(1)
            return list(piece)

        answers = pieces.do(dies, [("a", "b", "bad", "c")])
        with pytest.raises(ModelError, match=r"\('bad',\): 2 workers died"):
            list(answers)

    def test_what_a_worker_says_on_purpose_comes_through(self, pieces):
        def refuses(piece):
            raise ModelError("no such model", where="m", hint="Get it")

        with pytest.raises(ModelError) as caught:
            list(pieces.do(refuses, [(1,)]))
        assert (caught.value.what, caught.value.where, caught.value.hint) == (
            *("no such model", "m", "Get it"),
        )

    def test_a_mistake_in_the_work_comes_with_the_traceback_of_the_worker(self, pieces):
        def wrong(piece):
            return [1 / 0]

        with pytest.raises(ZeroDivisionError, match="in wrong"):
            list(pieces.do(wrong, [(1, 2)]))

    def test_whoever_stops_taking_answers_leaves_nothing_under_way(self, pieces, tmp_path):
        def slow(piece):
            if piece != (0,):
                time.sleep(20)
                (tmp_path / "done").touch()
            return list(piece)

        began = time.monotonic()
        assert list(islice(pieces.do(slow, [(n,) for n in range(4)]), 1)) == [0]
        quick = list(pieces.do(slow, [(0,), (0,)]))
        assert quick == [0, 0]
        assert time.monotonic() - began < 15
        assert not (tmp_path / "done").exists()


@pytest.mark.slow
def test_an_address_where_no_cluster_is_says_so(ray):
    settings = replace(HERE, ray_address="127.0.0.1:9")
    with pytest.raises(ConfigError, match=r"ray_address: no Ray cluster can be reached"):
        list(RayEngine().extract([make_article()], settings))
    assert not ray.is_initialized()


# --- whole runs ---

VOTE = (
    "Parliament in Norsk Dal adopted the budget by {number} votes to 38 on Sunday. "
    "Finance minister Olaf Berg {verb} it a budget for schools. The vote took nine hours."
)


def articles():
    """Two events of five reports each."""
    numbers, verbs = ("Nine", "Seven", "Nine", "Twelve", "Nine"), ("denied", "confirmed", "said")
    told = [report(f"Herald{n}", numbers[n], verbs[n % 3], FERRY) for n in range(5)]
    title = "Norsk Dal adopts budget"
    for n in range(5):
        votes, verb = str(60 + n % 2), ("called", "did not call")[n % 2]
        told.append(report(f"Gazette{n}", votes, verb, VOTE, title=title))
    return told


def state(store):
    """All that a run decides, with probabilities as they are to be trusted."""
    events = store.events()
    matches = [replace(one, probability=round(one.probability, 6)) for one in store.matches()]
    return {
        "claims": {one.id: one for one in store.claims()},
        "events": {event.id: event for event in events},
        "groups": {event.id: store.groups(event.id) for event in events},
        "matches": {(one.left, one.right): one for one in matches},
        "relations": {
            (one.left, one.right): one.relation
            for event in events
            for one in store.relations(event.id)
        },
    }


@pytest.fixture
def small_pieces(monkeypatch):
    """As many pieces as there would be of a large store."""
    monkeypatch.setattr(ray_engine, "_ARTICLES", 1)
    monkeypatch.setattr(ray_engine, "_CLAIMS", 1)
    monkeypatch.setattr(pipeline, "ENCODE_BATCH", 8)


@pytest.mark.model
@pytest.mark.slow
def test_a_node_killed_under_way_changes_nothing_in_the_store(ray, small_pieces, monkeypatch):
    from ray.cluster_utils import Cluster

    here, there = Store(":memory:"), Store(":memory:")
    for store in (here, there):
        store.add(articles())
    pipeline.run(here, Settings(processes=1))
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
        seen = defaultdict(int)

        def kill(stage: str, done: int, total: int) -> None:
            seen[stage] += done > 0
            if (stage, done) in {("claims", 2), ("matching", 1)}:
                cluster.remove_node(nodes.pop(), allow_graceful=False)

        settings = Settings(engine="ray", ray_address=cluster.address)
        summary = pipeline.run(there, settings, progress=kill)
        assert not nodes
        assert seen["claims"] == len(articles())
        assert summary.matches > 0
        assert not ray.is_initialized()
    finally:
        cluster.shutdown()
    expected, found = state(here), state(there)
    for name in expected:
        assert expected[name]
        assert found[name] == expected[name], name


@pytest.mark.model
@pytest.mark.slow
def test_a_cancelled_run_ends_the_cluster_and_the_next_one_completes_the_store(ray, small_pieces):
    store = Store(":memory:")
    store.add(articles()[:3])

    def cancel(stage: str, done: int, total: int) -> None:
        if stage == "claims" and done:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        pipeline.run(store, HERE, progress=cancel)
    assert not ray.is_initialized()
    assert store.events() == []
    pipeline.run(store, Settings(processes=1))
    assert store.matches()


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals")
@pytest.mark.parametrize("how", ["SIGKILL", "SIGINT"])
def test_nothing_of_a_run_that_died_stays(ray, tmp_path, how):
    import psutil

    path = tmp_path / "store.duckdb"
    # enough for some seconds, so that the signal meets a run that is at work
    Store(path).add([*articles(), *(report(f"Echo{n}", "Nine", "said", FERRY) for n in range(400))])
    command = [sys.executable, "-m", "compare.cli", "run", "--engine", "ray", "--quiet"]
    process = subprocess.Popen(
        [*command, "--store", str(path)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        # a suite that runs in the background hands an ignored SIGINT down to all below it
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    processes = workers(process.pid, psutil)
    process.send_signal(getattr(signal, how))
    process.wait(SOON)
    if how == "SIGINT":
        assert process.returncode == 130
        assert b"stopped; what was saved before stays" in process.stderr.read()
    deadline = time.monotonic() + SOON
    while alive := [one for one in processes if lives(one, psutil)]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.1)
    names = [" ".join(_line(one, psutil)) for one in alive]
    for one in alive:  # only those that were children of the run
        one.kill()
    assert names == []


def lives(process, psutil):
    """Tell whether it still does something.

    An entry that nobody has read yet doesn't count, nor do two agents of Ray's own (names,
    measurements) that try for a minute to reach the head after it was killed.
    """
    try:
        dead = process.status() == psutil.STATUS_ZOMBIE
        return not dead and "Agent" not in process.cmdline()[0]
    except (psutil.NoSuchProcess, IndexError):
        return False


def workers(pid, psutil):
    """Wait until the run's workers work; give all processes below it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = psutil.Process(pid).children(recursive=True)
        with_work = [one for one in found if "ray::do" in " ".join(_line(one, psutil))]
        if with_work:
            return found
        time.sleep(0.1)
    raise AssertionError("the run has no workers after a minute")


def _line(process, psutil):
    try:
        return process.cmdline()
    except psutil.Error:
        return []
