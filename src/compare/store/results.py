"""What runs find: events, matches with their scores, groups, relations."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from compare.errors import NotFoundError
from compare.event_memory import Memory
from compare.event_prints import Prints
from compare.records import (
    ClaimGroup,
    Event,
    Match,
    MatchState,
    PairRelation,
    Relation,
    RunResult,
    RunSummary,
    SignalScore,
)
from compare.store.base import Base, touch
from compare.store.codec import from_iso, load_differences
from compare.store.counts import recount, recount_after_run
from compare.store.saving import (
    RUN,
    event_of_pairs,
    portions,
    save_answers,
    save_events,
    save_groups,
    save_outcomes,
    save_pairs,
    save_summary,
    thresholds_of,
)
from compare.store.searches import save_search
from compare.store.sql import execute, fetch

if TYPE_CHECKING:
    from compare.event_match import EventOutcome


class Results(Base):
    """The part of the store that keeps what runs find."""

    def save_run(
        self,
        result: RunResult,
        summary: RunSummary,
        *,
        thresholds: tuple[float, float] | None = None,
        search: tuple[Prints, Memory] | None = None,
        outcomes: Iterable[EventOutcome] = (),
        bases: Mapping[str, str] | None = None,
    ) -> None:
        """Save a run, in one transaction.

        Replaces all that is stored for `result.event_ids`, drops what belonged to events that
        are gone, and keeps the rest. What people have decided meanwhile holds.

        Args:
            thresholds: from which probability a pair is suggested and confirmed; by default
                what the pairs decided by rule show, or the default settings.
            search: new prints of articles, and the state of the search for events, for the
                next run.
            outcomes: what matching found in `result.event_ids`, taken one by one; it may stand
                here in place of `result`, so that not all has to be in memory.
            bases: article id → what answers about its claims depend on, for the next run.
        """
        suggested, confirmed = thresholds or thresholds_of(result.matches)
        with self._changing() as con:
            execute(
                con,
                "drop_results",
                events=[e.id for e in result.events],
                matched=list(result.event_ids),
            )
            save_events(con, result.events)
            event_of = event_of_pairs(con, result)
            save_pairs(con, result, event_of, suggested, confirmed)
            save_groups(con, result.groups)
            for some in portions(outcomes):
                save_outcomes(con, some, suggested, confirmed)
                save_answers(con, result.events, some, bases or {})
            execute(con, "drop_superseded")
            execute(con, "prune")
            execute(con, "apply_decisions")
            recount_after_run(con, result.event_ids)
            if search is not None:
                save_search(con, summary.model_id, *search)
            save_summary(con, summary)

    def save_regrouped(
        self,
        event_id: str,
        groups: Sequence[ClaimGroup],
        relations: Sequence[PairRelation],
        matches: Sequence[Match],
        scores: Sequence[SignalScore],
        *,
        thresholds: tuple[float, float],
        revision: int,
    ) -> bool:
        """Replace the groups and relations of an event, and add matches that it didn't have.

        Args:
            thresholds: from which probability a pair is suggested and confirmed.
            revision: of the store that all this was worked out from.

        Returns:
            False, with nothing changed, when the store has changed since.
        """
        with self._access.writing() as con:
            if fetch(con, "revision")[0][0] != revision:
                return False
            execute(con, "drop_groups", event_id=event_id)
            found = RunResult((), (), tuple(matches), tuple(scores), (), tuple(relations))
            claims = {one.left for one in matches} | {one.left for one in scores}
            event_of = dict.fromkeys(claims | {one.left for one in relations}, event_id)
            save_pairs(con, found, event_of, *thresholds)
            save_groups(con, groups)
            execute(con, "apply_decisions")
            recount(con, [event_id])
            touch(con)
        return True

    def events(self) -> list[Event]:
        """Give all events, the latest first."""
        with self._access.reading() as con:
            return [_event(row) for row in fetch(con, "events")]

    def event(self, id: str) -> Event:
        """Give one event.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._access.reading() as con:
            rows = fetch(con, "event", id=id)
        if not rows:
            raise NotFoundError("there is no event with this id", where=id)
        return _event(rows[0])

    def event_of(self, article_id: str) -> str | None:
        """Give the id of the event that an article belongs to, if it is in one."""
        with self._access.reading() as con:
            rows = fetch(con, "event_of", article_id=article_id)
        return rows[0][0] if rows else None

    def groups(self, event_id: str) -> list[ClaimGroup]:
        """Give the groups of an event in the order in which the run gave them."""
        members: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
        with self._access.reading() as con:
            groups = fetch(con, "groups", event_id=event_id)
            for group, claim, origin in fetch(con, "group_members", event_id=event_id):
                members[group].append((claim, origin))
        return [
            ClaimGroup(
                id_,
                event_id,
                tuple(claim for claim, _ in members[id_]),
                weakest,
                tuple(origin for _, origin in members[id_] if origin is not None),
            )
            for id_, weakest in groups
        ]

    def matches(
        self, event_id: str | None = None, states: Sequence[MatchState] | None = None
    ) -> list[Match]:
        """Give the matches of an event (of all), the most probable first."""
        with self._access.reading() as con:
            rows = fetch(
                con, "matches", event_id=event_id, states=None if states is None else list(states)
            )
        return [
            Match(left, right, probability, state, by, from_iso(at))
            for left, right, probability, state, by, at in rows
        ]

    def scores(self, left: str, right: str) -> list[SignalScore]:
        """Give the signals of a pair, in either order of its claims."""
        first, second = sorted((left, right))
        with self._access.reading() as con:
            return [SignalScore(*row) for row in fetch(con, "scores", left=first, right=second)]

    def relations(self, event_id: str) -> list[PairRelation]:
        """Give the relations between claims of an event."""
        with self._access.reading() as con:
            rows = fetch(con, "relations", event_id=event_id)
        return [
            PairRelation(left, right, Relation(label, confidence, load_differences(text), update))
            for left, right, label, confidence, text, update in rows
        ]

    def runs(self, limit: int = 20) -> list[RunSummary]:
        """Give what the last runs did, the latest first."""
        with self._access.reading() as con:
            return [summary_of(row) for row in fetch(con, "runs", limit=limit)]


def _event(row: tuple[Any, ...]) -> Event:
    id_, title, articles, first, last, fingerprint = row
    return Event(id_, title, tuple(articles or ()), from_iso(first), from_iso(last), fingerprint)


def summary_of(row: tuple[Any, ...]) -> RunSummary:
    """Read a run from a row of `runs`."""
    values = dict(zip(RUN, row, strict=True))
    values["started_at"] = from_iso(values["started_at"])
    values["stages"] = json.loads(values["stages"])
    return RunSummary(**values)
