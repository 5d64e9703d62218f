"""Which lines of a page are its article's body."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.readers.line_features import Line, features, look

OUTSIDE = "outside the article"
# Chosen by cross-validation on the tuning half of the benchmark (`benchmarks/train_lines.py`):
_STRETCH_SHIFT = 0.9  # added to each line's log-odds when the stretch is chosen
_LEAST = -1.0  # a line inside the stretch with lower log-odds is cut
_LONGEST = 60.0  # words; longer lines don't weigh more in choosing the stretch
_LONG = 40  # words
_MOST_TRIMMED = 3  # lines before the first sentence
_CLEAN = 0.03  # share of words in furniture below which a text counts as clean


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over standardised features; shipped as `lines.json`."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    bias: float

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Weights:
        """Take the weights from what the JSON file holds."""
        mean, scale, coefficients = (
            np.array(values[name], dtype=float) for name in ("mean", "scale", "coefficients")
        )
        return cls(mean, scale, coefficients, float(values["bias"]))

    def log_odds(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Log-odds that each row of features is a line of the body."""
        scaled = np.clip((x - self.mean) / self.scale, -6, 6)
        return scaled @ self.coefficients + self.bias


@cache
def shipped() -> Weights:
    """The weights that `benchmarks/train_lines.py` wrote."""
    return Weights.of(
        json.loads(files("compare.readers").joinpath("lines.json").read_text("utf-8"))
    )


def choose_body(lines: Sequence[str], *, weights: Weights | None = None) -> list[str | None]:
    """Say for each line why it is cut, or None for a line of the body.

    A logistic regression gives each line its log-odds; the stretch of lines with the largest
    sum of them, weighted by length, is the article, and improbable lines in it are cut. Of a
    text without furniture only single lines that are furniture by their words are cut.

    Args:
        lines: the non-empty lines of a page in order, stripped.
        weights: another model than the shipped one.
    """
    if not lines:
        return []
    facts = look(lines)
    if _is_clean(facts):
        return [fact.rule for fact in facts]
    odds = (weights or shipped()).log_odds(features(lines, facts))
    furniture = [fact.rule is not None or _headline_again(fact) for fact in facts]
    start, end = _best_run(odds, facts, furniture)
    kept = [
        start <= index < end and not furniture[index] and odd >= _LEAST
        for index, odd in enumerate(odds)
    ]
    latest = min(end, start + _MOST_TRIMMED)
    while start < latest and not (kept[start] and _can_begin(facts[start])):
        kept[start] = False  # a standfirst or a heading without its text
        start += 1
    if not any(kept):  # nothing but captions and the like: better those than nothing
        kept = [fact.sentence or _is_caption(fact) for fact in facts]
    return [None if keep else _why(fact) for keep, fact in zip(kept, facts, strict=True)]


def _is_caption(fact: Line) -> bool:
    return fact.rule == "picture credit" and fact.words >= 8


def _can_begin(fact: Line) -> bool:
    """Whether an article may begin so: with a sentence, or a long line in any case."""
    return fact.sentence or fact.words > _LONG


def _headline_again(fact: Line) -> bool:
    """A headline or button that the page shows more than once."""
    return fact.repeated and fact.words < 40


def _is_clean(facts: Sequence[Line]) -> bool:
    """Whether the text is an article alone: nearly all words in sentences, hardly a button."""
    total = sum(fact.words for fact in facts)
    loose = sum(fact.words for fact in facts if fact.rule or fact.repeated)
    sentences = sum(fact.words for fact in facts if fact.sentence and not fact.rule)
    return loose <= _CLEAN * total and sentences >= 0.85 * total


def _why(fact: Line) -> str:
    if fact.rule:
        return fact.rule
    if _headline_again(fact):
        return "repeated headline"
    return "menu" if fact.words >= 25 and not fact.sentence else OUTSIDE


def _best_run(
    odds: NDArray[np.float64], facts: Sequence[Line], furniture: Sequence[bool]
) -> tuple[int, int]:
    """The stretch of lines with the largest sum of weighted log-odds (Kadane's algorithm)."""
    best = (-np.inf, 0, len(facts))
    total, start = 0.0, 0
    for index, (odd, fact) in enumerate(zip(odds, facts, strict=True)):
        if total <= 0:
            total, start = 0.0, index
        gain = float(np.clip(odd + _STRETCH_SHIFT, -3, 0 if furniture[index] else 3))
        total += gain * min(max(fact.words, 3), _LONGEST) ** 0.5
        if total > best[0]:
            best = (total, start, index + 1)
    return best[1], best[2]
