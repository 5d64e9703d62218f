"""Which news agency's text an article says that it carries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from compare.readers.outlets import key, table

_START, _END = 250, 160  # characters looked at


@cache
def _agencies() -> dict[str, str]:
    """Short and full names as written → full name."""
    found: dict[str, str] = {}
    for outlet in table().values():
        if outlet.agency:
            found |= {outlet.agency: outlet.name, outlet.name: outlet.name}
            found[f"The {outlet.name}"] = outlet.name
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = "|".join(map(re.escape, sorted(_agencies(), key=len, reverse=True)))
    dateline = rf"(?:\(|/)({names})(?:\)|/)\s*(?:[—–―\-:.]|$)"
    end = rf"(?:\(|[—–-]\s*|/\s*|^|\n|\.\s+|Source:\s*)({names})\)?\.?\s*$"
    byline = rf"^(?:By )?({names})(?:\s+(?:Staff|Writer|Agency|News).*)?$|[,(/|]\s*({names})\b"
    # With a year or the word: "© AFP / Ann Lee" under a picture says nothing of the text
    legal = rf"(?:copyright\W*(?:(?:19|20)\d\d\W*)?|(?:©|\(c\))\W*(?:19|20)\d\d\W*)({names})\b"
    return (
        re.compile(dateline),
        re.compile(end),
        re.compile(byline),
        re.compile(legal, re.IGNORECASE),
    )


def carried(text: str, outlet: str, author: str, cuts: Iterable[str]) -> str | None:
    """Tell the agency by the dateline, the byline, the last words or the copyright line.

    Args:
        text: the article.
        outlet: whose article it is; an agency doesn't carry itself.
        author: its byline, or "".
        cuts: what was cut from the page.

    Returns:
        The agency's full name, or None when nothing says so.
    """
    dateline, end, byline, legal = _patterns()
    last = text[-_END:].rstrip()
    hits = [dateline.search(text[:_START]), byline.search(author), end.search(last)]
    hits += [legal.search(cut[:300]) for cut in cuts]
    names = {found.casefold(): name for found, name in _agencies().items()}
    for hit in hits:
        found = next((group for group in hit.groups() if group), "") if hit else ""
        name = names.get(found.casefold())
        if name and key(name) != key(outlet):
            return name
    return None
