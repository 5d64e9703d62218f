"""What is said of two words, kept by their kinds: the same words meet in pair after pair."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compare.relations.sides import Side

    Say = Callable[[Side, int, Side, int], float]

# So many pairs of kinds are kept by each (about 30 MB), so many kinds by all
_MOST_PAIRS = 200_000
_MOST_KINDS = 100_000

_numbers: dict[Hashable, int] = {}
_next = count()


def number_of(kind: Hashable) -> int:
    """Give the number of a kind of words: all that is looked at when two words are compared.

    A number never stands for another kind, though a kind may get a new one.
    """
    found = _numbers.get(kind)
    if found is None:
        if len(_numbers) >= _MOST_KINDS:
            _numbers.clear()
        found = _numbers[kind] = next(_next)
    return found


class Kept:
    """A function of two words, asked once for each two kinds.

    Args:
        say: (left side, place, right side, place) → a number; must look at nothing but what
            makes the kind of a word.
    """

    def __init__(self, say: Say) -> None:
        self._say = say
        self._known: dict[tuple[int, int], float] = {}

    def __call__(self, left: Side, place: int, right: Side, rival: int) -> float:
        """Give what is said of the words at two places."""
        key = left.kinds[place], right.kinds[rival]
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _MOST_PAIRS:
                self._known.clear()
            found = self._known[key] = self._say(left, place, right, rival)
        return found
