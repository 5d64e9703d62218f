"""Reads from the store what matching the changed events needs, a few events at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from compare.event_known import Known, together, unchanged
from compare.event_match import EventTask
from compare.records import Claim, Event

if TYPE_CHECKING:
    from compare.store.asked import Asked
    from compare.store.db import Store

LOAD = 5_000  # claims that are read together: each query looks through all of them


def tasks_of(
    store: Store,
    events: Sequence[Event],
    size: Mapping[str, int],
    model: str,
    bases: Mapping[str, str],
    previous: Sequence[Event],
) -> Iterator[EventTask]:
    """Make tasks while they are taken, so that not all have to fit into memory.

    Args:
        events: to be matched, in this order.
        size: event id → number of claims.
        model: id of the model of the vectors.
        bases: article id → what answers about its claims depend on, see `event_known.basis`.
        previous: the events as they are stored. Of these comes what is known of pairs.
    """
    from compare.aliases import load_aliases

    aliases = load_aliases(store.aliases())
    decisions = store.decisions()
    home = {one: event.id for event in previous for one in event.article_ids}
    for load in _loads(events, size):
        ids = [one for event in load for one in event.article_ids]
        articles = {article.id: article for article in store.articles(ids=ids, sources=False)}
        by_article: dict[str, list[Claim]] = defaultdict(list)
        for claim in store.claims(article_ids=ids):
            by_article[claim.article_id].append(claim)
        texts = {claim.text: None for part in by_article.values() for claim in part}
        vectors = store.vectors(model, list(texts))
        homes = sorted({home[one] for one in ids if one in home})
        asked = {one[0]: one for one in store.asked(homes)} if homes else {}
        for event in load:
            claims = tuple(claim for one in event.article_ids for claim in by_article[one])
            own = {claim.id for claim in claims}
            before = {home[one] for one in event.article_ids if one in home}
            yield EventTask(
                event=event,
                claims=claims,
                vectors={claim.text: vectors[claim.text] for claim in claims},
                articles={one: articles[one] for one in event.article_ids},
                aliases=aliases,
                decisions=tuple(one for one in decisions if one.left in own and one.right in own),
                known=together(
                    _known(store, asked[one], claims, bases) for one in sorted(before & set(asked))
                ),
            )


def _known(store: Store, asked: Asked, claims: Sequence[Claim], bases: Mapping[str, str]) -> Known:
    """Give what an event, as it was, tells of pairs of claims whose articles are unchanged."""
    event_id, before, answers = asked
    same = unchanged(claims, before, bases)
    if not same:
        return Known()
    shown = {(one.left, one.right): one.relation for one in store.relations(event_id)}
    return together([Known(shown), answers]).within(same)


def _loads(events: Iterable[Event], size: Mapping[str, int]) -> Iterator[list[Event]]:
    """Take events together until they hold enough claims to be worth a query."""
    load: list[Event] = []
    claims = 0
    for event in events:
        load.append(event)
        claims += size[event.id]
        if claims >= LOAD:
            yield load
            load, claims = [], 0
    if load:
        yield load
