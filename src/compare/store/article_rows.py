"""Articles and rejects to rows and back, and what of them can't be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import datetime
from typing import Any, get_args

from compare.errors import StoreError
from compare.records import Article, ArticleKind, Completeness, Precision, Reject, content_id
from compare.store.base import now
from compare.store.codec import dump_cuts, from_iso, iso, load_cuts, utc
from compare.store.sql import Connection, fetch

_PLAIN = (
    *("outlet", "title", "text", "url", "published_precision", "country", "author"),
    *("language", "carries", "kind", "completeness", "source_name", "source_text"),
)
_FIXED = {
    "text",
    "source_text",
    "cuts",
    "stored_id",
    "modified_at",
}  # claims count their offsets in these
EDITABLE = tuple(item.name for item in fields_of(Article) if item.name not in _FIXED)
_NEEDED = ("outlet", "title")
_CHOICES: dict[str, tuple[str, ...]] = {
    "published_precision": get_args(Precision),
    "kind": get_args(ArticleKind),
    "completeness": get_args(Completeness),
}


def current_id(article: Article) -> str:
    """Give the hash of the fields as they are now; differs from `id` after a correction."""
    return content_id(article.outlet, article.url or "", article.text)


def to_row(article: Article) -> dict[str, Any]:
    """Give the columns of a new article by name."""
    return {name: getattr(article, name) for name in ("id", *_PLAIN)} | {
        "current_id": current_id(article),
        "published_at": iso(article.published_at),
        "published_utc": utc(article.published_at),
        "modified_at": iso(article.modified_at),
        "cuts": dump_cuts(article.cuts),
        "added_at": now(),
        "extracted": False,
    }


def from_row(row: tuple[Any, ...]) -> Article:
    """Read an article from id, time of publication, cuts, the plain columns, time of change."""
    id_, published, cuts, *plain, modified = row
    article = Article(
        **dict(zip(_PLAIN, plain, strict=True)),
        published_at=from_iso(published),
        modified_at=from_iso(modified),
        cuts=load_cuts(cuts),
    )
    return article if article.id == id_ else replace(article, stored_id=id_)


def with_stored_hash(con: Connection) -> Iterator[tuple[Article, str]]:
    """Give each article with the hash of its fields as it was when they were stored."""
    stored = dict(fetch(con, "current_ids"))
    for row in fetch(con, "all_articles"):
        yield from_row(row), stored[row[0]]


def check_edit(id: str, fields: Mapping[str, Any]) -> None:
    """Raise `StoreError` where a field can't be edited or a value doesn't fit it."""
    fixed = sorted(set(fields) - set(EDITABLE))
    if fixed:
        raise StoreError(
            f"{', '.join(fixed)} of an article can't be edited",
            where=id,
            hint=f"These can: {', '.join(EDITABLE)}. For another text add another article",
        )
    for name, value in fields.items():
        if name in _CHOICES:
            fits, wanted = value in _CHOICES[name], f"one of {', '.join(_CHOICES[name])}"
        elif name == "published_at":
            fits, wanted = value is None or isinstance(value, datetime), "a time, or nothing"
        elif name in _NEEDED:
            fits, wanted = isinstance(value, str) and bool(value.strip()), "some words"
        else:
            fits, wanted = value is None or isinstance(value, str), "words, or nothing"
        if not fits:
            raise StoreError(f"{value!r} is no {name}", where=id, hint=f"It takes {wanted}")


def check_writable(article: Article) -> None:
    """Raise `StoreError` for half of a surrogate pair, which no file can hold."""
    for item in fields_of(article):
        value = getattr(article, item.name)
        texts = [value] if isinstance(value, str) else []
        if item.name == "cuts":
            texts = [text for cut in article.cuts for text in (cut.text, cut.reason)]
        try:
            for text in texts:
                text.encode("utf-8")
        except UnicodeEncodeError:
            raise StoreError(
                f"{item.name} holds half of a character (a lone surrogate)",
                where=_readable(article.title),
                hint="Save the file again as UTF-8",
            ) from None


def sort_out(articles: Iterable[Article]) -> tuple[list[Article], list[Reject]]:
    """Tell articles that can be written from those that can't, which become rejects."""
    good: list[Article] = []
    bad: list[Reject] = []
    for article in articles:
        try:
            check_writable(article)
            good.append(article)
        except StoreError as error:
            source = article.source_name or article.url or article.title
            bad.append(clean(Reject(source, error.what, error.hint or "")))
    return good, bad


def clean(reject: Reject) -> Reject:
    """Make a reject writable: that something can't be written is why some are rejects."""
    return replace(
        reject,
        source=_readable(reject.source),
        reason=_readable(reject.reason),
        hint=_readable(reject.hint),
        field=None if reject.field is None else _readable(reject.field),
    )


def _readable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
