"""What a page reads from the store doesn't grow with the store: counted, not timed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from made_store import fill
from page_work import addresses

SMALL, LARGE = 540, 2_400  # claims; the newest event has 500 in both
IDS = 60  # characters of an id, a title's share, a number: what one more line of a list costs


@pytest.fixture(scope="module")
def stores(tmp_path_factory) -> dict[int, Path]:
    from compare.store.db import Store

    found = {}
    for claims in (SMALL, LARGE):
        found[claims] = tmp_path_factory.mktemp("reads") / f"{claims}.duckdb"
        fill(Store(found[claims]), claims, outlets=30)
    return found


class Reads:
    """Counts rows and characters that queries give."""

    def __init__(self) -> None:
        self.rows = self.characters = self.queries = 0

    def count(self, rows: list[tuple]) -> None:
        self.queries += 1
        self.rows += len(rows)
        self.characters += sum(len(str(value)) for row in rows for value in row)


@pytest.fixture
def reads(monkeypatch) -> Iterator[Reads]:
    """Watch every module of the store that asks the database something."""
    from compare.store import sql

    seen = Reads()

    def watched(con, name, **values):
        rows = kept(con, name, **values)
        seen.count(rows)
        return rows

    kept = sql.fetch
    for name, module in list(sys.modules.items()):
        if name.startswith("compare.store") and getattr(module, "fetch", None) is kept:
            monkeypatch.setattr(module, "fetch", watched)
    return seen


def read_by(page: str, path: Path, visit, reads: Reads, monkeypatch) -> tuple[int, int, int]:
    import streamlit as st

    name, params = addresses(path)[page]
    monkeypatch.setenv("ASTOLD_STORE", str(path))
    st.cache_resource.clear()
    reads.__init__()
    app = visit(name, **params)
    assert not app.exception
    assert not app.error
    return reads.queries, reads.rows, reads.characters


PAGES = [
    "events", "events, a rare word", "events, an outlet", "event", "pair", "article",
    "outlets", "timeline", "review", "add", "settings, Outlets", "settings, What was done",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_no_more_of_a_larger_store(page, stores, visit, reads, monkeypatch):
    from compare.store.db import Store

    small = read_by(page, stores[SMALL], visit, reads, monkeypatch)
    large = read_by(page, stores[LARGE], visit, reads, monkeypatch)
    before, after = (Store(path).stats() for path in stores.values())
    # A line for each event or run more, never for each article or claim more.
    more = 3 * (after["events"] - before["events"])
    assert after["claims"] - before["claims"] > 30 * more
    assert small[0] == large[0]
    assert large[1] <= small[1] + more + 2
    assert large[2] <= small[2] + (more + 2) * IDS * 4
