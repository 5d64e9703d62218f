"""Which outlet: by address, site name or the names that stand on a page, from a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

_PREFIXES = re.compile(r"^(?:www\d?|m|mobile|amp|edition|en|eng|english|de|fr|es|ru|tr|ar)\.")
_ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,12}(?:/\S*)?", re.I)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LOOKALIKE = re.compile(r"[Ͱ-ϿЀ-ӿԱ-֏Ꭰ-᏿ａ-ｚＡ-Ｚ]")
# Names that are words of everyday English: in a file name they count only beside figures.
_ORDINARY = {
    *("age", "australian", "conversation", "express", "focus", "globe", "guardian", "hill"),
    *("independent", "index", "journal", "local", "mail", "mint", "mirror", "nation", "national"),
    *("post", "press", "public", "record", "salon", "slate", "standard", "star", "stern", "sun"),
    *("telegraph", "time", "times", "vice", "wire", "wired", "world"),
}
TAIL = re.compile(r"\s+[|–—\-:•·«]\s+(?=[^|–—•·«]{2,40}$)")
UNKNOWN = "unknown outlet"


@dataclass(frozen=True, slots=True)
class Outlet:
    """A line of the table.

    Attributes:
        country: ISO 3166-1 alpha-2, or "".
        agency: its short name if it is a news agency whose texts others carry ("AP"), or "".
    """

    name: str
    country: str
    agency: str = ""


@cache
def table() -> dict[str, Outlet]:
    """Domain → outlet, as shipped in `outlets.tsv`."""
    text = files("compare.readers").joinpath("outlets.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {domain: Outlet(name, country, agency) for domain, name, country, agency in rows[1:]}


@cache
def _names() -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    for outlet in table().values():
        found.setdefault(key(outlet.name), outlet)
    return found


def key(name: str) -> str:
    """Compare names by this: lower case, no "the", no punctuation."""
    low = re.sub(r"[^\w]+", " ", name.lower()).strip()
    return low.removeprefix("the ").strip()


def by_name(name: str) -> Outlet | None:
    """The outlet of that name, with or without "The"."""
    return _names().get(key(name))


def domain(url: str) -> str:
    """Host of an address without www and the like; "" when there is none."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return _PREFIXES.sub("", host.lower())


def by_url(url: str) -> Outlet | None:
    """The outlet whose domain the host of `url` is or lies under."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    parts = host.lower().split(".")
    for start in range(len(parts) - 1):
        found = table().get(".".join(parts[start:]))
        if found:
            return found
    return None


def from_url(url: str) -> str | None:
    """Name of the outlet of an address: the table's, or the host itself."""
    found = by_url(url)
    return found.name if found else (domain(url) or None)


def country(name: str, url: str | None = None) -> str | None:
    """Country of an outlet by address or name, if the table has it."""
    found = (by_url(url) if url else None) or by_name(name)
    return found.country if found else None


def mixes_alphabets(name: str) -> bool:
    """Whether a word of a name mixes Latin with look-alikes of another alphabet."""
    return any(_LATIN.search(word) and _LOOKALIKE.search(word) for word in name.split())


def without_section(name: str) -> str:
    """Name of the outlet in the title of a feed or page: "Eastern Post - World news"."""
    parts = re.split(r"\s+[|–—\-·»:]\s+", name)
    known = next((found for part in parts if (found := by_name(part))), None)
    return known.name if known else parts[0]


def in_file_name(name: str) -> Outlet | None:
    """The outlet that a file is named after: "rt-2022-11-17.txt", "The Guardian - Talks.html"."""
    stem = re.sub(r"\.\w{2,8}$", "", re.split(r"[/\\]", name)[-1])
    hit = _ADDRESS.search(stem.replace("_", "/"))
    if hit:
        found = by_url(hit[0])
        if found:
            return found
    for part in re.split(r"\s+[-–—|]\s+", stem):
        found = by_name(part)
        if found:
            return found
    words = [word for word in re.split(r"[\s_\-–—|.,()\[\]]+", stem) if word]
    for end in range(min(5, len(words)), 0, -1):
        for group, rest in ((words[:end], words[end:]), (words[-end:], words[:-end])):
            found = by_name(" ".join(group)) or _by_label(group)
            ordinary = key(" ".join(group)) in _ORDINARY
            if found and not (ordinary and any(word.isalpha() for word in rest)):
                return found
    return None


def _by_label(words: list[str]) -> Outlet | None:
    """A file name often has the first label of the domain: "aljazeera", "nytimes"."""
    return _labels().get("".join(words).lower())


@cache
def _labels() -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    for address, outlet in table().items():
        parts = address.split(".")
        if len(parts[0]) > 2 or len(parts) == 2:
            found.setdefault(parts[0], outlet)
    return found


def named_in(line: str) -> list[Outlet]:
    """Outlets whose name, written as the table has it, stands in a short line of a page.

    A name of one ordinary word ("Time", "Mint") counts only where the line begins or ends with it.
    """
    found = []
    for hit in _any_name().finditer(line):
        name = hit[0]
        edge = hit.start() == 0 or hit.end() == len(line.rstrip(" .")) or "©" in line
        if edge or not name.istitle() or " " in name:
            outlet = by_name(name)
            if outlet:
                found.append(outlet)
    return found


@cache
def _any_name() -> re.Pattern[str]:
    names = sorted({outlet.name for outlet in table().values()}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")
