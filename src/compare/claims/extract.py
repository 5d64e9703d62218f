"""From articles to claims: the public functions of this package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from compare.aliases import load_aliases
from compare.claims.dates import dates_of
from compare.claims.names import entities_of
from compare.claims.nlp import parse
from compare.claims.quantities import quantities_of
from compare.claims.segment import claims_in, paragraphs
from compare.claims.words import frames_of, is_negated, tokens_of
from compare.progress import Progress, silent
from compare.records import Article, Claim, content_id

if TYPE_CHECKING:
    from spacy.tokens import Span


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
    found = []
    for position, (doc, text) in enumerate(parse((text, text) for text in texts)):
        found.append(_claim(doc[:], 0, text, "", content_id("text", text), position, day))
    return found


def _extract(article: Article) -> list[Claim]:
    found: list[Claim] = []
    day = article.published_at.date() if article.published_at else None
    lines = ((line, offset) for offset, line in paragraphs(article.text))
    article_id = article.id
    for doc, offset in parse(lines):
        for piece in claims_in(doc):
            start = offset + piece.start_char
            text = article.text[start : offset + piece.end_char].rstrip()
            claim_id = content_id(article_id, str(start), text)
            found.append(_claim(piece, start, text, article_id, claim_id, len(found), day))
    return found


def _claim(
    piece: Span,
    start: int,
    text: str,
    article_id: str,
    claim_id: str,
    position: int,
    day: date | None,
) -> Claim:
    tokens = tokens_of(piece)
    dates = dates_of(text, tokens, day)
    return Claim(
        claim_id,
        article_id,
        text,
        start,
        start + len(text),
        position,
        negated=is_negated(piece.root) if len(piece) else False,
        quantities=quantities_of(text, tokens, [(item.start, item.end) for item in dates]),
        dates=dates,
        entities=entities_of(piece, load_aliases()),
        frames=frames_of(piece),
        tokens=tokens,
    )
