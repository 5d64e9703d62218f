"""Plain text: an article, or the text of a whole page as a browser saves it."""

from __future__ import annotations

from datetime import datetime

from compare.readers.base import FileReader
from compare.readers.decoding import decode
from compare.readers.page_article import from_text
from compare.records import ReadResult


def _read(data: bytes, name: str, now: datetime) -> ReadResult:
    return from_text(decode(data), name, now, file_name=name)


PLUGIN = FileReader("text", (".txt", ".text"), _read)
