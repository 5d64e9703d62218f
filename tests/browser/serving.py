"""Starts a dashboard of its own for a test, and ends it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
# One thread and one process each: browser, server and test share the machine's two processors.
ENV = os.environ | {"OMP_NUM_THREADS": "1", "ASTOLD_PROCESSES": "1"}


@dataclass(frozen=True)
class Dashboard:
    """A dashboard that runs: its address and its store."""

    address: str
    store: Path


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serve(
    store: Path,
    *,
    env: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
    port: int = 0,
) -> Iterator[Dashboard]:
    """Run the dashboard on `store` as long as the block lasts."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.headless=true", *options]
    log = store.with_name(f"{store.stem}-{port}.log")
    with log.open("wb") as out:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**ENV, "ASTOLD_STORE": str(store), **(env or {})},
            stdout=out,
            stderr=out,
        )
    try:
        _wait(server, f"http://127.0.0.1:{port}/_stcore/health", log)
        yield Dashboard(f"http://127.0.0.1:{port}", store)
    finally:
        server.terminate()
        try:
            server.wait(3)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        assert server.poll() is None, log.read_text("utf-8", "replace")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the dashboard did not start: {log.read_text('utf-8', 'replace')}")
