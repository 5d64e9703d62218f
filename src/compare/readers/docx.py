"""Word documents: paragraphs, headings and table cells, in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from compare.readers.archives import entry, open_zip
from compare.readers.base import FileReader, clean
from compare.readers.page_article import from_text
from compare.readers.xml_tree import local, parse_xml
from compare.records import ReadResult

_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "nobreakhyphen": "-"}


def _paragraphs(root: Any) -> Iterator[tuple[str, str]]:
    """Style and text of each paragraph; deleted text of tracked changes is no part of it."""
    for node in root.iter():
        if local(node) != "p":
            continue
        style, parts = "", []
        for part in node.iter():
            name = local(part)
            if name == "pstyle":
                style = next(iter(part.attrib.values()), "").lower()
            elif name == "t":
                parts.append(part.text or "")
            elif name in _BREAKS:
                parts.append(_BREAKS[name])
        yield style, "".join(parts).strip()


def _read(data: bytes, name: str, now: datetime) -> ReadResult:
    root = parse_xml(entry(open_zip(data), "word/document.xml"))
    paragraphs = [(style, clean(text)) for style, text in _paragraphs(root) if text]
    title = next((text for style, text in paragraphs if style in {"title", "heading1"}), "")
    text = "\n\n".join(text for _, text in paragraphs)
    return from_text(text, name, now, file_name=name, told={"title": title})


PLUGIN = FileReader("word", (".docx",), _read)
