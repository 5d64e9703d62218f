"""Finding and counting: the list of events, search in claims, what is in the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from compare.records import Claim
from compare.store.base import Base
from compare.store.codec import from_iso, load_claim, utc
from compare.store.sql import fetch

_EVENT_ROW = (
    *("id", "title", "first", "last", "outlets", "countries"),
    *("articles", "claims", "groups", "shared", "differ", "contradict"),
)
_STATS = ("articles", "claims", "events", "matches", "groups", "outlets")


class Search(Base):
    """The part of the store that finds and counts."""

    def event_rows(self, ids: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """Give one row an event (of `ids`, or of all), the latest first.

        Keys: id, title, first and last (datetime or None), outlets (how many), countries
        (names), articles, claims, groups, shared (groups told by several outlets), and of
        these differ and contradict (by the strongest relation among their claims). The counts
        are kept with every change; reading them looks at no claim.
        """
        with self._access.reading() as con:
            rows = fetch(con, "event_rows", ids=None if ids is None else list(ids))
        found = [dict(zip(_EVENT_ROW, row, strict=True)) for row in rows]
        for row in found:
            row["first"], row["last"] = from_iso(row["first"]), from_iso(row["last"])
        return found

    def find_events(
        self,
        words: str | None = None,
        countries: Sequence[str] = (),
        outlets: Sequence[str] = (),
        first: date | None = None,
        last: date | None = None,
        disagree: bool = False,
    ) -> list[str]:
        """Give the ids of the events that have all of this, the latest first.

        Args:
            words: all of them in the title, or all of them in one claim; also within longer
                words, and case doesn't count.
            countries, outlets: the event has reports from each of them.
            first, last: the event has reports in this period (days included whole); events
                without dates fall out when either is given.
            disagree: several outlets differ or contradict each other in it.
        """
        wanted = (words or "").split()
        with self._access.reading() as con:
            rows = fetch(
                con,
                "find_events",
                countries=list(countries),
                outlets=list(outlets),
                first=None if first is None else first.isoformat(),
                last=None if last is None else last.isoformat(),
                disagree=disagree,
            )
            if not wanted:
                return [row[0] for row in rows]
            longest = max(wanted, key=len)
            said = {row[0] for row in fetch(con, "events_saying", words=wanted, longest=longest)}
        return [row[0] for row in rows if row[0] in said]

    def event_titles(self, limit: int = 1000) -> dict[str, str]:
        """Give the titles of the latest events by their ids, the latest first."""
        with self._access.reading() as con:
            return dict(fetch(con, "event_titles", limit=limit))

    def outlet_countries(self) -> dict[str, str]:
        """Give every outlet with its country: as people said, else as its reports say, or ""."""
        with self._access.reading() as con:
            return dict(fetch(con, "outlet_countries"))

    def unmatched(self) -> int:
        """Count the articles that no run has put into an event yet."""
        with self._access.reading() as con:
            return int(fetch(con, "unmatched")[0][0])

    def judged(self) -> list[tuple[float, bool]]:
        """Give for each pair that people decided its probability, and whether they confirmed it."""
        with self._access.reading() as con:
            return [(value, verdict == "confirm") for value, verdict in fetch(con, "judged")]

    def search_claims(
        self,
        words: str | None = None,
        event_id: str | None = None,
        outlets: Sequence[str] | None = None,
        speaker: str | None = None,
        first: date | datetime | None = None,
        last: date | datetime | None = None,
        limit: int = 200,
    ) -> list[Claim]:
        """Find claims by time of publication; each argument given narrows them down.

        Args:
            words: all of them must occur in the claim, also within longer words; case
                doesn't count.
            speaker: occurs in the name of who says it.
            first, last: of the time of publication, both included; a date is the whole day.
        """
        wanted = (words or "").split()
        with self._access.reading() as con:
            rows = fetch(
                con,
                "search_claims",
                words=wanted,
                longest=max(wanted, key=len, default=None),
                event_id=event_id,
                outlets=None if outlets is None else list(outlets),
                speaker=speaker or None,
                first=_moment(first, time.min),
                last=_moment(last, time.max),
                limit=limit,
            )
        return [load_claim(row) for row in rows]

    def stats(self) -> dict[str, int]:
        """Count articles, claims, events, matches, groups and outlets."""
        with self._access.reading() as con:
            return dict(zip(_STATS, fetch(con, "stats")[0], strict=True))


def _moment(value: date | datetime | None, at: time) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return utc(value)
    return datetime.combine(value, at)
