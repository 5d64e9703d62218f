"""From articles to claims: the public functions of this package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from compare.aliases import load_aliases
from compare.claims.build import build, read
from compare.claims.nlp import parse
from compare.claims.segment import claims_in
from compare.claims.sentences import lines
from compare.progress import Progress, silent
from compare.records import Article, Claim, content_id


def extract_claims(article: Article) -> list[Claim]:
    """Extract the claims of one article, in the order of its text."""
    return next(iter(extract_many([article])))[1]


def extract_many(
    articles: Iterable[Article], *, processes: int = 0, progress: Progress | None = None
) -> Iterator[tuple[str, list[Claim]]]:
    """Extract the claims of many articles.

    Args:
        articles: in any number.
        processes: how many processes may share the work; 0: as many as there are processors.
        progress: told after each article, stage "claims".

    Yields:
        Article id and claims, in the order of `articles`.
    """
    tell, items = progress or silent, list(articles)
    for done, article in enumerate(items, 1):
        yield article.id, _extract(article)
        tell("claims", done, len(items))


def claims_from_texts(texts: Sequence[str], *, published: datetime | None = None) -> list[Claim]:
    """Make each text one claim as it stands, with all that is found inside it.

    Args:
        texts: sentences; an empty one gives an empty claim.
        published: what relative dates count from.

    Returns:
        A claim for each text, `article_id` "", `position` its index.
    """
    day = published.date() if published else None
    aliases = load_aliases()
    found = []
    for position, (doc, text) in enumerate(parse((text, text) for text in texts)):
        reading = read(text, [(0, doc)], aliases, day)
        claim = build(reading, 0, doc[:], "", position)
        found.append(replace(claim, id=content_id("text", text), text=text, end=len(text)))
    return found


def _extract(article: Article) -> list[Claim]:
    day = article.published_at.date() if article.published_at else None
    texts = [(line, offset) for offset, line in lines(article.text)]
    docs = [(offset, doc) for doc, offset in parse(texts)]
    reading = read(article.text, docs, load_aliases(), day)
    found: list[Claim] = []
    for offset, doc in docs:
        for piece in claims_in(doc):
            found.append(build(reading, offset, piece, article.id, len(found)))
    return found
