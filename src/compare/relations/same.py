"""Which words of one claim say the same as which of the other.

Equal words are paired first (those with equal neighbours before others), then words that mean
the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.relations import lexicon
from compare.relations.kinds import Kept
from compare.relations.sides import Side
from compare.relations.traits import STEM, spelt_alike
from compare.relations.words import NEGATIONS

NEAR = 3  # how many words to each side count as neighbours


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
    places, size, other_size = right.places, len(left.words), len(right.words)
    options = []
    for place in left.content:
        rivals = places.get(left.words[place].key, ())
        for rival in rivals:
            shared = _shared(left, right, place, rival) if len(rivals) > 1 else 1
            gap = abs(place / size - rival / other_size)
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
    rivals = [(i, right.traits[i]) for i in right.content if i not in taken]
    size, other_size = len(left.words), len(right.words)
    options = []
    for place in left.content:
        if place in same:
            continue
        for rival in left.traits[place].met_by(rivals):
            score = LIKENESS(left, place, right, rival)
            if score > 0:
                gap = abs(place / size - rival / other_size)
                options.append((-score, round(gap, 6), place, rival))
    same.update(greedy(options))


def _likeness(left: Side, place: int, right: Side, other: int) -> float:
    """Give 0..1: how surely two words that are not equal say the same."""
    word, rival = left.words[place], right.words[other]
    if word.key in NEGATIONS or rival.key in NEGATIONS:
        return 0.0
    if word.unit >= 0 and rival.unit >= 0:
        first, second = left.units[word.unit], right.units[rival.unit]
        if first.key == second.key and first.kind == second.kind:
            return 0.95
    apart = {"number", "date"} & {word.kind, rival.kind}
    if apart or lexicon.opposite(word.key, rival.key):
        return 0.0
    if {"PROPN", "X"} & {word.pos, rival.pos} and spelt_alike(word.key, rival.key):
        return 0.8
    if "PROPN" in (word.pos, rival.pos):
        home = lexicon.lexicon().home
        one, two = home.get(word.key, word.key), home.get(rival.key, rival.key)
        return 0.7 if one == two else 0.0
    return _meaning(word.key, word.pos, rival.key, rival.pos)


LIKENESS = Kept(_likeness)


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


def _stem(word: str, rival: str) -> bool:
    """Tell "negotiate" from the family of "negotiation": a long common beginning."""
    shorter = min(len(word), len(rival))
    if shorter < STEM or word[:STEM] != rival[:STEM]:
        return False
    common = next((i for i, (a, b) in enumerate(zip(word, rival, strict=False)) if a != b), shorter)
    return common >= max(STEM, 0.7 * shorter) and max(len(word), len(rival)) - common <= 5
