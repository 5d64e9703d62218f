"""The side-by-side view: one event as rows of facts, with each outlet's version of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from compare.records import Article, Cell, Claim, ClaimGroup, Match, Relation, Row, SideBySide, Slot

if TYPE_CHECKING:
    from compare.store.db import Store

Label = Literal["agree", "differ", "contradict", "single"]
LABELS: tuple[Label, ...] = ("contradict", "differ", "agree", "single")  # strongest first
DISAGREEMENTS: tuple[Label, ...] = ("contradict", "differ")
STANDS: tuple[Slot, ...] = ("polarity", "certainty")  # told of one side too: "may" beside nothing
CLEAR_WORDS = (4, 25)  # a headline of fewer words lacks context, one of more is hard to take in
UNCLEAR_STARTS = frozenset({"he", "she", "it", "they", "this", "that", "these", "those"})


def pair_key(left: str, right: str) -> tuple[str, str]:
    """Give the key under which matches and relations keep a pair of claim ids."""
    return (left, right) if left < right else (right, left)


def side_by_side(store: Store, event_id: str) -> SideBySide:
    """Lay the claims of an event side by side: disagreements first, then by coverage.

    Claims that no group holds stand in rows of their own: what one outlet alone tells.

    Raises:
        NotFoundError: there is no such event.
    """
    with store.reading():
        event = store.event(event_id)
        articles = {one.id: one for one in store.articles(ids=list(event.article_ids))}
        found = store.claims(article_ids=list(event.article_ids))
        groups = store.groups(event_id)
        matches = store.matches(event_id=event_id)
        relations = store.relations(event_id)
        runs = store.runs(limit=1)
    claims = {one.id: one for one in found if one.article_id in articles}
    held = {claim_id for group in groups for claim_id in group.claim_ids}
    alone = [ClaimGroup(one, event_id, (one,)) for one in claims if one not in held]
    view = SideBySide(
        event=event,
        articles=articles,
        claims=claims,
        outlets=_outlets(articles.values()),
        rows=(),
        matches={pair_key(one.left, one.right): one for one in matches},
        relations={pair_key(one.left, one.right): one.relation for one in relations},
        origins={
            claim_id: origin
            for group in groups
            for claim_id, origin in zip(group.claim_ids, group.origins, strict=False)
        },
        run=runs[0] if runs else None,
    )
    return _with_rows(view, [(one.id, one.weakest, one.claim_ids, "") for one in groups + alone])


def filter_view(
    view: SideBySide,
    *,
    outlets: Collection[str] | None = None,
    words: str | None = None,
    relation: str | Collection[str] | None = None,
    slot: str | Collection[str] | None = None,
    speaker: str | None = None,
    first: date | datetime | None = None,
    last: date | datetime | None = None,
    min_outlets: int = 1,
) -> SideBySide:
    """Keep what a reader asks for; labels, slots and counts are those of what is left.

    Args:
        outlets, first, last: only reports of these outlets, published from `first` to `last`
            (days included whole; reports without a date fall out when either is given).
        words: rows with a claim that has all of these words, in any order and case.
        relation: rows with this label ("contradict", "differ", "agree", "single") or one of them.
        slot: rows that differ in this slot or one of them.
        speaker: rows with a claim (the one with the words) of a speaker with this in the name.
        min_outlets: rows told by at least so many outlets.
    """
    articles = {
        key: one
        for key, one in view.articles.items()
        if (outlets is None or one.outlet in outlets) and _within(one.published_at, first, last)
    }
    claims = {key: one for key, one in view.claims.items() if one.article_id in articles}
    narrowed = replace(view, articles=articles, claims=claims, outlets=_outlets(articles.values()))
    rows = [(row.group_id, row.weakest, told_by(row), row.headline) for row in view.rows]
    narrowed = _with_rows(narrowed, rows)
    labels, slots = _asked(relation), _asked(slot)
    kept = tuple(
        row
        for row in narrowed.rows
        if row.outlets >= min_outlets
        and (labels is None or row.label in labels)
        and (slots is None or not slots.isdisjoint(row.slots))
        and _says(narrowed, row, words, speaker)
    )
    return _only(narrowed, kept)


def summary(view: SideBySide) -> list[Row]:
    """Give the rows in which outlets disagree, the strongest first.

    A contradiction is stronger than a difference, a difference that can be named stronger than
    one that can't; then more confident ones that more independent origins take part in.
    """

    def strength(row: Row) -> tuple[int, bool, float]:
        pairs = disagreeing_pairs(view, row)
        sure = max((view.relations[pair].confidence for pair in pairs), default=0.0)
        return (LABELS.index(row.label), not row.slots, -sure * row.origins)

    return sorted((row for row in view.rows if row.label in DISAGREEMENTS), key=strength)


def disagreeing_pairs(view: SideBySide, row: Row) -> list[tuple[str, str]]:
    """Give the pairs of claims across outlets that carry the label of `row`, surest first."""
    pairs = [
        pair
        for pair in _across(told_by(row), view.claims, view.articles)
        if pair in view.relations and view.relations[pair].label == row.label
    ]
    return sorted(pairs, key=lambda pair: (-view.relations[pair].confidence, pair))


def told_by(row: Row) -> tuple[str, ...]:
    """Give the ids of all claims in a row, outlet by outlet."""
    return tuple(claim_id for cell in row.cells for claim_id in cell.claim_ids)


def moment(at: datetime | None) -> datetime:
    """Make publication times comparable: without a zone they count as UTC, unknown ones last."""
    if at is None:
        return datetime.max.replace(tzinfo=UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _with_rows(
    view: SideBySide, groups: Iterable[tuple[str, float, tuple[str, ...], str]]
) -> SideBySide:
    """Build the rows from (group id, weakest link, claim ids, wished headline)."""
    whole = _whole_outlets(view.articles.values())
    rows = []
    for group_id, weakest, claim_ids, headline in groups:
        kept = [one for one in claim_ids if one in view.claims]
        if kept:
            rows.append(_row(view, group_id, weakest, kept, headline, whole))
    return _only(view, tuple(sorted(rows, key=_order)))


def _row(
    view: SideBySide,
    group_id: str,
    weakest: float,
    claim_ids: list[str],
    headline: str,
    whole: Collection[str],
) -> Row:
    by_outlet: dict[str, list[str]] = defaultdict(list)
    for claim_id in claim_ids:
        by_outlet[view.articles[view.claims[claim_id].article_id].outlet].append(claim_id)
    pairs = _across(claim_ids, view.claims, view.articles)
    relations = [view.relations[pair] for pair in pairs if pair in view.relations]
    label = _label(relations) if len(by_outlet) > 1 else "single"
    dates = [view.articles[view.claims[one].article_id].published_at for one in claim_ids]
    return Row(
        group_id=group_id,
        headline=headline if headline in claim_ids else _headline(view, claim_ids),
        label=label,
        slots=slots_of(relations) if label in DISAGREEMENTS else (),
        cells=tuple(_cell(outlet, by_outlet.get(outlet, []), whole) for outlet in view.outlets),
        outlets=len(by_outlet),
        # A claim without a known origin counts as one of its own.
        origins=len({view.origins.get(one, one) for one in claim_ids}),
        weakest=weakest,
        update=any(
            view.relations[pair].update
            for pair in (pair_key(*two) for two in combinations(claim_ids, 2))
            if pair in view.relations
        ),
        first=min((one for one in dates if one), key=moment, default=None),
        loose=_loose(view, claim_ids, pairs),
    )


def _loose(
    view: SideBySide, claim_ids: Iterable[str], pairs: Iterable[tuple[str, str]]
) -> tuple[str, ...]:
    """Give the claims that may be on another fact; `Row` says what that means."""
    told, sure, against = Counter[str](), Counter[str](), set[str]()
    for pair in pairs:
        match, relation = view.matches.get(pair), view.relations.get(pair)
        told.update(pair)
        sure.update(pair if match and match.state == "confirmed" else ())
        against.update(pair if relation and relation.label == "contradict" else ())
    return tuple(one for one in claim_ids if one not in against and 2 * sure[one] < told[one])


def _cell(outlet: str, claim_ids: list[str], whole: Collection[str]) -> Cell:
    if claim_ids:
        return Cell(outlet, "told", tuple(claim_ids))
    return Cell(outlet, "not reported" if outlet in whole else "not collected")


def _whole_outlets(articles: Iterable[Article]) -> set[str]:
    """Give the outlets of which every report is there in full: only their silence means much."""
    articles = list(articles)
    partly = {one.outlet for one in articles if one.completeness != "full"}
    return {one.outlet for one in articles} - partly


def _outlets(articles: Iterable[Article]) -> tuple[str, ...]:
    """Give the outlets in the order of their first report."""
    ordered = sorted(articles, key=lambda one: (moment(one.published_at), one.outlet))
    return tuple(dict.fromkeys(one.outlet for one in ordered))


def _across(
    claim_ids: Iterable[str], claims: Mapping[str, Claim], articles: Mapping[str, Article]
) -> list[tuple[str, str]]:
    """Give the pairs of claims of different outlets."""
    outlet = {one: articles[claims[one].article_id].outlet for one in claim_ids}
    return [pair_key(*two) for two in combinations(outlet, 2) if outlet[two[0]] != outlet[two[1]]]


def _label(relations: Collection[Relation]) -> Label:
    """Give the strongest label; "differ" when no pair of a group could be related.

    Saying that outlets agree needs a pair that does.
    """
    found = {one.label for one in relations}
    return next((label for label in LABELS if label in found), "differ")


def slots_of(relations: Iterable[Relation]) -> tuple[Slot, ...]:
    """Give the slots that differ, those of contradictions first.

    What one claim only adds to the others ("in February") is named where nothing else differs.
    """
    counted = [one for one in relations if one.label in DISAGREEMENTS]
    counted.sort(key=lambda one: (LABELS.index(one.label), -one.confidence))
    told = [item for one in counted for item in one.differences]
    opposed = [item for item in told if item.slot in STANDS or (item.left and item.right)]
    return tuple(dict.fromkeys(item.slot for item in opposed or told))


def _headline(view: SideBySide, claim_ids: list[str]) -> str:
    """Choose the claim that is likest to the others; among such, a short and clear one."""

    def merit(claim_id: str) -> float:
        others = [pair_key(claim_id, one) for one in claim_ids if one != claim_id]
        central = sum(view.matches[one].probability for one in others if one in view.matches)
        words = view.claims[claim_id].text.split()
        fewest, most = CLEAR_WORDS
        unclear = len(words) < fewest or words[0].lower() in UNCLEAR_STARTS
        return central / max(1, len(others)) - 0.02 * max(0, len(words) - most) - 0.3 * unclear

    return max(claim_ids, key=lambda one: (round(merit(one), 2), -len(view.claims[one].text), one))


def _order(row: Row) -> tuple[int, bool, int, int, datetime, str]:
    at = LABELS.index(row.label)
    unnamed = row.label == "differ" and not row.slots
    return (at, unnamed, -row.outlets, -row.origins, moment(row.first), row.group_id)


def _only(view: SideBySide, rows: tuple[Row, ...]) -> SideBySide:
    """Keep of claims, matches and relations what `rows` show."""
    shown = {claim_id for row in rows for claim_id in told_by(row)}
    matches: dict[tuple[str, str], Match] = {
        pair: one for pair, one in view.matches.items() if shown.issuperset(pair)
    }
    return replace(
        view,
        rows=rows,
        claims={key: one for key, one in view.claims.items() if key in shown},
        matches=matches,
        relations={pair: one for pair, one in view.relations.items() if shown.issuperset(pair)},
        origins={key: one for key, one in view.origins.items() if key in shown},
    )


def _asked(wish: str | Collection[str] | None) -> set[str] | None:
    if wish is None:
        return None
    return {wish} if isinstance(wish, str) else set(wish)


def _within(
    at: datetime | None, first: date | datetime | None, last: date | datetime | None
) -> bool:
    if first is None and last is None:
        return True
    if at is None:
        return False
    return (first is None or _side(at, first) >= 0) and (last is None or _side(at, last) <= 0)


def _side(at: datetime, bound: date | datetime) -> int:
    """Say whether `at` is before (-1), at (0) or after (1) a moment, or a whole day."""
    if isinstance(bound, datetime):
        return (moment(at) > moment(bound)) - (moment(at) < moment(bound))
    return (at.date() > bound) - (at.date() < bound)


def _says(view: SideBySide, row: Row, words: str | None, speaker: str | None) -> bool:
    wanted = (words or "").casefold().split()
    name = (speaker or "").strip().casefold()
    return any(
        all(word in claim.text.casefold() for word in wanted)
        and name in (claim.speaker or "").casefold()
        for claim in (view.claims[one] for one in told_by(row))
    )
