"""What a person says of a pair takes effect at once: its facts are put together anew.

It is worked out from what the last run stored, matches and vectors, and from scores of the
candidate pairs that it had not kept; the embedding model is not needed. In a large event only
the facts are touched that hold one of the claims, or a claim matched with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from compare.records import (
    Article,
    Claim,
    ClaimGroup,
    Decision,
    Event,
    Match,
    PairRelation,
    SignalScore,
)
from compare.signals import SignalContext

if TYPE_CHECKING:
    from compare.config import Settings
    from compare.event_match import Relating
    from compare.store.db import Store

TRIES = 3  # when others change the store meanwhile
WHOLE = 200  # claims of an event that is put together anew as a whole
MOST = 300  # claims in the facts that are touched: more take too long for a click


@dataclass(frozen=True, slots=True)
class _State:
    """An event as it is stored, and what people decided.

    Attributes:
        revision: of the store.
        known: what costly signals gave in the run, see `event_known.Known.values`.
    """

    revision: int
    event: Event
    articles: dict[str, Article]
    claims: dict[str, Claim]
    groups: list[ClaimGroup]
    matches: list[Match]
    relations: list[PairRelation]
    decisions: list[Decision]
    context: SignalContext
    known: Mapping[str, Mapping[tuple[str, str], float]]


def regroup(store: Store, claim_ids: Iterable[str], settings: Settings) -> bool:
    """Put the facts that hold these claims together anew, by what people decided.

    Returns:
        Whether all was done. What was not is left to the next run: no run has matched the
        event yet, its facts are too large, or the store is changed by others all the time.
    """
    wanted = set(claim_ids)
    found = store.claims(ids=sorted(wanted))
    by_event: dict[str | None, set[str]] = defaultdict(set)
    for claim in found:
        by_event[store.event_of(claim.article_id)].add(claim.id)
    done = [_regroup(store, event, ids, settings) for event, ids in by_event.items()]
    return len(found) == len(wanted) and all(done)


def _regroup(store: Store, event_id: str | None, wanted: set[str], settings: Settings) -> bool:
    """Do it in one event."""
    for _ in range(TRIES if event_id else 0):
        state = _read(store, str(event_id))
        if state is None:
            return False
        ids = _touched(state, wanted)
        if len(ids) > MOST:
            return False
        if _save(store, state, ids, settings):
            return True
    return False


def _touched(state: _State, wanted: set[str]) -> set[str]:
    """Give the claims whose facts are put together anew: whole facts."""
    if len(state.claims) <= WHOLE:
        return set(state.claims)
    near = wanted | {
        side
        for match in state.matches
        if match.state != "rejected" and not wanted.isdisjoint((match.left, match.right))
        for side in (match.left, match.right)
    }
    facts = (one.claim_ids for one in state.groups if not near.isdisjoint(one.claim_ids))
    return wanted | {claim for fact in facts for claim in fact}


def _read(store: Store, event_id: str) -> _State | None:
    """Read the event; None when no run has matched it as it is."""
    from compare.aliases import load_aliases
    from compare.event_known import together

    revision = store.revision()
    runs = store.runs(limit=1)
    if not runs:
        return None
    event = store.event(event_id)
    claims = store.claims(article_ids=list(event.article_ids))
    texts = list(dict.fromkeys(claim.text for claim in claims))
    vectors = store.vectors(runs[0].model_id, texts)
    if len(vectors) < len(texts):
        return None
    articles = {one.id: one for one in store.articles(ids=list(event.article_ids))}
    return _State(
        revision,
        event,
        articles,
        {claim.id: claim for claim in claims},
        store.groups(event.id),
        # A decision that was taken back may have left a pair that is no match without it.
        [
            one
            for one in store.matches(event_id=event.id)
            if one.decided_by != "rule" or one.state != "rejected"
        ],
        store.relations(event.id),
        store.decisions(),
        SignalContext(vectors, articles, load_aliases(store.aliases())),
        together(answers for _, _, answers in store.asked([event_id])).values,
    )


def _save(store: Store, state: _State, ids: set[str], settings: Settings) -> bool:
    """Work the touched facts out and save them; False when the store was changed meanwhile."""
    from compare.event_match import Relating, matrix
    from compare.group import group_claims
    from compare.second_look import rival_pairs

    relate = Relating(state.context, settings)
    claims = [one for key, one in state.claims.items() if key in ids]
    new, scores, weak = _scored(state, ids, settings)
    matches = [one for one in state.matches if {one.left, one.right} <= ids] + new
    vectors = matrix(state.context.vectors, [claim.text for claim in claims])
    rivals = rival_pairs(matches, state.claims, relate.pairs)
    found = group_claims(state.event.id, claims, matches, state.articles, vectors, weak, rivals)
    groups = [one for one in state.groups if ids.isdisjoint(one.claim_ids)] + found
    return store.save_regrouped(
        state.event.id,
        groups,
        _relations(state, groups, relate),
        new,
        scores,
        thresholds=(settings.suggested, settings.confirmed),
        revision=state.revision,
    )


def _scored(
    state: _State, ids: set[str], settings: Settings
) -> tuple[list[Match], list[SignalScore], list[Match]]:
    """Score the candidate and the decided pairs of these claims that no match is stored of.

    Returns:
        Those that people decided, as matches, with their signals; and those a little below the
        bound of a match, which may support a fact.
    """
    from compare.candidates import candidate_pairs
    from compare.event_match import matrix
    from compare.match import decide, scored
    from compare.second_look import RIVALS_FROM

    known = {(one.left, one.right) for one in state.matches}
    decided = {(one.left, one.right) for one in state.decisions}
    claims = list(state.claims.values())
    outlets = {one: article.outlet for one, article in state.articles.items()}
    vectors = matrix(state.context.vectors, [claim.text for claim in claims])
    options = {(one.left, one.right) for one in candidate_pairs(claims, vectors, outlets)}
    options |= {one for one in decided if state.claims.keys() >= set(one)}
    todo = sorted(one for one in options - known if ids.issuperset(one))
    if not todo:
        return [], [], []
    # all that these claims are in: a signal may set a pair against others of its claims
    near = sorted(one for one in options if not ids.isdisjoint(one))
    pairs = [(state.claims[left], state.claims[right]) for left, right in near]
    told = scored(pairs, state.context, state.known)
    found = {
        pair: Match(*pair, probability)
        for pair, probability in zip(near, told.probabilities.tolist(), strict=True)
    }
    asked = [found[pair] for pair in todo if pair in decided]
    signals = [
        score
        for row, pair in enumerate(near)
        if pair in decided and pair in todo
        for score in told.row(row)
    ]
    low = RIVALS_FROM * settings.suggested
    weak = [found[pair] for pair in todo if low <= found[pair].probability < settings.suggested]
    return decide(asked, settings, state.decisions), signals, weak


def _relations(state: _State, groups: Sequence[ClaimGroup], relate: Relating) -> list[PairRelation]:
    """Keep the relations of pairs that stay within a fact, and relate those that are new there."""
    known = {(one.left, one.right): one for one in state.relations}
    within = [
        pair
        for group in groups
        for pair in combinations(sorted(group.claim_ids), 2)
        if state.claims[pair[0]].article_id != state.claims[pair[1]].article_id
    ]
    new = [pair for pair in within if pair not in known]
    found = relate.pairs([(state.claims[left], state.claims[right]) for left, right in new])
    for (left, right), relation in zip(new, found, strict=True):
        known[left, right] = PairRelation(left, right, relation)
    return [known[pair] for pair in within]
