"""Whose text an article says it carries: its `carries` field, datelines and credit lines."""

from __future__ import annotations

import re

from compare.records import Article

HEAD, TAIL = 200, 300  # characters in which credits stand
# Words that name no one: "agencies", "staff and wire reports".
_NOBODY = re.compile(
    r"(?:staff|news|wires?|agenc(?:y|ies)|services?|reports?|reporters?|various|unknown|and|\s)+",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w.&’'-]*(?:[ ]+[A-Z][\w.&’'-]*){0,3}"
_DATELINE = re.compile(rf"^\W*[A-Z][\w .,/’'-]{{1,60}}\((?P<name>{_NAME})\)\s*[-–—:]", re.MULTILINE)
_SOURCE = re.compile(
    rf"(?:^|\n|\.\s)\W*(?:[Ss]ource|[Cc]redit|©)\s*:?\s+(?P<name>{_NAME})\s*\.?\s*$", re.MULTILINE
)
_CALENDAR = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july"
    r"|august|september|october|november|december",
    re.IGNORECASE,
)
_FILLER = re.compile(r"^the\s+|\s+(?:news\s+agency|news|agency)$", re.IGNORECASE)


def named_sources(article: Article) -> list[str]:
    """Give the agencies and outlets whose text the article says it carries, plainly named.

    "Reuters (late version), TASS" gives "reuters" and "tass"; "agencies" gives nothing.
    """
    found = re.sub(r"\([^()]*\)", " ", article.carries or "")
    names = re.split(r"\s*[,;/&+]\s*|\s+and\s+", found)
    names += [match["name"] for match in _DATELINE.finditer(article.text[:HEAD])]
    names += [match["name"] for match in _SOURCE.finditer(article.text[-TAIL:])]
    plain = (plain_name(name) for name in names if not _CALENDAR.fullmatch(name.strip()))
    return [name for name in dict.fromkeys(plain) if name and not _NOBODY.fullmatch(name)]


def plain_name(name: str) -> str:
    """Take off what doesn't tell names apart: case, spaces, "the", "news agency"."""
    short = " ".join(name.split()).lower()
    return _FILLER.sub("", short) or short


def same_name(left: str, right: str) -> bool:
    """Tell whether two names are of one source: the same, or one the initials of the other."""
    left, right = plain_name(left), plain_name(right)
    return left == right or left == _initials(right) or right == _initials(left)


def _initials(name: str) -> str | None:
    words = re.findall(r"[^\W_]+", name)
    return "".join(word[0] for word in words) if len(words) > 1 else None
