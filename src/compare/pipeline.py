"""The only owner of stage order: what is in the store → events, matches, groups, relations."""

from __future__ import annotations

import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from compare.config import Settings
from compare.progress import Progress, silent
from compare.records import (
    Article,
    CandidatePair,
    Claim,
    ClaimGroup,
    Decision,
    Event,
    Match,
    PairRelation,
    RunResult,
    RunSummary,
    SignalScore,
    content_id,
)
from compare.signals import SignalContext

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.store.db import Store

BATCH = 32  # articles whose claims are saved together, so that a kill costs at most these
ENCODE_BATCH = 256
SCORE_BATCH = 4096
MATCHER_VERSION = "1"  # raise it when a release matches differently: stores then match afresh


@dataclass
class _Found:
    """What matching the changed events found."""

    matches: list[Match] = field(default_factory=list)
    scores: list[SignalScore] = field(default_factory=list)
    groups: list[ClaimGroup] = field(default_factory=list)
    relations: list[PairRelation] = field(default_factory=list)
    pairs: int = 0


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = defaultdict(float)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] += time.perf_counter() - began


def run(
    store: Store, settings: Settings | None = None, *, progress: Progress | None = None
) -> RunSummary:
    """Extract, embed, group into events, match, and say how the versions differ.

    Only what changed since the last run is worked on: claims of new articles, vectors of new
    sentences, and events whose articles (or their metadata, the aliases, a person's decisions
    or the settings) changed. Claims and vectors are saved as they come; the rest in one
    transaction at the end, so that a reader sees the state before or after, never between.

    Raises:
        Cancelled: `progress` raised it; what was saved before stays, nothing is half done.
        StoreError, ModelError: see there.
    """
    settings = settings or Settings()
    tell = progress or silent
    began, started = time.perf_counter(), datetime.now(UTC)
    clock = _Clock()
    with clock.stage("claims"):
        _extract(store, settings, tell)
    articles = store.articles()
    with clock.stage("vectors"):
        model = _embed(store, articles, settings, tell)
    with clock.stage("events"):
        events = _events(store, articles, model, settings, tell)
    changed = _changed(store, events)
    by_id = {article.id: article for article in articles}
    found = _match_events(store, changed, by_id, model, settings, tell, clock)
    result = RunResult(
        events=tuple(events),
        event_ids=tuple(event.id for event in changed),
        matches=tuple(found.matches),
        scores=tuple(found.scores),
        groups=tuple(found.groups),
        relations=tuple(found.relations),
    )
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
        matches=len(found.matches),
        groups=len(found.groups),
        stages={name: round(seconds, 3) for name, seconds in clock.stages.items()},
        peak_memory_mb=peak_memory_mb(),
    )
    tell("saving", 0, 1)
    store.save_run(result, summary, thresholds=(settings.suggested, settings.confirmed))
    tell("saving", 1, 1)
    return summary


def _extract(store: Store, settings: Settings, tell: Progress) -> None:
    from compare.claims.extract import extract_many

    todo = store.unextracted()
    if not todo:
        return
    tell("claims", 0, len(todo))
    ready: dict[str, list[Claim]] = {}
    for done, (article_id, claims) in enumerate(
        extract_many(todo, processes=settings.processes), start=1
    ):
        ready[article_id] = claims
        if len(ready) >= BATCH:
            store.save_claims(ready)
            ready = {}
        tell("claims", done, len(todo))
    if ready:
        store.save_claims(ready)


def _embed(store: Store, articles: Sequence[Article], settings: Settings, tell: Progress) -> str:
    """Embed what has no vector yet; loads the model only when there is something to embed."""
    from compare.embed.registry import load, model_id
    from compare.events import article_text_for_vector

    model = model_id(settings.model)
    of_articles = dict.fromkeys(article_text_for_vector(article) for article in articles)
    known = store.vectors(model, list(of_articles))
    missing = dict.fromkeys(text for text in of_articles if text not in known)
    missing |= dict.fromkeys(store.texts_without_vector(model))
    # By length: a batch of like lengths wastes no padding.
    todo = sorted(missing, key=len)
    if not todo:
        return model
    tell("vectors", 0, len(todo))
    encoder = load(settings.model)
    for first in range(0, len(todo), ENCODE_BATCH):
        part = todo[first : first + ENCODE_BATCH]
        store.save_vectors(model, dict(zip(part, encoder.encode(part), strict=True)))
        tell("vectors", first + len(part), len(todo))
    return model


def _events(
    store: Store, articles: Sequence[Article], model: str, settings: Settings, tell: Progress
) -> list[Event]:
    from compare.events import article_text_for_vector, assign_events

    tell("events", 0, 1)
    texts = [article_text_for_vector(article) for article in articles]
    vectors = _matrix(store.vectors(model, texts), texts)
    events = assign_events(articles, vectors, store.events(), store.moves(), settings)
    tell("events", 1, 1)
    return _fingerprinted(store, events, {article.id: article for article in articles}, settings)


