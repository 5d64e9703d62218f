"""What runs find: events, matches with their scores, groups, relations."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from compare.config import Settings
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
from compare.store.asked import Asked, save_asked
from compare.store.base import Base, touch
from compare.store.codec import dump_differences, dumps, from_iso, iso, load_differences, utc
from compare.store.counts import recount, recount_after_run
from compare.store.searches import save_search
from compare.store.sql import Connection, execute, fetch, insert_rows

_RUN = [item.name for item in fields(RunSummary)]


class Results(Base):
    """The part of the store that keeps what runs find."""

    def save_run(
        self,
        result: RunResult,
        summary: RunSummary,
        *,
        thresholds: tuple[float, float] | None = None,
        search: tuple[Prints, Memory] | None = None,
        asked: Iterable[Asked] = (),
    ) -> None:
        """Save a run, in one transaction.

        Replaces all that is stored for `result.event_ids`, drops what belonged to events that
        are gone, and keeps the rest. What people have decided meanwhile holds.

        Args:
            thresholds: from which probability a pair is suggested and confirmed; by default
                what the pairs decided by rule show, or the default settings.
            search: new prints of articles, and the state of the search for events, for the
                next run.
            asked: what matching asked about pairs of the matched events, see `Known`.
        """
        suggested, confirmed = thresholds or _thresholds(result.matches)
        with self._changing() as con:
            execute(
                con,
                "drop_results",
                events=[e.id for e in result.events],
                matched=list(result.event_ids),
            )
            _save_events(con, result.events)
            event_of = _event_of_pairs(con, result)
            _save_pairs(con, result, event_of, suggested, confirmed)
            _save_groups(con, result.groups)
            execute(con, "drop_superseded")
            execute(con, "prune")
            execute(con, "apply_decisions")
            recount_after_run(con, result.event_ids)
            save_asked(con, asked)
            if search is not None:
                save_search(con, summary.model_id, *search)
            _save_summary(con, summary)

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
            _save_pairs(con, found, event_of, *thresholds)
            _save_groups(con, groups)
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


def _thresholds(matches: Sequence[Match]) -> tuple[float, float]:
    """Read off the thresholds as tightly as the pairs decided by rule allow."""
    default = Settings()
    by_rule: dict[str, list[float]] = defaultdict(list)
    for match in matches:
        if match.decided_by == "rule":
            by_rule[match.state].append(match.probability)
    confirmed = min(by_rule["confirmed"], default=default.confirmed)
    confirmed = max(min(confirmed, default.confirmed), max(by_rule["suggested"], default=0.0))
    suggested = min([default.suggested, *by_rule["suggested"], *by_rule["confirmed"]])
    return suggested, confirmed


def rule_state(probability: float, suggested: float, confirmed: float) -> MatchState:
    """Say what a pair is without any person's word."""
    if probability >= confirmed:
        return "confirmed"
    return "suggested" if probability >= suggested else "rejected"


def _event_of_pairs(con: Connection, result: RunResult) -> dict[str, str]:
    """Give the event of each claim that occurs in a pair."""
    claims = {m.left for m in result.matches} | {s.left for s in result.scores}
    claims |= {r.left for r in result.relations}
    return dict(fetch(con, "event_of_claims", ids=list(claims)))


def _save_events(con: Connection, events: Sequence[Event]) -> None:
    rows = [(e.id, e.title, iso(e.first), iso(e.last), utc(e.last), e.fingerprint) for e in events]
    insert_rows(con, "events", "id title first_at last_at last_utc fingerprint", rows)
    members = [
        (event.id, article, place)
        for event in events
        for place, article in enumerate(event.article_ids)
    ]
    insert_rows(con, "event_articles", "event_id article_id position", members)


def _save_pairs(
    con: Connection,
    result: RunResult,
    event_of: dict[str, str],
    suggested: float,
    confirmed: float,
) -> None:
    matches = []
    for m in result.matches:
        rule = rule_state(m.probability, suggested, confirmed)
        if m.decided_by == "rule":
            rule = m.state
        row = (m.left, m.right, m.probability, m.state, rule, m.decided_by, iso(m.decided_at))
        matches.append((event_of.get(m.left, ""), *row))
    names = "event_id left_id right_id probability state rule_state decided_by decided_at"
    insert_rows(con, "matches", names, matches)
    scores = (
        (
            event_of.get(s.left, ""),
            s.left,
            s.right,
            place,
            s.signal,
            s.value,
            s.weight,
            s.explanation,
        )
        for place, s in enumerate(result.scores)
    )
    names = "event_id left_id right_id position signal value weight explanation"
    insert_rows(con, "scores", names, scores)
    relations = (
        (
            event_of.get(pair.left, ""),
            pair.left,
            pair.right,
            pair.relation.label,
            pair.relation.confidence,
            pair.relation.update,
            dump_differences(pair.relation.differences),
        )
        for pair in result.relations
    )
    names = "event_id left_id right_id label confidence is_update differences"
    insert_rows(con, "relations", names, relations)


def _save_groups(con: Connection, groups: Sequence[ClaimGroup]) -> None:
    rows = [(g.event_id, g.id, place, g.weakest) for place, g in enumerate(groups)]
    insert_rows(con, "groups", "event_id id position weakest", rows)
    members = [
        (g.event_id, g.id, claim, place, g.origins[place] if g.origins else None)
        for g in groups
        for place, claim in enumerate(g.claim_ids)
    ]
    insert_rows(con, "group_members", "event_id group_id claim_id position origin", members)


def _save_summary(con: Connection, summary: RunSummary) -> None:
    values = {name: getattr(summary, name) for name in _RUN}
    values["started_at"] = iso(summary.started_at)
    values["stages"] = dumps(summary.stages)
    values["started_utc"] = utc(summary.started_at)
    insert_rows(con, "runs", " ".join(values), [tuple(values.values())])


def _event(row: tuple[Any, ...]) -> Event:
    id_, title, articles, first, last, fingerprint = row
    return Event(id_, title, tuple(articles or ()), from_iso(first), from_iso(last), fingerprint)


def summary_of(row: tuple[Any, ...]) -> RunSummary:
    """Read a run from a row of `runs`."""
    values = dict(zip(_RUN, row, strict=True))
    values["started_at"] = from_iso(values["started_at"])
    values["stages"] = json.loads(values["stages"])
    return RunSummary(**values)
