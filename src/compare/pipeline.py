"""The only owner of stage order: what is in the store → events, matches, groups, relations."""

from __future__ import annotations

import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compare.chosen import effective
from compare.config import Settings
from compare.engines import Engine, engine
from compare.event_assign import events_of
from compare.event_known import basis
from compare.event_match import Clock, matrix
from compare.event_memory import Memory
from compare.event_outcomes import Outcomes
from compare.event_prints import Prints, prints_of
from compare.event_tasks import tasks_of
from compare.events import article_text_for_vector, search
from compare.progress import Progress, silent
from compare.records import (
    Article,
    Claim,
    Event,
    RunResult,
    RunSummary,
    content_id,
)

if TYPE_CHECKING:
    from compare.store.db import Store

BATCH = 32  # articles whose claims are saved together, so that a kill costs at most these
ENCODE_BATCH = 256
KEEP_BATCH = 2048  # vectors that are saved together: a few seconds of work
MATCHER_VERSION = "6"  # raise it when a release matches differently: stores then match afresh


def run(
    store: Store, settings: Settings | None = None, *, progress: Progress | None = None
) -> RunSummary:
    """Extract, embed, group into events, match, and say how the versions differ.

    Only what changed since the last run is worked on: claims of new articles, vectors of new
    sentences, and events whose articles (or their metadata, the aliases, a person's decisions
    or the settings) changed. Claims and vectors are saved as they come; the rest in one
    transaction at the end, so that a reader sees the state before or after, never between.

    Thresholds that a person chose for this store stand above those of `settings`
    (`compare.chosen`).

    Raises:
        Cancelled: `progress` raised it; what was saved before stays, nothing is half done.
        StoreError, ModelError: see there.
    """
    settings = effective(store, settings or Settings())
    work = engine(settings.engine)
    with work.session(settings):
        return _run(store, settings, work, progress or silent)


def _run(store: Store, settings: Settings, work: Engine, tell: Progress) -> RunSummary:
    from compare.embed.registry import model_id

    began, started = time.perf_counter(), datetime.now(UTC)
    clock = Clock()
    with clock.stage("claims"):
        _extract(store, work, settings, tell)
    heads = store.heads()
    articles = [article for article, _ in heads]
    with clock.stage("vectors"):
        model = model_id(settings.model)
        known, unread = _unread(store, heads, model)
        _embed(store, unread, model, work, settings, tell)
    with clock.stage("events"):
        tell("events", 0, 1)
        new = _printed(store, unread, {one.id: made for one, made in heads}, model)
        prints = known + new
        prints = prints.take(np.argsort(np.array(prints.ids)))
        memory = search(prints, settings.event_days, store.search_memory(), model=model)
        previous, bases = store.events(), _bases(store, articles, model, settings)
        events = _events(articles, prints, memory, previous, store.moves(), set(known.ids))
        events = _fingerprinted(store, events, bases)
        tell("events", 1, 1)
    before = {event.id: event.fingerprint for event in previous}
    changed = [event for event in events if before.get(event.id) != event.fingerprint]
    found = _match(store, changed, previous, bases, model, work, settings, tell)
    for stage, seconds in found.seconds.items():
        clock.stages[stage] += seconds
    stats = store.stats()
    summary = RunSummary(
        id=uuid.uuid4().hex[:16],
        started_at=started,
        seconds=time.perf_counter() - began,
        model_id=model,
        settings_hash=settings.matching_hash,
        articles=len(articles),
        claims=stats["claims"],
        events=len(events),
        pairs=found.pairs,
        matches=found.matches,
        groups=found.groups,
        stages={name: round(seconds, 3) for name, seconds in clock.stages.items()},
        peak_memory_mb=peak_memory_mb(),
    )
    tell("saving", 0, 1)
    matched = tuple(event.id for event in changed)
    store.save_run(
        RunResult(tuple(events), matched, (), (), (), ()),
        summary,
        thresholds=(settings.suggested, settings.confirmed),
        search=(new, memory),
        outcomes=found.of(matched),
        bases=bases,
    )
    tell("saving", 1, 1)
    return summary


def _extract(store: Store, work: Engine, settings: Settings, tell: Progress) -> None:
    todo = store.unextracted()
    if not todo:
        return
    tell("claims", 0, len(todo))
    ready: dict[str, list[Claim]] = {}
    for done, (article_id, claims) in enumerate(work.extract(todo, settings), start=1):
        ready[article_id] = claims
        if len(ready) >= BATCH:
            store.save_claims(ready)
            ready = {}
        tell("claims", done, len(todo))
    if ready:
        store.save_claims(ready)


