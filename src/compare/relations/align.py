"""Which word of one claim stands in the place of which other word of the other.

To the words that say the same (`sides`) this adds those that differ: exchanged between two
sentences that are otherwise the same, or with the same governor and neighbours, or of one kind.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from rapidfuzz import fuzz

from compare.records import Claim
from compare.relations import lexicon
from compare.relations.sides import Alignment, correspond, greedy, same_words, side_of
from compare.relations.words import NEGATIONS, Word

IN_PLACE = 3.0  # from this score words count as standing in the same place
FORCED = 9.0  # score of words exchanged between sentences that are otherwise the same
LOOSE = 1.0  # score of words that only are of one kind
NEARLY_SAME = 75.0
LONGEST_SWAP, MOST_SWAPS = 4, 2


def align(left: Claim, right: Claim) -> Alignment:
    """Align the words of two claims."""
    first, second = side_of(left), side_of(right)
    found = Alignment(first, second, same_words(first, second), [])
    found.instead = _replaced(found)
    found.instead += _in_place(found)
    found.instead += _of_a_kind(found)
    return found


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
    shorter = found.left if short_left else found.right
    anchored = len(shorter.content) - len(mine)
    if not mine or anchored < len(mine):
        return []
    options = []
    for place in free:
        for rival in others:
            value = _kinship(found.left.words[place], found.right.words[rival])
            if value:
                options.append((-value, abs(place - rival), place, rival))
    return [(place, rival, LOOSE) for place, rival in sorted(greedy(options).items())]


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
    chosen = greedy(options)
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
    heads = governor != place and correspond(found, governor, rival_governor)
    score += 1.5 * (heads and tie == rival_tie) + 0.5 * heads
    for side in (-1, 1):
        score += _neighbour(found, place, rival, side)
    if lexicon.opposite(word.key, other.key):
        score += 1.5
    elif word.kind == other.kind == "" and lexicon.kin(word.key, other.key, word.pos):
        score += 1.0
    return score


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
