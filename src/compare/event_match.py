"""One event: its claims → candidate pairs, matches, groups and relations."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from compare.collecting import uncollected
from compare.config import Settings
from compare.event_known import Known
from compare.match import decide, scored
from compare.records import (
    Article,
    CandidatePair,
    Claim,
    ClaimGroup,
    Decision,
    Event,
    Match,
    PairRelation,
    Relation,
    SignalScore,
)
from compare.second_look import RIVALS_FROM, rival_pairs, second_look
from compare.signals import SignalContext


@dataclass(frozen=True, slots=True)
class EventTask:
    """All that matching one event needs, so that it can be done on any machine.

    Attributes:
        event: the event.
        claims: of all its articles.
        vectors: claim text → unit vector.
        articles: article id → article, those of the event; their texts may be left out.
        aliases: lower-case name variant → canonical name.
        decisions: what people said of pairs of these claims.
        known: what was asked before about pairs of these claims and holds still.
    """

    event: Event
    claims: tuple[Claim, ...]
    vectors: dict[str, NDArray[np.float32]]
    articles: dict[str, Article]
    aliases: dict[str, str]
    decisions: tuple[Decision, ...]
    known: Known = field(default_factory=Known)


@dataclass(frozen=True, slots=True)
class EventOutcome:
    """What matching one event found; `pairs` were scored, `seconds` are by stage.

    `asked` is what else it asked about pairs, for the next time.
    """

    event_id: str
    matches: tuple[Match, ...]
    scores: tuple[SignalScore, ...]
    groups: tuple[ClaimGroup, ...]
    relations: tuple[PairRelation, ...]
    pairs: int
    seconds: dict[str, float]
    asked: Known = field(default_factory=Known)


class Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = defaultdict(float)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time that the block takes to stage `name`."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] += time.perf_counter() - began


def match_event(task: EventTask, settings: Settings) -> EventOutcome:
    """Match the claims of one event."""
    with uncollected():
        return _matched(task, settings)


def _matched(task: EventTask, settings: Settings) -> EventOutcome:
    from compare.candidates import candidate_pairs
    from compare.group import group_claims

    clock = Clock()
    claims, articles = task.claims, task.articles
    context = SignalContext(vectors=task.vectors, articles=articles, aliases=task.aliases)
    by_id = {claim.id: claim for claim in claims}
    outlets = {one: article.outlet for one, article in articles.items()}
    vectors = matrix(task.vectors, [claim.text for claim in claims])
    with clock.stage("candidates"):
        pairs = candidate_pairs(claims, vectors, outlets)
        pairs = _with_decided(pairs, task.decisions, by_id)
    with clock.stage("matching"):
        found = scored(
            [(by_id[pair.left], by_id[pair.right]) for pair in pairs], context, task.known.values
        )
        chances = [
            Match(pair.left, pair.right, probability)
            for pair, probability in zip(pairs, found.probabilities.tolist(), strict=True)
        ]
        kept = decide(chances, settings, task.decisions)
    relate = Relating(context, settings, task.known.relations)
    with clock.stage("relations"):
        matches = second_look(chances, kept, by_id, settings, relate.pairs, task.vectors)
        rivals = rival_pairs(matches, by_id, relate.pairs)
    with clock.stage("groups"):
        weak = [
            one
            for one in chances
            if RIVALS_FROM * settings.suggested <= one.probability < settings.suggested
        ]
        groups = group_claims(task.event.id, claims, matches, articles, vectors, weak, rivals)
    with clock.stage("relations"):
        relations = _relations(groups, by_id, relate)
    with clock.stage("matching"):
        place = {(pair.left, pair.right): index for index, pair in enumerate(pairs)}
        scores = [one for item in matches for one in found.row(place[item.left, item.right])]
    return EventOutcome(
        event_id=task.event.id,
        matches=tuple(matches),
        scores=tuple(scores),
        groups=tuple(groups),
        relations=tuple(relations),
        pairs=len(pairs),
        seconds=dict(clock.stages),
        asked=Known(relate.answers, found.costly()).without(relations),
    )


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


class Relating:
    """Relates pairs in the context of an event, each pair once."""

    def __init__(
        self,
        context: SignalContext,
        settings: Settings,
        known: Mapping[tuple[str, str], Relation] | None = None,
    ) -> None:
        self._context, self._model = context, settings.nli_model
        self._known: dict[tuple[str, str], Relation] = dict(known or {})
        self._asked: set[tuple[str, str]] = set()

    @property
    def answers(self) -> dict[tuple[str, str], Relation]:
        """The relations of all pairs that were asked about; what was known and not asked isn't."""
        return {pair: self._known[pair] for pair in self._asked}

    def pairs(self, pairs: Sequence[tuple[Claim, Claim]]) -> list[Relation]:
        """Give the relation of each pair."""
        from compare.relations.relate import relate_claims

        new = [pair for pair in pairs if (pair[0].id, pair[1].id) not in self._known]
        found = relate_claims(
            new,
            articles=self._context.articles,
            aliases=self._context.aliases,
            vectors=self._context.vectors,
            nli_model=self._model,
        )
        self._asked |= {(left.id, right.id) for left, right in pairs}
        self._known |= {(a.id, b.id): one for (a, b), one in zip(new, found, strict=True)}
        return [self._known[left.id, right.id] for left, right in pairs]


def _relations(
    groups: Sequence[ClaimGroup], claims: Mapping[str, Claim], relate: Relating
) -> list[PairRelation]:
    """Relate the claims of different articles within each group."""
    pairs = [
        (claims[left], claims[right])
        for group in groups
        for left, right in combinations(sorted(group.claim_ids), 2)
        if claims[left].article_id != claims[right].article_id
    ]
    return [
        PairRelation(left.id, right.id, relation)
        for (left, right), relation in zip(pairs, relate.pairs(pairs), strict=True)
    ]


def matrix(known: Mapping[str, NDArray[np.float32]], texts: Sequence[str]) -> NDArray[np.float32]:
    """Give the vectors of `texts` as an array of shape (len(texts), dimension)."""
    if not texts:
        return np.zeros((0, 1), dtype=np.float32)
    return np.stack([known[text] for text in texts]).astype(np.float32)
