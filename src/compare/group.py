"""Matches → groups of claims on one fact, all of whose members hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from compare.embed import Vectors
from compare.origins import origins
from compare.records import Article, Claim, ClaimGroup, Match

NEVER = datetime.max.replace(tzinfo=UTC)


def group_claims(
    event_id: str,
    claims: Sequence[Claim],
    matches: Sequence[Match],
    articles: Mapping[str, Article],
    vectors: Vectors,
) -> list[ClaimGroup]:
    """Group claims so that every two of a group match (complete linkage)."""
    order = sorted(claims, key=lambda claim: _when(claim, articles))
    place = {claim.id: i for i, claim in enumerate(order)}
    sure = {
        frozenset((m.left, m.right)): 1.0 if m.state == "confirmed" else m.probability
        for m in matches
        if m.state != "rejected" and m.left in place and m.right in place
    }
    groups = {claim.id: [claim.id] for claim in order}
    for pair, _ in sorted(sure.items(), key=lambda item: (-item[1], sorted(item[0]))):
        left, right = (groups[one] for one in sorted(pair))
        if left is not right and all(frozenset((a, b)) in sure for a in left for b in right):
            left.extend(right)
            for moved in right:
                groups[moved] = left
    voices = dict(zip((c.id for c in claims), origins(claims, articles, vectors), strict=True))
    found: dict[int, list[str]] = defaultdict(list)
    for claim in order:
        found[id(groups[claim.id])].append(claim.id)
    return [_group(event_id, ids, sure, voices) for ids in found.values()]


def _when(claim: Claim, articles: Mapping[str, Article]) -> tuple[datetime, str, int]:
    time = articles[claim.article_id].published_at or NEVER
    time = time if time.tzinfo else time.replace(tzinfo=UTC)
    return time, claim.article_id, claim.position


def _group(
    event_id: str,
    ids: list[str],
    sure: Mapping[frozenset[str], float],
    voices: Mapping[str, int],
) -> ClaimGroup:
    weakest = min(
        (sure[frozenset((a, b))] for a in ids for b in ids if a < b),
        default=1.0,
    )
    return ClaimGroup(ids[0], event_id, tuple(ids), weakest, tuple(voices[one] for one in ids))
