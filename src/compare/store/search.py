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

    def event_rows(self) -> list[dict[str, Any]]:
        """Give one row an event, the latest first, counted in SQL.

        Keys: id, title, first and last (datetime or None), outlets (how many), countries
        (names), articles, claims, groups, shared (groups told by several outlets), and of
        these differ and contradict (by the strongest relation among their claims).
        """
        with self._access.reading() as con:
            rows = fetch(con, "event_rows")
        found = [dict(zip(_EVENT_ROW, row, strict=True)) for row in rows]
        for row in found:
            row["first"], row["last"] = from_iso(row["first"]), from_iso(row["last"])
            row["countries"] = [name for name in row["countries"] or () if name]
        return found

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
        with self._access.reading() as con:
            rows = fetch(
                con,
                "search_claims",
                words=(words or "").split(),
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
