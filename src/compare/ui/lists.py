"""What lists show, a page of it at a time, cached by the store's revision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import streamlit as st

from compare.ui.services import stamp, store
from compare.ui.words import day

if TYPE_CHECKING:
    from compare.chosen import Choice
    from compare.records import Reject, RunSummary
    from compare.ui.services import Stamp


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader asks of the list of events; empty means all of them.

    Attributes:
        countries, outlets: an event has reports from each of them.
        disagree: only events in which outlets differ or contradict each other.
    """

    words: str = ""
    countries: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    disagree: bool = False

    def said(self) -> str:
        """Say in words what is asked, for the line over the list."""
        parts = [
            f"with the words “{self.words}”" if self.words else "",
            f"by {' and '.join(self.outlets)}" if self.outlets else "",
            f"from {' and '.join(self.countries)}" if self.countries else "",
            f"since {day(self.first)}" if self.first else "",
            f"until {day(self.last)}" if self.last else "",
            "where versions disagree" if self.disagree else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class History:
    """The latest runs, refusals with their time, and changes by people."""

    runs: list[RunSummary]
    rejects: list[tuple[datetime, Reject]]
    log: list[dict[str, Any]]


def found_events(wish: Wish) -> list[str]:
    """Give the ids of the events that fit, the latest first."""
    return _found(stamp(), wish)


def event_rows(ids: tuple[str, ...]) -> list[dict[str, Any]]:
    """Give the rows of these events, the latest first."""
    return _rows(stamp(), ids)


def outlet_countries() -> dict[str, str]:
    """Give every outlet of the store with its country, "" where it isn't known."""
    return _countries(stamp())


def unmatched() -> int:
    """Count the articles that no run has looked at yet."""
    return _unmatched(stamp())


def judged() -> list[tuple[float, bool]]:
    """Give for each pair that people decided its probability, and whether they confirmed it."""
    return _judged(stamp())


def choices() -> list[Choice]:
    """Give the settings that people chose for this store, the last of a name holds."""
    return _choices(stamp())


def aliases() -> dict[str, str]:
    """Give people's names for name variants."""
    return _aliases(stamp())


def history() -> History:
    """Give what was done last, in runs, refusals and changes by people."""
    return _history(stamp())


@st.cache_resource(max_entries=32, show_spinner=False)
def _found(stamp: Stamp, wish: Wish) -> list[str]:
    return store().find_events(
        wish.words, wish.countries, wish.outlets, wish.first, wish.last, wish.disagree
    )


@st.cache_resource(max_entries=32, show_spinner=False)
def _rows(stamp: Stamp, ids: tuple[str, ...]) -> list[dict[str, Any]]:
    return store().event_rows(ids)


@st.cache_resource(max_entries=4, show_spinner=False)
def _countries(stamp: Stamp) -> dict[str, str]:
    return store().outlet_countries()


@st.cache_resource(max_entries=4, show_spinner=False)
def _unmatched(stamp: Stamp) -> int:
    return store().unmatched()


@st.cache_resource(max_entries=4, show_spinner=False)
def _judged(stamp: Stamp) -> list[tuple[float, bool]]:
    return store().judged()


@st.cache_resource(max_entries=4, show_spinner=False)
def _choices(stamp: Stamp) -> list[Choice]:
    return store().choices()


@st.cache_resource(max_entries=4, show_spinner=False)
def _aliases(stamp: Stamp) -> dict[str, str]:
    return store().aliases()


@st.cache_resource(max_entries=4, show_spinner=False)
def _history(stamp: Stamp) -> History:
    opened = store()
    with opened.reading():
        return History(opened.runs(), opened.rejects(), opened.log())
