"""Canonical names: a shipped table of variants, and general rules for spelling variants."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

_TABLE = Path(__file__).with_name("aliases.tsv")
_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
_LETTERS = str.maketrans(
    {"ı": "i", "İ": "I"}
    | _PLAIN
    | {char.upper(): sound.capitalize() for char, sound in _PLAIN.items() if char != "ß"}
)
# Endings of transliterated Slavic surnames, spelt in many ways
_SKY = re.compile(r"(?<=sk)(?:iy|yy|ii|ij|yi|yj)$", re.IGNORECASE)
_IY = re.compile(r"(?<=[bcdfghjklmnprstvz])(?:iy|yy|ij)$", re.IGNORECASE)
# Ways of writing one sound in the Latin alphabet; longer ones first
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[’'ʼ`\-.]", ""),
        (r"shch|schtsch|sc?hch", "sc"),
        (r"dzh|dj|dsch", "j"),
        (r"tsch|tch", "c"),
        (r"zh", "j"),
        (r"kh|x", "h"),
        (r"ts|tz", "c"),
        (r"ph", "f"),
        (r"ck|q", "k"),
        (r"w", "v"),
        (r"ou|oo|oe", "u"),
        (r"ee", "i"),
        (r"[yij]+[aá]", "ia"),
        (r"[yij]+[o]", "io"),
        (r"[yij]+[e]", "e"),
        (r"[yij]+[u]", "iu"),
        (r"(?:e|a)[yij]+\b", "ei"),
        (r"[yij]+", "i"),
        (r"(.)\1+", r"\1"),
    )
)


@cache
def _rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows = []
    for line in _TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, name, variants = line.split("\t")
            rows.append((kind, name, tuple(item for item in variants.split("|") if item)))
    return tuple(rows)


@cache
def _shipped() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, name, variants in _rows():
        if kind == "metonym":
            continue
        for variant in (name, *variants):
            if not variant.startswith("="):
                found.setdefault(variant.lower(), name)
                found.setdefault(plain(variant).lower(), name)
    return found


@cache
def _cased() -> dict[str, str]:
    return {
        variant[1:]: name
        for _, name, variants in _rows()
        for variant in variants
        if variant.startswith("=")
    }


@cache
def _given() -> dict[str, str]:
    """Give the personal names of the table by their sound."""
    return {
        fold(variant): name
        for kind, name, variants in _rows()
        if kind == "name"
        for variant in (*variants, name)
        if " " not in variant
    }


def load_aliases(extra: Mapping[str, str] = {}) -> dict[str, str]:
    """Give the known variants of names.

    Args:
        extra: variants that a person added, in any case, with the name each stands for;
            they win over the shipped table.

    Returns:
        Lower-case variant → canonical name; the canonical names themselves are in it too.
    """
    return _shipped() | {variant.strip().lower(): name for variant, name in extra.items()}


@cache
def _kinds() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, name, variants in _rows():
        for variant in (name, *variants):
            found.setdefault(variant.removeprefix("=").lower(), kind)
    return found


def kind_of(name: str) -> str | None:
    """Give what the shipped table knows `name` as: country, city, organisation, name, metonym."""
    return _kinds().get(_bare(name).lower())


@cache
def metonyms() -> dict[str, str]:
    """Give the lower-case capitals and seats that stand for a government, with its country.

    They are no aliases: "talks in Ankara" are not talks in any place in Turkey.
    """
    return {
        variant.lower(): name
        for kind, name, variants in _rows()
        if kind == "metonym"
        for variant in variants
    }


def canonical(name: str, aliases: Mapping[str, str]) -> str:
    """Give the form of `name` in which its spelling variants meet.

    The table comes first, then, word by word, the general rules: no diacritics, one spelling
    for a given name that is transliterated in several ways, "-sky" for "-skiy" and its like.

    Args:
        name: as it stands in a text.
        aliases: from `load_aliases`.
    """
    bare = _bare(name)
    if bare in _cased():
        return _cased()[bare]
    for key in (name.strip().lower(), bare.lower(), plain(bare).lower()):
        if key in aliases:
            return aliases[key]
    return " ".join(_word(word) for word in plain(bare).split())


def _bare(name: str) -> str:
    """Take article, possessive and surrounding blanks off."""
    bare = re.sub(r"['’]s?$", "", " ".join(name.split()))
    return re.sub(r"^the\s+(?=\S)", "", bare, flags=re.IGNORECASE) or name.strip()


def _word(word: str) -> str:
    if not word[:1].isupper():
        return word
    known = _given().get(fold(word)) if len(word) > 3 else None
    if known is not None:
        return known
    return _IY.sub("y", _SKY.sub("y", word))


def plain(text: str) -> str:
    """Strip the diacritics of `text` ("Erdoğan" → "Erdogan"), upper and lower case kept."""
    split = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(char for char in split if not unicodedata.combining(char))


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Give a key by which transliterations of one name meet ("Khrushchev", "Hrushchov" less so).

    It is coarser than `canonical` and made for comparing persons' names, never for showing.
    """
    key = plain(name).lower()
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key
