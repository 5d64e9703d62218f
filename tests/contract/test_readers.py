"""Every reader, whatever its format: bad content becomes a reject, never an exception."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.readers import Reader
from compare.readers.registry import read, readers, suffixes

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
READERS = sorted(readers().values(), key=lambda reader: reader.name)
BROKEN = {
    "nothing": b"",
    "zeros": b"\x00" * 300,
    "all bytes": bytes(range(256)) * 4,
    "cut off archive": b"PK\x03\x04" + b"\x01" * 200,
    "cut off pdf": b"%PDF-1.7\n1 0 obj << /Type /Catalog",
    "cut off markup": b"<html><body><p>Half a",
    "open quote": b'title,text\n"never closed,' + b"x" * 200,
    "deep json": b"[" * 100_000,
    "deep markup": b"<div>" * 5_000 + b"text",
    "long line": b"a" * 300_000,
}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_reader_keeps_its_contract(reader: Reader) -> None:
    assert reader.name
    assert reader.suffixes
    assert all(end.startswith(".") and end == end.lower() for end in reader.suffixes)
    assert set(reader.suffixes) <= set(suffixes())


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_bad_content_gives_a_reject(reader: Reader, content: bytes) -> None:
    result = reader.read(content, "file" + reader.suffixes[0], NOW)
    assert result.articles or result.rejects
    for reject in result.rejects:
        assert reject.source == "file" + reader.suffixes[0]
        assert reject.reason
        assert reject.hint
        assert "\n" not in str(reject)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@settings(max_examples=40, deadline=None)
@given(content=st.binary(max_size=400) | st.text(max_size=300).map(lambda text: text.encode()))
def test_no_content_raises(reader: Reader, content: bytes) -> None:
    result = reader.read(content, "file" + reader.suffixes[0], NOW)
    assert all(article.text.strip() for article in result.articles)


def test_no_two_readers_take_one_suffix() -> None:
    taken = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(taken) == len(set(taken))


@pytest.mark.parametrize("suffix", suffixes())
def test_registry_takes_every_suffix_in_any_case(suffix: str) -> None:
    result = read(b"no such thing", "FILE" + suffix.upper(), now=NOW)
    assert result.articles or result.rejects
