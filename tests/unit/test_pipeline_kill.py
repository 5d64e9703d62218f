"""A process killed anywhere in `add` or `run` leaves a store that the next one completes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals"),
]

POINTS = int(os.environ.get("ASTOLD_RUN_KILL_POINTS", "3"))
WORK = """
import sys
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
print("ready", flush=True)
store = Store({store!r})
extra = [report(f"Outlet{{n}}", "Nine", "admitted") for n in range(8)]
store.add(three() + extra)
pipeline.run(store, SETTINGS)
print("done", flush=True)
"""


def start(store: Path) -> subprocess.Popen[bytes]:
    here = Path(__file__).parent
    code = WORK.format(paths=[str(here), str(here.parent)], store=str(store))
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"ready"
    return process


def test_kills_anywhere_leave_what_the_next_run_completes(tmp_path):
    from test_pipeline import state

    from compare.store.db import Store

    process = start(tmp_path / "whole.duckdb")
    began = time.monotonic()
    assert process.stdout.readline().strip() == b"done"
    process.wait(60)
    length = time.monotonic() - began
    expected = state(Store(tmp_path / "whole.duckdb"))
    chance = random.Random(7)
    for point in range(POINTS):
        path = tmp_path / f"killed{point}.duckdb"
        process = start(path)
        time.sleep(length * (point + chance.random()) / POINTS)
        process.kill()
        process.wait()
        if path.exists():
            damage = Store(path).check()
            assert not [line for line in damage if "vector" not in line], damage
        process = start(path)
        assert process.stdout.readline().strip() == b"done"
        process.wait(60)
        store = Store(path)
        assert store.check() == []
        assert state(store) == expected
