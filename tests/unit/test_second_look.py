"""Pairs that the score leaves open: dropped when unrelated, suggested when they are rivals."""

from __future__ import annotations

import pytest

from builders import make_article, make_claim
from compare.config import Settings
from compare.records import Difference, Match, Relation
from compare.second_look import rival_pairs, second_look

SETTINGS = Settings(suggested=0.6, confirmed=0.8)
UNRELATED = Relation("unrelated", 0.97)
RIVALS = Relation("contradict", 0.9, (Difference("certainty", "confirmed", "deny"),))


def look(probability, relation, *, stance="asserted", **fields):
    """Look at one pair; gives what is left of it, and how many pairs the judge was asked."""
    left = make_claim(make_article(1))
    right = make_claim(make_article(2), stance=stance)
    left, right = sorted((left, right), key=lambda claim: claim.id)
    pair = Match(left.id, right.id, probability, **fields)
    asked = []

    def relate(pairs):
        asked.extend(pairs)
        return [relation for _ in pairs]

    kept = [pair] if fields or probability >= SETTINGS.suggested else []
    claims = {left.id: left, right.id: right}
    return second_look([pair], kept, claims, SETTINGS, relate), len(asked)


def test_a_suggested_pair_of_different_facts_is_dropped():
    assert look(0.7, UNRELATED) == ([], 1)


def test_an_unsure_judge_drops_nothing():
    matches, _ = look(0.7, Relation("unrelated", 0.8))
    assert len(matches) == 1


@pytest.mark.parametrize("person", ["Ada", "rule"])
def test_what_a_person_or_the_score_confirmed_is_not_asked_again(person):
    matches, asked = look(0.95, UNRELATED, state="confirmed", decided_by=person)
    assert (len(matches), asked) == (1, 0)


def test_a_persons_suggestion_stays_whatever_the_judge_says():
    matches, asked = look(0.7, UNRELATED, state="unsure", decided_by="Ada")
    assert (len(matches), asked) == (1, 0)


@pytest.mark.parametrize("stance", ["denied", "uncommitted", "doubted"])
def test_opposite_stands_a_little_below_the_bound_are_suggested(stance):
    [match], _ = look(0.45, RIVALS, stance=stance)
    assert (match.state, match.decided_by, match.probability) == ("suggested", "rule", 0.45)


def test_a_plainly_negated_claim_is_no_rival():
    left, right = make_claim(make_article(1), negated=True), make_claim(make_article(2))
    pair = Match(*sorted((left.id, right.id)), 0.45)

    def relate(pairs):
        assert not pairs
        return []

    assert second_look([pair], [], {left.id: left, right.id: right}, SETTINGS, relate) == []


def test_far_below_the_bound_or_with_equal_stands_nothing_is_asked():
    assert look(0.3, RIVALS, stance="denied") == ([], 0)
    assert look(0.45, RIVALS) == ([], 0)


def test_opposite_stands_on_different_things_are_not_suggested():
    assert look(0.45, UNRELATED, stance="denied") == ([], 1)


def test_only_opposite_stands_among_suggested_pairs_are_rivals():
    sides = make_claim(make_article(1)), make_claim(make_article(2), stance="denied")
    left, right = sorted(sides, key=lambda one: one.id)
    claims = {left.id: left, right.id: right}
    pair = (left.id, right.id)

    def rivals(relation, **fields):
        match = Match(*pair, 0.7, **({"state": "suggested", "decided_by": "rule"} | fields))
        return rival_pairs([match], claims, lambda pairs: [relation for _ in pairs])

    assert rivals(RIVALS) == {pair}
    assert rivals(Relation("contradict", 0.9, (Difference("number", "5", "7"),))) == set()
    assert rivals(Relation("differ", 0.9, (Difference("certainty", "may", ""),))) == set()
    assert rivals(RIVALS, state="confirmed") == set()
    assert rivals(RIVALS, decided_by="Ada") == set()
