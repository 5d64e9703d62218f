"""Two verbs of saying in one sentence that take opposite stands are two claims."""

from __future__ import annotations

import pytest

from builders import make_article
from compare.claims.extract import extract_claims

pytestmark = pytest.mark.model


def read(text: str) -> list[tuple[str, str, str | None]]:
    claims = extract_claims(make_article(1, text=text))
    assert all(text[claim.start : claim.end] == claim.text for claim in claims)
    return [(claim.text, claim.stance, claim.speaker) for claim in claims]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Lund denied that the ferry sank and confirmed that the crew is safe.",
            ("Lund denied that the ferry sank", "denied"),
            ("confirmed that the crew is safe.", "asserted"),
        ),
        (
            "Lund confirmed that the ferry sank but denied that anyone died.",
            ("Lund confirmed that the ferry sank", "asserted"),
            ("denied that anyone died.", "denied"),
        ),
        (
            "Lund neither confirmed nor denied the report, but said the talks had taken place.",
            ("Lund neither confirmed nor denied the report", "uncommitted"),
            ("said the talks had taken place.", "asserted"),
        ),
        (
            "Lund did not say when the ferry would sail but confirmed that tickets are sold.",
            ("Lund did not say when the ferry would sail", "uncommitted"),
            ("confirmed that tickets are sold.", "asserted"),
        ),
    ],
)
def test_opposite_stands_are_two_claims_of_one_speaker(text, first, second) -> None:
    assert read(text) == [(*first, "Lund"), (*second, "Lund")]


@pytest.mark.parametrize(
    "text",
    [
        "Lund said the ferry was late and confirmed that it would sail.",
        "Lund said that the company denied the leak and confirmed that the plant is safe.",
        "Lund denied that Moreno resigned and confirmed that she would leave.",
    ],
)
def test_one_stand_or_an_open_reading_stays_one_claim(text) -> None:
    assert len(read(text)) == 1


def test_what_may_be_the_persons_spoken_of_is_not_taken_for_the_speakers() -> None:
    [claim] = extract_claims(
        make_article(1, text="Lund said the director resigned and denied that he stole money.")
    )
    assert claim.speaker == "Lund"
    assert claim.stance == "asserted"
