"""What decisions say about the threshold: precision at it, and a threshold fitted to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ENOUGH: Final = 20  # decided pairs below which a fitted threshold would be chance
LEAST_EACH: Final = 5  # of confirmed and of rejected ones


@dataclass(frozen=True, slots=True)
class Fit:
    """How decided pairs fall on both sides of a threshold.

    Attributes:
        kept: decided pairs at or above it; `right`: of these the confirmed ones.
        missed: confirmed pairs below it.
    """

    threshold: float
    kept: int
    right: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of confirmed pairs among those kept; None when none is."""
        return self.right / self.kept if self.kept else None

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall among the decided pairs."""
        found = 2 * self.right + (self.kept - self.right) + self.missed
        return 2 * self.right / found if found else 0.0


def at(threshold: float, pairs: Sequence[tuple[float, bool]]) -> Fit:
    """Count at a threshold."""
    kept = [right for probability, right in pairs if probability >= threshold]
    return Fit(threshold, len(kept), sum(kept), sum(right for _, right in pairs) - sum(kept))


def fitted(pairs: Sequence[tuple[float, bool]]) -> Fit | None:
    """Find the threshold with the best F1 on the decided pairs; None when they are too few.

    Decided pairs are not a random sample (doubtful ones are asked for first), so the figures
    describe these pairs, not all of them.
    """
    right = sum(one for _, one in pairs)
    if len(pairs) < ENOUGH or min(right, len(pairs) - right) < LEAST_EACH:
        return None
    choices = sorted({round(probability, 2) for probability, _ in pairs})
    return max((at(one, pairs) for one in choices), key=lambda fit: (fit.f1, fit.threshold))
