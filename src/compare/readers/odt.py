"""OpenDocument texts: paragraphs and headings, in order."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from compare.readers.archives import entry, open_zip
from compare.readers.base import FileReader, clean
from compare.readers.page_article import from_text
from compare.readers.xml_tree import local, parse_xml
from compare.records import ReadResult

_GAPS = {"s": " ", "tab": "\t", "line-break": "\n"}


def _text(node: Any) -> str:
    parts = [node.text or ""]
    for child in node:
        name = local(child)
        if name in {"note", "annotation", "tracked-changes"}:
            parts.append("")
        else:
            parts.append(_GAPS[name] if name in _GAPS else _text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _read(data: bytes, name: str, now: datetime) -> ReadResult:
    root = parse_xml(entry(open_zip(data), "content.xml"))
    parts = [
        (local(node), clean(_text(node)).strip())
        for node in root.iter()
        if local(node) in {"p", "h"}
    ]
    title = next((text for kind, text in parts if kind == "h" and text), "")
    text = "\n\n".join(text for _, text in parts if text)
    return from_text(text, name, now, file_name=name, told={"title": title})


PLUGIN = FileReader("opendocument", (".odt",), _read)
