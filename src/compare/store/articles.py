"""Articles: taking them in, giving them out, correcting and deleting them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import datetime
from typing import Any

from compare.errors import NotFoundError, StoreError
from compare.records import AddResult, Article, Reject, content_id
from compare.store.base import Base, add_log, now, touch
from compare.store.codec import dump_cuts, from_iso, iso, load_cuts, utc
from compare.store.sql import Connection, execute, fetch, insert_rows

_COLUMNS = (
    "id current_id outlet title text url published_at published_utc published_precision country "
    "author language carries kind completeness source_name source_text cuts added_at extracted"
)
_REJECT = "made_at source row_number field reason hint"
_FIXED = {"text", "source_text", "cuts", "stored_id"}  # claims count their offsets in these
EDITABLE = tuple(item.name for item in fields_of(Article) if item.name not in _FIXED)
# Dates in claims are resolved against these, so their claims have to be found anew.
_RESOLVES_DATES = {"published_at", "published_precision", "language"}


class Articles(Base):
    """The part of the store that keeps articles."""

    def add(self, articles: Iterable[Article], rejects: Iterable[Reject] = ()) -> AddResult:
        """Take articles in, in one transaction; those already there change nothing.

        An article whose text no file can hold (half of a surrogate pair) becomes a reject.

        Returns:
            The ids added and known, each in the order given, and all rejects that were saved.
        """
        given, refused = _writable(articles)
        refused = [*rejects, *refused]
        with self._access.writing() as con:
            ids = {article.id: article for article in reversed(given)}
            stored = dict(fetch(con, "known_articles", ids=list(ids)))
            added = [id_ for id_ in reversed(ids) if id_ not in stored]
            known = [stored[article.id] for article in given if article.id in stored]
            insert_rows(con, "articles", _COLUMNS, [_row(ids[id_]) for id_ in added])
            at = now()
            rows = [(at, r.source, r.row, r.field, r.reason, r.hint) for r in map(_clean, refused)]
            insert_rows(con, "rejects", _REJECT, rows)
            if added or refused:
                touch(con)
        return AddResult(tuple(added), tuple(dict.fromkeys(known)), tuple(refused))

    def articles(self, ids: Sequence[str] | None = None) -> list[Article]:
        """Give all articles, or those of `ids` that are there, by time of publication."""
        with self._access.reading() as con:
            if ids is None:
                return [_article(row) for row in fetch(con, "articles")]
            return [_article(row) for row in fetch(con, "articles_by_id", ids=list(ids))]

    def article(self, id: str) -> Article:
        """Give one article.

        Raises:
            NotFoundError: there is none with this id.
        """
        found = self.articles([id])
        if not found:
            raise _unknown(id)
        return found[0]

    def article_ids(self) -> list[str]:
        """Give the ids of all articles, by time of publication."""
        with self._access.reading() as con:
            return [row[0] for row in fetch(con, "article_ids")]

    def edit_article(self, id: str, person: str, **fields: Any) -> Article:
        """Correct what is said of an article (not its text); its id stays.

        Raises:
            NotFoundError: there is no such article.
            StoreError: a field can't be edited, or a value doesn't fit it.
        """
        wrong = sorted(set(fields) - set(EDITABLE))
        if wrong:
            raise StoreError(
                f"{', '.join(wrong)} of an article can't be edited",
                where=id,
                hint=f"These can: {', '.join(EDITABLE)}. For another text add another article",
            )
        published = fields.get("published_at")
        if published is not None and not isinstance(published, datetime):
            raise StoreError("the time of publication is no time", where=id)
        with self._access.writing() as con:
            rows = fetch(con, "articles_by_id", ids=[id])
            if not rows:
                raise _unknown(id)
            old = _article(rows[0])
            new = replace(old, stored_id=id, **fields)
            changed = {k: v for k, v in fields.items() if v != getattr(old, k)}
            if not changed:
                return old
            _check_writable(new)
            execute(con, "edit_article", **_values(new), stale=bool(_RESOLVES_DATES & set(changed)))
            before = {key: str(getattr(old, key)) for key in changed}
            after = {key: str(value) for key, value in changed.items()}
            add_log(con, person, "edit article", id, before=before, after=after)
            touch(con)
        return self.article(id)

    def delete_article(self, id: str, person: str) -> None:
        """Delete an article and all that was found in it; decisions about it are kept.

        Raises:
            NotFoundError: there is no such article.
        """
        with self._access.writing() as con:
            rows = fetch(con, "articles_by_id", ids=[id])
            if not rows:
                raise _unknown(id)
            article = _article(rows[0])
            events = [row[0] for row in fetch(con, "event_of", article_id=id)]
            execute(con, "delete_article", id=id)
            execute(con, "refresh_events", ids=events)
            execute(con, "prune")
            title = {"outlet": article.outlet, "title": article.title, "url": article.url}
            add_log(con, person, "delete article", id, **title)
            touch(con)

    def unextracted(self) -> list[Article]:
        """Give the articles whose claims are not there yet or out of date."""
        with self._access.reading() as con:
            return [_article(row) for row in fetch(con, "unextracted")]

    def rejects(self, limit: int = 200) -> list[tuple[datetime, Reject]]:
        """Give what was refused, the latest first, with the time (UTC)."""
        with self._access.reading() as con:
            return [
                (datetime.fromisoformat(at), Reject(source, reason, hint, row, field))
                for at, source, row, field, reason, hint in fetch(con, "rejects", limit=limit)
            ]


def current_id(article: Article) -> str:
    """Give the hash of the fields as they are now."""
    return content_id(article.outlet, article.url or "", article.text)


def _values(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "current_id": current_id(article),
        "outlet": article.outlet,
        "title": article.title,
        "text": article.text,
        "url": article.url,
        "published_at": iso(article.published_at),
        "published_utc": utc(article.published_at),
        "published_precision": article.published_precision,
        "country": article.country,
        "author": article.author,
        "language": article.language,
        "carries": article.carries,
        "kind": article.kind,
        "completeness": article.completeness,
        "source_name": article.source_name,
        "source_text": article.source_text,
        "cuts": dump_cuts(article.cuts),
        "added_at": now(),
        "extracted": False,
    }


def _row(article: Article) -> tuple[Any, ...]:
    return tuple(_values(article).values())


def _article(row: tuple[Any, ...]) -> Article:
    id_, published, cuts, *rest = row
    article = Article(**dict(zip(_PLAIN, rest, strict=True)))
    article = replace(article, published_at=from_iso(published), cuts=load_cuts(cuts))
    return article if article.id == id_ else replace(article, stored_id=id_)


_PLAIN = (
    *("outlet", "title", "text", "url", "published_precision", "country", "author"),
    *("language", "carries", "kind", "completeness", "source_name", "source_text"),
)


def _writable(articles: Iterable[Article]) -> tuple[list[Article], list[Reject]]:
    good: list[Article] = []
    bad: list[Reject] = []
    for article in articles:
        try:
            _check_writable(article)
            good.append(article)
        except StoreError as error:
            source = article.source_name or article.url or article.title
            bad.append(_clean(Reject(source, error.what, error.hint or "")))
    return good, bad


def _check_writable(article: Article) -> None:
    for item in fields_of(article):
        value = getattr(article, item.name)
        texts = [value] if isinstance(value, str) else []
        if isinstance(value, tuple):
            texts = [text for cut in value for text in (cut.text, cut.reason)]
        try:
            for text in texts:
                text.encode("utf-8")
        except UnicodeEncodeError:
            raise StoreError(
                f"{item.name} holds half of a character (a lone surrogate)",
                where=_readable(article.title),
                hint="Save the file again as UTF-8",
            ) from None


def _clean(reject: Reject) -> Reject:
    """Make a reject storable: what can't be written is why some of them are rejects."""
    return replace(
        reject,
        source=_readable(reject.source),
        reason=_readable(reject.reason),
        hint=_readable(reject.hint),
        field=None if reject.field is None else _readable(reject.field),
    )


def _readable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _unknown(id: str) -> NotFoundError:
    return NotFoundError("there is no article with this id", where=id)


def articles_in(con: Connection) -> Iterator[tuple[str, str, Article]]:
    """Give id, hash of the fields when they were stored, and article."""
    stored = dict(fetch(con, "current_ids"))
    for row in fetch(con, "articles"):
        yield row[0], stored[row[0]], _article(row)


def require_article(con: Connection, id: str) -> None:
    """Raise `NotFoundError` unless the article is there."""
    if not fetch(con, "articles_by_id", ids=[id]):
        raise _unknown(id)
