"""Articles: taking them in, giving them out, correcting and deleting them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from compare.errors import NotFoundError, StoreError
from compare.records import AddResult, Article, Page, Reject
from compare.store.article_rows import (
    check_edit,
    check_writable,
    clean,
    current_id,
    from_row,
    sort_out,
    to_row,
)
from compare.store.base import Base, add_log, now, touch
from compare.store.counts import recount, recount_of_articles
from compare.store.kin import Kin, leave, rerank
from compare.store.pages import keep_pages
from compare.store.sql import Connection, execute, fetch, insert, insert_rows

_REJECT = "made_at source row_number field reason hint"
_LOGGED = 20  # ids of added articles in a line of the log
# Dates in claims are resolved against these, so their claims have to be found anew.
_RESOLVES_DATES = {"published_at", "published_precision", "language"}


class Articles(Base):
    """The part of the store that keeps articles."""

    def add(
        self,
        articles: Iterable[Article],
        rejects: Iterable[Reject] = (),
        person: str = "",
        *,
        pages: Mapping[str, Page] | None = None,
    ) -> AddResult:
        """Take articles in, in one transaction; those already there change nothing.

        An article that no file can hold (half of a surrogate pair) becomes a reject. Of several
        versions of one article (`compare.versions`) the newest counts; the others stay readable.

        Args:
            person: who adds them, for the log; "" writes no line there.
            pages: article id → the page that it was read from, to be kept as it came.

        Returns:
            The ids added and those known, each in the order given, and all rejects saved. An
            article that was given twice is added and known.
        """
        given, refused = sort_out(articles)
        refused = [*map(clean, rejects), *refused]
        known: list[str] = []
        new: dict[str, Article] = {}
        with self._access.writing() as con:
            stored = dict(fetch(con, "known_articles", ids=[article.id for article in given]))
            kin = Kin(con, [article for article in given if article.id not in stored])
            for article in given:
                if article.id in stored or article.id in new:
                    known.append(stored.get(article.id, article.id))
                elif same := kin.place(article):
                    known.append(same)
                else:
                    new[article.id] = article
            rows = [to_row(article) for article in new.values()]
            if rows:
                insert(con, "articles", {name: [row[name] for row in rows] for name in rows[0]})
            earlier = kin.save()
            recount_of_articles(con, earlier)
            keep_pages(con, {id_: page for id_, page in (pages or {}).items() if id_ in new})
            at = now()
            lines = [(at, r.source, r.row, r.field, r.reason, r.hint) for r in refused]
            insert_rows(con, "rejects", _REJECT, lines)
            if new and person:
                add_log(con, person, "add articles", f"{len(new)}", ids=list(new)[:_LOGGED])
            if new or refused:
                touch(con)
        return AddResult(tuple(new), tuple(dict.fromkeys(known)), tuple(refused), earlier)

    def articles(
        self,
        ids: Sequence[str] | None = None,
        *,
        include_superseded: bool = False,
        sources: bool = True,
    ) -> list[Article]:
        """Give all articles, or those of `ids` that are there, by time of publication.

        Of all articles those are left out that have a newer version, unless they are asked for;
        with `sources=False` also their texts as they came, which take the most room.
        """
        with self._access.reading() as con:
            if ids is None and include_superseded:
                rows = fetch(con, "all_articles")
            elif ids is None:
                rows = fetch(con, "articles", sources=sources)
            else:
                rows = fetch(con, "articles_by_id", ids=list(ids), sources=sources)
        return [from_row(row) for row in rows]

    def article(self, id: str) -> Article:
        """Give one article.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._access.reading() as con:
            return require_article(con, id)

    def article_ids(self) -> list[str]:
        """Give the ids of all articles without a newer version, by time of publication."""
        with self._access.reading() as con:
            return [row[0] for row in fetch(con, "article_ids")]

    def edit_article(self, id: str, person: str, **fields: Any) -> Article:
        """Correct what is said of an article (not its text); its id stays.

        Raises:
            NotFoundError: there is no such article.
            StoreError: a field can't be edited, a value doesn't fit it, or the article would
                become the same as another one.
        """
        check_edit(id, fields)
        with self._access.writing() as con:
            old = require_article(con, id)
            changed = {key: new for key, new in fields.items() if new != getattr(old, key)}
            if not changed:
                return old
            new = replace(old, stored_id=id, **changed)
            check_writable(new)
            if any(other != id for _, other in fetch(con, "known_articles", ids=[current_id(new)])):
                raise StoreError(
                    "another article has this outlet, address and text",
                    where=id,
                    hint="Delete one of the two",
                )
            stale = bool(_RESOLVES_DATES & set(changed))
            execute(con, "edit_article", **to_row(new), stale=stale)
            if "outlet" in changed:
                leave(con, id)  # the reports of two outlets are never versions of one another
            elif "published_at" in changed:
                rerank(con, id)
            recount_of_articles(con, [id])
            before = {key: str(getattr(old, key)) for key in changed}
            after = {key: str(value) for key, value in changed.items()}
            add_log(con, person, "edit article", id, before=before, after=after)
            touch(con)
            return require_article(con, id)

    def delete_article(self, id: str, person: str) -> None:
        """Delete an article and all that was found in it; decisions about it are kept.

        Raises:
            NotFoundError: there is no such article.
        """
        with self._access.writing() as con:
            article = require_article(con, id)
            events = [row[0] for row in fetch(con, "event_of", article_id=id)]
            leave(con, id)
            execute(con, "delete_article", id=id)
            execute(con, "refresh_events", ids=events)
            execute(con, "prune")
            recount(con, events)
            title = {"outlet": article.outlet, "title": article.title, "url": article.url}
            add_log(con, person, "delete article", id, **title)
            touch(con)

    def unextracted(self) -> list[Article]:
        """Give the articles whose claims are not there yet or out of date."""
        with self._access.reading() as con:
            return [from_row(row) for row in fetch(con, "unextracted")]

    def rejects(self, limit: int = 200) -> list[tuple[datetime, Reject]]:
        """Give what was refused, the latest first, with the time (UTC)."""
        with self._access.reading() as con:
            return [
                (datetime.fromisoformat(at), Reject(source, reason, hint, row, field))
                for at, source, row, field, reason, hint in fetch(con, "rejects", limit=limit)
            ]


def require_article(con: Connection, id: str) -> Article:
    """Give an article, or raise `NotFoundError`."""
    rows = fetch(con, "articles_by_id", ids=[id], sources=True)
    if not rows:
        raise NotFoundError("there is no article with this id", where=id)
    return from_row(rows[0])
