"""Events that keep their ids while articles come and go, and where people move articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import numpy as np

from compare.config import Settings
from compare.embed import Vectors
from compare.records import Article, Event, content_id

_NEVER = datetime.max.replace(tzinfo=UTC)


def assign_events(
    articles: Sequence[Article],
    vectors: Vectors,
    previous: Sequence[Event],
    moves: Mapping[str, str],
    settings: Settings,
) -> list[Event]:
    """Put each article into one event.

    All articles are grouped anew (`compare.events.search` takes less), so that the order in which
    they came doesn't matter; then each group takes the id of the previous event with which it
    shares most articles, and only what is left gets a new one. A person's move stands
    above everything; new articles that fall among moved ones alone follow them.

    Args:
        articles: all of the store; one that comes twice counts once.
        vectors: shape (len(articles), dimension), of `article_text_for_vector`.
        previous: the events so far.
        moves: article id → id of the event that a person chose.
        settings: see `group_events`.

    Returns:
        The events by id. Their articles are in order of publication; the title is, verbatim,
        that of the article most like all others.
    """
    from compare.events import group_events

    unique = list({article.id: row for row, article in enumerate(articles)}.values())
    articles, vectors = [articles[row] for row in unique], vectors[unique]
    numbers = group_events(articles, vectors, settings=settings)
    return events_of(articles, numbers, vectors, previous, moves)


def events_of(
    articles: Sequence[Article],
    numbers: Sequence[int],
    vectors: Vectors,
    previous: Sequence[Event],
    moves: Mapping[str, str],
    unchanged: Collection[str] = (),
) -> list[Event]:
    """Make events of clusters, with the ids and the moves that there were before.

    Args:
        articles: each once; their texts are not looked at.
        numbers: the cluster of each.
        vectors, previous, moves: see `assign_events`.
        unchanged: ids of articles of which title, time and vector are as they were for
            `previous`; an event of these alone stays what it was, less its fingerprint.

    Returns:
        See `assign_events`.
    """
    clusters: dict[int, list[int]] = defaultdict(list)
    for i, number in enumerate(numbers):
        clusters[number].append(i)
    home = {one: event.id for event in previous for one in event.article_ids if one not in moves}
    members: dict[str, list[int]] = defaultdict(list)
    free: list[list[int]] = []
    for rows in clusters.values():
        unmoved = [i for i in rows if articles[i].id not in moves]
        targets = Counter(moves[articles[i].id] for i in rows if articles[i].id in moves)
        if targets and not any(articles[i].id in home for i in unmoved):
            members[_most(targets)] += unmoved
        elif unmoved:
            free.append(unmoved)
    for key, rows in _named(free, articles, home).items():
        members[key] += rows
    for i, article in enumerate(articles):
        if article.id in moves:
            members[moves[article.id]].append(i)
    kept = {event.id: event for event in previous if event.fingerprint}
    events = [
        _kept(kept.get(key), [articles[i].id for i in rows], unchanged)
        or _event(key, rows, articles, vectors)
        for key, rows in members.items()
        if rows
    ]
    return sorted(events, key=lambda event: event.id)


def _kept(event: Event | None, ids: Sequence[str], unchanged: Collection[str]) -> Event | None:
    """Give `event` when it consists of these articles, all of them unchanged."""
    if event is None or len(ids) != len(event.article_ids) or set(ids) != set(event.article_ids):
        return None
    return replace(event, fingerprint="") if all(one in unchanged for one in ids) else None


def _most(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda key: (-counts[key], key))


def _named(
    clusters: Sequence[list[int]], articles: Sequence[Article], home: Mapping[str, str]
) -> dict[str, list[int]]:
    """Give each cluster an id: first those that share most with a previous event."""
    ids = [sorted(articles[i].id for i in rows) for rows in clusters]
    shared = [
        (-common, event_id, ids[number][0], number)
        for number in range(len(clusters))
        for event_id, common in Counter(home[one] for one in ids[number] if one in home).items()
    ]
    names: dict[int, str] = {}
    taken: set[str] = set()
    for _, event_id, _, number in sorted(shared):
        if number not in names and event_id not in taken:
            names[number] = event_id
            taken.add(event_id)
    # An id that a previous event bears is never given to another one.
    taken |= set(home.values())
    for number, rows in enumerate(clusters):
        if number not in names:
            ordered = sorted(rows, key=lambda i: _time_and_id(articles[i]))
            # An article that left the event it gave its id to needs another: so many tries.
            fresh = (
                content_id("event", articles[i].id, *(["again"] * tries))
                for tries in count()
                for i in ordered
            )
            names[number] = next(one for one in fresh if one not in taken)
            taken.add(names[number])
    return {names[number]: rows for number, rows in enumerate(clusters)}


def _time_and_id(article: Article) -> tuple[datetime, str]:
    when = _when(article)
    return (_NEVER if when is None else when, article.id)


def _when(article: Article) -> datetime | None:
    when = article.published_at
    return when if when is None or when.tzinfo else when.replace(tzinfo=UTC)


def _event(key: str, rows: Sequence[int], articles: Sequence[Article], vectors: Vectors) -> Event:
    ordered = sorted(rows, key=lambda i: _time_and_id(articles[i]))
    own = np.asarray(vectors, dtype=np.float64)[ordered]
    # Rounded, so that equal articles tie and the earlier one wins.
    central = np.round(own @ own.mean(axis=0), 6)
    by_weight = [ordered[i] for i in np.argsort(-central, kind="stable")]
    titles = (articles[i].title for i in by_weight)
    dated = [when for i in ordered if (when := _when(articles[i])) is not None]
    return Event(
        id=key,
        title=next((title for title in titles if title.strip()), ""),
        article_ids=tuple(articles[i].id for i in ordered),
        first=min(dated, default=None),
        last=max(dated, default=None),
    )
