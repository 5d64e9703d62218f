"""Two claims word by word: which words of the one say the same as which of the other.

Equal words are paired first (those with equal neighbours before others), then words that mean
the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from compare.records import Claim
from compare.relations import lexicon
from compare.relations.words import NEGATIONS, Unit, Word, units_of, words_of

NEAR = 3  # how many words to each side count as neighbours
DEPTH = 4  # how far up the parse two places are compared
_NAME_RATIO = 88.0


@dataclass
class Side:
    """One claim with its words and units."""

    claim: Claim
    units: list[Unit] = field(init=False)
    words: list[Word] = field(init=False)

    def __post_init__(self) -> None:
        self.units = units_of(self.claim)
        self.words = words_of(self.claim, self.units)

    @cached_property
    def content(self) -> list[int]:
        """Places of the words that carry meaning."""
        return [place for place, word in enumerate(self.words) if word.content]

    def governor(self, place: int) -> tuple[int, str]:
        """Give the word that governs `place`, across a preposition, and how it does."""
        word = self.words[place]
        head = self.words[word.head]
        if head.pos in {"ADP", "SCONJ"} and head.head != word.head:
            return head.head, head.key
        return word.head, word.dep


@dataclass
class Alignment:
    """How the words of two claims correspond.

    Attributes:
        same: place on the left → place on the right, of words that say the same.
        instead: (left, right, score) of words that differ but stand in the same place.
    """

    left: Side
    right: Side
    same: dict[int, int]
    instead: list[tuple[int, int, float]]

    @cached_property
    def back(self) -> dict[int, int]:
        """`same`, from right to left."""
        return {right: left for left, right in self.same.items()}

    def hangs_together(self, place: int, rival: int) -> float:
        """Give 0..1: how surely two words stand in the same part of what is said.

        In "Russian intelligence chiefs met" and "Turkish intelligence hosted" both adjectives
        belong to "intelligence", which is something else in each (0). Below two main verbs
        that differ ("held in Ankara", "took place in Geneva") it is open (0.5).
        """
        for _ in range(DEPTH):
            (up, _), (rival_up, _) = self.left.governor(place), self.right.governor(rival)
            if up == place or rival_up == rival:
                return float(up == place and rival_up == rival)
            if not correspond(self, up, rival_up):
                ends = self.left.words[up], self.right.words[rival_up]
                return 0.5 * all(word.dep == "ROOT" and word.pos == "VERB" for word in ends)
            place, rival = up, rival_up
        return 1.0

    @property
    def free_left(self) -> list[int]:
        """Content words of the left that the right does not have."""
        return [place for place in self.left.content if place not in self.same]

    @property
    def free_right(self) -> list[int]:
        """Content words of the right that the left does not have."""
        return [place for place in self.right.content if place not in self.back]

    @property
    def coverage(self) -> float:
        """Share of the shorter side's content words that the other side has."""
        shares = [
            (len(side.content) - len(free)) / len(side.content)
            for side, free in ((self.left, self.free_left), (self.right, self.free_right))
            if side.content
        ]
        return max(shares, default=1.0)


@lru_cache(maxsize=4096)  # a claim is laid beside many others
def side_of(claim: Claim) -> Side:
    """Give a claim with its words, made once."""
    return Side(claim)


def same_words(left: Side, right: Side) -> dict[int, int]:
    """Pair the content words of two claims that say the same, by place."""
    same = _equal(left, right)
    _extend(left, right, same)
    # "five wounded" is no counterpart of "five killed"
    for place, rival in list(same.items()):
        if left.words[place].pos == right.words[rival].pos == "NUM" and _counts_else(
            left, right, place, rival, same
        ):
            del same[place]
    return same


def _counts_else(left: Side, right: Side, place: int, rival: int, same: dict[int, int]) -> bool:
    """Tell whether two equal numbers count things that each have another counterpart."""
    counted, other = left.words[place].head, right.words[rival].head
    if counted == place or other == rival or same.get(counted) == other:
        return False
    return counted in same or other in same.values()


