"""HTML → the text that a browser shows and saves, one block a line."""

from __future__ import annotations

import re
from typing import Any

from compare.readers.base import Unreadable, clean


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SKIPPED = _set(
    "script style noscript template head title meta link iframe object embed svg canvas audio "
    "video textarea select datalist math map"
)
_BLOCKS = _set(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre section summary table tbody tfoot thead tr ul"
)
_SPACED = _set("p h1 h2 h3 h4 h5 h6 blockquote figure")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f\u200b\xa0]+")


def parse_tree(html: str) -> Any:
    """Parse HTML without loading anything; the root element.

    Raises:
        Unreadable: there are no elements in it.
    """
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        root = None
    if root is None:
        raise Unreadable("it has no elements of HTML", "Save the page again")
    return root


def inner_text(root: Any) -> str:
    """Text of a tree in the manner of `HTMLElement.innerText` (HTML living standard, 3.2.7).

    Block elements begin and end lines, paragraphs and headings have a blank line around them,
    cells are parted by tabs; scripts, styles and what is hidden by attributes stay out. Style
    sheets are not evaluated.
    """
    parts: list[str] = []
    # An own stack: hostile pages nest elements deeper than Python's recursion goes.
    stack: list[tuple[Any, str]] = [(root, "open")]
    while stack:
        node, step = stack.pop()
        if step == "text":
            parts.append(_SPACE.sub(" ", node))
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        if step == "close":
            parts.append(_break(tag))
            continue
        if tag and tag not in _SKIPPED and not _hidden(node):
            parts.append("\n" if tag == "br" else _break(tag))
            if tag in {"td", "th"} and node.getprevious() is not None:
                parts.append("\t")
            stack.append((node, "close"))
            for child in reversed(node):
                if child.tail:
                    stack.append((child.tail, "text"))
                stack.append((child, "open"))
            if node.text:
                stack.append((node.text, "text"))
    return _tidy("".join(parts))


def _break(tag: str) -> str:
    if tag in _SPACED:
        return "\n\n"
    return "\n" if tag in _BLOCKS else ""


def _hidden(node: Any) -> bool:
    if node.get("hidden") is not None or node.get("type") == "hidden":
        return True
    style = node.get("style")
    return bool(style and _HIDDEN.search(style))


def _tidy(text: str) -> str:
    lines = [_SPACE.sub(" ", line).strip() for line in clean(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
