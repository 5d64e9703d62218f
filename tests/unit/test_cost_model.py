"""The cost model: what is linear, what is not, and what it says breaks first."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import cost_measured
import cost_model
from cost_measured import Measured
from cost_model import Corpus, Machine

MEASURED = Measured(
    articles=100,
    claims=2_000,
    events=20,
    pairs=20_000,
    matches=4_000,
    largest=400,
    seconds={"claims": 0.01, "vectors": 0.005},
    article_seconds=0.001,
    pair_seconds=1e-6,
    event_article_bytes=1_000.0,
    event_pair_bytes=1e-9,
    article_bytes=1_000.0,
    found_bytes=100.0,
    task_bytes=3_000.0,
    store_bytes=3_000.0,
    parquet_bytes=1_000.0,
    worker_bytes=3e8,
)
LARGE = Machine(cores=16, memory=64, disk=4_000)


def test_stages_by_article_grow_with_the_articles_and_events_with_those_near_in_time():
    one = cost_model.seconds(MEASURED, Corpus(1e6, 365))
    ten = cost_model.seconds(MEASURED, Corpus(1e7, 365))
    assert one["extraction"] == pytest.approx(1e6 * 20 * 0.01)
    assert ten["embedding"] == pytest.approx(10 * one["embedding"])
    assert one["events"] == pytest.approx(1e6 * (0.001 + 1e-6 * 1e6))  # a year: all are near
    years = Corpus(1e6, 3650)
    assert cost_model.seconds(MEASURED, years)["events"] < 0.5 * one["events"]
    assert cost_model.all_pairs(MEASURED, years) == pytest.approx(one["events"])


def test_memory_for_events_grows_with_the_square_of_what_hangs_together():
    heavy = replace(MEASURED, event_pair_bytes=50.0)
    found = cost_model.memory(heavy, Corpus(1e6, 365))
    together = found["search for events, where all near in time hang together"]
    assert together == pytest.approx(1e6 * 1_000 + 1e12 * 50)


def test_two_points_give_the_line_and_the_square():
    assert cost_measured._fit(10, 3 * 10 + 2 * 100, 20, 3 * 20 + 2 * 400) == pytest.approx((3, 2))
    assert cost_measured._fit(10, 30.0, 20, 50.0) == (3.0, 0.0)


def test_a_limit_is_where_it_starts_to_break():
    assert cost_model.limit(lambda n: n > 12_345) == pytest.approx(12_345, rel=0.02)
    assert cost_model.limit(lambda n: False) == pytest.approx(1e12, rel=0.02)


def test_what_breaks_first_comes_first():
    found = cost_model.limits(MEASURED, 1_000, LARGE)
    assert list(found.values()) == sorted(found.values())
    heavy = replace(MEASURED, found_bytes=1e6)
    first, count = next(iter(cost_model.limits(heavy, 1_000, LARGE).items()))
    assert first.startswith("what a first run over all of it found")
    assert count == pytest.approx(64 * 2**30 / (20 * 1e6), rel=0.02)


def test_the_report_has_a_column_for_each_corpus(capsys):
    cost_model.report(MEASURED, [Corpus(1e6, 365), Corpus(1e8, 3650)], LARGE)
    told = capsys.readouterr().out
    assert "| core-hours | 1 M articles in 365 days | 100 M articles in 3,650 days |" in told
    assert "1,000 pairs an event" in told
    assert "| extraction | 56 | 5,556 |" in told
    assert "| events a day | 548 | 5,479 |" in told