def _equal(left: Side, right: Side) -> dict[int, int]:
    """Pair equal words; of several equal ones those with the most equal neighbours."""
    places: dict[str, list[int]] = {}
    for place in right.content:
        places.setdefault(right.words[place].key, []).append(place)
    options = []
    for place in left.content:
        rivals = places.get(left.words[place].key, ())
        for rival in rivals:
            shared = _shared(left, right, place, rival) if len(rivals) > 1 else 1
            gap = abs(place / len(left.words) - rival / len(right.words))
            options.append((-shared, gap, place, rival))
    return greedy(options)


def greedy(options: Sequence[tuple[float, float, int, int]]) -> dict[int, int]:
    """Choose pairs, the smallest (cost, gap) first, so that each place occurs once."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    # ties go to the pair further left, whichever claim is named first
    for *_, place, rival in sorted(options, key=lambda o: (o[0], o[1], o[2] + o[3])):
        if place not in found and rival not in taken:
            found[place] = rival
            taken.add(rival)
    return found


def _shared(left: Side, right: Side, place: int, rival: int) -> int:
    near = {word.key for word in left.words[max(0, place - NEAR) : place + NEAR + 1]}
    other = {word.key for word in right.words[max(0, rival - NEAR) : rival + NEAR + 1]}
    return len(near & other)


def _extend(left: Side, right: Side, same: dict[int, int]) -> None:
    """Pair what is left over where it says the same: spellings, names, synonyms."""
    taken = set(same.values())
    options = []
    for place in left.content:
        if place in same:
            continue
        for rival in right.content:
            if rival in taken:
                continue
            score = likeness(left.words[place], right.words[rival], left, right)
            if score > 0:
                gap = abs(place / len(left.words) - rival / len(right.words))
                options.append((-score, round(gap, 6), place, rival))
    same.update(greedy(options))


def likeness(word: Word, rival: Word, left: Side, right: Side) -> float:
    """Give 0..1: how surely two words that are not equal say the same."""
    if word.key in NEGATIONS or rival.key in NEGATIONS:
        return 0.0
    if word.unit >= 0 and rival.unit >= 0:
        first, second = left.units[word.unit], right.units[rival.unit]
        if first.key == second.key and first.kind == second.kind:
            return 0.95
    apart = {"number", "date"} & {word.kind, rival.kind}
    if apart or lexicon.opposite(word.key, rival.key):
        return 0.0
    if {"PROPN", "X"} & {word.pos, rival.pos} and _spelling(word.key, rival.key):
        return 0.8
    if "PROPN" in (word.pos, rival.pos):
        home = lexicon.lexicon().home
        one, other = home.get(word.key, word.key), home.get(rival.key, rival.key)
        return 0.7 if one == other else 0.0
    return _meaning(word.key, word.pos, rival.key, rival.pos)


@lru_cache(maxsize=400_000)
def _meaning(word: str, pos: str, rival: str, rival_pos: str) -> float:
    kinds = (pos,) if pos == rival_pos else (pos, rival_pos)
    for kind in kinds:
        if lexicon.same(word, rival, kind):
            return 0.9
    if _stem(word, rival):
        return 0.6
    for kind in kinds:
        if lexicon.broader(word, rival, kind) or lexicon.broader(rival, word, kind):
            return 0.35
    return 0.0


def _spelling(word: str, rival: str) -> bool:
    """Tell "Sergey" from the same name spelt "Sergei"."""
    return len(word) > 4 and fuzz.ratio(word, rival) >= _NAME_RATIO


def _stem(word: str, rival: str) -> bool:
    """Tell "negotiate" from the family of "negotiation": a long common beginning."""
    shorter = min(len(word), len(rival))
    if shorter < 5:
        return False
    if word[:5] != rival[:5]:
        return False
    common = next((i for i, (a, b) in enumerate(zip(word, rival, strict=False)) if a != b), shorter)
    return common >= max(5, 0.7 * shorter) and max(len(word), len(rival)) - common <= 5


def correspond(found: Alignment, place: int, rival: int) -> bool:
    """Tell whether two words correspond; forms of "be" and the like do by their lemma."""
    word, other = found.left.words[place], found.right.words[rival]
    return found.same.get(place) == rival or (not word.content and word.key == other.key)
