"""What words mean to each other: same, opposite, broader, of one kind; an extract of WordNet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

HERE = Path(__file__).parent
FILE = HERE / "lexicon.tsv"
OPPOSITES = HERE / "opposites.txt"
ALIKE = HERE / "alike.txt"
CALLINGS = HERE / "callings.txt"
# lexicographer files of WordNet by number
PERSON, PLACE, TIME, ANIMAL, GROUP, QUANTITY = "18", "15", "28", "05", "14", "23"
NATURE = "17"  # noun.object
_LANDSCAPE = ("river", "island", "mountain")
_LANDS = ("region", "district", "tract", "municipality")
_COMPASS = re.compile(r"(?:(?:north|south)(?:east|west)?|east|west)(?:ern)?(?:most)?|central")
_SAME_SENSES = 6
_KIND_SENSES = 2
_POS = {"NOUN": "n", "PROPN": "n", "VERB": "v", "AUX": "v", "ADJ": "a", "ADV": "r"}


@dataclass(slots=True)
class Lexicon:
    """Words, senses and pairs as read from the files."""

    category: dict[str, str] = field(default_factory=dict)
    up: dict[str, tuple[str, ...]] = field(default_factory=dict)
    part: dict[str, tuple[str, ...]] = field(default_factory=dict)
    senses: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    opposite: set[tuple[str, str]] = field(default_factory=set)
    alike: set[tuple[str, str]] = field(default_factory=set)
    home: dict[str, str] = field(default_factory=dict)


@cache
def lexicon() -> Lexicon:
    """Read the files, once a process (about 0.1 s)."""
    found = Lexicon()
    for line in FILE.read_text("utf-8").splitlines():
        kind, *rest = line.split("\t")
        if kind == "S":
            found.category[rest[0]] = rest[1]
            found.up[rest[0]] = tuple(rest[2].split()) if len(rest) > 2 else ()
            found.part[rest[0]] = tuple(rest[3].split()) if len(rest) > 3 else ()
        elif kind == "W":
            found.senses[rest[0], rest[1]] = tuple(rest[2].split())
        elif kind == "A":
            found.opposite |= {(rest[0], rest[1]), (rest[1], rest[0])}
        elif kind == "D":
            found.home.setdefault(rest[0], rest[1])
    found.opposite |= _pairs(OPPOSITES)
    found.alike = _pairs(ALIKE) - found.opposite
    return found


def _pairs(file: Path) -> set[tuple[str, str]]:
    """Read lines "a b c / d e": each of the left with each of the right, both ways.

    A line without a slash pairs all its words with each other.
    """
    pairs: set[tuple[str, str]] = set()
    for line in file.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        left, slash, right = line.partition("/")
        firsts, seconds = left.split(), (right.split() if slash else left.split())
        for first in firsts:
            for second in seconds:
                if first != second:
                    pairs |= {(first, second), (second, first)}
    return pairs


def _senses(word: str, pos: str, count: int) -> tuple[str, ...]:
    return lexicon().senses.get((word, _POS.get(pos, "n")), ())[:count]


@lru_cache(maxsize=50_000)
def opposite(left: str, right: str) -> bool:
    """Tell whether two lemmas are antonyms."""
    if (left, right) in lexicon().opposite:
        return True
    return _prefixed(left, right) or _prefixed(right, left)


def _prefixed(plain: str, other: str) -> bool:
    """Tell "un-able" from "able", where the word with the prefix is a known one."""
    for prefix in ("un", "in", "im", "dis", "non", "non-", "ir", "il", "de", "mis", "anti-"):
        if other == prefix + plain and len(plain) > 3:
            return any((other, pos) in lexicon().senses for pos in "nvar") or "-" in other
    return False


def senses(word: str, pos: str) -> tuple[str, ...]:
    """Give the senses that `same` looks at, the main one first."""
    return _senses(word, pos, _SAME_SENSES)


@lru_cache(maxsize=50_000)
def same(left: str, right: str, pos: str) -> bool:
    """Tell whether two lemmas of one part of speech can say the same."""
    if left == right or (left, right) in lexicon().alike:
        return True
    first, second = senses(left, pos), senses(right, pos)
    # the main sense of one must be among the senses of the other
    shared = bool(first and second and (first[0] in second or second[0] in first))
    return shared and not opposite(left, right)


@lru_cache(maxsize=50_000)
def _above(sense: str) -> frozenset[str]:
    found: set[str] = set()
    queue = list(lexicon().up.get(sense, ()))
    while queue:
        item = queue.pop()
        if item not in found:
            found.add(item)
            queue += lexicon().up.get(item, ())
    return frozenset(found)


@lru_cache(maxsize=50_000)
def kinds(word: str, pos: str) -> frozenset[str]:
    """Give the first senses of a word."""
    return frozenset(_senses(word, pos, _KIND_SENSES))


@lru_cache(maxsize=50_000)
def kinds_above(word: str, pos: str) -> frozenset[str]:
    """Give all that the first senses of a word are kinds of."""
    return frozenset().union(*map(_above, kinds(word, pos)))


def broader(wide: str, narrow: str, pos: str) -> bool:
    """Tell whether `narrow` is a kind of `wide` ("ferry", "ship")."""
    return not kinds(wide, pos).isdisjoint(kinds_above(narrow, pos))


@lru_cache(maxsize=50_000)
def kin(left: str, right: str, pos: str) -> bool:
    """Tell whether two lemmas stand directly under one kind ("March", "May")."""
    for first in _senses(left, pos, _KIND_SENSES):
        for second in _senses(right, pos, _KIND_SENSES):
            if first != second and set(lexicon().up[first]) & set(lexicon().up[second]):
                return True
    return False


def category(word: str, pos: str) -> str:
    """Give the lexicographer file of the main sense, or ""."""
    found = _senses(word, pos, 1)
    if found:
        return lexicon().category[found[0]]
    return PERSON if pos == "NOUN" and word in _callings() else ""


def categories(word: str, pos: str) -> set[str]:
    """Give the lexicographer files of the first senses; empty for a word that is not known."""
    found = {lexicon().category[sense] for sense in _senses(word, pos, _KIND_SENSES + 1)}
    return found or ({PERSON} if pos == "NOUN" and word in _callings() else set())


@cache
def _callings() -> frozenset[str]:
    """Read the nouns for people whose senses the lexicon does not hold ("goalkeeper")."""
    lines = CALLINGS.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def _landforms() -> frozenset[str]:
    """Give the kinds of natural things that rivers, islands and mountains are."""
    above = frozenset[str]().union(*(kinds_above(word, "NOUN") for word in _LANDSCAPE))
    return frozenset(sense for sense in above if lexicon().category[sense] == NATURE)


def compass(word: str) -> bool:
    """Tell whether a word names a point of the compass ("north", "southeastern")."""
    return _COMPASS.fullmatch(word) is not None


@lru_cache(maxsize=50_000)
def landscape(word: str) -> bool:
    """Tell whether a noun names a piece of land or water ("lake", "county", "desert")."""
    above = kinds_above(word, "NOUN")
    if category(word, "NOUN") == NATURE:
        return not _landforms().isdisjoint(above)
    return PLACE in categories(word, "NOUN") and any(
        not kinds(land, "NOUN").isdisjoint(above | kinds(word, "NOUN")) for land in _LANDS
    )


@lru_cache(maxsize=50_000)
def whereabouts(word: str, pos: str) -> bool:
    """Tell whether a lemma says where, or what kind of place ("southern", "town", "lake")."""
    if pos not in {"NOUN", "ADJ", "ADV"}:
        return False
    return (
        compass(word)
        or PLACE in categories(word, "NOUN")
        or (pos == "NOUN" and category(word, "NOUN") == NATURE and landscape(word))
    )


def known(word: str, pos: str) -> bool:
    """Tell whether the word is in the lexicon at all."""
    return bool(_senses(word, pos, 1))


@lru_cache(maxsize=50_000)
def within(part: str, whole: str) -> bool:
    """Tell whether the place `part` lies in the place `whole`, by name; both lower case."""
    whole = _home(whole) or whole
    part = _home(part) or part
    if part == whole:
        return True
    targets = {s for s in _senses(whole, "NOUN", 4) if lexicon().category[s] == PLACE}
    found: set[str] = set()
    queue = [s for s in _senses(part, "NOUN", 4) if lexicon().category[s] == PLACE]
    while queue:
        item = queue.pop()
        if item not in found:
            found.add(item)
            queue += lexicon().part.get(item, ())
    return bool(found & targets)


@lru_cache(maxsize=50_000)
def site(word: str) -> bool:
    """Tell whether a noun first of all names a building or a place ("centre", "stadium")."""
    above = kinds_above(word, "NOUN") | kinds(word, "NOUN")
    return category(word, "NOUN") == PLACE or not above.isdisjoint(kinds("structure", "NOUN"))


def _home(word: str) -> str | None:
    """Give the country of a word of nationality, of one ("american") or of many."""
    home = lexicon().home
    return home.get(word) or (home.get(word[:-1]) if word.endswith("s") else None)


def is_place(name: str, pos: str) -> bool:
    """Tell whether a name (lower case) is first of all that of a place or a nationality.

    Args:
        pos: part of speech, which keeps "side" and "centre" out.
    """
    if _home(name):
        return pos in {"PROPN", "ADJ"}
    return pos == "PROPN" and category(name, "NOUN") == PLACE
