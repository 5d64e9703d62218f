"""What somebody wants, thinks of or feels about is theirs, and is never told as a fact."""

import pytest

from compare.claims.extract import claims_from_texts, extract_claims
from compare.claims.nlp import pipeline
from compare.records import Article

pytestmark = pytest.mark.model


def one(text):
    return claims_from_texts([text])[0]


def claims(text):
    return extract_claims(Article("Harbour Post", "t", text))


def spans(text):
    return [
        (item.source.text if item.source else None, item.cue.text, item.content.text)
        for item in one(text).attributions
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        # gerunds
        ("Lund denied taking bribes.", "Lund", "denied", "taking bribes"),
        ("Lund proposed closing the port.", "Lund", "proposed", "closing the port"),
        # nouns that a relative clause or a participle is about
        ("The plan that Lund rejected was dead.", "Lund", "rejected", "The plan"),
        ("The plan rejected by Lund was dead.", "Lund", "rejected", "The plan"),
        # portraits, particles, prepositions
        ("Lund portrayed Hill as a fool.", "Lund", "portrayed", "Hill as a fool"),
        ("Lund laid out her demands.", "Lund", "laid out", "her demands"),
        ("Lund bristled at the question.", "Lund", "bristled", "the question"),
        ("Lund called for Hill to resign.", "Lund", "called", "for Hill to resign"),
        ("Lund unveiled her plan.", "Lund", "unveiled", "her plan"),
        # idioms
        ("Lund made it clear that the ship sank.", "Lund", "made it clear", "that the ship sank"),
        ("Said Lund: “We will leave.”", "Lund", "Said", "“We will leave.”"),
        ("By Lund's own admission, the ship sank.", "Lund", "admission", "the ship sank."),
        ("In Hill's view, the plan is dead.", "Hill", "view", "the plan is dead."),
        # feelings, also where they stand beside the clause
        (
            "Lund was surprised that the talks failed.",
            "Lund",
            "was surprised",
            "that the talks failed",
        ),
        ("Voters worried about the port left.", "Voters", "worried", "the port"),
        # whose word it is, told by an adjective
        (
            "The Russian denials that a missile was fired were repeated.",
            "Russian",
            "denials",
            "that a missile was fired",
        ),
        # words that the parser gets wrong
        ("Lund hopes to win.", "Lund", "hopes", "to win"),
        ("Lund rated the plan as poor.", "Lund", "rated", "the plan as poor"),
        (
            "Lund tweeted in the early hours that the port was closed.",
            "Lund",
            "tweeted",
            "that the port was closed",
        ),
    ],
)
def test_more_ways_to_attribute(text, source, cue, content):
    assert (source, cue, content) in spans(text)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Lund denied taking bribes.", "denied"),
        ("Lund did not deny meeting Hill.", "uncommitted"),
        ("Lund admitted taking bribes.", "asserted"),
        ("Lund considered closing the port.", "hedged"),
        ("Lund recommended closing the port.", "planned"),
        ("Lund hopes to win.", "planned"),
        ("Lund hoped that the ship survived.", "hedged"),
        ("Lund called for Hill to resign.", "planned"),
        ("Lund called for a ceasefire.", "planned"),
        ("Lund voted to close the port.", "planned"),
        ("Lund is ready to leave.", "planned"),
        ("Lund is unwilling to leave.", "denied"),
        ("Lund is not willing to leave.", "denied"),
        ("Lund is unconvinced that the plan works.", "doubted"),
        ("Lund is not sure that the plan works.", "doubted"),
        ("Lund is worried that the ferry will sink.", "hedged"),
        ("Lund was surprised that the talks failed.", "asserted"),
        ("Lund made clear she would not resign.", "planned"),
        ("Lund did not make clear whether the ship sank.", "uncommitted"),
        ("Lund did not identify the victim.", "uncommitted"),
    ],
)
def test_what_is_wanted_weighed_or_doubted_is_not_asserted(text, stance):
    assert one(text).stance == stance


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is considered a risk.",
        "Hill was criticised for being slow.",
        "Hill was dubbed the winner.",
    ],
)
def test_an_opinion_of_nobody_named_makes_no_speaker(text):
    claim = one(text)
    (item,) = claim.attributions
    assert item.source is None
    assert item.partial
    assert claim.speaker is None
    assert claim.stance == "asserted"


@pytest.mark.parametrize(
    "text",
    [
        "It is worth noting that the ship sank.",
        "Let's say that the ship sank.",
        "As promised, the ship was repaired.",
        "As expected, the ship sank.",
        "The council called a meeting in Oslo.",
        "Lund faced questions about the accident.",
        "The bridge is not considered a risk.",
        "On the day he protested, the port was closed.",
    ],
)
def test_what_nobody_says_is_attributed_to_nobody(text):
    assert not spans(text)


def test_who_was_asked_did_not_ask():
    found = spans("Asked about the plan, Lund said, “We will leave.”")
    assert ("Lund", "said", "“We will leave.”") in found
    assert all(source is None for source, cue, _ in found if cue == "Asked")


def test_who_was_led_to_fear_is_not_who_led():
    text = "The closure left many sailors fearing that the port would sink."
    assert spans(text) == [("many sailors", "fearing", "that the port would sink")]


def test_a_word_of_the_quotation_never_speaks_it():
    (claim, *_) = claims("“If it rains, it will, probably sooner than later,” said James Hill.")
    assert claim.attribution.source.text == "James Hill"


def test_who_goes_on_speaking_after_a_quotation_is_the_same():
    found = claims("“The people do not agree with Hill,” Lund said, suggesting that he resign.")
    sources = {item.cue.text: item.source.text for claim in found for item in claim.attributions}
    assert sources["suggesting"] == "Lund"


def test_according_at_the_end_holds_for_the_whole_sentence():
    claim = one("Lund said the ship sank, according to the ministry.")
    assert claim.attribution.source.text == "the ministry"
    assert claim.attribution.content.text == "Lund said the ship sank"


def test_a_closing_mark_at_the_head_of_a_line_opens_the_quotation():
    found = claims("”Fear. The port is lost.” — Eva Lund\n“We left at once.” — Ole Hill")
    assert {claim.attribution.source.text for claim in found} == {"Eva Lund", "Ole Hill"}


def test_a_sentence_is_stated_though_the_tagger_takes_its_verb_for_a_participle():
    text = "Leaders and envoys almost universally expressed outrage over the attack."
    assert [claim.text for claim in claims(text)] == [text]


def test_forms_that_two_verbs_share_go_to_the_one_that_writes_them_so():
    lemmas = [
        word.lemma_
        for word in pipeline()("They hoped, hopped, hated and rated it.")
        if word.pos_ == "VERB"
    ]
    assert lemmas == ["hope", "hop", "hate", "rate"]
