"""Keeps the counts that the list of events shows up to date, within the change that alters them."""

from __future__ import annotations

from collections.abc import Iterable

from compare.store.sql import Connection, execute, fetch


def recount(con: Connection, event_ids: Iterable[str]) -> None:
    """Count events anew; of those that are gone the counts go too."""
    execute(con, "recount", ids=list(dict.fromkeys(event_ids)))


def recount_of_articles(con: Connection, article_ids: Iterable[str]) -> None:
    """Count the events of these articles anew."""
    recount(con, [row[0] for row in fetch(con, "events_of_articles", ids=list(article_ids))])


def recount_of_outlet(con: Connection, outlet: str) -> None:
    """Count the events anew in which an outlet has reports."""
    recount(con, [row[0] for row in fetch(con, "events_of_outlet", outlet=outlet)])


def recount_after_run(con: Connection, matched: Iterable[str]) -> None:
    """Count the events that a run matched, and those that have never been counted."""
    recount(con, [*matched, *(row[0] for row in fetch(con, "uncounted"))])
