"""Takes in events of another machine, with all that was matched in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare.manifest import Manifest
from compare.parquet_rows import rows_of, usable
from compare.progress import Progress
from compare.records import (
    ClaimGroup,
    Event,
    Match,
    PairRelation,
    Relation,
    RunResult,
    RunSummary,
    SignalScore,
    content_id,
)
from compare.store.codec import from_iso, load_differences

if TYPE_CHECKING:
    from compare.store.db import Store

_TABLES = ("matches", "scores", "groups", "relations")
_EVENTS = 500  # saved together, so that all they hold fits into memory


def take_events(store: Store, root: Path, listed: Manifest, tell: Progress) -> int:
    """Save the events that fit in here: new ones, all of whose articles are here and in none.

    An event doesn't fit in, either, when one of its claims isn't here. The next run matches its
    articles then; it changes an event that fits in only if its fingerprint has another value
    here (other settings, decisions or names).

    Returns:
        How many were saved.
    """
    days = listed.of("events")
    if not days:
        return 0
    events = store.events()
    here = {event.id for event in events}
    homeless = set(store.article_ids()) - {one for event in events for one in event.article_ids}
    waiting: list[dict[str, Any]] = []
    saved = 0
    for done, (day, files) in enumerate(days.items(), start=1):
        with usable(root, files):
            rows = [
                row
                for row in rows_of(root, files)
                if row["id"] not in here and homeless.issuperset(row["article_ids"])
            ]
        for row in rows:
            homeless -= set(row["article_ids"])
        waiting += _with_results(root, listed, day, rows)
        if len(waiting) >= _EVENTS or done == len(days):
            saved += _save(store, listed, waiting)
            waiting = []
        tell("events", done, len(days))
    return saved


def _with_results(
    root: Path, listed: Manifest, day: str, rows: Sequence[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Add what was found in each event: table → records."""
    wanted = {row["id"] for row in rows}
    if not wanted:
        return
    found: dict[str, dict[str, list[Any]]] = {one: defaultdict(list) for one in wanted}
    for table in _TABLES:
        files = listed.of(table).get(day, [])
        for row in rows_of(root, files):
            with usable(root, files):
                if row["event_id"] in wanted:
                    found[row["event_id"]][table].append(
                        (row.get("position", 0), _record(table, row))
                    )
    for row in rows:
        parts = {
            table: [one for _, one in sorted(found[row["id"]][table], key=lambda item: item[0])]
            for table in _TABLES
        }
        with usable(root, listed.of("events")[day]):
            yield {"event": _event(row)} | parts


def _save(store: Store, listed: Manifest, waiting: Sequence[dict[str, Any]]) -> int:
    articles = [one for part in waiting for one in part["event"].article_ids]
    claims = {claim.id for claim in store.claims(article_ids=articles)} if waiting else set()
    fitting = [part for part in waiting if claims.issuperset(_claims_in(part))]
    if not fitting:
        return 0
    events = tuple(part["event"] for part in fitting)
    parts = {table: tuple(one for part in fitting for one in part[table]) for table in _TABLES}
    result = RunResult((*store.events(), *events), tuple(event.id for event in events), **parts)
    store.save_run(result, _summary(listed, result, len(articles)))
    return len(fitting)


def _claims_in(part: dict[str, Any]) -> Iterator[str]:
    for table in ("matches", "scores", "relations"):
        for one in part[table]:
            yield one.left
            yield one.right
    for group in part["groups"]:
        yield from group.claim_ids


def _summary(listed: Manifest, result: RunResult, articles: int) -> RunSummary:
    """Say by which model and settings it was found; nothing was worked out here."""
    at = datetime.now(UTC)
    claims = sum(len(group.claim_ids) for group in result.groups)
    return RunSummary(
        id=content_id("taken in", str(listed.run.get("id")), at.isoformat()),
        started_at=at,
        seconds=0.0,
        model_id=str(listed.run.get("model_id", "")),
        settings_hash=str(listed.run.get("settings_hash", "")),
        articles=articles,
        claims=claims,
        events=len(result.event_ids),
        pairs=0,
        matches=len(result.matches),
        groups=len(result.groups),
    )


def _event(row: dict[str, Any]) -> Event:
    return Event(
        row["id"],
        row["title"],
        tuple(row["article_ids"]),
        from_iso(row["first_at"]),
        from_iso(row["last_at"]),
        row["fingerprint"],
    )


def _record(table: str, row: dict[str, Any]) -> Match | SignalScore | ClaimGroup | PairRelation:
    pair = (row.get("left_id", ""), row.get("right_id", ""))
    if table == "matches":
        decided = (row["decided_by"], from_iso(row["decided_at"]))
        return Match(*pair, row["probability"], row["state"], *decided)
    if table == "scores":
        return SignalScore(*pair, row["signal"], row["value"], row["weight"], row["explanation"])
    if table == "relations":
        differences = load_differences(row["differences"])
        told = Relation(row["label"], row["confidence"], differences, row["is_update"])
        return PairRelation(*pair, told)
    origins = row["origins"]
    known = () if None in origins else tuple(origins)
    return ClaimGroup(row["id"], row["event_id"], tuple(row["claim_ids"]), row["weakest"], known)
