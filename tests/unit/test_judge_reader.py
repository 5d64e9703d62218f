"""The packaged judge: the same figures in any company, in both directions, from any thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from compare.relations import reader as module
from compare.relations.judge import both_ways
from compare.relations.reader import Reader

pytestmark = pytest.mark.model

PAIRS = [
    ("Seven people died in the storm.", "Nobody died in the storm."),
    ("The minister opened the bridge.", "Eva Lund opened the bridge on Monday."),
    ("The bridge at Harwick is closed.", "Nobody died in the storm."),
    ("The minister opened the bridge.", "The minister opened the bridge."),
]


@pytest.fixture(scope="module")
def judge() -> Reader:
    return Reader()


def test_a_pair_is_judged_alike_alone_and_in_any_company(judge):
    together = judge.both_ways(PAIRS)
    alone = np.concatenate([Reader().both_ways([pair]) for pair in PAIRS])
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(judge.both_ways(PAIRS[::-1]), together[::-1])


def test_the_second_row_is_the_other_direction(judge):
    turned = [(right, left) for left, right in PAIRS]
    np.testing.assert_allclose(
        judge.both_ways(turned), judge.both_ways(PAIRS)[:, ::-1], rtol=0, atol=1e-6
    )


def test_rows_are_shares_and_one_direction_is_the_first_row(judge):
    found = both_ways(judge, PAIRS)
    assert found.shape == (len(PAIRS), 2, 3)
    np.testing.assert_allclose(found.sum(axis=2), 1)
    np.testing.assert_array_equal(judge.probabilities(PAIRS), found[:, 0])
    assert found[0, 0].argmax() == 0
    assert found[3, 0].argmax() == 1


def test_no_pairs_and_an_empty_text_are_no_fault(judge):
    assert judge.both_ways([]).shape == (0, 2, 3)
    assert np.isfinite(judge.both_ways([("", "Nobody died in the storm.")])).all()


def test_forgets_the_texts_that_were_asked_about_longest_ago(judge, monkeypatch):
    monkeypatch.setattr(module, "KEPT", 2)
    for pair in PAIRS:
        judge.both_ways([pair])
    assert list(judge._read) == ["Nobody died in the storm.", "The minister opened the bridge."]


def test_several_threads_at_once_get_what_one_gets(judge, monkeypatch):
    monkeypatch.setattr(module, "KEPT", 3)
    wanted = judge.both_ways(PAIRS)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: judge.both_ways(PAIRS), range(20)):
            np.testing.assert_array_equal(found, wanted)
