"""The store, the settings and what pages read from them, cached by the store's revision.

What is cached is read-only and shared by all sessions. Its key holds the revision, so that
what the command line adds shows on the next click.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from compare.config import Settings, load

if TYPE_CHECKING:
    from compare.records import Article, Claim, Decision, Match, Page, SideBySide, SignalScore
    from compare.store.db import Store

TITLES = 300  # of the latest events, to choose one of; older ones are found on the first page
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


def stats() -> dict[str, int]:
    """Count what is in the store."""
    return _stats(stamp())


def titles() -> dict[str, str]:
    """Give the titles of the latest events by their ids, the latest first."""
    return _titles(stamp())


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


def versions(article_id: str) -> list[Article]:
    """Give an article with its other versions, the one that counts first."""
    return _versions(stamp(), article_id)


def page(article_id: str) -> Page | None:
    """Give the page that an article was read from, as it came, if it was kept."""
    return _page(stamp(), article_id)


@st.cache_resource(max_entries=64, show_spinner=False)
def _versions(stamp: Stamp, article_id: str) -> list[Article]:
    return store().versions(article_id)


@st.cache_resource(max_entries=8, show_spinner=False)
def _page(stamp: Stamp, article_id: str) -> Page | None:
    return store().page(article_id)


@st.cache_resource(max_entries=8, show_spinner=False)
def _store(path: str, lock_seconds: float, may_write: bool) -> Store:
    from compare.store.db import Store

    return Store(path, lock_seconds=lock_seconds, may_write=may_write)


@st.cache_resource(max_entries=8, show_spinner=False)
def _titles(stamp: Stamp) -> dict[str, str]:
    return store().event_titles(TITLES)


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


@st.cache_resource(max_entries=8, show_spinner=False)
def _queue(
    stamp: Stamp, event_id: str, _rate: Callable[[Match, dict[str, int]], float]
) -> list[Match]:
    found = store().matches(event_id=event_id)
    ties = Counter(side for match in found for side in (match.left, match.right))
    open_ones = [match for match in found if match.state == "suggested"]
    return sorted(open_ones, key=lambda match: (-_rate(match, ties), match.left, match.right))
