"""Who says what, and how they stand to it: a denial never loses its denial."""

import pytest

from compare.claims.extract import claims_from_texts, extract_claims
from compare.records import Article

pytestmark = pytest.mark.model


def one(text):
    return claims_from_texts([text])[0]


def claims(text):
    return extract_claims(Article("Harbour Post", "t", text))


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Lund said that the talks failed.", "Lund", "said", "that the talks failed"),
        ("The talks failed, said Lund.", "Lund", "said", "The talks failed"),
        ("The plan, Lund said, is dead.", "Lund", "said", "The plan, Lund said, is dead."),
        ("According to Lund, the talks failed.", "Lund", "According to", "the talks failed."),
        ("The talks failed, according to Lund.", "Lund", "according to", "The talks failed"),
        ("As Lund said, the talks failed.", "Lund", "said", "the talks failed."),
        ("Lund told reporters that she won.", "Lund", "told", "that she won"),
        ("Lund urged voters to stay home.", "Lund", "urged", "voters to stay home"),
        ("“We will leave,” Lund said.", "Lund", "said", "“We will leave,”"),
        (
            "“We will leave,” Lund said, “and stay away.”",
            "Lund",
            "said",
            "“We will leave,” Lund said, “and stay away.”",
        ),
        ("Lund was adamant that she won.", "Lund", "was adamant", "that she won"),
    ],
)
def test_source_cue_and_content_are_found_wherever_they_stand(text, source, cue, content):
    found = one(text).attribution
    assert found is not None
    assert (found.source.text, found.cue.text, found.content.text) == (source, cue, content)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“We will leave the port,” Lund said.", "direct"),
        ("Lund said the port was “a mess” now.", "mixed"),
        ("Lund said the port was closed.", "indirect"),
    ],
)
def test_the_form_of_a_quotation(text, form):
    assert one(text).attribution.form == form


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ship sank.", "asserted"),
        ("Lund confirmed that the ship sank.", "asserted"),
        ("Lund denied that the ship sank.", "denied"),
        ("The ministry has rejected the accusations.", "denied"),
        ("Lund ruled out a ceasefire.", "denied"),
        ("Lund does not believe that the war will end.", "denied"),
        ("It is not true that Lund resigned.", "denied"),
        ("Lund refused to resign.", "denied"),
        ("Lund doubted that the ship sank.", "doubted"),
        ("There is no evidence that the ship was attacked.", "doubted"),
        ("The minister may resign.", "hedged"),
        ("Two people were reportedly killed.", "hedged"),
        ("He was said to have fled.", "hedged"),
        ("Lund suggested that the ship sank.", "hedged"),
        ("Lund did not rule out a meeting.", "hedged"),
        ("Officials will meet if the strike ends.", "conditional"),
        ("Officials will meet in Oslo.", "planned"),
        ("Lund promised to lower taxes.", "planned"),
        ("Lund said she would return.", "planned"),
        ("The Kremlin neither confirmed nor denied that they met.", "uncommitted"),
        ("The Kremlin can neither confirm nor deny the report.", "uncommitted"),
        ("The ministry declined to comment on the report.", "uncommitted"),
        ("Lund declined to say whether the ship sank.", "uncommitted"),
        ("The army could not confirm the report.", "uncommitted"),
        ("Lund did not deny that the ship sank.", "uncommitted"),
        ("It is unclear whether anybody survived.", "uncommitted"),
        ("Lund has not said whether she will run.", "uncommitted"),
        ("It was not immediately clear who leaked the draft.", "uncommitted"),
        ("The guards said they knew nothing of a visit.", "uncommitted"),
        ("Lund said she was not aware of any offer.", "uncommitted"),
        ("The ministry said it had no information about the deal.", "uncommitted"),
        ("Residents were unaware of the danger.", "asserted"),
        ("Lund said he was well aware of the risks.", "asserted"),
        ("Lund is expected to fly to Oslo.", "planned"),
    ],
)
def test_stance(text, stance):
    assert one(text).stance == stance


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The ship sank.", False),
        ("The ship did not sink.", True),
        ("The ship never sank.", True),
        ("Nobody survived.", True),
        ("The government failed to pass the law.", True),
        ("The army said it did not attack the village.", True),
        ("Lund denied that the ship sank.", False),
        ("The minister did not say that the ship sank.", False),
        ("Lund refused to resign.", False),
        ("There is no evidence that the ship was attacked.", False),
    ],
)
def test_negation_is_that_of_the_content(text, negated):
    assert one(text).negated is negated


