"""What no cell may hold: formulas that a spreadsheet would run, characters that XML can't."""

from __future__ import annotations

import re
from html import escape

from compare.vocabulary import TURNING

# OWASP, "CSV Injection": a cell that begins with one of these is run by spreadsheets; some
# skip white space first, and some read the full-width variants as the plain ones.
_FORMULA = re.compile("[\t\r]|[\\s\x00-\x1f\ufeff\u200b-\u200f\u2060]*[=+\\-@＝＋－＠]")
# XML 1.0 (Fifth Edition), production [2] Char; U+FFFE and U+FFFF are excluded by it too.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"
_TURNING = dict.fromkeys(map(ord, TURNING))


def harmless(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula.

    Text that has such apostrophes of its own gets one more, so that taking one away always
    gives back what was there.
    """
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet might run a cell of this text."""
    return _FORMULA.match(text) is not None


def whole(text: str) -> str:
    """Replace lone surrogates, which no encoding can hold, by U+FFFD."""
    return _LONE.sub(REPLACEMENT, text)


def xml_safe(text: str) -> str:
    """Replace characters that XML can't hold by U+FFFD."""
    return _NO_XML.sub(REPLACEMENT, text)


def markup(text: str | None) -> str:
    """Escape text for HTML, in an attribute too; what would turn its surroundings is dropped."""
    return escape(xml_safe(text or "").translate(_TURNING))
