"""Reprints and light rewrites are one voice; stated carriers too; the rest speaks for itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import FakeEncoder, make_article, make_claim
from compare.credits import named_sources, same_name
from compare.origins import near_copies, origins
from compare.records import Article, Claim

WIRE = (
    "The ferry Aurelia hit the pier of Port Salmo at nine in the morning.",
    "Nine passengers were taken to the hospital of the island, minister Eva Lund said.",
    "The captain had reported a broken rudder a week before the accident happened.",
)
OWN = (
    "Our reporter saw two lifeboats drifting past the old lighthouse before noon today.",
    "Shopkeepers along the quay complained that no siren had warned them at all.",
    "A carpenter named Jon Moss pulled four people out of the cold water himself.",
)


def claims_of(article: Article, sentences: tuple[str, ...]) -> list[Claim]:
    return [make_claim(article, text, n) for n, text in enumerate(sentences)]


def report(number: int, sentences: tuple[str, ...], **fields) -> tuple[Article, list[Claim]]:
    article = make_article(number, text=" ".join(sentences), **fields)
    return article, claims_of(article, sentences)


def voices(*reports: tuple[Article, list[Claim]]) -> list[list[int]]:
    """Origins of each report's claims."""
    claims = [claim for _, found in reports for claim in found]
    vectors = FakeEncoder().encode([claim.text for claim in claims])
    numbers = iter(origins(claims, {article.id: article for article, _ in reports}, vectors))
    return [[next(numbers) for _ in found] for _, found in reports]


def test_own_reports_are_voices_of_their_own() -> None:
    assert voices(report(0, WIRE), report(1, OWN)) == [[0, 0, 0], [1, 1, 1]]


def test_a_reprint_is_one_voice_with_its_source() -> None:
    copy = (*WIRE[:2], OWN[0])
    assert voices(report(0, WIRE), report(1, copy)) == [[0, 0, 0], [0, 0, 0]]


def test_a_light_rewrite_is_a_copy() -> None:
    changed = tuple(text.replace("passengers", "travellers") for text in WIRE)
    assert voices(report(0, WIRE), report(1, changed)) == [[0, 0, 0], [0, 0, 0]]


def test_one_copied_sentence_does_not_draw_its_article_along() -> None:
    mixed = (OWN[0], WIRE[0], OWN[1], OWN[2])
    assert voices(report(0, WIRE), report(1, mixed)) == [[0, 0, 0], [1, 0, 1, 1]]


def test_a_copied_sentence_is_of_the_earlier_text() -> None:
    first, later = report(0, (OWN[0], WIRE[0], OWN[1])), report(5, WIRE)
    assert voices(later, first) == [[0, 1, 1], [0, 0, 0]]


def test_short_sentences_alike_prove_nothing() -> None:
    short = ("He declined to comment.",)
    assert voices(report(0, short), report(1, short)) == [[0], [1]]


def test_two_reports_of_one_outlet_are_one_voice() -> None:
    assert voices(report(0, WIRE), report(1, OWN, outlet="Daily 0")) == [[0, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Nordpress", "Nordpress", True),
        ("Nordpress (first version)", "nordpress", True),
        ("Salmo Wire, Nordpress", "Nordpress", True),
        ("the Nordpress news agency", "Nordpress", True),
        ("Northern Press Union", "NPU", True),
        ("agencies", "agencies", False),
        ("staff and agencies", "Agencies", False),
        ("Nordpress", "Salmo Wire", False),
        (None, None, False),
    ],
)
def test_carried_sources(one: str | None, two: str | None, same: bool) -> None:
    found = voices(report(0, WIRE, carries=one), report(1, OWN, carries=two))
    assert (found[0][0] == found[1][0]) is same


def test_who_carries_another_outlet_has_its_voice() -> None:
    assert voices(report(0, WIRE), report(1, OWN, carries="Daily 0 (early)")) == [[0] * 3, [0] * 3]


def test_a_report_with_two_sources_does_not_make_them_one() -> None:
    found = voices(
        report(0, WIRE, carries="Nordpress"),
        report(1, OWN, carries="Salmo Wire"),
        report(
            2,
            ("A third text tells of the lifeguards who came with ropes.",),
            carries="Nordpress, Salmo Wire",
        ),
    )
    assert found[0][0] != found[1][0]
    assert found[2][0] == found[0][0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("PORT SALMO (Nordpress) - A ferry hit a pier.", ["nordpress"]),
        ("Port Salmo, May 4 (Salmo Wire) — A ferry hit a pier.", ["salmo wire"]),
        ("A ferry hit a pier.\nSource: Nordpress", ["nordpress"]),
        ("A ferry hit a pier (Tuesday) - it sank.", []),
        ("Eva Lund (Harbour Party) told us that Nordpress reported it.", []),
    ],
)
def test_credit_lines(text: str, names: list[str]) -> None:
    assert named_sources(make_article(0, text=text)) == names


def test_initials_name_the_same_source_only_for_several_words() -> None:
    assert same_name("Northern Press Union", "npu")
    assert not same_name("Nordpress", "n")


def test_copies_are_of_different_articles() -> None:
    article = make_article(0, text=f"{WIRE[0]} {WIRE[0]}")
    claims = [make_claim(article, WIRE[0], 0), make_claim(article, WIRE[0], 1, id="other")]
    assert near_copies(claims, np.ones((2, 1), dtype=np.float32)) == []


def test_nothing_gives_nothing() -> None:
    assert origins([], {}, np.zeros((0, 2), dtype=np.float32)) == []


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(9)))
def test_order_does_not_matter(order: list[int]) -> None:
    reports = [report(0, WIRE), report(1, (WIRE[0], *OWN[:2])), report(2, OWN)]
    claims = [claim for _, found in reports for claim in found]
    articles = {article.id: article for article, _ in reports}
    vectors = FakeEncoder().encode([claim.text for claim in claims])
    before = origins(claims, articles, vectors)
    after = origins([claims[i] for i in order], articles, vectors[order])
    assert after[0] == 0
    assert {(i, j) for i in range(9) for j in range(9) if before[i] == before[j]} == {
        (order[i], order[j]) for i in range(9) for j in range(9) if after[i] == after[j]
    }
