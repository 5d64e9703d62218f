"""Two claims word by word: what is known of each, and how their words correspond."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from compare.records import Claim
from compare.relations import lexicon
from compare.relations.kinds import number_of
from compare.relations.traits import Traits, traits_of
from compare.relations.words import Unit, Word, units_of, words_of

IN_PLACE = 3.0  # from this score words count as standing in the same place
DEPTH = 4  # how far up the parse two places are compared

Fact = TypeVar("Fact")


@dataclass
class Side:
    """One claim with its words and units, and what is worked out of them once."""

    claim: Claim
    units: list[Unit] = field(init=False)
    words: list[Word] = field(init=False)
    facts: dict[object, Any] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.units = units_of(self.claim)
        self.words = words_of(self.claim, self.units)

    def once(self, make: Callable[[Side], Fact]) -> Fact:
        """Give `make(self)`, worked out once; `make` is a function of a module."""
        if make not in self.facts:
            self.facts[make] = make(self)
        found: Fact = self.facts[make]
        return found

    @cached_property
    def content(self) -> list[int]:
        """Places of the words that carry meaning."""
        return [place for place, word in enumerate(self.words) if word.content]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Places of the content words by their key."""
        found: dict[str, list[int]] = {}
        for place in self.content:
            found.setdefault(self.words[place].key, []).append(place)
        return found

    @cached_property
    def kinds(self) -> list[int]:
        """For each word a number; words of one number are alike to all that compares words."""
        return [self._kind(word) for word in self.words]

    def _kind(self, word: Word) -> int:
        unit = self.units[word.unit] if word.unit >= 0 else None
        named = (unit.key, unit.kind) if unit is not None else None
        return number_of((word.key, word.pos, word.kind, named))

    @cached_property
    def traits(self) -> list[Traits]:
        """For each word what another must share to say the same."""
        return [
            traits_of(
                word.key,
                word.pos in {"PROPN", "X"},
                self.units[word.unit].key if word.unit >= 0 else "",
            )
            for word in self.words
        ]

    @cached_property
    def low(self) -> list[str]:
        """The words in lower case."""
        return [word.text.lower() for word in self.words]

    @cached_property
    def names(self) -> list[bool]:
        """Which words are (part of) a name."""
        return [is_name(word) for word in self.words]

    @cached_property
    def governors(self) -> list[tuple[int, str]]:
        """For each word the one that governs it, across a preposition, and how it does."""
        found = []
        for word in self.words:
            head = self.words[word.head]
            across = head.pos in {"ADP", "SCONJ"} and head.head != word.head
            found.append((head.head, head.key) if across else (word.head, word.dep))
        return found

    def governor(self, place: int) -> tuple[int, str]:
        """Give the word that governs `place`, across a preposition, and how it does."""
        return self.governors[place]


def is_name(word: Word) -> bool:
    """Tell whether a word is (part of) a name, nationalities among them."""
    named = word.kind in {"person", "organisation", "place", "nationality", "other"}
    return named or word.pos == "PROPN" or lexicon.is_place(word.key, word.pos)


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
            if not correspond(self, up, rival_up) and not self.one_person(up, rival_up):
                ends = self.left.words[up], self.right.words[rival_up]
                return 0.5 * all(word.dep == "ROOT" and word.pos == "VERB" for word in ends)
            if self._one_deed(up, rival_up, (place, rival)):
                return 1.0
            place, rival = up, rival_up
        return 1.0

    def one_person(self, place: int, rival: int) -> bool:
        """Tell whether two nouns that stand in the same place say what one person is."""
        words = self.left.words[place], self.right.words[rival]
        return all(
            lexicon.category(word.key, "NOUN") == lexicon.PERSON and word.pos == "NOUN"
            for word in words
        ) and any(item[:2] == (place, rival) and item[2] >= IN_PLACE for item in self.instead)

    def _one_deed(self, verb: int, other: int, below: tuple[int, int]) -> bool:
        """Tell whether two verbs tell one deed, wherever in its sentence each of them stands.

        They do where something else that hangs on them is the same: "a film starring Lund as
        the mayor", "it stars Berg as the mayor".

        Args:
            below: places of the words that are compared, which tell nothing here.
        """
        if not self.left.words[verb].pos == self.right.words[other].pos == "VERB":
            return False
        if self.left.words[verb].source or self.right.words[other].source:
            return False
        theirs = set(_involved(self.right, other)) - {below[1]}
        mine = set(_involved(self.left, verb)) - {below[0]}
        return any(self.same.get(place) in theirs for place in mine)

    @cached_property
    def free_left(self) -> list[int]:
        """Content words of the left that the right does not have."""
        return [place for place in self.left.content if place not in self.same]

    @cached_property
    def free_right(self) -> list[int]:
        """Content words of the right that the left does not have."""
        return [place for place in self.right.content if place not in self.back]

    @cached_property
    def coverage(self) -> float:
        """Share of the shorter side's content words that the other side has."""
        shares = [
            (len(side.content) - len(free)) / len(side.content)
            for side, free in ((self.left, self.free_left), (self.right, self.free_right))
            if side.content
        ]
        return max(shares, default=1.0)


def unnamed(side: Side, places: list[int], across: Mapping[int, int]) -> list[int]:
    """Leave out the words of names of people of which the other side has the last."""
    known = {
        side.words[at].unit
        for at in across
        if side.words[at].kind == "person"
        and side.words[at].end == side.units[side.words[at].unit].end
    }
    return [at for at in places if side.words[at].unit not in known]


def _involved(side: Side, verb: int) -> list[int]:
    """Give the places of what hangs on a verb, and of what it says it of."""
    found = [at for at in side.content if side.governors[at][0] == verb != at]
    if not any(side.words[at].dep.startswith("nsubj") for at in found):
        told = _said_of(side, verb)
        if told is not None:
            found.append(told)
    return found


def _said_of(side: Side, verb: int) -> int | None:
    """Give what "a film directed by Lund" or "and sank" is said of: the subject of the clause."""
    words, at = side.words, verb
    for _ in range(DEPTH):
        how, up = words[at].dep, words[at].head
        if how not in {"acl", "relcl", "conj", "attr", "appos", "advcl"} or up == at:
            break
        at = up
        subject = next(
            (i for i, word in enumerate(words) if word.head == at and word.dep[:5] == "nsubj"), None
        )
        if subject is not None:
            return subject
        if how == "appos":
            return at
    return None


_MOST_SIDES = 4096
_sides: dict[int, Side] = {}


def side_of(claim: Claim) -> Side:
    """Give a claim with its words, made once: a claim is laid beside many others.

    Kept by the place of the claim in memory, which no other can take while it is kept: to hash
    a claim with all its words takes a tenth as long as to align two.
    """
    found = _sides.get(id(claim))
    if found is None:
        if len(_sides) >= _MOST_SIDES:
            _sides.clear()
        found = _sides[id(claim)] = Side(claim)
    return found


def correspond(found: Alignment, place: int, rival: int) -> bool:
    """Tell whether two words correspond; forms of "be" and the like do by their lemma."""
    word, other = found.left.words[place], found.right.words[rival]
    return found.same.get(place) == rival or (not word.content and word.key == other.key)
