"""Rich text format."""

from __future__ import annotations

from datetime import datetime

from compare.readers.base import FileReader, Unreadable, clean
from compare.readers.page_article import from_text
from compare.records import ReadResult


def _read(data: bytes, name: str, now: datetime) -> ReadResult:
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("it is no rich text file", "Save it again")
    text = rtf_to_text(data.decode("latin-1"), errors="replace")
    return from_text(clean(text), name, now, file_name=name)


PLUGIN = FileReader("rich text", (".rtf",), _read)
