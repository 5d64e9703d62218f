"""What decisions say about the threshold."""

from __future__ import annotations

import pytest

from compare.ui import refit


def test_precision_is_of_the_pairs_at_or_above_the_threshold():
    pairs = [(0.9, True), (0.8, False), (0.8, True), (0.4, True)]
    fit = refit.at(0.8, pairs)
    assert (fit.kept, fit.right, fit.missed) == (3, 2, 1)
    assert fit.precision == pytest.approx(2 / 3)
    assert refit.at(0.95, pairs).precision is None


def test_a_threshold_is_fitted_where_it_separates_best():
    pairs = [(0.5 + 0.01 * number, number >= 14) for number in range(28)]
    best = refit.fitted(pairs)
    assert best is not None
    assert best.threshold == pytest.approx(0.64)
    assert best.precision == 1


@pytest.mark.parametrize("right", [0, refit.LEAST_EACH - 1, 30])
def test_too_few_decisions_of_a_kind_fit_nothing(right: int):
    assert refit.fitted([(0.6, number < right) for number in range(30)]) is None
    assert refit.fitted([(0.6, True), (0.5, False)]) is None
