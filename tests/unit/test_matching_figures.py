"""The measures of `benchmarks/accuracy_matching.py`, on cases worked out by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import accuracy_matching as figures


def test_calibration_error_is_the_gap_between_said_and_found():
    labels = np.array([1, 0, 1, 0])
    assert figures.calibration_error(np.full(4, 0.5), labels) == 0
    assert figures.calibration_error(np.full(4, 0.9), labels) == pytest.approx(0.4)
    assert figures.calibration_error(np.array([1.0, 0.0, 1.0, 0.0]), labels) == 0


def test_balanced_accuracy_counts_each_question_once():
    groups = np.array(["a"] * 4 + ["b"] * 2 + ["c"])
    labels = np.array([1, 0, 0, 0, 1, 0, 1])
    said = np.array([True, False, False, True, False, True, True])
    # a: sensitivity 1, specificity 2/3; b: 0 and 0; c has one label only and is left out.
    assert figures.mean_balanced(said, labels, groups) == pytest.approx((5 / 6 + 0) / 2)


def test_average_precision_rewards_an_early_hit():
    assert figures.precision_at([(7, 0.9), (3, 0.8)], {7}) == 1.0
    assert figures.precision_at([(7, 0.9), (3, 0.8)], {3}) == 0.5
    assert figures.precision_at([(7, 0.9), (3, 0.8)], {3, 7}) == 1.0
    assert figures.precision_at([(7, 0.9)], {1}) == 0.0
    assert figures.precision_at([], {1}) == 0.0
