"""Numbers in a claim as closed intervals with a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.records import Quantity, Token

_NUMBER = re.compile(r"(?<![\w.,-])([$€£])?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w-])(\s*%)?")


def quantities_of(
    text: str, tokens: Sequence[Token], taken: Sequence[tuple[int, int]] = ()
) -> tuple[Quantity, ...]:
    """Find the numbers in `text` that are no part of the spans `taken` (dates)."""
    found = []
    for match in _NUMBER.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        value = float(match[2].replace(",", "") + (match[3] or ""))
        unit = match[1] or ("%" if match[4] else "")
        if not unit:
            after = next((t for t in tokens if t.start >= match.end()), None)
            unit = after.lemma if after and after.pos == "NOUN" else ""
        found.append(Quantity(match.start(), match.end(), match[0], value, value, unit))
    return tuple(found)
