"""Events that keep their ids while articles come and go, and where people move articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from compare.config import Settings
from compare.embed import Vectors
from compare.records import Article, Event, content_id


def assign_events(
    articles: Sequence[Article],
    vectors: Vectors,
    previous: Sequence[Event],
    moves: Mapping[str, str],
    settings: Settings,
) -> list[Event]:
    """Put each article into an event; a person's move stands above everything.

    Articles that are new follow those beside them that people moved; articles that had an
    event before don't, for the move may have taken the other one away from them.

    Args:
        vectors: shape (len(articles), dimension), of `article_text_for_vector`.
        previous: the events so far, whose ids are kept.
        moves: article id → id of the event that a person chose.
    """
    from compare.events import group_events

    clusters: dict[int, list[int]] = defaultdict(list)
    for i, number in enumerate(group_events(articles, vectors, settings=settings)):
        clusters[number].append(i)
    had_event = {one for event in previous for one in event.article_ids}
    followers: dict[str, list[int]] = defaultdict(list)
    free: list[list[int]] = []
    for rows in clusters.values():
        moved = Counter(moves[articles[i].id] for i in rows if articles[i].id in moves)
        rest = [i for i in rows if articles[i].id not in moves]
        if moved and not any(articles[i].id in had_event for i in rest):
            most = max(moved.values())
            followers[min(key for key in moved if moved[key] == most)] += rest
        elif rest:
            free.append(rest)
    members = _named(free, articles, previous)
    for key, rows in followers.items():
        members.setdefault(key, []).extend(rows)
    for i, article in enumerate(articles):
        if article.id in moves:
            members.setdefault(moves[article.id], []).append(i)
    events = [_event(key, rows, articles, vectors) for key, rows in members.items() if rows]
    return sorted(events, key=lambda event: event.id)


def _named(
    clusters: list[list[int]], articles: Sequence[Article], previous: Sequence[Event]
) -> dict[str, list[int]]:
    """Give each cluster the id of the previous event with which it shares most articles."""
    home = {one: event.id for event in previous for one in event.article_ids}
    shared = [
        (-count, event_id, number)
        for number, rows in enumerate(clusters)
        for event_id, count in Counter(
            home[articles[i].id] for i in rows if articles[i].id in home
        ).items()
    ]
    names: dict[int, str] = {}
    for _, event_id, number in sorted(shared):
        if number not in names and event_id not in names.values():
            names[number] = event_id
    taken = set(names.values())
    for number, rows in enumerate(clusters):
        if number not in names:
            ids = [content_id("event", one) for one in sorted(articles[i].id for i in rows)]
            names[number] = next(one for one in ids if one not in taken)
            taken.add(names[number])
    return {names[number]: rows for number, rows in enumerate(clusters)}


def _event(key: str, rows: list[int], articles: Sequence[Article], vectors: Vectors) -> Event:
    central = vectors[rows] @ vectors[rows].mean(axis=0)
    title = articles[rows[int(np.argmax(central))]].title
    dated = [one for i in rows if (one := articles[i].published_at) is not None]
    return Event(
        id=key,
        title=title,
        article_ids=tuple(sorted(articles[i].id for i in rows)),
        first=min(dated, default=None),
        last=max(dated, default=None),
    )
