"""Markdown: its marks are taken off, front matter is honoured."""

from __future__ import annotations

import re
from datetime import datetime

from compare.readers.base import FileReader
from compare.readers.decoding import decode
from compare.readers.headers import split_headers
from compare.readers.page_article import from_text
from compare.records import ReadResult

_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE), ""),
    (re.compile(r"^```.*?^```\s*$", re.DOTALL | re.MULTILINE), ""),
    (re.compile(r"!\[[^\]\[\n]{0,500}\]\([^)\n]{0,1000}\)"), ""),
    (re.compile(r"\[([^\]\[\n]{1,500})\]\([^)\n]{0,1000}\)"), r"\1"),
    (re.compile(r"^\[[^\]\[\n]{1,200}\]:\s+\S.*$", re.MULTILINE), ""),
    (re.compile(r"<https?://[^>\s]{1,1000}>|</?[a-zA-Z][^<>\n]{0,300}>"), ""),
    (re.compile(r"^\s{0,3}(?:[-*_]\s*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^\s{0,3}(?:>\s?|[-*+]\s+)", re.MULTILINE), ""),
    (re.compile(r"(\*\*\*|\*\*|\*|__|(?<!\w)_|`)(?=\S)(.{1,400}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])"), r"\1"),
)
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$", re.MULTILINE)


def plain(text: str) -> str:
    """Take the marks of Markdown off a text; lines of one paragraph are joined."""
    for pattern, by in _MARKS:
        text = pattern.sub(by, text)
    text = _HEADING.sub(r"\n\2\n", text)
    blocks = re.split(r"\n\s*\n", text)
    return "\n\n".join(" ".join(block.split()) for block in blocks if block.strip())


def _read(data: bytes, name: str, now: datetime) -> ReadResult:
    text = decode(data)
    told, rest = split_headers(text)
    heading = _HEADING.search(rest)
    front = "".join(f"{field}: {value}\n" for field, value in told.items())
    if heading and "title" not in told:
        front += f"title: {' '.join(plain(heading[2]).split())}\n"
        rest = rest[: heading.start()] + rest[heading.end() :]
    return from_text(
        f"---\n{front}---\n{plain(rest)}" if front else plain(rest), name, now, file_name=name
    )


PLUGIN = FileReader("markdown", (".md", ".markdown"), _read)
