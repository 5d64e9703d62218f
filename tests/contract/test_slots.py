"""Every slot rule keeps its contract; a new file in `relations/slots/` is tested as it is."""

from __future__ import annotations

from typing import get_args

import pytest

from compare.claims.extract import claims_from_texts
from compare.plugins import discover
from compare.records import Claim, Slot
from compare.relations.align import align
from compare.relations.slots import SlotContext, SlotRule

pytestmark = pytest.mark.model

RULES: list[SlotRule] = sorted(
    discover("compare.relations.slots").values(), key=lambda rule: rule.order
)
TEXTS = [
    ("Nine people were hurt in Port Salmo on 3 May.", "Seven people were hurt in Port Salmo."),
    ("Eva Lund beat Jon Marrow in the vote.", "Jon Marrow beat Eva Lund in the vote."),
    ("The council approved the bridge on 3 May.", "The council rejected the bridge on 5 May."),
    ("The ferry may have hit a pier.", "The ferry did not hit a pier in France."),
    ("The Norwegian captain was a woman.", "The Swedish captain was a man."),
    ("", "The ferry Aurelia left late."),
    ("Lund said that all crews were saved.", "The harbour office denied that."),
    ("Eva Lund leads the Harbour Authority.", "Tom Berg leads the Coast Guard."),
]


@pytest.fixture(scope="module")
def pairs() -> list[tuple[Claim, Claim]]:
    claims = claims_from_texts([text for pair in TEXTS for text in pair])
    return list(zip(claims[::2], claims[1::2], strict=True))


def test_every_slot_has_its_rule() -> None:
    assert {rule.name for rule in RULES} == set(get_args(Slot))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_finding_is_of_its_slot_and_quotes_its_claims(
    rule: SlotRule, pairs: list[tuple[Claim, Claim]]
) -> None:
    for left, right in pairs:
        for finding in rule.compare(left, right, SlotContext(align(left, right))):
            told = finding.difference
            assert told.slot in {rule.name, *getattr(rule, "also", ())}
            assert 0 <= finding.excludes <= 1
            assert told.left_spans or told.right_spans
            assert told.left == " … ".join(left.text[a:b] for a, b in told.left_spans)
            assert told.right == " … ".join(right.text[a:b] for a, b in told.right_spans)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_claim_does_not_differ_from_itself(
    rule: SlotRule, pairs: list[tuple[Claim, Claim]]
) -> None:
    for pair in pairs:
        for claim in pair:
            assert rule.compare(claim, claim, SlotContext(align(claim, claim))) == []


def test_each_rule_finds_something_among_the_pairs(pairs: list[tuple[Claim, Claim]]) -> None:
    found = set()
    for left, right in pairs:
        context = SlotContext(align(left, right))
        for rule in RULES:
            found |= {item.difference.slot for item in rule.compare(left, right, context)}
    assert found >= {"number", "date", "role", "action", "certainty", "polarity", "place"}
