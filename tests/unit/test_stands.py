"""Who confirmed, denied or would not say: by the sentences of invented reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import START, make_article, make_claim, make_run, make_stand
from compare.claims.extract import extract_claims
from compare.records import Event, SideBySide
from compare.stands import country, stand_of, stands
from compare.store.db import Store
from compare.view import side_by_side

SENTENCES = {
    "The harbour office confirmed that the ferry had hit the pier.": "confirmed",
    "Eva Lund admitted on Monday that the pier was old.": "confirmed",
    "The harbour office would neither confirm nor deny that anyone was hurt.": "uncommitted",
    "Eva Lund declined to comment on the report.": "uncommitted",
    "Two harbour officials said they knew nothing of a collision.": "uncommitted",
    "Eva Lund denied that the captain was drunk.": "denied",
    "Eva Lund dismissed the report as false.": "denied",
    "Eva Lund doubted that the pier would reopen.": "doubted",
    # no stand: a plain statement, a plan, a question, a negated event, nobody's word, a pronoun
    "Eva Lund said that the ferry had hit the pier.": None,
    "Eva Lund did not plan to close the harbour.": None,
    "Eva Lund asked whether the captain was drunk.": None,
    "The captain was not drunk, Eva Lund said.": None,
    "The ferry hit the pier on Monday.": None,
    "It is unclear whether anyone was hurt.": None,
    "They denied that the captain was drunk.": None,
}


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "kind"), SENTENCES.items())
def test_a_sentence_takes_the_stand_that_its_words_take(sentence, kind):
    claims = extract_claims(make_article(1, text=sentence))
    assert [stand_of(one) for one in claims] == [kind]


def told(*reports):
    """Make an event of reports (outlet, text, hours after the first), and the view of it."""
    store = Store(":memory:")
    articles = [
        make_article(number, outlet=outlet, text=text, published_at=START + timedelta(hours=hours))
        for number, (outlet, text, hours) in enumerate(reports)
    ]
    store.add(articles)
    store.save_claims({one.id: extract_claims(one) for one in articles})
    store.save_run(*make_run(articles, []))
    return side_by_side(store, "event1")


def read(view):
    """Give speakers, and of each turn its kind and outlets."""
    outlet = {one: view.articles[claim.article_id].outlet for one, claim in view.claims.items()}
    return [
        (one.speakers, [(turn.kind, [outlet[c] for c in turn.claim_ids]) for turn in one.turns])
        for one in stands(view)
    ]


@pytest.mark.model
def test_a_refusal_and_the_confirmation_after_it_stand_under_one_speaker_in_time():
    view = told(
        ("Late", "Eva Lund confirmed that the ferry had hit the pier.", 9),
        ("Early", "Eva Lund would neither confirm nor deny that the ferry had hit the pier.", 1),
        ("Second", "Eva Lund declined to comment on the ferry.", 2),
        ("Other", "The shipping line denied that the captain was drunk.", 3),
    )
    found = read(view)
    assert [kind for kind, _ in found[0][1]] == ["uncommitted", "confirmed"]
    assert found[0][1][0][1] == ["Early", "Second"]
    assert stands(view)[0].moved
    assert found[1][1] == [("denied", ["Other"])]
    assert not stands(view)[1].moved


@pytest.mark.model
def test_on_a_day_without_hours_what_was_left_open_stands_first():
    texts = ["confirmed that the pier was hit", "declined to comment", "confirmed the damage"]
    reports = [(f"Daily {n}", f"Eva Lund {text}.", n) for n, text in enumerate(texts)]
    assert [kind for kind, _ in read(told(*reports))[0][1]] == [
        "confirmed", "uncommitted", "confirmed",
    ]  # fmt: skip
    view = told(*reports)
    undated = {
        key: replace(one, published_precision="day") if one.outlet == "Daily 1" else one
        for key, one in view.articles.items()
    }
    found = read(replace(view, articles=undated))
    assert found[0][1] == [("uncommitted", ["Daily 1"]), ("confirmed", ["Daily 0", "Daily 2"])]


@pytest.mark.model
def test_those_who_speak_for_one_country_stand_together_and_a_neighbour_apart():
    view = told(
        ("One", "Two Norwegian officials said they knew nothing of a collision.", 1),
        ("Two", "Norway confirmed that the ferry had hit the pier.", 2),
        ("Three", "Denmark confirmed that the ferry had hit the pier.", 3),
    )
    found = {speakers: [kind for kind, _ in turns] for speakers, turns in read(view)}
    assert found == {
        ("Two Norwegian officials", "Norway"): ["uncommitted", "confirmed"],
        ("Denmark",): ["confirmed"],
    }


@pytest.mark.parametrize(
    ("speaker", "home"),
    [
        ("Turkey", "turkey"),
        ("Two Turkish officials", "turkey"),
        ("The Turkish authorities", "turkey"),
        ("senior Turkish officials", "turkey"),
        ("North Korea", "north korea"),
        ("New Zealand officials", "new zealand"),
        ("Turkish Airlines", None),
        ("The Turkish Foreign Ministry", None),
        ("Two officials", None),
        ("Eva Lund", None),
        ("the company", None),
        ("", None),
    ],
)
def test_only_who_has_no_other_name_speaks_for_a_country(speaker, home):
    assert country(speaker) == home


def test_an_event_of_plain_statements_has_none():
    articles = [make_article(1, text="The ferry hit the pier.")]
    store = Store(":memory:")
    store.add(articles)
    store.save_claims({one.id: [make_claim(one, None, 0)] for one in articles})
    store.save_run(*make_run(articles, []))
    assert stands(side_by_side(store, "event1")) == []


LEMMAS = {"denied": "deny", "said": "say", "confirmed": "confirm"}
STANDS = st.sampled_from([("denied", "denied"), ("uncommitted", "said"), ("asserted", "confirmed")])
SPEAKERS = st.sampled_from(["Eva Lund", "eva lund", "the harbour office", "Norway", "Norwegians"])


@given(st.lists(st.tuples(STANDS, SPEAKERS, st.integers(0, 50)), max_size=12))
def test_each_claim_that_takes_a_stand_is_told_once_and_in_order(drawn):
    articles, claims = [], {}
    for number, ((stance, cue), speaker, hours) in enumerate(drawn):
        text = f"{speaker} {cue} it number {number}."
        article = make_article(
            number,
            text=text,
            outlet=f"Outlet {number}",
            published_at=START + timedelta(hours=hours),
        )
        claims[article.id] = make_stand(article, speaker, cue, LEMMAS[cue], stance)
        articles.append(article)
    view = SideBySide(
        event=Event("event1", "", tuple(claims)),
        articles={one.id: one for one in articles},
        claims={one.id: one for one in claims.values()},
        outlets=(),
        rows=(),
        matches={},
        relations={},
    )
    found = stands(view)
    ids = [one for stand in found for turn in stand.turns for one in turn.claim_ids]
    assert sorted(ids) == sorted(one.id for one in claims.values() if stand_of(one))
    assert len(ids) == len(set(ids))
    for stand in found:
        times = [
            view.articles[view.claims[one].article_id].published_at
            for turn in stand.turns
            for one in turn.claim_ids
        ]
        assert times == sorted(times)
    moved = [stand.moved for stand in found]
    assert moved == sorted(moved, reverse=True)
