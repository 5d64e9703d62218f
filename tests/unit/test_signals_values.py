"""What each signal makes of claims whose parts are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from compare.records import Article, Claim, DateMention, Entity, Frame, Quantity, Span, Token
from compare.signals import (
    SignalContext,
    company,
    dates,
    distinct,
    embedding,
    fuzzy,
    fuzzy_order,
    names,
    numbers,
    roles,
    surroundings,
    timing,
    words,
)
from compare.signals.lexicon import content_words, idf, plain, stem

EMPTY = SignalContext()


def claim(text: str, **fields) -> Claim:
    return Claim(fields.pop("id", text), "", text, 0, len(text), 0, **fields)


def number(low, high=None, unit="", **fields) -> Claim:
    return claim("x", quantities=(Quantity(0, 1, "x", low, high or low, unit, **fields),))


def day(first, last=None) -> Claim:
    return claim("x", dates=(DateMention(0, 1, "x", first, last or first, "day"),))


def named(*found) -> Claim:
    return claim(" ".join(found), entities=tuple(Entity(0, 1, n, "person", n) for n in found))


def one(module, left, right, context=EMPTY) -> float:
    return float(module.PLUGIN.score([(left, right)], context)[0])


@pytest.mark.parametrize(
    ("left", "right", "value"),
    [
        (number(7), number(7), 1.0),
        (number(7, np.inf), number(9), 1.0),  # "at least seven" allows nine
        (number(200, approximate=True), number(212), 1.0),
        (number(200), number(212), 0.0),
        (number(7, unit="person"), number(9, unit="person"), 0.5 * 7 / 9),
        (number(7, unit="person"), number(7, unit="hour"), 0.0),
        (number(7, unit="person"), number(7), 1.0),
        (number(-5, unit="degree"), number(5, unit="degree"), 0.0),
        (number(5, unit="%"), number(7, np.inf, unit="%"), 0.5 * 5 / 7),
    ],
)
def test_numbers_agree_as_intervals_of_one_unit(left, right, value):
    assert one(numbers, left, right) == pytest.approx(value)


def test_numbers_say_nothing_where_one_side_has_none():
    assert np.isnan(one(numbers, number(7), claim("x")))


def test_dates_agree_where_a_day_lies_in_the_other_s_period():
    may = day(date(2024, 5, 1), date(2024, 5, 31))
    assert one(dates, may, day(date(2024, 5, 9))) == 1.0
    near, far = day(date(2024, 6, 2)), day(date(2025, 6, 2))
    assert 1.0 > one(dates, may, near) > one(dates, may, far)


def test_a_date_that_could_not_be_resolved_says_nothing():
    unresolved = claim("x", dates=(DateMention(0, 1, "x", None, None, "day"),))
    assert np.isnan(one(dates, unresolved, day(date(2024, 5, 9))))
    assert "no date" in dates.PLUGIN.explain(unresolved, unresolved, EMPTY)


@pytest.mark.parametrize(
    ("left", "right", "at_least"),
    [
        ("Eva Lund", "Eva Lund", 1.0),
        ("Lund", "Eva Lund", 0.9),
        ("Sergei Marov", "Sergey Marov", 0.8),
        ("FRB", "Federal River Board", 0.9),
        ("F.R.B.", "Federal River Board", 0.9),
        ("OFH", "Office of Fair Harbours", 0.8),
    ],
)
def test_names_agree_through_their_variants(left, right, at_least):
    assert names.alike(left, right) >= at_least


def test_different_names_do_not_agree():
    assert one(names, named("Eva Lund"), named("Tom Brack")) == 0.0


def test_an_alias_makes_two_names_one_and_shows_in_the_explanation():
    left, right = named("Türkiye"), named("Turkey")
    context = SignalContext(aliases={"türkiye": "Turkey"})
    assert one(names, left, right, context) == 1.0
    assert "Turkey" in names.PLUGIN.explain(left, right, context)


def test_names_told_by_one_side_only_lower_the_share():
    both, more = named("Eva Lund"), named("Eva Lund", "Tom Brack")
    assert 0 < one(names, both, more) < 1


def deed(agent: str, verb: str, patient: str) -> Claim:
    text = f"{agent} {verb} {patient}"
    at = len(agent) + 1
    frame = Frame(
        Span(at, at + len(verb), verb),
        verb,
        Span(0, len(agent), agent),
        Span(at + len(verb) + 1, len(text), patient),
    )
    return claim(text, frames=(frame,))


def test_exchanged_roles_count_less_than_the_same_roles():
    told = deed("Harwick", "attack", "Salmo")
    assert one(roles, told, deed("Harwick", "attack", "Salmo")) == 1.0
    assert one(roles, told, deed("Salmo", "attack", "Harwick")) == 0.5
    assert one(roles, told, deed("Harwick", "invite", "Salmo")) == 0.5


def test_verbs_that_say_nothing_are_no_deeds():
    assert np.isnan(one(roles, deed("Harwick", "be", "Salmo"), deed("Harwick", "be", "Salmo")))


def test_time_halves_with_every_three_days():
    start = datetime(2024, 5, 1, tzinfo=UTC)
    first = Article("Harwick Post", "t", "x", published_at=start)
    later = replace(first, text="y", published_at=start + timedelta(days=3))
    naive = replace(first, text="z", published_at=datetime(2024, 5, 1))
    left, right = (replace(claim("x"), article_id=item) for item in ("1", "2"))
    assert one(timing, left, right, SignalContext(articles={"1": first, "2": later})) == 0.5
    assert one(timing, left, right, SignalContext(articles={"1": first, "2": naive})) == 1.0
    assert np.isnan(one(timing, left, right))


def test_telling_words_count_more_than_common_ones():
    told = claim("the ferry reached the island of Salmo")
    same_rare = claim("a ferry at Salmo")
    same_common = claim("the end of the day")
    assert one(words, told, same_rare) > one(words, told, same_common) + 0.3
    assert idf("the") < 0.2 < idf("salmo")
    explained = words.PLUGIN.explain(told, same_rare, EMPTY)
    assert "ferry" in explained or "salmo" in explained


def test_a_parsed_claim_is_compared_by_its_lemmas():
    token = Token(0, 3, "meet", "VERB", "VBD", "ROOT", 0)
    assert content_words(claim("met", tokens=(token,))).keys() == {stem("meet")}


@pytest.mark.parametrize(
    ("word", "other"), [("attacks", "attacked"), ("Lund's", "lund"), ("closing", "closed")]
)
def test_stems_join_the_forms_of_a_word(word, other):
    assert stem(word) == stem(other)


def test_fuzzy_scorers_differ_in_what_one_side_adds():
    short, long = claim("The bridge fell."), claim("The bridge fell, seven people said on Monday.")
    assert one(fuzzy, short, long) == pytest.approx(1.0)
    assert one(fuzzy_order, short, long) < 0.8
    assert plain("The BRIDGE, fell!") == "the bridge fell"


def vectors_of(**rows) -> SignalContext:
    return SignalContext(
        vectors={
            text: np.array(row, dtype=np.float32) / np.float32(np.linalg.norm(row))
            for text, row in rows.items()
        }
    )


def test_cosine_is_cut_at_zero_and_missing_without_vectors():
    context = vectors_of(a=[1, 0], b=[-1, 0.1], c=[1, 1])
    assert one(embedding, claim("a"), claim("b"), context) == 0.0
    assert one(embedding, claim("a"), claim("c"), context) == pytest.approx(0.7071, abs=1e-3)
    assert np.isnan(one(embedding, claim("a"), claim("unknown"), context))


def crowd(per_fact: int = 8) -> SignalContext:
    """An event (first axis) with three facts, each told `per_fact` times with small changes."""
    rng = np.random.default_rng(7)
    rows = {}
    for fact in range(3):
        for version in range(per_fact):
            row = np.zeros(12)
            row[0], row[1 + fact] = 1.0, 0.8
            rows[f"f{fact}v{version}"] = row + rng.normal(scale=0.12, size=12)
    return vectors_of(**rows)


def test_what_the_event_has_in_common_does_not_count():
    context = crowd()
    told, again, other = claim("f0v0"), claim("f0v1"), claim("f1v0")
    assert one(embedding, told, other, context) > 0.4
    assert one(distinct, told, other, context) < 0.2
    assert one(distinct, told, again, context) > 0.5


def test_alone_a_pair_keeps_nearly_its_cosine():
    context = vectors_of(a=[1, 0.5, 0], b=[1, 0.9, 0.2])
    value = one(distinct, claim("a"), claim("b"), context)
    assert value == pytest.approx(one(embedding, claim("a"), claim("b"), context), abs=0.05)


def test_company_needs_close_neighbours_and_separates_facts():
    context = crowd()
    told, again, other = claim("f0v0"), claim("f0v1"), claim("f1v0")
    assert one(company, told, again, context) > one(company, told, other, context) + 0.4
    assert np.isnan(one(company, told, again, crowd(per_fact=1)))


def test_claims_of_another_circle_are_no_company():
    context = crowd()
    apart = replace_circles(context, {text: n for n, text in enumerate(context.vectors)})
    assert np.isnan(one(company, claim("f0v0"), claim("f0v1"), apart))


def replace_circles(context: SignalContext, circles: dict[str, int]) -> SignalContext:
    return SignalContext(vectors=context.vectors, circles=circles)


def test_a_large_context_is_sampled_and_scores_stay_near(monkeypatch):
    context = crowd(per_fact=30)
    pairs = [(claim("f0v0"), claim("f0v9")), (claim("f0v0"), claim("f2v3"))]
    whole = distinct.PLUGIN.score(pairs, context)
    monkeypatch.setattr(surroundings, "MOST_ANCHORS", 45)
    sampled = distinct.PLUGIN.score(pairs, replace(context, vectors=dict(context.vectors)))
    np.testing.assert_allclose(whole, sampled, atol=0.15)
