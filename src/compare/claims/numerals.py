"""Reads numerals and number words: "1.2m", "two dozen", "two and a half", "tens of thousands"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NTH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
ONES = {word: float(value) for value, word in enumerate(_ONES.split())}
TENS = {word: float(value * 10) for value, word in enumerate(_TENS.split(), 2)}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "lakh": 1e5,
    "crore": 1e7,
}
_GLUED = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
# Written apart as well ("201 bn"); a lone "m" or "k" behind a number may be a unit
_SHORT = {short: value for short, value in _GLUED.items() if len(short) > 1}
_ORDINALS = {word: float(value) for value, word in enumerate(_NTH.split(), 1)} | {
    word[:-1] + "ieth": value for word, value in TENS.items()
}
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_MANY = {word + "s": value for word, value in SCALES.items()} | {"scores": 20.0, "tens": 10.0}
# All words that a number can begin with, for those that read it below
_BEGINNINGS = frozenset(
    [
        *(*ONES, *TENS, *_ORDINALS, *_MANY),
        *("a", "an", "half", "several", "few", "couple"),
    ]
)
_OF = {"of", "the", "its", "their", "his", "her", "our", "all", "a", "an", "that", "this", "those"}
_ATOM = re.compile(
    r"(?P<number>\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<glued>[A-Za-z]+)?(?![\w])|(?P<word>\w+)|(?P<sign>[^\w\s])"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text; `unit` is what was glued to it ("5kg"), `kind` tells how it reads."""

    start: int
    end: int
    low: float
    high: float
    ordinal: bool = False
    vague: bool = False
    part: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    low: str
    number: float | None = None
    glued: str = ""


def numerals(text: str) -> list[Numeral]:
    """Give the numerals of `text` from left to right; they don't overlap."""
    atoms = [_atom(match) for match in _ATOM.finditer(text)]
    found, index = [], 0
    while index < len(atoms):
        read = None if _inside_name(atoms, index) else _read(atoms, index)
        if read is None:
            index += 1
        else:
            found.append(read[0])
            index = read[1]
    return found


def _atom(match: re.Match[str]) -> _Atom:
    if match["number"] is None:
        return _Atom(match.start(), match.end(), match[0].lower())
    digits = re.sub(r"[,\u00a0\u202f]", "", match["number"])
    return _Atom(match.start(), match.end(), match[0].lower(), float(digits), match["glued"] or "")


def _inside_name(atoms: list[_Atom], index: int) -> bool:
    """Tell whether the atom is glued to letters before it ("F-16", "Covid-19", "1.2.3")."""
    if index < 2 or atoms[index].number is None:
        return False
    joint, before = atoms[index - 1], atoms[index - 2]
    glued = joint.end == atoms[index].start and before.end == joint.start
    if glued and joint.low in {"-", "/", "."} and before.number is None and before.low.isalpha():
        return before.low not in {"mid", "pre", "post", "under", "over"} | set(ONES) | set(TENS)
    return glued and joint.low in {".", "/"} and before.number is not None


def _word(atoms: list[_Atom], index: int) -> str:
    return atoms[index].low if index < len(atoms) else ""


def _skip_hyphen(atoms: list[_Atom], index: int) -> int:
    return index + 1 if _word(atoms, index) in {"-", "‑"} else index


def _read(atoms: list[_Atom], index: int) -> tuple[Numeral, int] | None:
    if atoms[index].number is None and atoms[index].low not in _BEGINNINGS:
        return None
    for reader in (_vague, _part, _digits, _words):
        read = reader(atoms, index)
        if read is not None:
            return read
    return None


def _made(
    atoms: list[_Atom],
    first: int,
    after: int,
    low: float,
    high: float | None = None,
    *,
    ordinal: bool = False,
    vague: bool = False,
    part: bool = False,
    unit: str = "",
) -> tuple[Numeral, int]:
    top = low if high is None else high
    start, end = atoms[first].start, atoms[after - 1].end
    return Numeral(start, end, low, top, ordinal, vague, part, unit), after


