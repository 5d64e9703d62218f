"""What a page's markup says of itself: title, outlet, author, time, address, language."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from compare.readers import dates, outlets
from compare.readers.base import clean_line

_ARTICLE_TYPES = re.compile(
    r"Article|NewsArticle|BlogPosting|Report|LiveBlogPosting", re.IGNORECASE
)
_TIME_META = (
    *("article:published_time", "og:article:published_time", "datepublished", "publishdate"),
    *("pubdate", "dc.date.issued", "dcterms.created", "dc.date", "date", "sailthru.date"),
    *("parsely-pub-date", "article.published", "published-date", "publication_date", "dc.created"),
    *("cxenseparse:recs:publishtime", "ptime", "lastmod", "timestamp"),
)
_CHANGED_META = ("article:modified_time", "og:article:modified_time", "og:updated_time")
_MAX_JSON = 2_000_000


def read_meta(root: Any, now: datetime) -> dict[str, object]:
    """Collect what the markup says, by field of `Article`.

    Linked data (schema.org) comes first, then meta elements (Open Graph and older habits),
    then elements of the page. What isn't said is missing from the result.
    """
    meta = _meta_elements(root)
    data = _linked_data(root)
    url = _first(_href(root, "canonical"), meta.get("og:url"), _string(data.get("url")))
    site = _first(
        _name(data.get("publisher")), meta.get("og:site_name"), meta.get("application-name")
    )
    known = outlets.by_url(url) if url else None
    found: dict[str, object | None] = {
        "title": _title(root, meta, data, site),
        "outlet": known.name if known else _outlet_name(site, url),
        "country": known.country if known else None,
        "author": _author(meta, data),
        "published_at": _published(root, meta, data, now),
        "modified_at": _modified(meta, data, now),
        "url": url if url and url.startswith(("http://", "https://")) else None,
        "language": root.get("lang") or meta.get("og:locale"),
    }
    return {name: value for name, value in found.items() if value}


def _meta_elements(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        content = clean_line(node.get("content") or "")[:2000]
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked_data(root: Any) -> dict[str, Any]:
    """The first article-like object among the JSON-LD blocks."""
    for node in root.iter("script"):
        if "ld+json" not in (node.get("type") or "").lower():
            continue
        text = (node.text or "").strip().removeprefix("<!--").removesuffix("-->")
        if len(text) > _MAX_JSON:
            continue
        try:
            for item in _dicts(json.loads(text, strict=False)):
                if _ARTICLE_TYPES.search(str(item.get("@type", ""))):
                    return item
        except (ValueError, RecursionError):
            continue
    return {}


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for item in value.get("@graph", []) if isinstance(value.get("@graph"), list) else []:
            yield from _dicts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _dicts(item)


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _string(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return clean_line(value) if isinstance(value, str) and value.strip() else None


def _name(value: Any) -> str | None:
    """Name of a schema.org person or organisation, or of several."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, map(_name, value)))) or None
    if isinstance(value, dict):
        value = value.get("name")
        if isinstance(value, list):
            value = value[0] if value else None
    if not isinstance(value, str) or not value.strip() or value.startswith("http"):
        return None
    return clean_line(value)[:200]


def _href(root: Any, relation: str) -> str | None:
    for node in root.iter("link"):
        if relation in (node.get("rel") or "").lower().split() and node.get("href"):
            return clean_line(node.get("href"))
    return None


def _outlet_name(site: str | None, url: str | None) -> str | None:
    if site:
        known = outlets.by_name(site) or (outlets.by_url(site) if "." in site else None)
        return known.name if known else site
    return outlets.from_url(url) if url else None


def _title(root: Any, meta: dict[str, str], data: dict[str, Any], site: str | None) -> str | None:
    heads = [clean_line(node.text_content()) for node in root.iter("h1")]
    page = next((clean_line(node.text_content()) for node in root.iter("title")), None)
    given = _first(
        _string(data.get("headline")), meta.get("og:title"), meta.get("twitter:title"), page
    )
    if given is None:
        return heads[0] if heads else None
    given = html.unescape(given)
    for head in heads:  # the headline as readers see it, where the page title begins with it
        if len(head) > 10 and head.casefold() in given.casefold():
            return head
    return _without_site(given, site)


def _without_site(title: str, site: str | None) -> str:
    """Take the outlet's name off a page title."""
    parts = re.split(r"\s+[|–—\-·«]\s+", title)
    while len(parts) > 1:
        tail = parts[-1]
        same = site and outlets.key(tail) == outlets.key(site)
        if not (same or outlets.by_name(tail) or re.fullmatch(r"[\w-]+\.\w{2,4}", tail)):
            break
        title = title[: title.rindex(tail)].rstrip(" |–—-·«")
        parts.pop()
    return title


def _author(meta: dict[str, str], data: dict[str, Any]) -> str | None:
    name = _first(
        _name(data.get("author")), meta.get("author"), meta.get("byl"), meta.get("dc.creator")
    )
    if not name or name.startswith("http") or len(name.split()) > 20:
        return None
    return re.sub(r"^by\s+", "", name, flags=re.IGNORECASE)


def _published(
    root: Any, meta: dict[str, str], data: dict[str, Any], now: datetime
) -> dates.Dated | None:
    """The publication time; never the time of an update where another is given, never today."""
    given = [data.get("datePublished"), *(meta.get(name) for name in _TIME_META[:-2])]
    given += [node.get("datetime") for node in root.iter("time")][:3]
    best: dates.Dated | None = None
    for value in given:
        dated = dates.parse(value, now) if isinstance(value, str) and value else None
        if dated is None:
            continue
        if best is None or (best.precision == "day" and _same_day(best, dated)):
            best = dated
        if best.precision == "time":
            break
    return best or _by_htmldate(root, now)


def _modified(meta: dict[str, str], data: dict[str, Any], now: datetime) -> dates.Dated | None:
    """When the page says that it was last changed."""
    for value in (data.get("dateModified"), *(meta.get(name) for name in _CHANGED_META)):
        if isinstance(value, str) and value and (dated := dates.parse(value, now)):
            return dated
    return None


def _same_day(left: dates.Dated, right: dates.Dated) -> bool:
    return left.at.date() == right.at.date()


def _by_htmldate(root: Any, now: datetime) -> dates.Dated | None:
    """What htmldate finds in the markup, without its guesses from copyright lines and the like."""
    from htmldate import find_date

    found = find_date(
        root, extensive_search=False, original_date=True, max_date=now.strftime("%Y-%m-%d")
    )
    return dates.parse(found, now) if found else None