def _fingerprinted(
    store: Store, events: Sequence[Event], articles: Mapping[str, Article], settings: Settings
) -> list[Event]:
    """Give each event a fingerprint of all that its matches depend on."""
    decisions = store.decisions()
    touched = {pair_id for item in decisions for pair_id in (item.left, item.right)}
    home = {claim.id: claim.article_id for claim in store.claims(ids=sorted(touched))}
    by_article: dict[str, list[str]] = defaultdict(list)
    for item in decisions:
        for article_id in {home.get(item.left), home.get(item.right)} - {None}:
            by_article[str(article_id)].append(f"{item.left} {item.right} {item.verdict}")
    common = (settings.matching_hash, MATCHER_VERSION, repr(sorted(store.aliases().items())))
    return [
        replace(
            event,
            fingerprint=content_id(
                *common,
                *(
                    repr((item.id, item.outlet, item.published_at, item.carries))
                    for item in (articles[one] for one in sorted(event.article_ids))
                ),
                *(text for one in sorted(event.article_ids) for text in sorted(by_article[one])),
            ),
        )
        for event in events
    ]


def _changed(store: Store, events: Sequence[Event]) -> list[Event]:
    before = {event.id: event.fingerprint for event in store.events()}
    return [event for event in events if before.get(event.id) != event.fingerprint]


def _match_events(
    store: Store,
    changed: Sequence[Event],
    articles: Mapping[str, Article],
    model: str,
    settings: Settings,
    tell: Progress,
    clock: _Clock,
) -> _Found:
    from compare.aliases import load_aliases

    found = _Found()
    aliases = load_aliases(store.aliases())
    decisions = store.decisions()
    for done, event in enumerate(changed):
        tell("matching", done, len(changed))
        claims = store.claims(article_ids=list(event.article_ids))
        texts = list(dict.fromkeys(claim.text for claim in claims))
        known = store.vectors(model, texts)
        context = SignalContext(vectors=known, articles=dict(articles), aliases=aliases)
        _match_event(event, claims, context, settings, decisions, found, clock)
    tell("matching", len(changed), len(changed))
    return found


def _match_event(
    event: Event,
    claims: Sequence[Claim],
    context: SignalContext,
    settings: Settings,
    decisions: Sequence[Decision],
    found: _Found,
    clock: _Clock,
) -> None:
    """Match the claims of one event; adds to `found`."""
    from compare.candidates import candidate_pairs
    from compare.group import group_claims
    from compare.match import decide, score_pairs

    by_id = {claim.id: claim for claim in claims}
    articles = {claim.article_id: context.articles[claim.article_id] for claim in claims}
    outlets = {one: article.outlet for one, article in articles.items()}
    vectors = _matrix(context.vectors, [claim.text for claim in claims])
    with clock.stage("candidates"):
        pairs = candidate_pairs(claims, vectors, outlets)
        pairs = _with_decided(pairs, decisions, by_id)
    with clock.stage("matching"):
        matches, scores = [], []
        for first in range(0, len(pairs), SCORE_BATCH):
            part = [(by_id[p.left], by_id[p.right]) for p in pairs[first : first + SCORE_BATCH]]
            probabilities, parts = score_pairs(part, context)
            kept = decide(
                [
                    Match(left.id, right.id, float(probability))
                    for (left, right), probability in zip(part, probabilities, strict=True)
                ],
                settings,
                decisions,
            )
            keys = {(match.left, match.right) for match in kept}
            matches += kept
            scores += [item for row in parts for item in row if (item.left, item.right) in keys]
    with clock.stage("groups"):
        groups = group_claims(event.id, claims, matches, articles, vectors)
    with clock.stage("relations"):
        relations = _relations(groups, by_id, context)
    found.pairs += len(pairs)
    found.matches += matches
    found.scores += scores
    found.groups += groups
    found.relations += relations


def _with_decided(
    pairs: list[CandidatePair], decisions: Sequence[Decision], claims: Mapping[str, Claim]
) -> list[CandidatePair]:
    """Add the pairs that people decided on, which blocking might have left out."""
    decided = {
        CandidatePair(*sorted((item.left, item.right)))
        for item in decisions
        if item.left in claims and item.right in claims
    }
    return pairs + sorted(decided - set(pairs), key=lambda pair: (pair.left, pair.right))


def _relations(
    groups: Sequence[ClaimGroup], claims: Mapping[str, Claim], context: SignalContext
) -> list[PairRelation]:
    """Relate the claims of different articles within each group."""
    from compare.relations.relate import relate_claims

    pairs = [
        (claims[left], claims[right])
        for group in groups
        for left, right in combinations(sorted(group.claim_ids), 2)
        if claims[left].article_id != claims[right].article_id
    ]
    relations = relate_claims(
        pairs, articles=context.articles, aliases=context.aliases, vectors=context.vectors
    )
    return [
        PairRelation(left.id, right.id, relation)
        for (left, right), relation in zip(pairs, relations, strict=True)
    ]


def _matrix(known: Mapping[str, NDArray[np.float32]], texts: Sequence[str]) -> NDArray[np.float32]:
    if not texts:
        return np.zeros((0, 1), dtype=np.float32)
    return np.stack([known[text] for text in texts]).astype(np.float32)


def peak_memory_mb() -> float:
    """Peak resident memory of this process in MiB; 0 where the system doesn't tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
