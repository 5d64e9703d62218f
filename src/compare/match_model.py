"""The matching model: a sum of one piecewise linear curve a signal, through a logistic.

A generalised additive model (Hastie and Tibshirani, 1986) with monotone curves: what a signal
adds to the log-odds can be read off its curve, and the parts with the bias add up to the logit.
There are two: one for bare sentences, one for claims of articles, which may be versions of one
fact in words of which they share few.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from compare.errors import ModelError

WEIGHTS = "matching.json"
OF_ARTICLES = "matching_articles.json"


@dataclass(frozen=True)
class Curve:
    """What one signal adds to the log-odds.

    Attributes:
        knots: signal values at which the curve bends, ascending.
        values: log-odds at the knots; linear between them, flat beyond them.
        missing: log-odds where the signal has nothing to say.
    """

    knots: tuple[float, ...]
    values: tuple[float, ...]
    missing: float

    def __call__(self, signal: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the log-odds for each value of the signal; NaN means nothing to say."""
        known = np.interp(np.nan_to_num(signal), self.knots, self.values)
        return np.where(np.isnan(signal), self.missing, known)


@dataclass(frozen=True)
class MatchModel:
    """Bias and curves; signals that it has no curve for don't count."""

    bias: float
    curves: Mapping[str, Curve]

    def contributions(
        self, signals: Mapping[str, NDArray[np.float64]]
    ) -> dict[str, NDArray[np.float64]]:
        """Give what each signal adds to the log-odds of each pair."""
        return {
            name: self.curves[name](values) if name in self.curves else np.zeros(len(values))
            for name, values in signals.items()
        }

    def probabilities(
        self, parts: Mapping[str, NDArray[np.float64]], n: int
    ) -> NDArray[np.float64]:
        """Give the probability of each of `n` pairs from what the signals add."""
        return logistic(self.bias + sum(parts.values(), np.zeros(n)))


def logistic(logit: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn log-odds into probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logit, -40.0, 40.0))))


def parse(text: str, where: str = WEIGHTS) -> MatchModel:
    """Read the model from the JSON that `benchmarks/train_matching.py` writes.

    Raises:
        ModelError: it is damaged.
    """
    try:
        data = json.loads(text)
        curves = {
            name: Curve(tuple(item["knots"]), tuple(item["values"]), float(item["missing"]))
            for name, item in data["signals"].items()
        }
        if any(
            len(curve.knots) != len(curve.values) or not curve.knots for curve in curves.values()
        ):
            raise ValueError("a curve needs as many values as knots")
        return MatchModel(float(data["bias"]), curves)
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"the matching weights can't be read ({error})",
            where=where,
            hint="Install AsTold again, or train anew with benchmarks/train_matching.py",
        ) from error


@cache
def load(name: str = OF_ARTICLES) -> MatchModel:
    """Load the weights that ship with the package.

    Args:
        name: `OF_ARTICLES` for the claims of articles, `WEIGHTS` for bare sentences.
    """
    home = files("compare").joinpath("weights", name)
    try:
        text = home.read_text("utf-8")
    except OSError as error:
        raise ModelError(
            "the matching weights are missing", where=name, hint="Install AsTold again"
        ) from error
    return parse(text, name)
