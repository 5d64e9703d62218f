"""Measures whether a page's own work grows with the store.

    python benchmarks/page_work.py [--claims 1000 100000] [--times 7] [--keep FOLDER] [--clock cpu]

Stores of invented events are made (benchmarks/made_store.py); the newest event is the same in
each, so that its pages have the same to show. A new process for each store runs every page
through AppTest: first once, which imports what it needs; then cold, with all caches cleared and
the database closed, as after a change of the store; then warm. What is timed is the page's own
work in the server (queries, frames, charts, HTML), not AppTest's. Medians are printed, and how
many times as long the page takes on the largest store as on the smallest. `--clock cpu` counts
the process's own time, all threads together, which others on the machine hardly disturb.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SMALL = 5_000  # claims below which a store gets few outlets
CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
PARTS = ("What it does", "Names", "Outlets", "What was done", "Accuracy")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", nargs="*", type=int, default=[1000, 100_000])
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="folder whose stores are used again")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--clock", choices=list(CLOCKS), default="wall")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(Path(args.one), args.times, args.clock)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        options = ["--times", str(args.times), "--clock", args.clock]
        found = {number: in_process(made(folder, number), options) for number in args.claims}
    report(found)
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


def made(folder: Path, claims: int) -> Path:
    """Make a store with so many claims, unless the folder has it."""
    from made_store import fill

    from compare.store.db import Store

    path = folder / f"made-{claims}.duckdb"
    if not path.exists():
        began = time.perf_counter()
        unfinished = path.with_suffix(".part")
        store = Store(unfinished)
        fill(store, claims, 30 if claims < SMALL else 120)
        store.backup(path)
        print(f"{store.stats()}, {time.perf_counter() - began:.0f} s", file=sys.stderr)
        for name in folder.glob(f"{unfinished.name}*"):
            name.unlink()
    return path


def in_process(path: Path, options: list[str]) -> dict[str, tuple[float, float]]:
    """Measure in a process of its own."""
    command = [sys.executable, __file__, "--one", str(path), *options]
    env = os.environ | {"STREAMLIT_LOGGER_LEVEL": "error"}
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, env=env)
    found: dict[str, tuple[float, float]] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(path: Path, times: int, clock: str) -> dict[str, tuple[float, float]]:
    """Give the medians of a page's seconds, cold and warm, by page."""
    from streamlit.components.v2.component_manager import BidiComponentManager

    os.environ["ASTOLD_STORE"] = str(path)
    # Looking for components in all packages is AppTest's work on every visit, not the page's.
    BidiComponentManager.discover_and_register_components = lambda self, **_: None  # type: ignore[method-assign]
    visits = addresses(path)
    for name in visits:
        visit(*visits[name], clock)
    found = {}
    for name, (page, params) in visits.items():
        cold, warm = [], []
        for _ in range(times):
            forget(path)
            cold.append(visit(page, params, clock))
        for _ in range(times):
            warm.append(visit(page, params, clock))
        found[name] = (statistics.median(cold), statistics.median(warm))
    return found


def addresses(path: Path) -> dict[str, tuple[str, dict[str, str]]]:
    """Give page and parameters of each visit, about the newest event of the store."""
    from compare.store.db import Store

    store = Store(path)
    event = store.event(store.find_events()[0])
    match = store.matches(event.id)[0]
    claim = store.claims(ids=[match.left])[0]
    word = sorted(claim.text.lower().split(), key=len)[-1]
    newest = {"id": event.id}
    return {
        "events": ("events", {}),
        "events, a rare word": ("events", {"find": word}),
        "events, a frequent word": ("events", {"find": claim.text.split()[1][:4]}),
        "events, an outlet": ("events", {"outlets": "Outlet 001", "disagree": "true"}),
        "event": ("event", newest),
        "event, words and map": ("event", newest | {"words": word, "map": "true"}),
        "pair": ("pair", {"left": match.left, "right": match.right}),
        "article": ("article", {"id": claim.article_id, "claim": claim.id}),
        "outlets": ("outlets", newest),
        "timeline": ("timeline", newest),
        "review": ("review", newest),
        "add": ("add", {}),
        **{f"settings, {part}": ("about", {"part": part}) for part in PARTS},
    }


def forget(path: Path) -> None:
    """Clear all caches and close the database, as when another program changed the store."""
    import streamlit as st

    from compare.store.guard import guard_of

    st.cache_resource.clear()
    guard_of(os.path.realpath(path)).keeper.drop()


def visit(page: str, params: dict[str, str], clock: str) -> float:
    """Run a page in a session of its own; give the seconds of the page's own work."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    if page != "events":
        app.switch_page(f"src/compare/ui/views/{page}.py")
    app.query_params.update(params)
    gc.collect()  # what AppTest leaves behind is not cleared up in the page's time
    times: list[float] = []
    with timed(times, CLOCKS[clock]):
        app.run()
    if app.exception or app.error:
        raise SystemExit(f"{page} {params}: {app.exception or app.error}")
    return times[-1]


@contextlib.contextmanager
def timed(times: list[float], now: Callable[[], float]) -> Iterator[None]:
    """Take the time between app.py's first and last line about the page itself."""
    from compare.ui import page

    kept = page.problems

    @contextlib.contextmanager
    def watched() -> Iterator[None]:
        began = now()
        with kept():
            yield
        times.append(now() - began)

    page.problems = watched
    try:
        yield
    finally:
        page.problems = kept


def report(found: dict[int, dict[str, tuple[float, float]]]) -> None:
    """Print a table: a line a page, medians in milliseconds, and the ratio."""
    sizes = list(found)
    heads = [f"{number:,} claims, {how}" for number in sizes for how in ("cold", "warm")]
    print("| page | " + " | ".join(heads) + " | cold, times | warm, times |")
    print("|---|" + "---|" * (len(heads) + 2))
    for name in found[sizes[0]]:
        cells = [f"{1000 * value:.0f} ms" for size in sizes for value in found[size][name]]
        first, last = found[sizes[0]][name], found[sizes[-1]][name]
        ratios = [f"{big / small:.1f}" for small, big in zip(first, last, strict=True)]
        print(f"| {name} | {' | '.join(cells + ratios)} |")


if __name__ == "__main__":
    main()
