"""Lines broken at a fixed width → paragraphs."""

from __future__ import annotations

import re
from statistics import median

_END = re.compile(r"[.!?…:。！？؟][\"'”’»)\]]*$")
_HYPHEN = re.compile(r"([^\W\d_])-$")
_MIN_LINES = 6


def is_wrapped(lines: list[str]) -> bool:
    """Whether lines are broken at a width: of like length, most ending inside a sentence."""
    full = [line for line in lines if line.strip()]
    if len(full) < _MIN_LINES:
        return False
    lengths = sorted(len(line.strip()) for line in full)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    near = [line for line in full if len(line.strip()) > 0.75 * width]
    inside = sum(not _END.search(line.strip()) for line in near)
    return 30 <= width <= 130 and len(near) > 0.5 * len(full) and inside > 0.6 * len(near)


def unwrap(text: str) -> str:
    """Join the lines of each paragraph if the text is wrapped; otherwise leave it as it is.

    A paragraph ends at a blank line, or at a short line that ends a sentence or is followed by
    a capital.
    """
    lines = text.split("\n")
    if not is_wrapped(lines):
        return text
    width = median(len(line) for line in lines if len(line.strip()) > 20)
    paragraphs: list[str] = []
    current = ""
    for raw, after in zip(lines, [*lines[1:], ""], strict=True):
        line, following = raw.strip(), after.strip()
        if not line:
            paragraphs, current = [*paragraphs, current], ""
            continue
        if current and _HYPHEN.search(current) and line[0].islower():
            current = current[:-1] + line
        else:
            current = f"{current} {line}" if current else line
        if len(line) < 0.75 * width and (_END.search(line) or not following[:1].islower()):
            paragraphs, current = [*paragraphs, current], ""
    return "\n\n".join(part for part in [*paragraphs, current] if part)
