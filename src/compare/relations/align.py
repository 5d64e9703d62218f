"""Which word of one claim stands where which word of the other does.

First equal words are paired (those with equal neighbours first), then words that mean the same,
then words that differ but stand in the same place: the same governor, the same neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from rapidfuzz import fuzz

from compare.records import Claim
from compare.relations import lexicon
from compare.relations.words import NEGATIONS, Unit, Word, units_of, words_of

NEAR = 3  # how many words to each side count as neighbours
IN_PLACE = 3.0  # from this score words count as standing in the same place
FORCED = 9.0  # score of words exchanged between sentences that are otherwise the same
LOOSE = 1.0  # score of words that only are of one kind
NEARLY_SAME = 75.0
DEPTH = 4
LONGEST_SWAP, MOST_SWAPS = 4, 2
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
            if not _meet(self, up, rival_up):
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


def align(left: Claim, right: Claim) -> Alignment:
    """Align the words of two claims."""
    first, second = Side(left), Side(right)
    found = Alignment(first, second, same_words(first, second), [])
    found.instead = _replaced(found)
    found.instead += _in_place(found)
    found.instead += _of_a_kind(found)
    return found


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
    return _greedy(options)


def _greedy(options: Sequence[tuple[float, float, int, int]]) -> dict[int, int]:
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
    same.update(_greedy(options))


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
    return _meaning(word, rival)


def _meaning(word: Word, rival: Word) -> float:
    kinds = (word.pos, rival.pos)
    if any(lexicon.same(word.key, rival.key, pos) for pos in kinds):
        return 0.9
    if _stem(word.key, rival.key):
        return 0.6
    if any(
        lexicon.broader(one, other, pos)
        for one, other in ((word.key, rival.key), (rival.key, word.key))
        for pos in kinds
    ):
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
    common = next((i for i, (a, b) in enumerate(zip(word, rival, strict=False)) if a != b), shorter)
    return common >= max(5, 0.7 * shorter) and max(len(word), len(rival)) - common <= 5


def _replaced(found: Alignment) -> list[tuple[int, int, float]]:
    """Pair the words exchanged between two sentences that are otherwise nearly the same.

    Here small words count too ("before" and "after", "more" and "fewer").
    """
    words, others = found.left.words, found.right.words
    if fuzz.ratio(found.left.claim.text, found.right.claim.text) < NEARLY_SAME:
        return []
    lists = [word.text.lower() for word in words], [word.text.lower() for word in others]
    matcher = SequenceMatcher(None, *lists, autojunk=False)
    blocks = [block for block in matcher.get_opcodes() if block[0] != "equal"]
    if len(blocks) > MOST_SWAPS or any(
        kind != "replace"
        or max(end - start, stop - begin) > LONGEST_SWAP
        or abs((end - start) - (stop - begin)) > 1
        for kind, start, end, begin, stop in blocks
    ):
        return []
    pairs = []
    for _, start, end, other_start, other_end in blocks:
        for step in range(min(end - start, other_end - other_start)):
            place, rival = start + step, other_start + step
            if end - start != other_end - other_start:  # names of unequal length: their last words
                place, rival = end - 1 - step, other_end - 1 - step
            word, other = words[place], others[rival]
            if place not in found.same and rival not in found.back and _exchanged(word, other):
                pairs.append((place, rival, FORCED))
    return pairs


def _exchanged(word: Word, other: Word) -> bool:
    """Tell whether exchanging the one word for the other can change what is said."""
    if word.key == other.key or not (word.text[:1].isalnum() and other.text[:1].isalnum()):
        return False
    forms = word.text.lower(), other.text.lower()
    if lexicon.opposite(word.key, other.key) or lexicon.opposite(*forms):
        return True
    if not (word.content and other.content):
        return False
    return not any(
        lexicon.same(one, two, pos)
        for one, two in ((word.key, other.key), forms)
        for pos in (word.pos, other.pos)
    )


def _of_a_kind(found: Alignment) -> list[tuple[int, int, float]]:
    """Pair what the shorter claim has alone with what the longer has of the same kind.

    "Lund is Swedish" has no word in the place of "Norwegian" in a long sentence on Lund, but
    both are nationalities.
    """
    short_left = len(found.left.content) <= len(found.right.content)
    taken = {place for item in found.instead for place in (item[0],)}, {i[1] for i in found.instead}
    free = [p for p in found.free_left if p not in taken[0]]
    others = [p for p in found.free_right if p not in taken[1]]
    mine = free if short_left else others
    side = found.left if short_left else found.right
    anchored = len(side.content) - len(mine)
    if not mine or anchored < len(mine):
        return []
    options = []
    for place in free:
        for rival in others:
            value = _kinship(found.left.words[place], found.right.words[rival])
            if value:
                options.append((-value, abs(place - rival), place, rival))
    return [(place, rival, LOOSE) for place, rival in sorted(_greedy(options).items())]


def _kinship(word: Word, other: Word) -> float:
    """Give 0..1: how surely two words name rival values of one thing."""
    if word.source or other.source or NEGATIONS & {word.key, other.key}:
        return 0.0
    kinds = {word.kind, other.kind}
    places = lexicon.is_place(word.key, word.pos) and lexicon.is_place(other.key, other.pos)
    if places or kinds <= {"place", "nationality"}:
        return 0.9 if (word.pos == "ADJ") == (other.pos == "ADJ") else 0.7
    if kinds != {""}:
        return 0.6 if kinds == {"person"} and word.pos == "PROPN" else 0.0
    if lexicon.opposite(word.key, other.key):
        return 1.0
    if word.pos != other.pos or word.pos not in {"NOUN", "ADJ", "VERB"}:
        return 0.0
    people = word.pos == "NOUN" and all(
        lexicon.category(item.key, "NOUN") == lexicon.PERSON for item in (word, other)
    )
    return 0.8 if lexicon.kin(word.key, other.key, word.pos) else 0.5 * people


def _in_place(found: Alignment) -> list[tuple[int, int, float]]:
    """Pair words that differ but have the same governor, neighbours or kind."""
    options = []
    left_taken = {item[0] for item in found.instead}
    right_taken = {item[1] for item in found.instead}
    for place in found.free_left:
        for rival in found.free_right:
            if place in left_taken or rival in right_taken:
                continue
            score = _place_score(found, place, rival)
            if score >= IN_PLACE:
                options.append((-score, abs(place - rival), place, rival))
    chosen = _greedy(options)
    scores = {(place, rival): -score for score, _, place, rival in options}
    return [(place, rival, scores[place, rival]) for place, rival in sorted(chosen.items())]


def _place_score(found: Alignment, place: int, rival: int) -> float:
    word, other = found.left.words[place], found.right.words[rival]
    if word.key in NEGATIONS or other.key in NEGATIONS or word.source or other.source:
        return 0.0
    fits = _group(word) == _group(other)
    if not fits and "X" not in (word.pos, other.pos):
        return 0.0
    score = 1.0 if word.pos == other.pos else 0.5
    score += 1.0 * (word.kind == other.kind != "")
    governor, tie = found.left.governor(place)
    rival_governor, rival_tie = found.right.governor(rival)
    heads = governor != place and _meet(found, governor, rival_governor)
    score += 1.5 * (heads and tie == rival_tie) + 0.5 * heads
    for side in (-1, 1):
        score += _neighbour(found, place, rival, side)
    if lexicon.opposite(word.key, other.key):
        score += 1.5
    elif word.kind == other.kind == "" and lexicon.kin(word.key, other.key, word.pos):
        score += 1.0
    return score


def _meet(found: Alignment, place: int, rival: int) -> bool:
    """Tell whether two words correspond; forms of "be" and the like do by their lemma."""
    word, other = found.left.words[place], found.right.words[rival]
    return found.same.get(place) == rival or (not word.content and word.key == other.key)


def _group(word: Word) -> str:
    if word.kind in {"number", "date"}:
        return word.kind
    if word.pos in {"NOUN", "PROPN"}:
        return "noun"
    return "modifier" if word.pos in {"ADJ", "ADV"} else word.pos


def _neighbour(found: Alignment, place: int, rival: int, side: int) -> float:
    """Give up to 1.5 when the words just before (or after) correspond."""
    words, others = found.left.words, found.right.words
    here, there = place + side, rival + side
    if not (0 <= here < len(words) and 0 <= there < len(others)):
        outside = not 0 <= here < len(words) and not 0 <= there < len(others)
        return 0.5 if outside else 0.0
    if found.same.get(here) == there:
        return 1.5
    return 0.75 if words[here].text.lower() == others[there].text.lower() else 0.0
