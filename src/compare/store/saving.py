"""Rows of what runs find: events, matches with their scores, relations, groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from compare.config import Settings
from compare.records import ClaimGroup, Event, Match, MatchState, RunResult, RunSummary
from compare.store.asked import save_asked
from compare.store.codec import dump_differences, dumps, iso, utc
from compare.store.sql import PORTION, Connection, fetch, insert_rows

if TYPE_CHECKING:
    from compare.event_match import EventOutcome

RUN = [item.name for item in fields(RunSummary)]


def thresholds_of(matches: Sequence[Match]) -> tuple[float, float]:
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


def event_of_pairs(con: Connection, result: RunResult) -> dict[str, str]:
    """Give the event of each claim that occurs in a pair."""
    claims = {m.left for m in result.matches} | {s.left for s in result.scores}
    claims |= {r.left for r in result.relations}
    return dict(fetch(con, "event_of_claims", ids=list(claims)))


def save_events(con: Connection, events: Sequence[Event]) -> None:
    """Add events and which articles they hold."""
    rows = [(e.id, e.title, iso(e.first), iso(e.last), utc(e.last), e.fingerprint) for e in events]
    insert_rows(con, "events", "id title first_at last_at last_utc fingerprint", rows)
    members = [
        (event.id, article, place)
        for event in events
        for place, article in enumerate(event.article_ids)
    ]
    insert_rows(con, "event_articles", "event_id article_id position", members)


def save_pairs(
    con: Connection,
    result: RunResult,
    event_of: dict[str, str],
    suggested: float,
    confirmed: float,
) -> None:
    """Add matches, scores and relations.

    Args:
        event_of: left claim of a pair → its event.
        suggested, confirmed: the thresholds, which say what a pair is without a person's word.
    """
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


def portions(outcomes: Iterable[EventOutcome]) -> Iterator[list[EventOutcome]]:
    """Take outcomes together until they are worth an insertion."""
    some: list[EventOutcome] = []
    for one in outcomes:
        some.append(one)
        if sum(len(item.scores) for item in some) >= PORTION:
            yield some
            some = []
    if some:
        yield some


def save_outcomes(
    con: Connection, some: Sequence[EventOutcome], suggested: float, confirmed: float
) -> None:
    """Add all that matching found in some events."""
    found = RunResult(
        (),
        (),
        matches=tuple(item for one in some for item in one.matches),
        scores=tuple(item for one in some for item in one.scores),
        groups=tuple(item for one in some for item in one.groups),
        relations=tuple(item for one in some for item in one.relations),
    )
    event_of = {
        item.left: one.event_id
        for one in some
        for items in (one.matches, one.relations)
        for item in items
    }
    save_pairs(con, found, event_of, suggested, confirmed)
    save_groups(con, found.groups)


def save_answers(
    con: Connection,
    events: Iterable[Event],
    some: Iterable[EventOutcome],
    bases: Mapping[str, str],
) -> None:
    """Keep what matching asked about pairs, with what the answers depend on."""
    articles = {event.id: event.article_ids for event in events}
    save_asked(
        con,
        (
            (one.event_id, {key: bases[key] for key in articles[one.event_id]}, one.asked)
            for one in some
            if bases
        ),
    )


def save_groups(con: Connection, groups: Sequence[ClaimGroup]) -> None:
    """Add groups with their members."""
    rows = [(g.event_id, g.id, place, g.weakest) for place, g in enumerate(groups)]
    insert_rows(con, "groups", "event_id id position weakest", rows)
    members = [
        (g.event_id, g.id, claim, place, g.origins[place] if g.origins else None)
        for g in groups
        for place, claim in enumerate(g.claim_ids)
    ]
    insert_rows(con, "group_members", "event_id group_id claim_id position origin", members)


def save_summary(con: Connection, summary: RunSummary) -> None:
    """Add what a run did."""
    values = {name: getattr(summary, name) for name in RUN}
    values["started_at"] = iso(summary.started_at)
    values["stages"] = dumps(summary.stages)
    values["started_utc"] = utc(summary.started_at)
    insert_rows(con, "runs", " ".join(values), [tuple(values.values())])
