"""An invented event told by six outlets: the scene of the tests of view, tables and exporters."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from builders import START, make_article, make_claim, make_match, make_run
from compare.records import (
    Attribution,
    ClaimGroup,
    Difference,
    PairRelation,
    Relation,
    SideBySide,
    Span,
)
from compare.view import pair_key, side_by_side

if TYPE_CHECKING:
    from compare.records import Article, Claim
    from compare.store.db import Store

EVENT = "event1"
TEXTS = {
    "Alpha": "Nine people were hurt when the ferry hit the pier. The pier stayed open all day.",
    "Beta": "Seven people were hurt on the ferry at the pier. The captain was not drunk.",
    "Gamma": "Nine people were hurt when the ferry hit the old pier. The captain was drunk.",
    "Delta": "The captain was drunk, Eva Lund said.",
    "Echo": "Passengers waited on the quay for buses.",
    "Foxtrot": "=SUM(A1:A9) of the harbour's costs isn't known.",
}


def articles() -> dict[str, Article]:
    """One report an outlet, an hour apart; Echo's is cut short, Foxtrot's has no date."""
    made = {
        outlet: make_article(
            number,
            outlet=outlet,
            text=text,
            title=f"{outlet} on the ferry",
            country="Salmo" if number < 3 else "Norland",
            published_at=START + timedelta(hours=number),
        )
        for number, (outlet, text) in enumerate(TEXTS.items())
    }
    made["Beta"] = replace(made["Beta"], kind="paraphrase")
    made["Echo"] = replace(made["Echo"], completeness="truncated")
    made["Foxtrot"] = replace(made["Foxtrot"], published_at=None, url="javascript:alert(1)")
    return made


def claims() -> dict[tuple[str, int], Claim]:
    """Claims by outlet and position."""
    found = {
        (outlet, position): make_claim(article, None, position)
        for outlet, article in articles().items()
        for position in range(article.text.count("."))
    }
    text = TEXTS["Delta"]
    said = Attribution(
        content=Span(0, 21, text[:21]),
        source=Span(23, 31, text[23:31]),
        cue=Span(32, 36, text[32:36]),
        source_name="Eva Lund",
    )
    found["Delta", 0] = replace(found["Delta", 0], attributions=(said,), stance="hedged")
    return found


def fill(store: Store) -> dict[tuple[str, int], Claim]:
    """Put the event into `store`; gives its claims by outlet and position."""
    told, reports = claims(), articles()
    store.add(list(reports.values()))
    by_article: dict[str, list[Claim]] = {one.id: [] for one in reports.values()}
    for claim in told.values():
        by_article[claim.article_id].append(claim)
    store.save_claims(by_article)
    result, run = make_run(list(reports.values()), list(told.values()), event_id=EVENT)
    hurt = [told["Alpha", 0], told["Beta", 0], told["Gamma", 0]]
    drunk = [told["Beta", 1], told["Gamma", 1], told["Delta", 0]]
    nine = Difference("number", "Seven", "Nine", ((0, 5),), ((0, 4),), "7 and 9")
    drunken = Difference("polarity", "was not", "was", ((12, 19),), ((12, 15),))
    related = [
        (hurt[1], hurt[0], Relation("differ", 0.9, (nine,), True)),
        (hurt[1], hurt[2], Relation("differ", 0.8, (nine,))),
        (hurt[0], hurt[2], Relation("agree", 0.9)),
        (drunk[0], drunk[1], Relation("contradict", 0.9, (drunken,))),
        (drunk[0], drunk[2], Relation("contradict", 0.7, (drunken,))),
        (drunk[1], drunk[2], Relation("agree", 0.6)),
    ]
    matches = [
        make_match(hurt[0], hurt[1], 0.85),
        make_match(hurt[0], hurt[2], 0.95, decided_by="Ida"),
        make_match(hurt[1], hurt[2], 0.8),
        make_match(drunk[0], drunk[1], 0.7),
        make_match(drunk[1], drunk[2], 0.9),
    ]
    result = replace(
        result,
        matches=tuple(matches),
        scores=(),
        groups=(_group("hurt", hurt, 0.8, (0, 1, 0)), _group("drunk", drunk, 0.7, (0, 1, 2))),
        relations=tuple(_related(*one) for one in related),
    )
    store.save_run(result, run)
    return told


def view(store: Store) -> SideBySide:
    """Fill `store` and lay the event side by side."""
    fill(store)
    return side_by_side(store, EVENT)


def _group(name: str, held: list[Claim], weakest: float, origins: tuple[int, ...]) -> ClaimGroup:
    return ClaimGroup(name, EVENT, tuple(one.id for one in held), weakest, origins)


def _related(left: Claim, right: Claim, relation: Relation) -> PairRelation:
    """Keep the smaller id on the left, the differences turned with it."""
    if pair_key(left.id, right.id) == (left.id, right.id):
        return PairRelation(left.id, right.id, relation)
    turned: list[Any] = [
        replace(
            one,
            left=one.right,
            right=one.left,
            left_spans=one.right_spans,
            right_spans=one.left_spans,
        )
        for one in relation.differences
    ]
    return PairRelation(right.id, left.id, replace(relation, differences=tuple(turned)))
