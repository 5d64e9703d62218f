"""The store, the settings and what pages read from them, cached by the store's revision.

What is cached is read-only and shared by all sessions. Its key holds the revision, so that
what the command line adds shows on the next click.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from compare.config import Settings, load
from compare.view import moment

if TYPE_CHECKING:
    from compare.records import Article, Claim, Decision, Event, Match, SideBySide, SignalScore
    from compare.store.db import Store

SEARCHED = 5000  # claims that a search over all events looks at
Stamp = tuple[str, int, int]  # path, the file's number on the disk, revision


def settings() -> Settings:
    """Read the settings: the file that `ASTOLD_CONFIG` names, and `ASTOLD_*` variables.

    Raises:
        ConfigError: a setting is unknown or malformed.
    """
    path = os.environ.get("ASTOLD_CONFIG")
    return load(Path(path) if path else None)


def store() -> Store:
    """Open the store that the settings name; for whoever may only read, one that can't change.

    Raises:
        StoreError: it is damaged, or of a newer version.
    """
    from compare.ui.rights import identity

    chosen = settings()
    return _store(chosen.store, chosen.lock_seconds, identity(chosen).may_edit)


def stamp() -> Stamp:
    """Say which state of which store the page shows: the key of every cache."""
    opened = store()
    revision = opened.revision()
    path = settings().store
    number = os.stat(path).st_ino if os.path.exists(path) else 0
    return path, number, revision


def event_rows() -> list[dict[str, Any]]:
    """List the events, one row each, newest first."""
    return _event_rows(stamp())


def stats() -> dict[str, int]:
    """Count what is in the store."""
    return _stats(stamp())


def titles() -> dict[str, str]:
    """Give the titles of the events by their ids, the newest first: cheaper than their rows."""
    return _titles(stamp())


def events_saying(words: str) -> set[str]:
    """Give the ids of the events with a claim that has all of these words."""
    return _events_saying(stamp(), words)


def view(event_id: str) -> SideBySide:
    """Give the side-by-side view of an event.

    Raises:
        NotFoundError: there is no such event.
    """
    return _view(stamp(), event_id)


def article(article_id: str) -> tuple[Article, list[Claim], str | None]:
    """Give an article, its claims in their order, and the id of its event if it has one.

    Raises:
        NotFoundError: there is no such article.
    """
    return _article(stamp(), article_id)


@st.cache_resource(max_entries=8, show_spinner=False)
def _store(path: str, lock_seconds: float, may_write: bool) -> Store:
    from compare.store.db import Store

    return Store(path, lock_seconds=lock_seconds, may_write=may_write)


@st.cache_resource(max_entries=8, show_spinner=False)
def _event_rows(stamp: Stamp) -> list[dict[str, Any]]:
    return store().event_rows()


@st.cache_resource(max_entries=8, show_spinner=False)
def _titles(stamp: Stamp) -> dict[str, str]:
    def last(event: Event) -> tuple[bool, datetime]:
        return event.last is not None, moment(event.last)

    found = sorted(store().events(), key=lambda event: event.id)
    return {event.id: event.title for event in sorted(found, key=last, reverse=True)}


@st.cache_resource(max_entries=32, show_spinner=False)
def _events_saying(stamp: Stamp, words: str) -> set[str]:
    found = {claim.article_id for claim in store().search_claims(words=words, limit=SEARCHED)}
    return {event.id for event in store().events() if found.intersection(event.article_ids)}


@st.cache_resource(max_entries=8, show_spinner=False)
def _stats(stamp: Stamp) -> dict[str, int]:
    return store().stats()


@st.cache_resource(max_entries=16, show_spinner=False)
def _view(stamp: Stamp, event_id: str) -> SideBySide:
    from compare.view import side_by_side

    return side_by_side(store(), event_id)


@st.cache_resource(max_entries=64, show_spinner=False)
def _article(stamp: Stamp, article_id: str) -> tuple[Article, list[Claim], str | None]:
    opened = store()
    found = opened.article(article_id)
    claims = sorted(opened.claims(article_ids=[article_id]), key=lambda claim: claim.position)
    return found, claims, opened.event_of(article_id)


def claims(ids: tuple[str, ...]) -> list[Claim]:
    """Give claims by their ids, those that there are."""
    return _claims(stamp(), ids)


def scores(left: str, right: str) -> tuple[list[SignalScore], float, dict[str, str]]:
    """Give a pair's signals, the log-odds that they start from, and the signals' labels."""
    return _scores(stamp(), left, right)


def decisions() -> list[Decision]:
    """Give the decisions that hold, newest last."""
    return _decisions(stamp())


@st.cache_resource(max_entries=64, show_spinner=False)
def _claims(stamp: Stamp, ids: tuple[str, ...]) -> list[Claim]:
    return store().claims(ids=list(ids))


@st.cache_resource(max_entries=64, show_spinner=False)
def _scores(stamp: Stamp, left: str, right: str) -> tuple[list[SignalScore], float, dict[str, str]]:
    from compare import match

    labels = {name: signal.label for name, signal in match.signals().items()}
    return store().scores(left, right), match.bias(), labels


@st.cache_resource(max_entries=8, show_spinner=False)
def _decisions(stamp: Stamp) -> list[Decision]:
    return store().decisions()


def queue(event_id: str, rate: Callable[[Match, dict[str, int]], float]) -> list[Match]:
    """Give the suggested matches of an event nobody decided yet, the best rated first.

    Args:
        rate: takes a match and, by claim id, how many matches each claim has.
    """
    return _queue(stamp(), event_id, rate)


def decided_matches() -> list[Match]:
    """Give the matches of the events in which people decided something."""
    return _decided_matches(stamp())


@st.cache_resource(max_entries=8, show_spinner=False)
def _queue(
    stamp: Stamp, event_id: str, _rate: Callable[[Match, dict[str, int]], float]
) -> list[Match]:
    found = store().matches(event_id=event_id)
    ties = Counter(side for match in found for side in (match.left, match.right))
    open_ones = [match for match in found if match.state == "suggested"]
    return sorted(open_ones, key=lambda match: (-_rate(match, ties), match.left, match.right))


@st.cache_resource(max_entries=4, show_spinner=False)
def _decided_matches(stamp: Stamp) -> list[Match]:
    opened = store()
    ids = {side for one in opened.decisions() for side in (one.left, one.right)}
    articles = {claim.article_id for claim in opened.claims(ids=list(ids))} if ids else set()
    events = {opened.event_of(article_id) for article_id in articles} - {None}
    return [match for event_id in events for match in opened.matches(event_id=event_id)]


def outlets() -> dict[str, str]:
    """Give the outlets of the store with the country that their reports name."""
    return _outlets(stamp())


@st.cache_resource(max_entries=4, show_spinner=False)
def _outlets(stamp: Stamp) -> dict[str, str]:
    found: dict[str, str] = {}
    for article in store().articles():
        found[article.outlet] = found.get(article.outlet) or article.country or ""
    return dict(sorted(found.items(), key=lambda item: item[0].casefold()))
