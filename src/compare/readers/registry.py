"""Every way in through one function: picks the reader by name and content."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePath

from compare.plugins import discover
from compare.readers.base import MAX_BYTES, FileReader, Unreadable, clean
from compare.readers.page_article import from_text
from compare.readers.sniff import foreign, suffix_by_content
from compare.readers.tabular import Preview, make_preview
from compare.records import ReadResult, Reject

PASTED = "pasted text"


def readers() -> dict[str, FileReader]:
    """All readers by name."""
    return discover("compare.readers")


def suffixes() -> tuple[str, ...]:
    """The file name endings that can be read, lower case with the dot."""
    return tuple(sorted({suffix for reader in readers().values() for suffix in reader.suffixes}))


def read(
    data: bytes,
    name: str,
    *,
    now: datetime | None = None,
    max_bytes: int = MAX_BYTES,
    mapping: Mapping[str, str] | None = None,
) -> ReadResult:
    """Read one file into articles; what can't be read becomes rejects.

    Args:
        data: the whole file.
        name: its name; the ending chooses the reader unless the content is plainly another's.
        now: when it was saved or came in, with a zone; the present by default.
        max_bytes: larger files are refused.
        mapping: for tables: field of `Article` → column; None: guessed.

    Returns:
        Articles and rejects. It never raises on bad content.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return _refused(name, "the file is empty", "Check that it was saved whole")
    if len(data) > max_bytes:
        reason = f"the file has {len(data) / 2**20:,.0f} MB, more than {max_bytes / 2**20:,.0f} MB"
        return _refused(name, reason, "Split it, or raise max_file_mb in the settings")
    reader, problem = _choose(data, name)
    if reader is None:
        return ReadResult(rejects=(problem,) if problem else ())
    return reader.read(data, name, _moment(now), mapping)


def read_pasted(text: str, *, now: datetime | None = None) -> ReadResult:
    """Read text that a person pasted: an article, or the text of a whole page."""
    if not text.strip():
        return _refused(PASTED, "there is no text", "Paste the article's text")
    try:
        return from_text(clean(text), PASTED, _moment(now))
    except Unreadable as error:
        return ReadResult(rejects=(error.reject(PASTED),))


def columns(data: bytes, name: str) -> list[str]:
    """The columns of a table, so that a page can show and correct how they are used.

    Returns:
        Column names in order; empty when the file is no table or can't be read.
    """
    reader, _ = _choose(data, name)
    if reader is None or reader.columns is None:
        return []
    try:
        return reader.columns(data)
    except Exception:  # the same file goes through `read`, which says what is wrong with it
        return []


def preview(data: bytes, name: str, rows: int = 5) -> Preview | None:
    """Show what a table looks like: its columns, what they are taken for, its first rows.

    Returns:
        None when the file is no table or can't be read.
    """
    reader, _ = _choose(data, name)
    if reader is None or reader.columns is None or reader.rows is None:
        return None
    try:
        return make_preview(reader.columns(data), itertools.islice(reader.rows(data), rows))
    except Exception:  # the same file goes through `read`, which says what is wrong with it
        return None


def _moment(now: datetime | None) -> datetime:
    if now is None:
        return datetime.now(UTC)
    return now if now.tzinfo else now.replace(tzinfo=UTC)


def _choose(data: bytes, name: str) -> tuple[FileReader | None, Reject | None]:
    by_suffix = {suffix: reader for reader in readers().values() for suffix in reader.suffixes}
    told = suffix_by_content(data)
    suffix = PurePath(name.lower()).suffix
    if told in by_suffix and not _same_family(told, suffix):
        return by_suffix[told], None
    kind = foreign(data) or (f"a {told} file" if told and told not in by_suffix else None)
    known = ", ".join(suffixes())
    if kind:
        return None, Reject(
            name, f"it is {kind}, not an article", f"Files that can be read: {known}"
        )
    if suffix in by_suffix:
        return by_suffix[suffix], None
    if not suffix or suffix[1:].isdigit():
        return by_suffix[".txt"], None
    reason = f"files ending in {suffix} can't be read"
    return None, Reject(name, reason, f"Files that can be read: {known}")


def _same_family(told: str | None, suffix: str) -> bool:
    """Names that may rightly have such content: a Markdown file may begin with HTML."""
    return told in {".html", ".rss"} and suffix in {".md", ".csv", ".json", ".jsonl", ".mhtml"}


def _refused(name: str, reason: str, hint: str) -> ReadResult:
    return ReadResult(rejects=(Reject(name, reason, hint),))
