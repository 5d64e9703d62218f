"""Which word of one claim stands in the place of which other word of the other.

To the words that say the same (`sides`) this adds those that differ: exchanged between two
sentences that are otherwise the same, or with the same governor and neighbours, or of one kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from compare.records import Claim
from compare.relations import lexicon
from compare.relations.kinds import Kept
from compare.relations.same import greedy, same_words
from compare.relations.sides import IN_PLACE, Alignment, Side, side_of, unnamed
from compare.relations.words import NEGATIONS, ORDINALS, Word

FORCED = 9.0  # score of words exchanged between sentences that are otherwise the same
LOOSE = 1.0  # score of words that only are of one kind
OPPOSED = 1.5  # the most that the lexicon adds to the score of a place
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
    texts = found.left.claim.text, found.right.claim.text
    if not fuzz.ratio(*texts, score_cutoff=NEARLY_SAME):
        return []
    lists = found.left.low, found.right.low
    # more than the longest swaps leave out can't be mended by them
    shared = max(map(len, lists)) - MOST_SWAPS * LONGEST_SWAP
    if LCSseq.similarity(*lists) < shared:
        return []
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
    # a first name beside a last name that the other side has too says nothing of its own
    free = unnamed(found.left, free, found.same)
    others = unnamed(found.right, others, found.back)
    mine = free if short_left else others
    shorter = found.left if short_left else found.right
    anchored = len(shorter.content) - len(mine)
    if not mine or anchored < len(mine):
        return []
    free = [place for place in free if not found.left.words[place].source]
    others = [rival for rival in others if not found.right.words[rival].source]
    options = []
    for place in free:
        for rival in others:
            value = KINSHIP(found.left, place, found.right, rival)
            if value:
                options.append((-value, abs(place - rival), place, rival))
    return [(place, rival, LOOSE) for place, rival in sorted(greedy(options).items())]


def _kinship(left: Side, place: int, right: Side, rival: int) -> float:
    """Give 0..1: how surely two words name rival values of one thing."""
    word, other = left.words[place], right.words[rival]
    if NEGATIONS & {word.key, other.key}:
        return 0.0
    kinds = {word.kind, other.kind}
    places = lexicon.is_place(word.key, word.pos) and lexicon.is_place(other.key, other.pos)
    if places or (kinds <= {"place", "nationality"} and not _mistaken(word, other)):
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


def _mistaken(word: Word, other: Word) -> bool:
    """Tell whether a name taken for a place ("Bogart") meets a word like "American"."""
    pair = {(word.kind, word.pos), (other.kind, other.pos)}
    return pair == {("place", "PROPN"), ("nationality", "ADJ")}


KINSHIP = Kept(_kinship)


def _in_place(found: Alignment) -> list[tuple[int, int, float]]:
    """Pair words that differ but have the same governor, neighbours or kind."""
    taken = {item[0] for item in found.instead}, {item[1] for item in found.instead}
    left, right = found.left, found.right
    lefts = [i for i in found.free_left if i not in taken[0] and _may_differ(left.words[i])]
    rights = [i for i in found.free_right if i not in taken[1] and _may_differ(right.words[i])]
    groups, other_groups = left.once(_groups), right.once(_groups)
    options: list[tuple[float, float, int, int]] = []
    for place in lefts if rights else ():
        group, bare = groups[place], left.words[place].pos == "X"
        rivals = [
            i for i in rights if bare or other_groups[i] == group or right.words[i].pos == "X"
        ]
        if rivals:
            options += _placed(found, place, rivals)
    chosen = greedy(options)
    scores = {(place, rival): -score for score, _, place, rival in options}
    return [(place, rival, scores[place, rival]) for place, rival in sorted(chosen.items())]


def _may_differ(word: Word) -> bool:
    return not word.source and word.key not in NEGATIONS


def _placed(
    found: Alignment, place: int, rivals: list[int]
) -> Iterator[tuple[float, float, int, int]]:
    """Give those of `rivals` that stand in the place of a word: (-score, distance, place, rival).

    What the lexicon says comes last: it is asked only where it can decide.
    """
    word, words, same = found.left.words[place], found.right.words, found.same
    governor, tie = found.left.governors[place]
    target = same.get(governor) if governor != place else None
    head = found.left.words[governor]
    small = head.key if governor != place and not head.content else None
    before, after = _beside(found, place, -1), _beside(found, place, 1)
    governors, low = found.right.governors, found.right.low
    for rival in rivals:
        other = words[rival]
        score = 1.0 if word.pos == other.pos else 0.5
        if word.kind and word.kind == other.kind:
            score += 1.0
        up, rival_tie = governors[rival]
        if target == up or small == words[up].key:
            score += 2.0 if tie == rival_tie else 0.5
        score += _neighbour(before, low, rival - 1) + _neighbour(after, low, rival + 1)
        if score >= IN_PLACE - OPPOSED:
            score += _meant(word, other)
            if score >= IN_PLACE:
                yield -score, abs(place - rival), place, rival


def _meant(word: Word, other: Word) -> float:
    """Give up to `OPPOSED` for opposites and for words of one kind."""
    if lexicon.opposite(word.key, other.key):
        return OPPOSED
    bare = word.kind == other.kind == ""
    return 1.0 if bare and lexicon.kin(word.key, other.key, word.pos) else 0.0


def _groups(side: Side) -> list[str]:
    return [_group(word) for word in side.words]


def _group(word: Word) -> str:
    if word.kind in {"number", "date"}:
        return word.kind
    if word.key in ORDINALS:
        return "number"
    if word.pos in {"NOUN", "PROPN"}:
        return "noun"
    return "modifier" if word.pos in {"ADJ", "ADV"} else word.pos


def _beside(found: Alignment, place: int, side: int) -> tuple[str | None, int | None]:
    """Give the word before or after a place, None at the end, and its counterpart's place."""
    here, low = place + side, found.left.low
    return low[here] if 0 <= here < len(low) else None, found.same.get(here)


def _neighbour(beside: tuple[str | None, int | None], others: list[str], there: int) -> float:
    """Give up to 1.5 when the words just before (or after) correspond."""
    word, counterpart = beside
    if not 0 <= there < len(others):
        return 0.5 if word is None else 0.0
    if counterpart == there:
        return 1.5
    return 0.75 if word == others[there] else 0.0
