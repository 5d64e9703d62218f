"""The same article again, and its versions: the newest counts, the earlier stay readable."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import START, make_article, make_claim, make_run
from compare.errors import NotFoundError
from compare.records import Article, Page
from compare.store.db import Store

SENTENCES = [
    "The ferry Aurelia hit the pier of Port Salmo on Tuesday morning.",
    "Nine people were hurt, minister Eva Lund said in the afternoon.",
    "Divers looked at the hull and found a hole of about two metres.",
    "The operator said that the captain had thirty years of service at sea.",
    "A witness told the paper that the engines were heard until the end.",
    "The harbour stays closed until an inquiry has looked at the quay.",
    "Two of the hurt were brought to the hospital of Nordstad by air.",
    "The union of seafarers asked for a second officer on every bridge.",
]
WHOLE = " ".join(SENTENCES)
UPDATED = WHOLE.replace("Nine", "Eleven") + " A tenth cabin was found open in the evening."


def report(number: int = 0, text: str = WHOLE, **fields) -> Article:
    values = {
        "outlet": "Salmo Post",
        "url": f"https://salmopost.example/ferry-{number}",
        "published_at": START + timedelta(hours=number),
    }
    return make_article(number, text=text, **(values | fields))


def counting(store: Store) -> list[str]:
    return [article.id for article in store.articles()]


def damage(store: Store) -> list[str]:
    """What `check` finds, but for the vectors that these tests don't make."""
    return [line for line in store.check() if "without a vector" not in line]


@pytest.mark.parametrize(
    "url",
    [
        "https://salmopost.example/ferry/",
        "https://www.salmopost.example/ferry",
        "https://m.salmopost.example/ferry",
        "https://salmopost.example/amp/ferry",
        "https://salmopost.example/ferry/amp/",
        "https://salmopost.example/ferry?outputType=amp",
        "http://salmopost.example/ferry?ref=rss",
        "https://salmopost.example/news/other-address",
    ],
)
def test_the_same_article_at_another_address_is_there_already(store, url):
    first = report(url="https://salmopost.example/ferry")
    store.add([first])
    before = store.revision()
    result = store.add([report(url=url, text=WHOLE.upper() + "\n")])
    assert (result.added, result.known, result.earlier) == ((), (first.id,), {})
    assert store.revision() == before


def test_a_newer_version_counts_and_the_earlier_stays_readable(store):
    old, new = report(0), report(0, UPDATED, published_at=START + timedelta(hours=3))
    store.add([old])
    result = store.add([new])
    assert result.added == (new.id,)
    assert result.earlier == {old.id: new.id}
    assert counting(store) == store.article_ids() == [new.id]
    assert {one.id for one in store.articles(include_superseded=True)} == {old.id, new.id}
    assert store.article(old.id).text == WHOLE
    assert [one.id for one in store.versions(old.id)] == [new.id, old.id]
    assert store.superseded_by(old.id) == new.id
    assert store.superseded_by(new.id) is None
    assert [one.id for one in store.unextracted()] == [new.id]
    assert store.stats()["articles"] == 1


def test_a_version_under_another_address_is_found_by_its_words(store):
    old, new = report(0), report(5, UPDATED)
    assert store.add([old, new]).earlier == {old.id: new.id}


@pytest.mark.parametrize(
    "other",
    [
        report(1, outlet="Herald"),
        report(1, UPDATED, outlet="Herald"),
        report(0, " ".join(SENTENCES[4:]), url="https://salmopost.example/other"),
        report(0, UPDATED, url=None, published_at=START + timedelta(days=30)),
        report(0, "The council of Nordstad voted on its budget.", title="Budget"),
        report(0, outlet="unknown outlet (a.csv)"),
    ],
    ids=["reprint", "rewritten", "half", "a month later", "other page", "unknown outlet"],
)
def test_another_report_is_no_version(store, other):
    result = store.add([report(0), other])
    assert len(result.added) == 2
    assert result.earlier == {}


def test_pages_of_a_front_page_address_stay_apart(store):
    result = store.add(
        [report(0, SENTENCES[n] * 4, url="https://salmopost.example/") for n in range(3)]
    )
    assert len(result.added) == 3
    assert result.earlier == {}


def test_statements_at_one_address_stay_apart(store):
    rows = [
        report(0, text, title=text[:80], url="https://salmopost.example/ferry")
        for text in (
            "The Kremlin of Salmo declined to comment on the story.",
            "The harbour board of Nordstad refused to comment on the story.",
            "Nine people were hurt.",
        )
    ]
    assert store.add(rows).earlier == {}


def test_a_stub_gives_way_to_the_whole_report_under_its_title(store):
    stub = report(0, "More follows soon.", title="Ferry Aurelia hits pier in Port Salmo")
    whole = report(0, WHOLE, title="Ferry hits pier in Port Salmo")
    assert store.add([stub, whole]).earlier == {stub.id: whole.id}


