"""RSS and Atom feeds, one article an entry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from compare.readers import outlets
from compare.readers.base import MAX_ARTICLES, FileReader, Unreadable, clean_line
from compare.readers.build import build
from compare.readers.inner_text import inner_text, parse_tree
from compare.readers.xml_tree import local, parse_xml, text_of
from compare.records import Article, Page, ReadResult, Reject

_FULL = ("encoded", "content")
_SHORT = ("description", "summary")
_TIMES = ("pubdate", "published", "date", "issued", "updated", "modified")
_CHANGED = ("updated", "modified")


def _children(node: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for child in node:
        found.setdefault(local(child), child)
    return found


def _link(entry: Any) -> str:
    for child in entry:
        if local(child) != "link":
            continue
        if child.get("href") and child.get("rel", "alternate") == "alternate":
            return str(child.get("href"))
        if (child.text or "").strip():
            return clean_line(child.text)
    return ""


def _plain(node: Any) -> str:
    """Text of an element that holds HTML as text, as CDATA or as elements."""
    markup = text_of(node).strip()
    if len(node) and "<" not in markup:
        from lxml import etree

        markup = etree.tostring(node, encoding="unicode")
    return inner_text(parse_tree(markup)) if "<" in markup else markup


def _author(parts: dict[str, Any]) -> str:
    node = parts.get("creator")
    if node is None:
        node = parts.get("author")
    if node is None:
        return ""
    named = _children(node).get("name")
    return clean_line(text_of(named if named is not None else node))


def _fields(entry: Any, site: str) -> dict[str, object]:
    parts = _children(entry)
    whole = next((_plain(parts[name]) for name in _FULL if name in parts), "")
    short = next((_plain(parts[name]) for name in _SHORT if name in parts), "")
    url = _link(entry)
    known = outlets.by_url(url) if url else None
    return {
        "title": clean_line(text_of(parts["title"])) if "title" in parts else "",
        "text": whole if len(whole) >= len(short) else short,
        "completeness": "full" if len(whole) > max(400, len(short)) else "truncated",
        "url": url,
        "outlet": known.name if known else site,
        "author": _author(parts),
        "published_at": next((text_of(parts[name]) for name in _TIMES if name in parts), None),
        "modified_at": next((text_of(parts[name]) for name in _CHANGED if name in parts), None),
        "language": entry.get("{http://www.w3.org/XML/1998/namespace}lang"),
    }


def read_feed(page: Page) -> ReadResult:
    """Read a feed that was fetched, and nothing else; it never raises on bad content.

    An entry without a text has its title in its place, marked as missing: its page has more.
    """

    def parse(data: bytes, name: str, now: datetime) -> ReadResult:
        return _entries(data, name, now, titles=True)

    return FileReader("feed", (), parse).read(page.data, page.url[:300], page.at)


def _read(data: bytes, name: str, now: datetime) -> ReadResult:
    return _entries(data, name, now)


def _entries(data: bytes, name: str, now: datetime, *, titles: bool = False) -> ReadResult:
    root = parse_xml(data)
    entries = [node for node in root.iter() if local(node) in {"item", "entry"}]
    if not entries:
        raise Unreadable("it is no feed, or one without entries", "Give an RSS or Atom file")
    channel = next((node for node in root.iter() if local(node) == "channel"), root)
    title = _children(channel).get("title")
    site = outlets.without_section(clean_line(text_of(title))) if title is not None else ""
    articles: list[Article] = []
    rejects: list[Reject] = []
    for number, entry in enumerate(entries[:MAX_ARTICLES], 1):
        try:
            fields = _fields(entry, site)
            if titles and not fields["text"] and fields["url"]:
                fields |= {"text": fields["title"], "completeness": "missing"}
            article, more = build(fields, name, now, row=number)
        except Unreadable as error:
            error.row = number
            rejects.append(error.reject(name))
            continue
        articles.append(article)
        rejects += more
    return ReadResult(tuple(articles), tuple(rejects))


PLUGIN = FileReader("feed", (".rss", ".atom", ".xml"), _read)
