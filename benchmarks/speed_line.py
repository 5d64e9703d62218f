"""AsTold's own line in pieces, without a store: claims → vectors → events → matched groups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compare.config import Settings
from compare.embed.registry import load
from compare.engines import engine
from compare.event_match import EventOutcome, EventTask
from compare.events import article_text_for_vector, assign_events
from compare.records import Article, Claim, Event


def embed(texts: Sequence[str]) -> dict[str, np.ndarray]:
    """Give the vector of each different text."""
    different = list(dict.fromkeys(texts))
    return dict(zip(different, load(Settings().model).encode(different), strict=True))


def tasks(
    articles: Sequence[Article], claims: dict[str, list[Claim]], settings: Settings
) -> list[EventTask]:
    """Embed claims and articles, find the events, and give what matching each of them needs."""
    from compare.aliases import load_aliases

    leads = [article_text_for_vector(one) for one in articles]
    texts = [claim.text for ones in claims.values() for claim in ones] + leads
    batch, found = next(engine("local").encode([list(dict.fromkeys(texts))], settings))
    vectors = dict(zip(batch, found, strict=True))
    by_article = np.stack([vectors[text] for text in leads])
    events = assign_events(articles, by_article, [], {}, settings)
    by_id, aliases = {one.id: one for one in articles}, load_aliases()
    return [_task(event, by_id, claims, vectors, aliases) for event in events]


def _task(
    event: Event,
    articles: dict[str, Article],
    claims: dict[str, list[Claim]],
    vectors: dict[str, np.ndarray],
    aliases: dict[str, str],
) -> EventTask:
    ones = tuple(one for article_id in event.article_ids for one in claims.get(article_id, ()))
    return EventTask(
        event=event,
        claims=ones,
        vectors={one.text: vectors[one.text] for one in ones},
        articles={one: articles[one] for one in event.article_ids},
        aliases=aliases,
        decisions=(),
    )


def groups(
    articles: Sequence[Article], claims: dict[str, list[Claim]], settings: Settings
) -> list[EventOutcome]:
    """Go from claims to matched groups as a run does: all signals, second look, relations."""
    local = engine("local")
    with local.session(settings):
        found = sorted(tasks(articles, claims, settings), key=lambda one: -len(one.claims))
        count = sum(map(len, claims.values()))
        return list(local.match(found, count, settings))


def found_share(
    given: Sequence[EventTask], mined: Sequence[tuple[float, int, int]], claims: Sequence[Claim]
) -> dict[str, float]:
    """Say how many of the pairs that Rival A finds our blocking keeps.

    Args:
        given: the events with their claims and vectors.
        mined: (cosine, row, row) as Rival A gives them.
        claims: what the rows stand for.

    Returns:
        Of the pairs across outlets within an event: `likely`, how many of them the matching
        model puts at or above the suggested threshold, `likely_kept`, the share of these that
        are candidates; `pairs`, those whose cosine is at or above it, `kept`, their share.
    """
    from compare.candidates import candidate_pairs
    from compare.match import score_pairs
    from compare.signals import SignalContext

    home = {one.id: number for number, task in enumerate(given) for one in task.claims}
    wanted: list[list[tuple[float, str, str]]] = [[] for _ in given]
    for cosine, i, j in mined:
        left, right = sorted((claims[i].id, claims[j].id))
        if home[left] == home[right]:
            wanted[home[left]].append((cosine, left, right))
    bound = Settings().suggested
    counts = dict.fromkeys(("pairs", "kept", "likely", "likely_kept"), 0.0)
    for task, asked in zip(given, wanted, strict=True):
        by_id = {one.id: one for one in task.claims}
        outlets = {one: article.outlet for one, article in task.articles.items()}
        across = [
            (cosine, left, right)
            for cosine, left, right in asked
            if outlets[by_id[left].article_id] != outlets[by_id[right].article_id]
        ]
        if not across:
            continue
        vectors = np.stack([task.vectors[one.text] for one in task.claims])
        pairs = {(p.left, p.right) for p in candidate_pairs(task.claims, vectors, outlets)}
        context = SignalContext(task.vectors, task.articles, task.aliases)
        scored, _ = score_pairs(
            [(by_id[left], by_id[right]) for _, left, right in across], context, explain_from=2.0
        )
        for (cosine, left, right), probability in zip(across, scored, strict=True):
            kept = (left, right) in pairs
            counts["pairs"] += cosine >= bound
            counts["kept"] += kept and cosine >= bound
            counts["likely"] += bool(probability >= bound)
            counts["likely_kept"] += bool(kept and probability >= bound)
    counts["kept"] /= max(1, counts["pairs"])
    counts["likely_kept"] /= max(1, counts["likely"])
    return counts
