"""Versions of articles: which there are, which one counts, and a person's word against it."""

from __future__ import annotations

from compare.records import Article
from compare.store.article_rows import from_row
from compare.store.articles import require_article
from compare.store.base import Base
from compare.store.counts import recount_of_articles
from compare.store.kin import leave
from compare.store.sql import fetch


class Versions(Base):
    """The part of the store that knows which articles are versions of one another."""

    def versions(self, article_id: str) -> list[Article]:
        """Give all versions of an article: the one that counts, then the others, newest first.

        Raises:
            NotFoundError: there is no such article.
        """
        with self._access.reading() as con:
            require_article(con, article_id)
            ids = [row[0] for row in fetch(con, "versions_of", id=article_id)]
            found = {
                row[0]: from_row(row) for row in fetch(con, "articles_by_id", ids=ids, sources=True)
            }
        return [found[id_] for id_ in ids]

    def superseded_by(self, article_id: str) -> str | None:
        """Give the id of the newest version, which counts in the article's place, if there is."""
        with self._access.reading() as con:
            rows = fetch(con, "superseded_by", id=article_id)
        return rows[0][0] if rows else None

    def separate(self, article_id: str, person: str) -> None:
        """Let an article stand for itself: a person says that it is no version of another.

        Raises:
            NotFoundError: there is no such article.
        """
        with self._changing(person, "separate version", article_id) as con:
            require_article(con, article_id)
            others = [row[0] for row in fetch(con, "versions_of", id=article_id)]
            leave(con, article_id)
            recount_of_articles(con, others)
