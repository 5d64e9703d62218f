"""From signals to a probability that can be read as a sum, and from there to decisions."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from compare import match, match_model, ranking
from compare.config import Settings
from compare.errors import ModelError
from compare.match_model import Curve, MatchModel
from compare.records import Claim, Decision, Match
from compare.signals import SignalContext

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
TEXTS = [
    "Minister Eva Lund opened the bridge at Harwick.",
    "The Harwick bridge was opened by minister Eva Lund.",
    "Seven goats escaped from a farm.",
]


def claims() -> list[Claim]:
    return [Claim(f"c{i}", "", text, 0, len(text), 0) for i, text in enumerate(TEXTS)]


def context(encoder) -> SignalContext:
    return SignalContext(vectors=dict(zip(TEXTS, encoder.encode(TEXTS), strict=True)))


def test_weights_and_bias_add_up_to_the_logit(fake_encoder):
    one, two, other = claims()
    around = context(fake_encoder)
    found, rows = match.score_pairs([(one, two), (one, other)], around)
    for probability, row in zip(found, rows, strict=True):
        logit = match.model_for(around).bias + sum(item.weight for item in row)
        assert np.log(probability / (1 - probability)) == pytest.approx(logit, abs=1e-6)
        assert [item.signal for item in row] == list(match.signals())


def test_a_pair_on_one_fact_scores_above_one_on_two(fake_encoder):
    one, two, other = claims()
    found, _ = match.score_pairs([(one, two), (one, other)], context(fake_encoder))
    assert found[0] > 0.5
    assert found[1] < 0.2


def test_the_order_of_a_pair_changes_nothing(fake_encoder):
    one, two, _ = claims()
    around = context(fake_encoder)
    there, back = match.score_pairs([(one, two), (two, one)], around)[0]
    assert there == pytest.approx(back, abs=1e-6)


def test_likely_pairs_are_explained_and_the_rest_when_asked(fake_encoder):
    one, _, other = claims()
    around = context(fake_encoder)
    _, (unlikely,) = match.score_pairs([(one, other)], around)
    _, (asked,) = match.score_pairs([(one, other)], around, explain_from=0.0)
    assert all(item.explanation == "" for item in unlikely)
    assert all(item.explanation for item in asked)
    assert [item.weight for item in asked] == [item.weight for item in unlikely]


def test_batches_change_nothing(fake_encoder, monkeypatch):
    one, two, other = claims()
    pairs, around = [(one, two), (one, other), (two, other)], context(fake_encoder)
    whole = match.score_pairs(pairs, around)[0]
    monkeypatch.setattr(match, "BATCH", 2)
    np.testing.assert_allclose(match.score_pairs(pairs, around)[0], whole, atol=1e-9)


def test_no_pairs_give_nothing():
    found, rows = match.score_pairs([], SignalContext())
    assert found.shape == (0,)
    assert rows == []
    assert match.score([]).shape == (0,)


@pytest.mark.parametrize(
    ("name", "without"), [(match_model.WEIGHTS, {"matter"}), (match_model.OF_ARTICLES, set())]
)
def test_every_signal_has_a_curve_and_none_falls(name, without):
    model = match_model.load(name)
    assert set(model.curves) == set(match.signals()) - without
    for curve in model.curves.values():
        assert list(curve.knots) == sorted(curve.knots)
        assert list(curve.values) == sorted(curve.values)


def test_a_rival_version_is_not_pushed_far_down():
    """Another number of the same thing must cost less than it takes to lose the pair."""
    curve = match_model.load().curves["numbers"]
    missing, differs = curve(np.array([np.nan, 0.4]))
    assert missing - differs < 0.5


def test_a_curve_bends_at_its_knots_and_is_flat_beyond():
    curve = Curve((0.2, 0.6), (-1.0, 1.0), 0.3)
    np.testing.assert_allclose(
        curve(np.array([0.0, 0.2, 0.4, 0.6, 1.0, np.nan])), [-1, -1, 0, 1, 1, 0.3]
    )


def test_a_signal_without_a_curve_counts_nothing():
    model = MatchModel(0.0, {"a": Curve((0.0, 1.0), (0.0, 2.0), 0.0)})
    parts = model.contributions({"a": np.array([1.0]), "new": np.array([1.0])})
    assert parts["new"] == [0.0]
    assert model.probabilities(parts, 1)[0] == pytest.approx(1 / (1 + np.exp(-2)))


@pytest.mark.parametrize(
    "text", ["", "{}", '{"bias": 0, "signals": {"a": {"knots": [1], "values": [], "missing": 0}}}']
)
def test_damaged_weights_say_what_to_do(text):
    with pytest.raises(ModelError, match="Install AsTold again"):
        match_model.parse(text)


def test_weights_survive_writing_and_reading():
    signals = {"a": {"knots": [0, 1], "values": [-1, 1], "missing": 0.5}}
    model = match_model.parse(json.dumps({"bias": -0.5, "signals": signals}))
    assert model == MatchModel(-0.5, {"a": Curve((0, 1), (-1, 1), 0.5)})


@tries(max_examples=50)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5))
def test_a_logit_always_gives_a_probability(logits):
    found = match_model.logistic(np.array(logits))
    assert np.all((found >= 0) & (found <= 1))


def decision(verdict, minutes=0, undone=False, sides=("a", "b")) -> Decision:
    at = NOON + timedelta(minutes=minutes)
    return Decision(f"d{minutes}", *sides, verdict, "Kim", at, undone)


def test_thresholds_say_what_is_a_match():
    scored = [Match("a", "b", p) for p in (0.3, 0.6, 0.9)]
    kept = match.decide(scored, Settings(suggested=0.5, confirmed=0.8))
    assert [item.state for item in kept] == ["suggested", "confirmed"]
    assert all(item.decided_by == "rule" for item in kept)


def test_a_person_s_word_stands_above_the_thresholds_either_way():
    scored = [Match("a", "b", 0.99), Match("c", "d", 0.01)]
    said = [decision("reject"), decision("confirm", 1, sides=("d", "c"))]
    kept = match.decide(scored, Settings(), said)
    assert [(item.state, item.decided_by) for item in kept] == [
        ("rejected", "Kim"),
        ("confirmed", "Kim"),
    ]
    assert kept[0].decided_at == NOON


def test_the_latest_decision_counts_and_undone_ones_do_not():
    scored = [Match("a", "b", 0.6)]
    said = [decision("unsure", 5), decision("reject", 1), decision("confirm", 9, undone=True)]
    assert match.decide(scored, Settings(), said)[0].state == "unsure"
    undone = [decision("reject", undone=True)]
    assert match.decide(scored, Settings(), undone)[0].state == "suggested"


def test_circles_follow_the_pairs():
    found = match.circles([("a", "b"), ("c", "d"), ("b", "e")])
    assert found["a"] == found["b"] == found["e"]
    assert found["c"] == found["d"] != found["a"]


@pytest.fixture
def quick_rank(monkeypatch, fake_encoder):
    monkeypatch.setattr(ranking, "_encode", fake_encoder.encode)
    ranking._index.cache_clear()
    yield ranking.rank
    ranking._index.cache_clear()


def test_the_claim_spoken_of_comes_first(quick_rank):
    post = "Eva Lund opens #HarwickBridge! https://x.example/1 — Tom (@tom) May 1, 2024"
    found = quick_rank(post, TEXTS, 2)
    assert {index for index, _ in found} == {0, 1}
    assert found[0][1] >= found[1][1]
    assert all(0 <= score <= 1 for _, score in found)


def test_ranking_gives_at_most_what_there_is(quick_rank):
    assert len(quick_rank("goats", TEXTS, 99)) == 3
    assert quick_rank("goats", [], 5) == []
    assert quick_rank("goats", TEXTS, 0) == []


def test_ranking_nothing_to_say_keeps_the_order(quick_rank):
    assert [index for index, _ in quick_rank("", ["same", "same", "same"], 3)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("post", "words"),
    [
        ("Look: https://x.example/a?b=1 #BridgeOpens2024", "Look: Bridge Opens 2024"),
        ("Bridge open — Tom Brack (@tombrack) May 1, 2024", "Bridge open"),
        ("Thanks @EvaLund", "Thanks Eva Lund"),
        ("https://x.example", "https://x.example"),
    ],
)
def test_a_post_is_cleaned_to_its_words(post, words):
    assert ranking.clean(post) == words


@pytest.mark.model
def test_score_tells_paraphrases_from_other_claims():
    found = match.score([(TEXTS[0], TEXTS[1]), (TEXTS[0], TEXTS[2]), (TEXTS[0], TEXTS[0])])
    assert found[0] > 0.7
    assert found[1] < 0.1
    assert found[2] >= found[0]


@pytest.mark.model
def test_a_rival_version_scores_as_a_match():
    pair = (
        "Nine people died in the fire at Salmo, police said.",
        "Police said that the fire in Salmo killed seven people.",
    )
    assert match.score([pair])[0] > 0.5


def test_no_module_hides_a_public_function():
    import compare

    assert callable(compare.rank)
    assert callable(compare.score)
