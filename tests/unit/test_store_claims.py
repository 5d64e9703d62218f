"""The store keeps claims with all that was found in them, and a vector for each text."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from builders import START, make_article, make_claim, make_full_claim, make_run
from compare.records import Attribution, Span


@pytest.fixture
def filled(store):
    """Three articles, the first two in one event; two claims each."""
    articles = [make_article(i) for i in range(3)]
    store.add(articles)
    claims = {a.id: [make_full_claim(a), make_claim(a, position=1)] for a in articles}
    store.save_claims(claims)
    store.save_run(*make_run(articles[:2], [c for a in articles[:2] for c in claims[a.id]][::2]))
    return store, articles, claims


def test_claims_come_back_as_they_were(filled):
    store, articles, claims = filled
    assert store.claims() == [claim for a in articles for claim in claims[a.id]]


def test_each_argument_narrows_the_claims_down(filled):
    store, articles, claims = filled
    first, second, third = (claims[a.id] for a in articles)
    assert store.claims(article_ids=[articles[2].id]) == third
    assert store.claims(event_id="event1") == [*first, *second]
    assert store.claims(ids=[third[1].id, first[0].id]) == [first[0], third[1]]
    assert store.claims(event_id="event1", article_ids=[articles[1].id]) == second
    assert store.claims(event_id="event1", ids=[third[0].id]) == []
    assert store.claims(article_ids=[]) == store.claims(ids=[]) == []
    assert store.claims(event_id="nothing") == []


def test_saving_replaces_the_claims_of_an_article(filled):
    store, articles, claims = filled
    kept = claims[articles[0].id][1]
    store.save_claims({articles[0].id: [kept]})
    assert store.claims(article_ids=[articles[0].id]) == [kept]
    assert len(store.claims(article_ids=[articles[1].id])) == 2
    assert store.matches() == []  # its first claim was in the only pair
    assert [g.claim_ids for g in store.groups("event1")] == [(claims[articles[1].id][0].id,)]
    assert [line for line in store.check() if "vector" not in line] == []


def test_an_article_without_claims_counts_as_extracted(store):
    store.add([make_article()])
    store.save_claims({make_article().id: []})
    assert store.unextracted() == []


def test_claims_of_a_deleted_article_are_passed_over(store):
    article, gone = make_article(), make_article(1)
    store.add([article])
    store.save_claims({gone.id: [make_claim(gone)], article.id: [make_claim(article)]})
    assert [claim.article_id for claim in store.claims()] == [article.id]
    assert store.check() == []


def test_vectors_are_kept_by_text_and_model(store, fake_encoder):
    texts = ["nine hurt", "seven hurt", "nine hurt "]
    rows = fake_encoder.encode(texts)
    store.save_vectors("fake", dict(zip(texts, rows, strict=True)))
    found = store.vectors("fake", [*texts, "unknown"])
    assert set(found) == set(texts)
    for text, row in zip(texts, rows, strict=True):
        assert found[text].dtype == np.float32
        np.testing.assert_array_equal(found[text], row)
    assert store.vectors("other", texts) == {}
    assert store.vectors("fake", []) == {}


def test_vectors_already_there_stay_and_change_nothing(store):
    store.save_vectors("fake", {"a": np.array([1, 0], dtype=np.float32)})
    before = store.revision()
    store.save_vectors("fake", {"a": np.array([0, 1], dtype=np.float32)})
    store.save_vectors("fake", {})
    assert store.revision() == before
    assert store.vectors("fake", ["a"])["a"].tolist() == [1, 0]


def test_vectors_of_two_models_may_differ_in_length(store):
    store.save_vectors("small", {"a": np.ones(2, dtype=np.float32)})
    store.save_vectors("large", {"a": np.ones(5, dtype=np.float32), "b": np.zeros(5)})
    assert len(store.vectors("small", ["a"])["a"]) == 2
    assert len(store.vectors("large", ["a", "b"])["b"]) == 5


def test_texts_without_a_vector_are_named_once(filled):
    store, articles, claims = filled
    sentence, other = (claim.text for claim in claims[articles[0].id])
    store.save_vectors("fake", {sentence: np.ones(2, dtype=np.float32)})
    assert store.texts_without_vector("fake") == [other]
    assert set(store.texts_without_vector("new")) == {sentence, other}


def test_search_wants_every_word_in_any_case(filled):
    store, articles, claims = filled
    hits = store.search_claims("EVA nine")
    assert hits == [claims[a.id][0] for a in articles]
    assert store.search_claims("eva aurelia") == []
    assert len(store.search_claims()) == 6
    assert len(store.search_claims(limit=4)) == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [("Ждали ПЕСКОВА.", "пескова"), ("Es war in KÖLN.", "köln"), ("100%_sure 'x' $1", "%_SURE $1")],
)
def test_search_takes_words_as_they_are(store, text, words):
    article = make_article(text=text)
    store.add([article, make_article(1)])
    store.save_claims({article.id: [make_claim(article, text)]})
    assert [claim.text for claim in store.search_claims(words)] == [text]
    assert store.search_claims("'; DROP TABLE claims; --") == []
    assert len(store.claims()) == 1


def test_search_by_event_outlet_speaker_and_date(filled):
    store, articles, claims = filled
    lund = [claims[a.id][0] for a in articles]
    assert len(store.search_claims(event_id="event1")) == 4
    assert store.search_claims("nine", outlets=["Daily 1", "Daily 2"]) == lund[1:]
    assert store.search_claims(outlets=[]) == []
    assert store.search_claims(speaker="lund") == lund
    assert store.search_claims(speaker="minister") == []
    at = START + timedelta(hours=1)
    assert store.search_claims("nine", first=at, last=at) == [lund[1]]
    assert len(store.search_claims("nine", first=date(2031, 5, 4), last=date(2031, 5, 4))) == 3
    assert store.search_claims(first=date(2031, 5, 5)) == []


def test_a_speaker_without_a_resolved_name_is_found_by_the_words(store):
    article = make_article()
    store.add([article])
    says = Attribution(content=Span(23, 69, article.text[23:69]), source=Span(0, 8, "Minister"))
    store.save_claims({article.id: [make_claim(article, attributions=(says,))]})
    assert len(store.search_claims(speaker="MINISTER")) == 1