def test_the_content_of_a_denial_is_kept_apart_from_the_denial():
    claim = one("The Kremlin denied that money was discussed.")
    assert claim.stance == "denied"
    assert claim.text.startswith("The Kremlin denied")
    assert claim.attribution.content.text == "that money was discussed"


def test_what_only_a_part_of_the_claim_says_makes_no_speaker():
    claim = one("The mayor, who criticised the plan, resigned.")
    assert claim.attributions
    assert claim.attributions[0].partial
    assert claim.speaker is None


def test_nested_attributions_come_after_the_outer_one():
    claim = one("Lund said that Hill had denied that the ship sank.")
    assert [item.cue.text for item in claim.attributions] == ["said", "had denied"]
    assert claim.speaker == "Lund"


def test_a_quotation_that_goes_on_keeps_its_speaker():
    first, second, third = claims(
        "“The talks failed,” said Eva Lund, the minister. “We regret it very much.”\n"
        "“We will try again next year.”"
    )
    assert (first.speaker, second.speaker, third.speaker) == ("Eva Lund",) * 3
    assert not first.attribution.carried
    assert second.attribution.carried
    assert third.attribution.carried


def test_a_clause_in_contrast_has_its_own_speaker():
    first, second = claims(
        "The White House said the talks took place, while the Kremlin refused to comment."
    )
    assert first.speaker in {"The White House", "White House"}
    assert second.speaker == "Kremlin"
    assert second.stance == "uncommitted"


STORY = (
    "Eva Lund, the foreign minister, met government spokesman Dmitri Orlov in Kiev on Monday. "
    "The minister said she would return. Orlov denied that money was discussed. "
    "“It was short,” he said.\n"
    "The head of the Coastal Rescue Service (CRS), Sergei Petrenko, was there. "
    "The CRS declined to comment on the matter."
)


def test_roles_pronouns_and_surnames_are_resolved_by_the_article():
    found = claims(STORY)
    speakers = [claim.speaker for claim in found]
    assert speakers[1:4] == ["Eva Lund", "Dmitry Orlov", "Dmitry Orlov"]
    role = next(item for item in found[1].entities if item.text == "The minister")
    assert role.name == "Eva Lund"
    assert role.resolved_from == "Eva Lund, the foreign minister"


def test_names_get_their_canonical_forms():
    found = claims(STORY)
    names = {item.text: item for claim in found for item in claim.entities}
    assert names["Kiev"].name == "Kyiv"
    assert names["Orlov"].name == "Dmitry Orlov"
    assert names["CRS"].name == "Coastal Rescue Service"
    assert names["CRS"].resolved_from.endswith("Coastal Rescue Service (CRS)")


def test_a_pronoun_that_may_mean_nobody_stays_unresolved():
    (claim,) = claims("He said that the talks failed.")
    assert claim.speaker == "He"
    assert claim.attribution.source_name is None


def test_frames_say_who_did_what_to_whom_in_both_voices():
    (active,) = one("The army attacked the village.").frames
    passive = one("The village was attacked by the army.").frames[0]
    assert active.lemma == passive.lemma == "attack"
    assert active.agent.text.lower() == passive.agent.text.lower() == "the army"
    assert active.patient.text.lower() == passive.patient.text.lower() == "the village"
    assert one("The army did not attack the village.").frames[0].negated