VERSIONS = [
    report(0, WHOLE, published_at=START, modified_at=START + timedelta(hours=hours))
    if hours
    else report(0, WHOLE)
    for hours in (0, 2, 4)
]
VERSIONS = [
    replace(one, text=WHOLE.replace("Nine", word))
    for one, word in zip(VERSIONS, ("Nine", "Ten", "Eleven"), strict=True)
]
VERSIONS.append(report(9, UPDATED, url="https://salmopost.example/later"))


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(VERSIONS), cut=st.integers(0, len(VERSIONS)))
def test_the_newest_is_on_top_in_any_order_of_arrival(order, cut):
    store = Store(":memory:")
    store.add(order[:cut])
    store.add(order[cut:])
    newest = VERSIONS[-1].id
    assert counting(store) == [newest]
    assert {store.superseded_by(one.id) for one in VERSIONS[:-1]} == {newest}
    assert store.check() == []


def test_without_a_time_the_one_that_came_last_counts(store):
    first, second = (report(0, text, published_at=None) for text in (WHOLE, UPDATED))
    store.add([first])
    store.add([second])
    assert counting(store) == [second.id]


def test_versions_take_the_event_and_the_move_of_the_earlier_one(store):
    old, other = report(0), make_article(7)
    store.add([old, other])
    claims = [make_claim(old, SENTENCES[1]), make_claim(other)]
    store.save_claims({old.id: claims[:1], other.id: claims[1:]})
    store.save_run(*make_run([old, other], claims))
    store.move_article(old.id, "moved", "Ann")
    new = report(0, UPDATED, published_at=START + timedelta(hours=1))
    store.add([new])
    assert store.moves()[new.id] == "moved"
    assert store.event_of(new.id) == "moved"
    assert damage(store) == []


def test_decisions_hold_for_sentences_that_stand_in_the_new_version(store):
    old, other = report(0), make_article(7)
    store.add([old, other])
    kept, changed = make_claim(old, SENTENCES[0]), make_claim(old, SENTENCES[1], 1)
    theirs = make_claim(other)
    store.save_claims({old.id: [kept, changed], other.id: [theirs]})
    store.decide(kept.id, theirs.id, "confirm", "Ann")
    store.decide(changed.id, theirs.id, "reject", "Ann")
    new = report(0, UPDATED, published_at=START + timedelta(hours=1))
    store.add([new])
    again = make_claim(new, SENTENCES[0])
    store.save_claims({new.id: [again, make_claim(new, "Eleven people were hurt", 1)]})
    pairs = {frozenset((one.left, one.right)): one.verdict for one in store.decisions()}
    assert pairs == {
        frozenset((again.id, theirs.id)): "confirm",
        frozenset((changed.id, theirs.id)): "reject",
    }
    assert all(one.left < one.right for one in store.decisions())
    store.save_run(*make_run([new, other], [again, theirs]))
    assert {claim.article_id for claim in store.claims()} == {new.id, other.id}
    assert damage(store) == []


def test_a_person_may_say_that_it_is_no_version(store):
    old, new = report(0), report(5, UPDATED)
    store.add([old, new])
    store.separate(old.id, "Ann")
    assert set(counting(store)) == {old.id, new.id}
    assert store.log(1)[0]["action"] == "separate version"
    later = report(6, UPDATED + " More is expected soon.")
    store.add([later])
    assert store.superseded_by(old.id) is None
    assert store.superseded_by(new.id) == later.id
    with pytest.raises(NotFoundError):
        store.separate("none", "Ann")


def test_the_rest_moves_up_when_the_newest_goes(store):
    family = [report(n, WHOLE.replace("Nine", word)) for n, word in enumerate(("Nine", "Ten", "6"))]
    store.add(family)
    store.delete_article(family[2].id, "Ann")
    assert counting(store) == [family[1].id]
    assert store.superseded_by(family[0].id) == family[1].id


def test_corrections_decide_anew_which_is_the_newest(store):
    old, new = report(0), report(5, UPDATED)
    store.add([old, new])
    store.edit_article(old.id, "Ann", published_at=START + timedelta(hours=9))
    assert counting(store) == [old.id]
    store.edit_article(new.id, "Ann", outlet="Herald")
    assert set(counting(store)) == {old.id, new.id}


def test_an_old_store_learns_to_recognise_its_articles(store):
    store.add([report(0)])
    with store._access.writing() as con:
        con.execute("DELETE FROM sketches")
    assert store.add([report(5, UPDATED)]).earlier == {report(0).id: report(5, UPDATED).id}


def test_a_page_is_kept_as_it_came(store):
    article = report(0)
    at = datetime(2031, 5, 4, 10, tzinfo=UTC)
    page = Page(
        b"<p>\xff as it came", "https://a.example/x", "https://a.example/y", "text/html", at
    )
    store.add([article], pages={article.id: page, "none": page})
    assert store.page(article.id) == page
    assert store.page("none") is None
    store.delete_article(article.id, "Ann")
    assert store.page(article.id) is None
    assert store.check() == []
