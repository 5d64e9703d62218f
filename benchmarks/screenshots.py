"""Saves a picture of every page at both widths and in both themes, on the example.

    python benchmarks/screenshots.py [--out docs/screenshots] [--store FILE] [--only PAGE …]

Serves the dashboard on a free port of this machine, over a temporary store with the example in
it (or a copy of the given store), and drives Chromium through playwright.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES = {1440: 900, 390: 844}
THEMES = ("light", "dark")
TALLEST = 2000
COLOURS = 160  # of a picture's palette: a third of the size, and no difference to be seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--store", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--themes", nargs="*", default=list(THEMES))
    args = parser.parse_args()
    os.chdir(ROOT)
    args.out.mkdir(parents=True, exist_ok=True)
    # Here and not in the system's folder: the settings page shows the path as it is given.
    with tempfile.TemporaryDirectory(dir=ROOT, prefix=".pictures-") as folder:
        path = Path(folder).relative_to(ROOT) / "astold.duckdb"
        if args.store:
            shutil.copy(args.store, path)
        pages = addresses(path)
        chosen = {name: at for name, at in pages.items() if not args.only or name in args.only}
        with served(path) as root:
            take(root, chosen, args.out, args.sizes, args.themes)


def addresses(path: Path) -> dict[str, str]:
    """Fill the store where it is empty; give each page's address on its newest event."""
    from compare.config import Settings
    from compare.example import add_example
    from compare.pipeline import run
    from compare.store.db import Store
    from compare.view import disagreeing_pairs, summary

    store = Store(path)
    if not store.stats()["articles"]:
        add_example(store)
        run(store, Settings(store=str(path)))
    event = store.event_rows()[0]["id"]
    view = store.view(event)
    row = (summary(view) or list(view.rows))[0]
    claim = view.claims[row.headline]
    pairs = disagreeing_pairs(view, row) or [(claim.id, claim.id)]
    return {
        "events": "",
        "event": f"event?id={event}&map=true",
        "pair": f"pair?left={pairs[0][0]}&right={pairs[0][1]}",
        "article": f"article?id={claim.article_id}&claim={claim.id}",
        "outlets": f"outlets?id={event}",
        "timeline": f"timeline?id={event}",
        "review": "review",
        "add": "add",
        "about": "about",
    }


@contextlib.contextmanager
def served(path: Path) -> Iterator[str]:
    """Serve the dashboard over a store on a free port; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    server = subprocess.Popen(command, env=os.environ | {"ASTOLD_STORE": str(path)}, cwd=ROOT)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str, seconds: float = 60) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.2)
    raise SystemExit(f"nothing answers at {address}")


def take(root: str, pages: dict[str, str], out: Path, sizes: list[int], themes: list[str]) -> None:
    """Save a picture of each page, as long as the page is (up to `TALLEST` pixels)."""
    from playwright.sync_api import sync_playwright

    executable = str(CHROMIUM) if CHROMIUM.exists() else None
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=executable, args=ARGS)
        for width in sizes:
            for theme in themes:
                context = browser.new_context(
                    viewport={"width": width, "height": SIZES.get(width, 900)},
                    color_scheme=theme,  # type: ignore[arg-type]
                )
                page = context.new_page()
                for name, address in pages.items():
                    page.set_viewport_size({"width": width, "height": SIZES.get(width, 900)})
                    page.goto(root + address)
                    settle(page)
                    height = page.evaluate(
                        "document.querySelector('[data-testid=stMain]').scrollHeight"
                    )
                    tall = max(SIZES.get(width, 900), min(int(height), TALLEST))
                    page.set_viewport_size({"width": width, "height": tall})
                    page.wait_for_timeout(700)
                    path = out / f"{name}-{width}-{theme}.png"
                    page.screenshot(path=path)
                    shrink(path)
                    print(f"{name}-{width}-{theme}.png", flush=True)
                context.close()
        browser.close()


def shrink(path: Path) -> None:
    """Give a picture a palette."""
    from PIL import Image

    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def settle(page: object) -> None:
    """Wait until the page has run and shows what it has."""
    from playwright.sync_api import Page

    assert isinstance(page, Page)
    page.wait_for_selector("[data-testid=stMain]")
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_timeout(800)


if __name__ == "__main__":
    main()
