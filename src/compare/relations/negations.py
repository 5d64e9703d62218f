"""Which words of a claim negate, and what they negate."""

from __future__ import annotations

from compare.relations.sides import Side
from compare.relations.words import NEGATIONS, Word

# verbs that say of what depends on them that it did not happen
DENYING = frozenset(
    [
        *("deny", "refuse", "fail", "decline", "avoid", "prevent", "cease"),
        *("stop", "refute", "reject", "lack", "dispute", "forbid", "ban"),
        *("refrain", "abstain", "neglect", "omit", "incapable", "unable", "unwilling"),
        *("unsuccessful", "ineligible", "unqualified"),
        *("exclude", "miss"),
    ]
)
_OBJECTS = {"xcomp", "ccomp", "dobj", "pcomp", "prep", "acl", "nsubjpass"}
_FROM = {"from", "of", "to", "in", "against"}
NONE = frozenset({"zero", "0"})
_ALL = frozenset(
    [
        *("anything", "anyone", "anybody", "anywhere", "everything", "everyone", "everybody"),
        "everywhere",
    ]
)


def denials(side: Side) -> list[tuple[int, int]]:
    """Give all places of negating words with the place of what they negate."""
    found = []
    for place, word in enumerate(side.words):
        excepted = _excepted(side, place)
        if excepted is not None:
            found.append((place, excepted))
        elif _in_a_title(side, place):
            continue
        elif _none_of(side, place) or (
            word.key in NEGATIONS and word.pos not in {"ADP", "SCONJ"} and word.text not in NONE
        ):
            found.append((place, word.head))
        elif word.key in NEGATIONS or _denies(side, place):
            child = _below(side, place)
            if child is not None:
                found.append((place, child))
    # "does not deny spitting" says that he did
    both = {place for place, _ in found} & {target for _, target in found}
    return [one for one in found if one[0] not in both and one[1] not in both]


def _in_a_title(side: Side, place: int) -> bool:
    """Tell whether a negating word only stands in a name ("a role in No Reservations")."""
    word = side.words[place]
    if place == 0 or not word.text[:1].isupper() or word.text.isupper():
        return False
    return word.key in NEGATIONS and side.words[place - 1].text[:1].isalpha()


def _none_of(side: Side, place: int) -> bool:
    """Tell whether a word says that there is none of something ("zero goals")."""
    word = side.words[place]
    counted = side.words[word.head]
    return word.text.lower() in NONE and word.head > place and counted.pos == "NOUN"


def _excepted(side: Side, place: int) -> int | None:
    """Give what "anyone but Lund" leaves out; None where nothing is left out."""
    word, words = side.words[place], side.words
    if word.key not in {"but", "except"} or place == 0:
        return None
    before = [item.key for item in words[max(0, place - 4) : place]]
    bare = before[-1] in _ALL
    if not bare and (word.key == "but" or not {"any", "every"} & set(before)):
        return None
    after = next((at for at in range(place + 1, len(words)) if words[at].content), None)
    while after is not None and place < words[after].head != after:
        after = words[after].head
    return after


def _denies(side: Side, place: int) -> bool:
    """Tell whether a word says of what depends on it that it is not so."""
    word = side.words[place]
    if word.key in DENYING and word.pos in {"VERB", "ADJ"}:
        return not word.source
    after = side.words[place + 1].key if place + 1 < len(side.words) else ""
    return (word.key, after) in {("yet", "to"), ("turn", "down"), ("far", "from"), ("rule", "out")}


def _is_main_verb(word: Word) -> bool:
    return word.pos in {"VERB", "AUX"} and not word.dep.startswith("aux")


def _below(side: Side, place: int) -> int | None:
    """Give the word that depends on a denying one, through prepositions."""
    if side.words[place].pos in {"ADP", "SCONJ"}:  # "without"
        return next((i for i, word in enumerate(side.words) if word.head == place), None)
    if side.words[place].key == "yet":  # whether the parser hangs it on "has" or on the verb
        verbs = range(place + 2, min(place + 6, len(side.words)))
        return next((at for at in verbs if _is_main_verb(side.words[at])), None)
    start = place
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
