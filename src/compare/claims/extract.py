"""From articles to claims: the public functions of this package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from compare.aliases import load_aliases
from compare.children import processors, share_out
from compare.claims.build import build, read
from compare.claims.nlp import parse
from compare.claims.segment import claims_in
from compare.claims.sentences import lines, plain_claims
from compare.collecting import uncollected
from compare.progress import Progress, silent
from compare.records import Article, Claim, content_id

# Below this many characters in all, starting more processes costs more than it saves
_WORTH_SHARING = 400_000
# Articles handed over at a time: enough to be worth the pipe, few enough for steady progress
_CHUNK = 8
_ENGLISH = frozenset(
    ["the", "of", "to", "and", "in", "that", "was", "for", "on", "with", "is", "said", "as", "by"]
)


def extract_claims(article: Article) -> list[Claim]:
    """Extract the claims of one article, in the order of its text.

    Every claim is verbatim: `article.text[claim.start:claim.end] == claim.text`. An article in
    another language than English gives its sentences, without linguistics.

    Raises:
        ModelError: the English pipeline is not installed or doesn't fit.
    """
    return next(iter(extract_many([article], processes=1)))[1]


def extract_many(
    articles: Iterable[Article], *, processes: int = 0, progress: Progress | None = None
) -> Iterator[tuple[str, list[Claim]]]:
    """Extract the claims of many articles.

    Args:
        articles: in any number.
        processes: how many processes may share the work; 0: as many as there are processors.
            Little work is always done in this process.
        progress: told after each article, stage "claims"; may raise `Cancelled`.

    Yields:
        Article id and claims, in the order of `articles`.
    """
    tell, items = progress or silent, list(articles)
    large = sum(len(item.text) for item in items) >= _WORTH_SHARING
    results: Iterable[list[Claim]]
    if processes != 1 and large and len(items) > 1:
        chunks = [items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK)]
        count = min(processes or processors(), len(chunks))
        parts = share_out("compare.claims.extract:extract_chunk", chunks, count)
        results = (claims for part in parts for claims in part)
    else:
        results = map(_extract, items)
    for done, (article, claims) in enumerate(zip(items, results, strict=True), 1):
        yield article.id, claims
        tell("claims", done, len(items))


def extract_chunk(articles: Sequence[Article]) -> list[list[Claim]]:
    """Extract the claims of a few articles, in order: what a process is asked to do."""
    return [_extract(article) for article in articles]


def claims_from_texts(texts: Sequence[str], *, published: datetime | None = None) -> list[Claim]:
    """Make each text one claim as it stands, with all that is found inside it.

    Args:
        texts: sentences in English; an empty one gives an empty claim.
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
    if not is_english(article):
        return plain_claims(article.text, article.id)
    with uncollected():
        return _read_claims(article)


def _read_claims(article: Article) -> list[Claim]:
    day = publication_day(article)
    texts = [(line, offset) for offset, line in lines(article.text)]
    docs = [(offset, doc) for doc, offset in parse(texts)]
    reading = read(article.text, docs, load_aliases(), day)
    found: list[Claim] = []
    for offset, doc in docs:
        for piece, apart in claims_in(doc):
            found.append(build(reading, offset, piece, article.id, len(found), apart))
    return found


def publication_day(article: Article) -> date | None:
    """Give the day that "yesterday" counts from in `article`: in the zone of its outlet."""
    return article.published_at.date() if article.published_at else None


def is_english(article: Article) -> bool:
    """Tell whether `article` is in English: as it says, or else by its frequent words."""
    if article.language:
        return article.language.lower().startswith("en")
    found = re.findall(r"[^\W\d_]+", article.text[:4000].lower())
    if len(found) < 40:
        return True
    return sum(word in _ENGLISH for word in found) >= 0.1 * len(found)
