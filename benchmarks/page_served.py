"""Measures a page's own work in a served dashboard, visited by Chromium.

    python benchmarks/page_served.py [--claims 1000 100000] [--times 3] [--keep FOLDER]

The counterpart of page_work.py: the same stores and addresses, but a real server and a real
browser. The server runs this file in place of app.py and writes down how long each page works.
Cold is the first visit after the store was changed by another process, as by `astold add`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
LOG = "ASTOLD_BENCH_LOG"


def main() -> None:
    from page_work import made, report

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", nargs="*", type=int, default=[1000, 100_000])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found = {n: measure(made(folder, n), args.times, Path(temporary)) for n in args.claims}
    report(found)


def measure(path: Path, times: int, folder: Path) -> dict[str, tuple[float, float]]:
    """Visit every page; give medians in seconds, cold and warm."""
    from page_work import addresses
    from playwright.sync_api import sync_playwright
    from screenshots import ARGS, CHROMIUM

    from compare.store.db import Store

    store, log = Store(path), folder / f"{path.stem}.log"
    executable = str(CHROMIUM) if CHROMIUM.exists() else None
    found = {}
    with served(path, log) as root, sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=executable, args=ARGS)
        page = browser.new_page()
        for name, (view, params) in addresses(path).items():
            address = f"{root}{'' if view == 'events' else view}?{urlencode(params)}"
            seconds = []
            visit(page, address, log)  # imports what the page needs
            for _ in range(times):
                store.set_alias("a made name", "another", "benchmark")
                seconds.append((visit(page, address, log), visit(page, address, log)))
            cold, warm = zip(*seconds, strict=True)
            found[name] = (statistics.median(cold), statistics.median(warm))
        browser.close()
    store.remove_alias("a made name", "benchmark")
    return found


def visit(page: object, address: str, log: Path) -> float:
    """Open a page; give the seconds that the server wrote down for its first run."""
    from playwright.sync_api import Page

    assert isinstance(page, Page)
    before = len(lines(log))
    page.goto(address)
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()
    end = time.monotonic() + 60
    while len(lines(log)) == before and time.monotonic() < end:
        page.wait_for_timeout(50)
    page.wait_for_timeout(400)  # a widget's second run belongs to this visit
    return float(lines(log)[before])


def lines(log: Path) -> list[str]:
    return log.read_text("utf-8").splitlines() if log.exists() else []


@contextmanager
def served(path: Path, log: Path) -> Iterator[str]:
    """Serve this file as the dashboard on a free port; give its address."""
    from compare.commands.serve import free_port

    port = free_port("127.0.0.1")
    command = [sys.executable, "-m", "streamlit", "run", __file__, f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.headless=true"]
    env = os.environ | {"ASTOLD_STORE": str(path), LOG: str(log)}
    server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    root = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(300):
            with suppress(OSError), urllib.request.urlopen(f"{root}_stcore/health", timeout=2):
                break
            time.sleep(0.2)
        yield root
    finally:
        server.terminate()
        server.wait()


def serve() -> None:
    """Run app.py as it is, with a clock around what it does for a page."""
    from compare.ui import page

    kept = page.problems
    if getattr(kept, "timed", False):
        kept = kept.kept  # a later run of the script in the same server

    @contextmanager
    def watched() -> Iterator[None]:
        began = time.perf_counter()
        with kept():
            yield
        with Path(os.environ[LOG]).open("a", encoding="utf-8") as file:
            file.write(f"{time.perf_counter() - began}\n")

    watched.timed, watched.kept = True, kept  # type: ignore[attr-defined]
    page.problems = watched
    exec(compile((ROOT / "app.py").read_text("utf-8"), str(ROOT / "app.py"), "exec"), {})


if os.environ.get(LOG):
    serve()
elif __name__ == "__main__":
    main()
