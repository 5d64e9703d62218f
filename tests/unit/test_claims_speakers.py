"""Who says what where the parse misleads."""

import pytest

from compare.claims.extract import claims_from_texts, extract_claims
from compare.claims.quotes import quotes_in
from compare.records import Article

pytestmark = pytest.mark.model


def voices(text):
    claims = extract_claims(Article("Harbour Post", "t", text))
    return {
        (item.source.text if item.source else None, item.cue.text, item.content.text)
        for claim in claims
        for item in claim.attributions
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "State media said the drone had been shot down; Kyiv said it had hit its target.",
            {
                ("State media", "said", "the drone had been shot down"),
                ("Kyiv", "said", "it had hit its target"),
            },
        ),
        (
            "Critics argue the law goes too far; supporters counter that it is overdue.",
            {
                ("Critics", "argue", "the law goes too far"),
                ("supporters", "counter", "that it is overdue"),
            },
        ),
    ],
)
def test_what_stands_before_a_semicolon_is_not_said_by_who_speaks_after_it(text, wanted):
    assert voices(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Lund said the ferry would sail on Monday and warned captains to stay away.",
            {
                ("Lund", "said", "the ferry would sail on Monday"),
                ("Lund", "warned", "captains to stay away"),
            },
        ),
        (
            "The army said it was ready to fight and accused the rebels of lying.",
            {
                ("The army", "said", "it was ready to fight"),
                ("The army", "accused", "the rebels of lying"),
            },
        ),
        (
            "The report concludes that the valve was faulty and blames the shipyard.",
            {
                ("The report", "concludes", "that the valve was faulty"),
                ("The report", "blames", "the shipyard"),
            },
        ),
    ],
)
def test_a_second_verb_goes_to_the_speaker_where_the_forms_cannot_be_joined(text, wanted):
    assert voices(text) == wanted


def test_a_second_verb_of_the_same_form_stays_with_what_is_said():
    found = voices("Lund said Hill met the crew and warned them to leave.")
    assert ("Lund", "warned", "them to leave") not in found


def test_a_participle_of_saying_after_a_comma_goes_to_the_speaker():
    found = voices("The bank signalled it would raise rates, saying prices were too high.")
    assert ("The bank", "saying", "prices were too high") in found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("What Lund wants is a new vote.", ("Lund", "wants", "a new vote")),
        (
            "What the ministry said was that the port is closed.",
            ("the ministry", "said", "that the port is closed"),
        ),
        (
            "The move was welcomed by banks but condemned by unions.",
            ("unions", "condemned", "The move"),
        ),
        (
            "The minister was quick to blame the engineers.",
            ("The minister", "to blame", "the engineers"),
        ),
        (
            "The company blamed the outage on a faulty update.",
            ("The company", "blamed", "the outage on a faulty update"),
        ),
        (
            "In the words of one diplomat, the talks were dead.",
            ("one diplomat", "In the words of", "the talks were dead."),
        ),
        (
            "The letter was clear: “We will leave the port,” Lund wrote.",
            ("Lund", "wrote", "“We will leave the port,”"),
        ),
        ("“The dam is safe,” tweeted the mayor.", ("the mayor", "tweeted", "“The dam is safe,”")),
        ("Eva Lund: The port will close.", ("Eva Lund", ":", "The port will close.")),
        ("Lund is bearish on the bank.", ("Lund", "is bearish", "the bank")),
        (
            "Her allies are convinced that she will stay.",
            ("Her allies", "are convinced", "that she will stay"),
        ),
        ("Voters have a right to know what happened.", ("Voters", "to know", "what happened")),
        (
            "The judge ordered Hill to pay and barred her from court.",
            ("The judge", "ordered", "Hill to pay"),
        ),
    ],
)
def test_who_says_what(text, wanted):
    assert wanted in voices(text)


@pytest.mark.parametrize(
    "text",
    [
        "It is hard to know what the committee did.",
        "The plan: close the port on Monday.",
        "The editor did not return calls seeking comment.",
        "Efforts to enact a treaty fell apart.",
    ],
)
def test_nobody_is_made_a_speaker(text):
    assert not {source for source, _, _ in voices(text)} - {None, "The editor"}


def test_a_quoted_word_that_others_use_is_no_quotation_of_theirs():
    found = voices('Brandt said they "don\'t believe a word" the authorities say.')
    assert "the authorities" not in {source for source, _, _ in found}


def test_what_follows_if_is_all_that_the_aside_gives_to_its_speaker():
    found = voices("If, as Lund says, taxes fall, the council has proposed a fund.")
    assert ("the council", "has proposed", "a fund") in found
    assert not any("the council" in content for source, _, content in found if source == "Lund")


def test_two_single_marks_are_a_quotation_mark():
    text = "Lund said ''the talks are over'' and left."
    assert [text[item.start : item.end] for item in quotes_in(text)] == ["''the talks are over''"]


def test_a_text_without_words_has_no_voices():
    assert not claims_from_texts([":"])[0].attributions
