"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile

# Formats that nobody writes articles in, by their first bytes.
_FOREIGN = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"SQLite format 3", "a database"),
)
_KNOWN = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"PAR1", ".parquet"),
    (b"WARC/", ".warc"),
    (b"\x1f\x8b", ".gz"),
)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.I | re.S
)
_HEAD = 4096


def foreign(data: bytes) -> str | None:
    """What kind of file it is, when it is one that no reader takes."""
    return next((name for magic, name in _FOREIGN if data.startswith(magic)), None)


def suffix_by_content(data: bytes) -> str | None:
    """The ending that a file with this content should have; None when its bytes don't tell."""
    head = data[:_HEAD]
    for magic, suffix in _KNOWN:
        if head.startswith(magic):
            return suffix
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    stripped = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(stripped):
        return ".html"
    if _FEED.match(stripped):
        return ".rss"
    return None


def _zip_kind(data: bytes) -> str:
    """Office files are archives too; the names of their entries tell them apart."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ".zip"
    marks = (("word/document.xml", ".docx"), ("xl/workbook.xml", ".xlsx"), ("content.xml", ".odt"))
    return next((suffix for mark, suffix in marks if mark in names), ".zip")
