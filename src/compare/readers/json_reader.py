"""JSON and JSON lines: one article an object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from compare.readers.base import FileReader, Unreadable
from compare.readers.decoding import decode
from compare.readers.tabular import articles_of
from compare.records import ReadResult, Reject

_LISTS = ("articles", "items", "results", "data", "docs", "documents", "entries", "hits", "rows")


def _flat(value: Mapping[str, Any]) -> dict[str, object]:
    """The object's own fields and, where they give something new, those one level below."""
    flat: dict[str, object] = {}
    for name, item in value.items():
        flat[name] = item
        if isinstance(item, dict):
            for inner, below in item.items():
                flat.setdefault(f"{name}.{inner}", below)
    return flat


def _objects(value: Any) -> list[Any]:
    """The list of articles in a document: itself, under a usual name, or the only object."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for name in _LISTS:
            inner = value.get(name)
            if isinstance(inner, list) and any(isinstance(item, dict) for item in inner):
                return inner
            if isinstance(inner, dict) and isinstance(inner.get(name), list):
                return list(inner[name])
        return [value]
    raise Unreadable("it holds no object with an article's fields", "Give a list of objects")


def _load(text: str, name: str, broken: list[Reject]) -> Iterator[tuple[int, dict[str, object]]]:
    """Number and fields of each object: of the whole document, or of each line."""
    try:
        items = list(enumerate(_objects(json.loads(text)), 1))
    except (ValueError, RecursionError) as error:
        if "\n" not in text.strip():
            raise Unreadable(
                f"it is no JSON ({error})"[:200], "Check the quotes and commas"
            ) from None
        items = list(_lines(text, name, broken))
    for number, item in items:
        if isinstance(item, dict):
            yield number, _flat(item)
        else:
            reason = "it is no object with fields"
            broken.append(Reject(name, reason, 'Write {"outlet": …, "text": …}', number))


def _lines(text: str, name: str, broken: list[Reject]) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = f"it is no JSON ({error})"[:200]
            broken.append(Reject(name, reason, "Check the quotes and commas of the line", number))


def _columns_of(rows: list[tuple[int, dict[str, object]]]) -> list[str]:
    return list(dict.fromkeys(name for _, row in rows for name in row))


def columns(data: bytes) -> list[str]:
    """The field names that occur in the objects of a file."""
    return _columns_of(list(_load(decode(data), "", [])))


def _values(data: bytes) -> Iterator[Mapping[str, object]]:
    return (row for _, row in _load(decode(data), "", []))


def _read(data: bytes, name: str, now: datetime, mapping: Mapping[str, str] | None) -> ReadResult:
    broken: list[Reject] = []
    rows = list(_load(decode(data), name, broken))
    if not rows:
        broken.append(Reject(name, "no line of it is a JSON object", "Write one object a line"))
        return ReadResult(rejects=tuple(broken))
    good = articles_of(rows, _columns_of(rows), name, now, mapping)
    rejects = sorted((*broken, *good.rejects), key=lambda item: item.row or 0)
    return ReadResult(good.articles, tuple(rejects))


PLUGIN = FileReader(
    "json", (".jsonl", ".json", ".ndjson"), mapped=_read, columns=columns, rows=_values
)
