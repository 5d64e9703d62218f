"""The speed program: pieces of our line without a store, and the rows of its table."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def part():
    sys.path.insert(0, str(FOLDER))
    try:
        yield importlib.import_module
    finally:
        sys.path.remove(str(FOLDER))


def test_a_rival_that_takes_four_times_as_long_is_given_as_such(part):
    times = {"rival": [{"wall": 8.0, "cpu": 12.0}] * 3, "ours": [{"wall": 2.0, "cpu": 4.0}] * 3}
    row = part("speed").against("a thing", times)
    assert row == ("a thing", "8.00 s", "2.00 s", "4.0× (3.0×)", 3)


def test_one_slow_run_of_five_moves_no_figure(part):
    times = [{"wall": one, "cpu": one} for one in (1.0, 1.1, 60.0, 0.9, 1.0)]
    assert part("speed").median(times, "wall") == 1.0


def test_growth_is_told_against_the_smallest_store(part):
    found = [
        {
            "claims": claims,
            "ours": [{"wall": seconds, "cpu": seconds}],
            "memory": {"main": 500.0, "child": 300.0},
            "bytes_a_claim": 3072,
        }
        for claims, seconds in ((10, 2.0), (100, 24.0))
    ]
    rows = list(part("speed").growth_rows(found))
    assert rows[1][3].startswith("12.0×")
    assert rows[-1][2] == "3.0 KiB a claim"


def test_the_model_s_products_grow_with_word_pieces(part):
    weighted, attention = part("speed_rivals").products(np.array([10, 20]))
    assert weighted == 30 * 6 * (4 * 384**2 + 8 * 384**2)
    assert attention == 500 * 6 * 768


def test_every_row_of_the_table_has_its_measurement(part):
    tasks = part("speed_tasks").TASKS
    assert {"grow" if row == "growth" else row for row in part("speed").ROWS} == set(tasks)


@pytest.mark.model
def test_a_share_of_found_pairs_counts_what_blocking_keeps(part):
    from compare.config import Settings

    line, made = part("speed_line"), part("make_claims")
    articles, claims = made.generate_claims(150)
    tasks = line.tasks(articles, claims, Settings())
    flat = [one for ones in claims.values() for one in ones]
    vectors = line.embed([one.text for one in flat])
    matrix = np.stack([vectors[one.text] for one in flat])
    likeness = matrix @ matrix.T
    mined = [(float(likeness[i, j]), i, j) for i in range(len(flat)) for j in range(i)]
    share = line.found_share(tasks, mined, flat)
    assert share["pairs"] > 0
    assert 0.5 < share["kept"] <= 1
    assert 0.9 < share["likely_kept"] <= 1
