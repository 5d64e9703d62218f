"""Fixtures of the browser tests: a store with the example, the dashboard on it, a Chromium."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from install_chromium import system_chromium
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from serving import ENV, ROOT, Dashboard, serve
from steps import settled

WIDTHS = {"desktop": (1440, 900), "phone": (390, 844)}
WAIT_MS = 30_000
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


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
    with serve(example_store) as running:
        yield running


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