def _vague(atoms: list[_Atom], index: int) -> tuple[Numeral, int] | None:
    """Read "dozens", "tens of thousands", "several hundred", "a few million", "a couple"."""
    word, after = _word(atoms, index), index + 1
    if word in _MANY:
        low, high = _MANY[word] * (1 if word == "tens" else 2), _MANY[word] * 10
        if _word(atoms, after) == "of" and _word(atoms, after + 1) in _MANY:
            scale = _MANY[_word(atoms, after + 1)]
            top = 100 if word == "tens" else 1000
            return _made(atoms, index, after + 2, _MANY[word] * scale, top * scale - 1, vague=True)
        return None if word == "tens" else _made(atoms, index, after, low, high - 1, vague=True)
    if word == "a" and _word(atoms, after) in {"few", "couple"}:
        word, after = _word(atoms, after), after + 1
    if word not in {"several", "few", "couple"}:
        return None
    last = after + 1 if word == "couple" and _word(atoms, after) == "of" else after
    if _word(atoms, last) in SCALES:
        scale = SCALES[_word(atoms, last)]
        top = 3 if word == "couple" else 10
        return _made(atoms, index, last + 1, 2 * scale, top * scale - 1, vague=True)
    return _made(atoms, index, after, 2, vague=True) if word == "couple" else None


def _part(atoms: list[_Atom], index: int) -> tuple[Numeral, int] | None:
    """Read "half of", "half a million", "a third of", "two-thirds", "three quarters"."""
    word, after = _word(atoms, index), index + 1
    if word == "half":
        if _word(atoms, after) in {"a", "an"} and _word(atoms, after + 1) in SCALES:
            return _made(atoms, index, after + 2, 0.5 * SCALES[_word(atoms, after + 1)])
        is_part = _word(atoms, after) in _OF
        return _made(atoms, index, after, 0.5, part=True) if is_part else None
    after = _skip_hyphen(atoms, after)
    name = _word(atoms, after)
    count = 1.0 if word in {"a", "an"} else ONES.get(word)
    if count is None and atoms[index].number is not None and not atoms[index].glued:
        count = atoms[index].number
    if not count:
        return None
    if name in _PARTS and count == 1:
        followed = _word(atoms, after + 1) in {"of", "", ".", ",", ";"}
        return _made(atoms, index, after + 1, _PARTS[name], part=True) if followed else None
    if name.endswith("s") and name[:-1] in _PARTS and count > 1:
        return _made(atoms, index, after + 1, count * _PARTS[name[:-1]], part=True)
    return None


def _digits(atoms: list[_Atom], index: int) -> tuple[Numeral, int] | None:
    atom = atoms[index]
    if atom.number is None:
        return None
    if len(atom.low) > 3 and atom.low.isdigit() and atom.low[0] == "0":
        return None  # a telephone number
    value, glued, unit = atom.number, atom.glued.lower(), ""
    if glued in {"st", "nd", "rd", "th"}:
        return _made(atoms, index, index + 1, value, ordinal=True)
    if glued in _GLUED:
        value *= _GLUED[glued]
    elif glued == "s":
        return None
    else:
        unit = atom.glued
    value, after = _scaled(atoms, index + 1, value)
    return _made(atoms, index, after, value, unit=unit)


def _scaled(atoms: list[_Atom], after: int, value: float) -> tuple[float, int]:
    """Multiply by the scale words that follow, "and a half" before them included."""
    if _word(atoms, after) == "and" and _word(atoms, after + 1) == "a":
        part = _PARTS.get(_word(atoms, after + 2))
        if part is not None:
            value, after = value + part, after + 3
    while True:
        place = _skip_hyphen(atoms, after)
        word = _word(atoms, place)
        scale = SCALES.get(word, _SHORT.get(word))
        if scale is None:
            return value, after
        value, after = value * scale, place + 1


def _words(atoms: list[_Atom], index: int) -> tuple[Numeral, int] | None:
    """Read number words; "a" counts as one before a scale ("a hundred")."""
    place, total, current, seen = index, 0.0, 0.0, False
    if _word(atoms, place) in {"a", "an"} and _word(atoms, place + 1) in SCALES:
        place, current, seen = place + 1, 1.0, True
    last = ""
    while True:
        step = _skip_hyphen(atoms, place) if last else place
        if last in SCALES and _word(atoms, step) == "and":
            step += 1
        word = _word(atoms, step)
        if word in ONES and (not last or last in TENS or last in SCALES):
            current += ONES[word]
        elif word in TENS and (not last or last in SCALES):
            current += TENS[word]
        elif word in SCALES and seen:
            current *= SCALES[word]
            if SCALES[word] > 100:
                total, current = total + current, 0.0
        elif word in _ORDINALS and (not last or (last in TENS and _ORDINALS[word] < 10)):
            value = total + current + _ORDINALS[word]
            return _made(atoms, index, step + 1, value, ordinal=True)
        else:
            break
        place, last, seen = step + 1, word, True
    if not last:
        return None
    value, after = _scaled(atoms, place, total + current)
    return _made(atoms, index, after, value)
