"""Dates in a claim, resolved against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from compare.records import DateMention, Token

_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")


def dates_of(text: str, tokens: Sequence[Token], published: date | None) -> tuple[DateMention, ...]:
    """Find the dates in `text`."""
    found = []
    for match in _ISO.finditer(text):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
        found.append(DateMention(match.start(), match.end(), match[0], day, day, "day"))
    return tuple(found)
