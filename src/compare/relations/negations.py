"""Which words of a claim negate, and what they negate."""

from __future__ import annotations

from compare.relations.sides import Side
from compare.relations.words import NEGATIONS

# verbs that say of what depends on them that it did not happen
DENYING = frozenset(
    [
        *("deny", "refuse", "fail", "decline", "avoid", "prevent", "cease"),
        *("stop", "refute", "reject", "lack", "dispute", "forbid", "ban"),
        *("refrain", "abstain", "neglect", "omit", "incapable", "unable", "unwilling"),
        *("exclude", "miss"),
    ]
)
_OBJECTS = {"xcomp", "ccomp", "dobj", "pcomp", "prep", "acl", "nsubjpass"}
_FROM = {"from", "of", "to", "in", "against"}


def denials(side: Side) -> list[tuple[int, int]]:
    """Give all places of negating words with the place of what they negate."""
    found = []
    for place, word in enumerate(side.words):
        if word.key in NEGATIONS and word.pos not in {"ADP", "SCONJ"}:
            found.append((place, word.head))
        elif word.key in NEGATIONS or _denies(side, place):
            child = _below(side, place)
            if child is not None:
                found.append((place, child))
    # "does not deny spitting" says that he did
    both = {place for place, _ in found} & {target for _, target in found}
    return [one for one in found if one[0] not in both and one[1] not in both]


def _denies(side: Side, place: int) -> bool:
    """Tell whether a word says of what depends on it that it is not so."""
    word = side.words[place]
    if word.key in DENYING and word.pos in {"VERB", "ADJ"}:
        return not word.source
    after = side.words[place + 1].key if place + 1 < len(side.words) else ""
    return (word.key, after) in {("yet", "to"), ("turn", "down"), ("far", "from"), ("rule", "out")}


def _below(side: Side, place: int) -> int | None:
    """Give the word that depends on a denying one, through prepositions."""
    if side.words[place].pos in {"ADP", "SCONJ"}:  # "without"
        return next((i for i, word in enumerate(side.words) if word.head == place), None)
    start = side.words[place].head if side.words[place].key == "yet" else place
    for child, other in enumerate(side.words):
        if other.dep == "prep" and other.key not in _FROM:
            continue  # "prevented for years": the years are not what is prevented
        if other.head == start and child != start and child > place and other.dep in _OBJECTS:
            inner = [
                deeper
                for deeper, word in enumerate(side.words)
                if word.head == child and word.dep in {"pcomp", "pobj"}
            ]
            return inner[0] if other.dep == "prep" and inner else child
    return None
