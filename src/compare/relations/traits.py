"""What two words must share to say the same: a quick no for nearly all pairs of words.

`sides` asks the lexicon a dozen questions of two words. Each of them can only be answered with yes
when the words share a sense, a beginning, a home or a kind, or are spelt alike; most are nothing
of that, and sets tell it at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz

from compare.relations import lexicon

STEM = 5  # letters that words of one family begin with
NAME_RATIO = 88.0
_POS = ("NOUN", "VERB", "ADJ", "ADV")


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a word, whatever its part of speech in a sentence.

    Attributes:
        key: the word; `spelt`: whether another spelling of it counts; `unit`: see `sides`.
        own: its senses, its beginning, itself, its home, and the words listed as alike.
        kinds: its first senses.
        above: all that these are kinds of.
    """

    key: str
    spelt: bool
    unit: str
    own: frozenset[str]
    kinds: frozenset[str]
    above: frozenset[str]

    def met_by(self, rivals: Sequence[tuple[int, Traits]]) -> list[int]:
        """Give the places of the rivals that may say the same; the others surely don't."""
        own, kinds, above, unit, spelt = self.own, self.kinds, self.above, self.unit, self.spelt
        return [
            place
            for place, other in rivals
            if not own.isdisjoint(other.own)
            or not kinds.isdisjoint(other.above)
            or not above.isdisjoint(other.kinds)
            or (unit and unit == other.unit)
            or ((spelt or other.spelt) and spelt_alike(self.key, other.key))
        ]


def spelt_alike(word: str, rival: str) -> bool:
    """Tell "Sergey" from the same name spelt "Sergei"."""
    return len(word) > 4 and fuzz.ratio(word, rival, score_cutoff=NAME_RATIO) > 0


@lru_cache(maxsize=50_000)
def traits_of(word: str, spelt: bool, unit: str) -> Traits:
    """Give the traits of a lemma, or of a name in lower case."""
    return Traits(word, spelt, unit, *_known(word))


@lru_cache(maxsize=50_000)
def _known(word: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    home = lexicon.lexicon().home
    named = {word, home.get(word, word), *_alike().get(word, ())}
    own = {f"={name}" for name in named}
    own |= {sense for pos in _POS for sense in lexicon.senses(word, pos)}
    if len(word) >= STEM:
        own.add(f"{word[:STEM]}…")
    kinds = frozenset[str]().union(*(lexicon.kinds(word, pos) for pos in _POS))
    above = frozenset[str]().union(*(lexicon.kinds_above(word, pos) for pos in _POS))
    return frozenset(own), kinds, above


@cache
def _alike() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for word, other in lexicon.lexicon().alike:
        found.setdefault(word, set()).add(other)
    return found
