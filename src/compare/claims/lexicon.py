"""Reads the word lists that ship with the package."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("lexicon.txt")


@cache
def _sections() -> dict[str, frozenset[str]]:
    text = re.sub(r"^#.*$", "", _FILE.read_text("utf-8"), flags=re.MULTILINE)
    parts = re.split(r"^\[(\w+)\]$", text, flags=re.MULTILINE)[1:]
    return {
        name: frozenset(body.split()) for name, body in zip(parts[::2], parts[1::2], strict=True)
    }


def words(name: str) -> frozenset[str]:
    """Give the list called `name` in `lexicon.txt`.

    Raises:
        KeyError: there is no such list.
    """
    return _sections()[name]
