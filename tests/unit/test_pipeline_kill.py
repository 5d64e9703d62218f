"""A process killed anywhere in `add` or `run` leaves a store that the next one completes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals"),
]

POINTS = int(os.environ.get("ASTOLD_RUN_KILL_POINTS", "3"))
# Loads once; then, for each path that it is given, a child of its own does the work there
WORK = """
import os, sys
sys.path[:0] = {paths!r}
import compare.embed.registry as registry
from builders import FakeEncoder
from test_pipeline import SETTINGS, report, three
registry.model_id = lambda model: "fake"
registry.load = lambda model: FakeEncoder()
from compare import pipeline
from compare.claims.extract import claims_from_texts
from compare.store.db import Store
claims_from_texts(["Nine people were hurt."])  # loading is not what is tested
pipeline.BATCH = 1
for line in sys.stdin:
    began, wait = os.pipe()
    child = os.fork()
    if not child:
        os.close(began)
        print(os.getpid(), flush=True)
        os.close(wait)
        store = Store(line.strip())
        extra = [report(f"Outlet{{n}}", "Nine", "admitted") for n in range(8)]
        store.add(three() + extra)
        pipeline.run(store, SETTINGS)
        os._exit(0)
    os.close(wait)
    os.read(began, 1)
    os.close(began)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Workshop:
    """A process whose children each work on a store."""

    def __init__(self) -> None:
        here = Path(__file__).parent
        code = WORK.format(paths=[str(here), str(here.parent)])
        self.process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, store: Path) -> int:
        """Let a child begin; its number is given as soon as it has."""
        self.process.stdin.write(f"{store}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def ended(self) -> int:
        """Wait until the child has ended; 0, or less than 0 for the signal that ended it."""
        return int(self.process.stdout.readline())


@pytest.fixture
def workshop():
    made = Workshop()
    yield made
    made.process.stdin.close()
    made.process.wait(60)


def test_kills_anywhere_leave_what_the_next_run_completes(tmp_path, workshop):
    from test_pipeline import state

    from compare.store.db import Store

    workshop.start(tmp_path / "whole.duckdb")
    began = time.monotonic()
    assert workshop.ended() == 0
    length = time.monotonic() - began
    expected = state(Store(tmp_path / "whole.duckdb"))
    chance = random.Random(7)
    killed = 0
    for point in range(POINTS):
        path = tmp_path / f"killed{point}.duckdb"
        child = workshop.start(path)
        time.sleep(length * (point + chance.random()) / POINTS)
        with suppress(ProcessLookupError):  # it was quicker this time
            os.kill(child, signal.SIGKILL)
        killed += workshop.ended() == -signal.SIGKILL
        if path.exists():
            damage = Store(path).check()
            assert not [line for line in damage if "vector" not in line], damage
        workshop.start(path)
        assert workshop.ended() == 0
        store = Store(path)
        assert store.check() == []
        assert state(store) == expected
    assert killed
