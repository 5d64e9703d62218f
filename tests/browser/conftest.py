"""Fixtures of the browser tests: a store with the example, the dashboard on it, a Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from install_chromium import system_chromium
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from steps import settled

ROOT = Path(__file__).parents[2]
WIDTHS = {"desktop": (1440, 900), "phone": (390, 844)}
START_SECONDS = 60
WAIT_MS = 30_000
# One thread and one process each: browser, server and test share the machine's two processors.
ENV = os.environ | {"OMP_NUM_THREADS": "1", "ASTOLD_PROCESSES": "1"}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Dashboard:
    """A dashboard that runs: its address and its store."""

    address: str
    store: Path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the Ankara example, loaded as a user would."""
    path = tmp_path_factory.mktemp("browser") / "example.duckdb"
    command = [sys.executable, "-m", "compare.cli", "demo", "--store", str(path)]
    done = subprocess.run(command, cwd=ROOT, env=ENV, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="session")
def dashboard(example_store: Path) -> Iterator[Dashboard]:
    """The dashboard on the example, ended with the tests."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    env = ENV | {"ASTOLD_STORE": str(example_store)}
    log = example_store.with_suffix(".log")
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(server, f"{address}/_stcore/health", log)
        yield Dashboard(address, example_store)
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
    pytest.fail(f"the dashboard did not start: {log.read_text('utf-8', 'replace')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=system_chromium(), headless=True, args=list(QUIET)
        )
        yield started
        started.close()


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser, dashboard: Dashboard) -> Iterator[NewPage]:
    """Open a page of the dashboard in a browser of its own (nothing shared with others)."""
    contexts: list[BrowserContext] = []

    def opened(path: str = "", width: str = "desktop", scheme: str = "light") -> Page:
        wide, high = WIDTHS[width]
        context = browser.new_context(
            viewport={"width": wide, "height": high},
            color_scheme=scheme,  # type: ignore[arg-type]
            accept_downloads=True,
            base_url=dashboard.address,
        )
        contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        page.goto(path if path.startswith("http") else f"{dashboard.address}/{path}")
        settled(page)
        return page

    yield opened
    for context in contexts:
        context.close()


expect.set_options(timeout=WAIT_MS)
