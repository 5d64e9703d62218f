"""Archives of files of any other kind; gzip too."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import datetime

from compare.readers.archives import entry, nested, open_zip, read_limited
from compare.readers.base import FileReader, Unreadable
from compare.readers.sniff import suffix_by_content
from compare.records import Article, ReadResult, Reject

_SKIPPED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def _wanted(info: zipfile.ZipInfo) -> bool:
    base = info.filename.rsplit("/", 1)[-1]
    return not (
        info.is_dir() or base.startswith(".") or any(part in info.filename for part in _SKIPPED)
    )


def members(data: bytes) -> list[str]:
    """The names of the files in a zip archive; none when it is damaged or, say, a Word file."""
    if suffix_by_content(data) != ".zip":
        return []
    try:
        return [info.filename for info in open_zip(data).infolist() if _wanted(info)]
    except Unreadable:
        return []


def read_member(data: bytes, name: str, member: str, now: datetime) -> ReadResult:
    """Read one file of a zip archive."""

    def parse(data: bytes, name: str, now: datetime) -> ReadResult:
        from compare.readers.registry import read

        with nested():
            return read(entry(open_zip(data), member), f"{name}/{member}", now=now)

    return FileReader("archive", (), parse).read(data, name, now)


def _read(data: bytes, name: str, now: datetime) -> ReadResult:
    from compare.readers.registry import read

    if data.startswith(b"\x1f\x8b"):
        with nested():
            inner = read_limited(gzip.GzipFile(fileobj=io.BytesIO(data)))
            return read(inner, name.removesuffix(".gz") or name, now=now)
    archive = open_zip(data)
    articles: list[Article] = []
    rejects: list[Reject] = []
    wanted = [info for info in archive.infolist() if _wanted(info)]
    with nested():
        for info in wanted:
            label = f"{name}/{info.filename}"
            try:
                result = read(entry(archive, info), label, now=now)
            except Unreadable as error:
                rejects.append(error.reject(label))
                continue
            articles += result.articles
            rejects += result.rejects
    if not wanted:
        raise Unreadable("the archive is empty", "Check that it was saved whole")
    return ReadResult(tuple(articles), tuple(rejects))


PLUGIN = FileReader("archive", (".zip", ".gz"), _read)
