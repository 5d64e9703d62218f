"""Sentences become statements; headings, bylines, questions and calls don't."""

import pytest

from compare.claims.extract import extract_claims
from compare.claims.quotes import quotes_in
from compare.records import Article

pytestmark = pytest.mark.model


def texts(text, **fields):
    article = Article("Harbour Post", "t", text, **fields)
    return [claim.text for claim in extract_claims(article)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. J. R. Smith of the U.S. Army met Gen. Holt in St. Alban on Nov. 14.",
        "Lund told reporters: “We will leave the talks.”",
        "The minister left at 5 p.m. on Monday.",
        "It cost $1.5 million, i.e. less than planned.",
        "The port was closed by No. 7 Brigade.",
    ],
)
def test_abbreviations_initials_and_quotations_dont_end_a_sentence(sentence):
    assert texts(f"{sentence} The harbour stayed open.") == [sentence, "The harbour stayed open."]


@pytest.mark.parametrize(
    "line",
    [
        "Lund Meets Envoys In Oslo",
        "By Ada Grant",
        "Who knows what the minister wants?",
        "Subscribe to our newsletter for more news.",
        "Read more: the minister resigns.",
        "A man with a plan.",
        "Reporting by Ada Grant; editing by Tom Hill.",
        "“Was it worth it?” she asked.",
        "Photo: The minister is seen in Oslo.",
    ],
)
def test_what_states_nothing_is_no_claim(line):
    assert texts(f"{line}\nThe harbour stayed open.") == ["The harbour stayed open."]


@pytest.mark.parametrize("line", ["OSLO, May 3 (Port News) — ", "OSLO — ", "(Port News) - "])
def test_a_dateline_is_no_part_of_the_claim(line):
    assert texts(f"{line}The harbour stayed open.") == ["The harbour stayed open."]


def test_a_new_line_ends_a_sentence():
    assert texts("The port is closed\nThe harbour stayed open.") == ["The harbour stayed open."]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The envoys met in Oslo on Monday, with the Danish side saying that no deal was made.",
            [
                "The envoys met in Oslo on Monday",
                "the Danish side saying that no deal was made.",
            ],
        ),
        (
            "The port was closed; the airport stayed open.",
            ["The port was closed", "the airport stayed open."],
        ),
        (
            "Lund met the envoy in Oslo, and the ministry confirmed the visit on Tuesday.",
            ["Lund met the envoy in Oslo", "the ministry confirmed the visit on Tuesday."],
        ),
        (
            "The company, which makes cars, said sales rose and its shares fell.",
            ["The company, which makes cars, said sales rose and its shares fell."],
        ),
    ],
)
def test_independent_clauses_are_claims_of_their_own(sentence, expected):
    assert texts(sentence) == expected


def test_a_quotation_over_sentences_loses_the_marks_without_partner():
    assert texts("“We will leave. We will not come back,” Lund said.")[0] == "We will leave."


def test_another_language_is_cut_by_punctuation_and_nothing_else():
    article = Article(
        "Hafenblatt",
        "t",
        "Die Ministerin traf am 3. Mai den Gesandten. Er reiste ab.\nÜberschrift ohne Punkt",
        language="de",
    )
    first, second = extract_claims(article)
    assert first.text == "Die Ministerin traf am 3. Mai den Gesandten."
    assert second.text == "Er reiste ab."
    assert first.stance == "asserted"
    assert first.tokens == ()


def test_a_language_nobody_told_is_recognised():
    text = "Le ministre a rencontré les envoyés à Oslo lundi matin. " * 8
    assert extract_claims(Article("Journal", "t", text))[0].tokens == ()
    english = "The minister met the envoys of the port in Oslo on Monday. " * 8
    assert extract_claims(Article("Journal", "t", english))[0].tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no” and left.", ["“no”"]),
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("It's the ministers' ‘big plan’ today.", ["‘big plan’"]),
        ("«Non», a-t-il dit.", ["«Non»"]),
        (
            "“First paragraph.\n“Second paragraph,” he said.",
            ["“First paragraph.", "“Second paragraph,”"],
        ),
    ],
)
def test_quotations_are_found(text, expected):
    assert [text[item.start : item.end] for item in quotes_in(text)] == expected


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The ferry Aurelia hit a pier in Port Salmo on Sunday.", 1),
        ("The bridge that the storm destroyed.", 0),
        ("The man who sold the harbour.", 0),
    ],
)
def test_a_name_after_a_noun_does_not_hide_the_main_verb(text, claims):
    assert len(extract_claims(Article("Herald", "", text, language="en"))) == claims
