"""Readers and writers at once for a few seconds; `benchmarks/soak.py` does it for ten minutes."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import soak


def test_nothing_is_lost_and_nothing_seen_half(tmp_path: Path) -> None:
    found = soak.soak(tmp_path / "s.duckdb", 4, readers=6, writers=2)
    assert found["wrong"] == []
    assert found["reads"] > 0
    assert found["added"] > 0
    assert (found["readers"], found["writers"]) == (6, 2)


def test_what_is_lost_is_found(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    soak.prepare(path)
    tally = soak.Tally(added=[soak.EACH], decisions=["none"])
    wrong = " ".join(soak.lost(path, [tally]))
    assert f"article {soak.EACH} is lost" in wrong
    assert "decision none" in wrong
    assert "4 articles instead of 5" in wrong
