"""Matches → groups of claims on one fact, all of whose members hang together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from heapq import heapify, heappop, heappush

import numpy as np

from compare.embed import Vectors
from compare.origins import Voices
from compare.records import Article, Claim, ClaimGroup, Match

SHARE = 0.6  # of the other outlets' members that each member matches
# Groups that match too little come together when weak scores stand in for what is missing:
# the mean over all their pairs, and the share of the others that each member goes with.
SUPPORTED_MEAN, SUPPORTED_SHARE = 0.5, 0.75
RIVAL = 0.8
PER_OUTLET = 3  # an outlet may say a thing more than once, not spread over a whole group
SAME_OUTLET_COSINE = 0.5  # no score tells how two claims of one outlet go together
UNSURE_FROM = 0.5
_NEVER = datetime.max.replace(tzinfo=UTC)
Links = dict[str, dict[str, float]]


def group_claims(
    event_id: str,
    claims: Sequence[Claim],
    matches: Sequence[Match],
    articles: Mapping[str, Article],
    vectors: Vectors,
    weak: Sequence[Match] = (),
    rivals: Collection[tuple[str, str]] = (),
) -> list[ClaimGroup]:
    """Group claims by average linkage, in which each member has to hang together with the rest.

    The two groups with the highest mean probability are merged first (pairs that don't match
    count as 0), as long as every member then matches at least three fifths of the members of
    other outlets. So B, which matches A and C that don't match each other, goes with one of
    them; a group of three holds only when all three pairs match. What is grouped then stays
    together, and grows where pairs below the bound of a match support it: the mean of all pairs
    must be at least .5, and each member must match one other and go with three quarters of them,
    by a match or a weak score. docs/grouping.md compares this with other methods.

    Pairs that a person confirmed stay together (unless that would join a rejected pair: then
    the likelier confirmation stands), pairs that a person rejected stay apart.

    Args:
        event_id: of the event that all claims belong to.
        claims: in any order; each ends in exactly one group.
        matches: scored pairs that count as matches, and all that people decided on.
        articles: article id → article, of all claims.
        vectors: shape (len(claims), dimension); unit rows.
        weak: scored pairs a little below the bound of a match; without them nothing is
            supported. Of two articles only the best pair for both of its claims counts.
        rivals: matches, as (left, right), that are opposite stands on one matter: they count
            as `RIVAL` at least, so that each is not drawn to what else its speaker said.

    Returns:
        The groups, single claims too, in order of their first claims: by publication, article
        and position. A group has the id of its first claim. `weakest` is the lowest
        probability among the pairs that hold it together; `origins` as in `compare.origins`,
        per group.

    Raises:
        ValueError: there are not as many vectors as claims.
    """
    if len(vectors) != len(claims):
        raise ValueError(f"{len(vectors)} vectors for {len(claims)} claims")
    by_id = {one.id: one for one in claims}
    rows = {one.id: row for row, one in enumerate(claims)}
    order = sorted(by_id.values(), key=lambda one: _place(one, articles))
    merger = _Merger(order, matches, articles, np.asarray(vectors, dtype=np.float32), rows)
    merger.rivals = {frozenset(pair) for pair in rivals}
    merger.run()
    if weak:
        merger.support(weak, {one.id: one.article_id for one in order})
    voices = Voices(claims, {one.article_id: articles[one.article_id] for one in claims}, vectors)
    groups = []
    for ids in merger.groups():
        numbers = voices.numbers([by_id[one] for one in ids])
        groups.append(ClaimGroup(ids[0], event_id, ids, merger.weakest(ids), tuple(numbers)))
    return groups


def _place(claim: Claim, articles: Mapping[str, Article]) -> tuple[datetime, str, int, str]:
    when = articles[claim.article_id].published_at or _NEVER
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return when, claim.article_id, claim.position, claim.id


class _Merger:
    """The state of the clustering: groups by number, smaller numbers first in time."""

    def __init__(
        self,
        order: Sequence[Claim],
        matches: Sequence[Match],
        articles: Mapping[str, Article],
        vectors: Vectors,
        rows: Mapping[str, int],
    ) -> None:
        self._at = {one.id: place for place, one in enumerate(order)}
        self._outlet = {one.id: articles[one.article_id].outlet for one in order}
        self._vectors, self._rows = vectors, rows
        self._members = {place: [one.id] for place, one in enumerate(order)}
        self._links: Links = defaultdict(dict)
        self._weak: Links = {}
        self.rivals: set[frozenset[str]] = set()
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._vouched: set[frozenset[str]] = set()
        known = [one for one in matches if one.left in rows and one.right in rows]
        for match in known:
            self._read(match)
        confirmed = (one for one in known if one.state == "confirmed" and one.decided_by != "rule")
        for match in sorted(confirmed, key=lambda m: (-m.probability, m.left, m.right)):
            self._join(match.left, match.right)

    def _read(self, match: Match) -> None:
        if match.state == "rejected":
            self._apart[match.left].add(match.right)
            self._apart[match.right].add(match.left)
            return
        if match.state == "unsure" and match.probability < UNSURE_FROM:
            return
        said = match.state == "confirmed" and match.decided_by != "rule"
        value = 1.0 if said else match.probability
        self._links[match.left][match.right] = value
        self._links[match.right][match.left] = value

    def _join(self, left: str, right: str) -> None:
        """Put together what a person said belongs together."""
        one, two = self._group(left), self._group(right)
        if one == two or self._forbidden(self._members[one], self._members[two]):
            return
        self._vouched |= {frozenset((a, b)) for a in self._members[one] for b in self._members[two]}
        self._merge(one, two)

    def _group(self, claim: str) -> int:
        return self._home[claim]

    @property
    def _home(self) -> dict[str, int]:
        return {one: number for number, ids in self._members.items() for one in ids}

    def _forbidden(self, left: Sequence[str], right: Sequence[str]) -> bool:
        return any(not self._apart[one].isdisjoint(right) for one in left if one in self._apart)

    def _merge(self, one: int, two: int) -> int:
        kept, gone = min(one, two), max(one, two)
        self._members[kept] = sorted(
            self._members[kept] + self._members.pop(gone), key=self._at.__getitem__
        )
        return kept

    def run(self) -> None:
        """Merge by the matches until no two groups may be merged."""
        self._run(0.0)

    def support(self, weak: Sequence[Match], article: Mapping[str, str]) -> None:
        """Go on merging, with weak scores where a match is missing.

        Args:
            article: claim id → article id.
        """
        self._weak = _best_of_articles(weak, self._links, self._apart, article)
        self._run(SUPPORTED_MEAN)

    def _run(self, bound: float) -> None:
        """Merge the two groups of the highest mean first, none below `bound`."""
        home = self._home
        edges = {
            (min(home[a], home[b]), max(home[a], home[b]))
            for a in self._at
            for b in self._near(a)
            if home[a] != home[b]
        }
        heap = [(-self._mean(a, b), a, b, self._size(a, b)) for a, b in edges]
        heapify(heap)
        while heap:
            negative, one, two, size = heappop(heap)
            if -negative < bound:
                break
            if one not in self._members or two not in self._members:
                continue
            if size != self._size(one, two) or not self._fits(one, two):
                continue
            kept = self._merge(one, two)
            for claim in self._members[kept]:
                home[claim] = kept
            near = {home[b] for a in self._members[kept] for b in self._near(a)} - {kept}
            for other in near:
                low, high = min(kept, other), max(kept, other)
                heappush(heap, (-self._mean(low, high), low, high, self._size(low, high)))

    def _near(self, claim: str) -> dict[str, float]:
        """Give the claims that `claim` matches, or that a weak score ties it to."""
        found = self._links.get(claim, {})
        return {**self._weak.get(claim, {}), **found} if self._weak else found

    def _size(self, one: int, two: int) -> int:
        return len(self._members[one]) + len(self._members[two])

    def _mean(self, one: int, two: int) -> float:
        """Mean probability over the pairs of different outlets; those without a link count 0."""
        left, right = self._members[one], self._members[two]
        inside = set(right)
        total = sum(
            max(v, RIVAL) if frozenset((a, b)) in self.rivals else v
            for a in left
            for b, v in self._near(a).items()
            if b in inside
        )
        outlets = Counter(self._outlet[b] for b in right)
        pairs = sum(len(right) - outlets[self._outlet[a]] for a in left)
        # Rounded, so that the order of adding up can't decide which group comes first.
        return round(total / pairs, 9) if pairs else 0.0

    def _fits(self, one: int, two: int) -> bool:
        left, right = self._members[one], self._members[two]
        if self._forbidden(left, right):
            return False
        both = left + right
        outlets = Counter(self._outlet[a] for a in both)
        if max(outlets.values()) > PER_OUTLET:
            return False
        return all(self._belongs(claim, both) for claim in both) and all(
            float(self._vectors[self._rows[a]] @ self._vectors[self._rows[b]]) >= SAME_OUTLET_COSINE
            for a in left
            for b in right
            if self._outlet[a] == self._outlet[b]
        )

    def _belongs(self, claim: str, both: Sequence[str]) -> bool:
        """Tell whether `claim` goes with enough of the other outlets' members of `both`."""
        others = [b for b in both if self._outlet[b] != self._outlet[claim]]
        links = self._links.get(claim, {})
        matched = sum(b in links or frozenset((claim, b)) in self._vouched for b in others)
        if not self._weak or not others:
            return matched >= SHARE * len(others)
        tied = self._weak.get(claim, {})
        supported = sum(b in tied and frozenset((claim, b)) not in self._vouched for b in others)
        return matched >= 1 and matched + supported >= SUPPORTED_SHARE * len(others)

    def groups(self) -> list[tuple[str, ...]]:
        """Give the members of each group, all in order of time."""
        return [tuple(self._members[number]) for number in sorted(self._members)]

    def weakest(self, ids: Sequence[str]) -> float:
        """Give the lowest probability among the linked pairs of `ids`; 1 without any."""
        inside = set(ids)
        return min((v for a in ids for b, v in self._near(a).items() if b in inside), default=1.0)


def _best_of_articles(
    weak: Sequence[Match],
    links: Links,
    apart: Mapping[str, set[str]],
    article: Mapping[str, str],
) -> Links:
    """Keep of the weak scores those that no other pair of the two articles beats.

    Claims of one event resemble each other; the second best counterpart in an article mostly
    is another fact. Pairs that match, or that a person judged, are not among them.
    """
    known = [one for one in weak if one.left in article and one.right in article]
    best: dict[tuple[str, str], float] = {}
    scored = [(one.left, one.right, one.probability) for one in known]
    scored += [(a, b, value) for a, found in links.items() for b, value in found.items()]
    for left, right, value in scored:
        for claim, other in ((left, right), (right, left)):
            place = claim, article[other]
            best[place] = max(best.get(place, 0.0), value)
    kept: Links = defaultdict(dict)
    for one in known:
        rivals = best[one.left, article[one.right]], best[one.right, article[one.left]]
        judged = one.right in links.get(one.left, {}) or one.right in apart.get(one.left, ())
        if one.probability >= max(rivals) and not judged:
            kept[one.left][one.right] = kept[one.right][one.left] = one.probability
    return dict(kept)
