"""Relations of claims with their articles: updates, order, denials, spans."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import START, make_article
from compare.claims.extract import claims_from_texts
from compare.records import Article, Claim, Relation
from compare.relations.level import levelled
from compare.relations.relate import relate, relate_claims, turned

pytestmark = pytest.mark.model


def two(left: str, right: str, hours: float) -> tuple[list[Claim], dict[str, Article]]:
    """Two claims of two articles, the second published `hours` after the first."""
    articles = [
        make_article(0, text=left, published_at=START),
        make_article(1, text=right, published_at=START + timedelta(hours=hours)),
    ]
    claims = [
        replace(claim, article_id=article.id)
        for claim, article in zip(claims_from_texts([left, right]), articles, strict=True)
    ]
    return claims, {article.id: article for article in articles}


def related(left: str, right: str, hours: float) -> Relation:
    claims, articles = two(left, right, hours)
    return relate_claims([(claims[0], claims[1])], articles=articles)[0]


SEVEN, NINE = "Seven people died in the Salmo fire.", "Nine people died in the Salmo fire."


def test_a_figure_revised_later_is_an_update_and_no_contradiction() -> None:
    relation = related(SEVEN, NINE, 5)
    assert relation.update
    assert relation.label == "differ"
    assert relation.slots == ("number",)


def test_figures_of_the_same_time_contradict() -> None:
    relation = related(SEVEN, NINE, 0)
    assert not relation.update
    assert relation.label == "contradict"


def test_a_place_is_no_figure_that_a_later_report_revises() -> None:
    relation = related("The minister flew to France.", "The minister flew to Spain.", 5)
    assert not relation.update


def test_a_denial_contradicts_the_assertion() -> None:
    relation = relate([("Lund denied that she had resigned.", "Lund resigned on Monday.")])[0]
    assert relation.label == "contradict"
    assert relation.slots == ("polarity",)


def test_exchanging_the_claims_exchanges_the_sides_alone() -> None:
    texts = [SEVEN, NINE, "The council may approve the bridge.", "The council approved the bridge."]
    for left in texts:
        for right in texts:
            there, back = relate([(left, right), (right, left)])
            assert turned(there) == back


def test_spans_quote_the_claims() -> None:
    left, right = "Lund opened the new bridge in Salmo.", "Marrow closed the old bridge in Kettle."
    for item in relate([(left, right)])[0].differences:
        assert item.left == " … ".join(left[start:end] for start, end in item.left_spans)
        assert item.right == " … ".join(right[start:end] for start, end in item.right_spans)


def test_equal_figures_are_brought_to_one_wording_before_judging() -> None:
    left, right = claims_from_texts(["About 200 people marched.", "212 people marched."])
    assert levelled(left, right) == (left.text, "About 200 people marched.")


@pytest.mark.parametrize("text", ["", " ", "?!", "a" * 3000, "Ω" * 50])
def test_odd_texts_get_a_relation_too(text: str) -> None:
    relation = relate([(text, SEVEN)])[0]
    assert relation.label in {"agree", "differ", "contradict", "unrelated"}
    assert 0 <= relation.confidence <= 1


def test_no_pairs_give_no_relations() -> None:
    assert relate([]) == []
