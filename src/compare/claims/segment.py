"""Cuts an article into paragraphs and a parsed paragraph into verbatim claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_END = re.compile(r"[.!?…][\"'”’»)\]]*$")


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines of `text` that hold anything, with the offset of each."""
    for match in _LINE.finditer(text):
        line = match[0]
        start = len(line) - len(line.lstrip())
        line = line.strip()
        if line:
            yield match.start() + start, line


def is_statement(piece: Span) -> bool:
    """Tell whether `piece` says something: a finite verb, a full stop, no question."""
    text = piece.text.strip()
    if not _END.search(text) or text.rstrip("\"'”’»)]").endswith("?"):
        return False
    return any(word.tag_ in {"VBD", "VBZ", "VBP", "MD"} for word in piece)


def claims_in(doc: Doc) -> Iterator[Span]:
    """Give the claims of a parsed paragraph."""
    for sentence in doc.sents:
        if is_statement(sentence):
            yield sentence