def _unread(
    store: Store, heads: Sequence[tuple[Article, str]], model: str
) -> tuple[Prints, list[Article]]:
    """Give the prints that still hold, by id, and the articles that have none, with their texts."""
    prints = store.prints(model)
    made_from = {article.id: made for article, made in heads}
    pairs = zip(prints.ids, prints.made_from, strict=True)
    rows = [row for row, (one, made) in enumerate(pairs) if made_from.get(one) == made]
    known = prints if len(rows) == len(prints.ids) else prints.take(np.array(rows, dtype=np.int_))
    missing = made_from.keys() - set(known.ids)
    return known, store.articles(ids=sorted(missing)) if missing else []


def _embed(
    store: Store,
    articles: Sequence[Article],
    model: str,
    work: Engine,
    settings: Settings,
    tell: Progress,
) -> None:
    """Embed what has no vector yet; loads the model only when there is something to embed."""
    of_articles = dict.fromkeys(article_text_for_vector(article) for article in articles)
    known = store.vectors(model, list(of_articles))
    missing = dict.fromkeys(text for text in of_articles if text not in known)
    missing |= dict.fromkeys(store.texts_without_vector(model))
    # By length: a batch of like lengths wastes no padding. By text where lengths are equal, so
    # that batches, and the last bit of vectors with them, don't depend on who embeds them.
    todo = sorted(missing, key=lambda text: (len(text), text))
    tell("vectors", 0, len(todo))
    done = 0
    batches = [todo[at : at + ENCODE_BATCH] for at in range(0, len(todo), ENCODE_BATCH)]
    ready: dict[str, NDArray[np.float32]] = {}
    for part, vectors in work.encode(batches, settings):
        ready |= dict(zip(part, vectors, strict=True))
        done += len(part)
        if len(ready) >= KEEP_BATCH or done == len(todo):
            store.save_vectors(model, ready)
            ready = {}
        tell("vectors", done, len(todo))


def _printed(
    store: Store, articles: Sequence[Article], made_from: Mapping[str, str], model: str
) -> Prints:
    texts = [article_text_for_vector(article) for article in articles]
    vectors = matrix(store.vectors(model, texts), texts)
    return prints_of(articles, vectors, [made_from[article.id] for article in articles])


def _events(
    articles: Sequence[Article],
    prints: Prints,
    memory: Memory,
    previous: Sequence[Event],
    moves: Mapping[str, str],
    unchanged: Collection[str],
) -> list[Event]:
    """Give the events of what the search found, without fingerprints."""
    row = {one: at for at, one in enumerate(prints.ids)}
    rows = np.array([row[article.id] for article in articles], dtype=np.int_)
    numbers = memory.clusters[rows].tolist()
    return events_of(articles, numbers, prints.unit(rows), previous, moves, unchanged)


def _bases(
    store: Store, articles: Iterable[Article], model: str, settings: Settings
) -> dict[str, str]:
    """Give for each article what claims, matches, relations and origins are worked out from."""
    aliases = repr(sorted(store.aliases().items()))
    common = (settings.matching_hash, model, MATCHER_VERSION, aliases)
    return {article.id: basis(article, common) for article in articles}


def _fingerprinted(store: Store, events: Sequence[Event], bases: Mapping[str, str]) -> list[Event]:
    """Give each event a fingerprint of all that its matches depend on."""
    decisions = store.decisions()
    touched = {pair_id for item in decisions for pair_id in (item.left, item.right)}
    claims = store.claims(ids=sorted(touched)) if touched else []
    home = {claim.id: claim.article_id for claim in claims}
    by_article: dict[str, list[str]] = defaultdict(list)
    for item in decisions:
        for article_id in {home.get(item.left), home.get(item.right)} - {None}:
            by_article[str(article_id)].append(f"{item.left} {item.right} {item.verdict}")
    return [
        replace(
            event,
            fingerprint=content_id(
                *(bases[one] for one in sorted(event.article_ids)),
                *(text for one in sorted(event.article_ids) for text in sorted(by_article[one])),
            ),
        )
        for event in events
    ]


def _match(
    store: Store,
    changed: Sequence[Event],
    previous: Sequence[Event],
    bases: Mapping[str, str],
    model: str,
    work: Engine,
    settings: Settings,
    tell: Progress,
) -> Outcomes:
    """Match the changed events, large ones first, so that none is left over at the end."""
    sizes = store.claim_counts() if changed else {}
    size = {event.id: sum(sizes.get(one, 0) for one in event.article_ids) for event in changed}
    ordered = sorted(changed, key=lambda event: (-size[event.id], event.id))
    tasks = tasks_of(store, ordered, size, model, bases, previous)
    tell("matching", 0, len(changed))
    found = Outcomes()
    for outcome in work.match(tasks, sum(size.values()), settings):
        found.add(outcome)
        tell("matching", len(found), len(changed))
    return found


def peak_memory_mb() -> float:
    """Peak resident memory of this process in MiB; 0 where the system doesn't tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
