"""The store keeps articles: each once, under an id that stays, with all that is said of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from builders import START, make_article, make_claim, make_run
from compare.errors import NotFoundError, StoreError
from compare.records import Article, Cut, Reject
from compare.store.db import Store


def test_articles_come_back_as_they_were(store):
    full = make_article(
        author="A. Reporter",
        carries="Agency",
        kind="paraphrase",
        completeness="truncated",
        source_name="page.html",
        source_text="Menu\nMinister …",
        cuts=(Cut("Menu", "navigation"), Cut("Read more", "teaser")),
        published_precision="day",
        published_at=datetime(2031, 5, 4, 23, 30, tzinfo=timezone(timedelta(hours=-5))),
    )
    bare = Article(outlet="Bare", title="", text="One.")
    store.add([full, bare])
    assert store.article(full.id) == full
    assert store.article(full.id).published_at.utcoffset() == timedelta(hours=-5)
    assert store.article(bare.id) == bare


def test_articles_are_ordered_by_time_and_unknown_times_come_last(store):
    late, early = make_article(9), make_article(1)
    unknown = make_article(0, published_at=None)
    naive = make_article(5, published_at=datetime(2031, 5, 4, 14, 30))
    store.add([unknown, late, naive, early])
    assert store.article_ids() == [early.id, naive.id, late.id, unknown.id]
    assert [one.id for one in store.articles([late.id, early.id, "none"])] == [early.id, late.id]
    assert store.articles([]) == []


def test_adding_again_changes_nothing(store):
    article = make_article()
    assert store.add([article]).added == (article.id,)
    before = store.revision()
    again = store.add([make_article()])
    assert (again.added, again.known) == ((), (article.id,))
    assert store.revision() == before
    assert store.stats()["articles"] == 1


def test_an_article_twice_in_one_call_is_kept_once(store):
    result = store.add([make_article(), make_article(), make_article(1)])
    assert result.added == (make_article().id, make_article(1).id)
    assert result.known == (make_article().id,)
    assert store.stats()["articles"] == 2


def test_rejects_are_kept_with_their_time(store):
    refused = Reject("list.csv", "no text", "Fill the column text", row=3, field="text")
    before = store.revision()
    result = store.add([], [refused])
    assert result.rejects == (refused,)
    [(at, kept)] = store.rejects()
    assert kept == refused
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=1)
    assert store.revision() > before


def test_half_a_character_is_refused_and_the_rest_goes_in(store):
    broken = make_article(1, text="Half \ud83d of a smile.", source_name="bad\udcff.txt")
    cut = make_article(2, cuts=(Cut("\udc00", "menu"),))
    result = store.add([make_article(), broken, cut], [Reject("\ud800", "r", "h")])
    assert result.added == (make_article().id,)
    assert len(result.rejects) == 3
    assert "surrogate" in result.rejects[1].reason
    assert len(store.rejects()) == 3


def test_an_edit_keeps_the_id_and_is_logged(store):
    article = make_article()
    store.add([article])
    new = store.edit_article(article.id, "Ann", outlet="The Other", title="New", url=None)
    assert (new.id, new.outlet, new.title, new.url) == (article.id, "The Other", "New", None)
    assert store.article(article.id) == new
    entry = store.log(1)[0]
    assert (entry["person"], entry["action"], entry["subject"]) == (
        "Ann",
        "edit article",
        article.id,
    )
    assert '"The Other"' in entry["details"]
    assert '"Daily 0"' in entry["details"]


def test_an_edited_article_is_known_by_what_it_was_and_by_what_it_is(store):
    article = make_article()
    store.add([article])
    store.edit_article(article.id, "Ann", outlet="The Other")
    result = store.add([article, replace(article, outlet="The Other")])
    assert (result.added, result.known) == ((), (article.id,))


def test_an_edit_that_changes_nothing_leaves_the_revision(store):
    article = make_article()
    store.add([article])
    before = store.revision()
    assert store.edit_article(article.id, "Ann", outlet=article.outlet) == article
    assert store.revision() == before


def test_another_time_has_the_claims_found_anew(store):
    article = make_article()
    store.add([article])
    store.save_claims({article.id: [make_claim(article)]})
    store.edit_article(article.id, "Ann", author="B")
    assert store.unextracted() == []
    store.edit_article(article.id, "Ann", published_at=START + timedelta(days=1))
    assert [one.id for one in store.unextracted()] == [article.id]
    assert len(store.claims()) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "Other."},
        {"nothing": 1},
        {"published_at": "yesterday"},
        {"kind": "poem"},
        {"outlet": None},
        {"outlet": " "},
        {"author": 7},
        {"title": "\ud800"},
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(store, fields):
    article = make_article()
    store.add([article])
    before = store.revision()
    with pytest.raises(StoreError):
        store.edit_article(article.id, "Ann", **fields)
    assert store.article(article.id) == article
    assert store.revision() == before


def test_two_articles_are_not_edited_into_one(store):
    one, other = make_article(), make_article(1)
    store.add([one, other])
    with pytest.raises(StoreError, match="another article"):
        store.edit_article(other.id, "Ann", outlet=one.outlet, url=one.url)


def test_unknown_articles_are_named(store):
    for call in (
        lambda: store.article("nobody"),
        lambda: store.edit_article("nobody", "Ann", title="x"),
        lambda: store.delete_article("nobody", "Ann"),
        lambda: store.move_article("nobody", "event1", "Ann"),
    ):
        before = store.revision()
        with pytest.raises(NotFoundError, match="nobody"):
            call()
        assert store.revision() == before


def test_deleting_takes_all_that_was_found_in_the_article(store, fake_encoder):
    articles = [make_article(i) for i in range(3)]
    store.add(articles)
    claims = [make_claim(a, position=p) for a in articles for p in (0, 1)]
    only = make_claim(articles[0], "The ferry Aurelia")
    by_article = {a.id: [c for c in claims if c.article_id == a.id] for a in articles}
    store.save_claims(by_article | {articles[0].id: [*by_article[articles[0].id], only]})
    texts = list({c.text for c in [*claims, only]})
    store.save_vectors("fake", dict(zip(texts, fake_encoder.encode(texts), strict=True)))
    store.save_run(*make_run(articles, claims[:4:2]))
    store.delete_article(articles[0].id, "Ann")
    assert store.stats()["articles"] == 2
    assert {c.article_id for c in store.claims()} == {articles[1].id, articles[2].id}
    assert store.matches() == []
    assert set(store.vectors("fake", texts)) == set(texts) - {only.text}
    [event] = store.events()
    assert event.article_ids == (articles[1].id, articles[2].id)
    assert event.first == articles[1].published_at
    assert event.fingerprint == ""
    assert store.check() == []


def test_an_event_without_articles_goes(store):
    article = make_article()
    store.add([article])
    store.save_run(*make_run([article], []))
    store.delete_article(article.id, "Ann")
    assert store.events() == []


def test_the_title_of_an_event_stays_one_of_its_articles(store):
    first, second = make_article(0, title="First"), make_article(1, title="Second")
    store.add([first, second])
    store.save_run(*make_run([first, second], []))
    store.delete_article(first.id, "Ann")
    assert store.events()[0].title == "Second"


def test_the_revision_grows_with_every_change(store):
    article = make_article()
    claim, other = make_claim(article), make_claim(article, position=1)
    changes = [
        lambda: store.add([article]),
        lambda: store.save_claims({article.id: [claim, other]}),
        lambda: store.save_vectors("fake", {"a": [1.0, 0.0]}),
        lambda: store.save_run(*make_run([article], [claim, other])),
        lambda: store.decide(claim.id, other.id, "confirm", "Ann"),
        lambda: store.undo(store.decisions()[0].id, "Ann"),
        lambda: store.move_article(article.id, "elsewhere", "Ann"),
        lambda: store.set_alias("Kyiw", "Kyiv", "Ann"),
        lambda: store.remove_alias("Kyiw", "Ann"),
        lambda: store.set_outlet("Daily 0", "Salmo", "Ann"),
        lambda: store.edit_article(article.id, "Ann", title="x"),
        lambda: store.delete_article(article.id, "Ann"),
    ]
    seen = [store.revision()]
    for change in changes:
        change()
        seen.append(store.revision())
    assert seen == sorted(set(seen))
    store.articles(), store.claims(), store.events(), store.event_rows(), store.check()
    assert store.revision() == seen[-1]


def test_a_file_is_made_when_it_is_first_used(tmp_path):
    path = tmp_path / "new.duckdb"
    store = Store(path)
    assert store.articles() == []
    assert path.exists()
    store.add([make_article()])
    assert Store(str(path)).article_ids() == [make_article().id]


def test_an_empty_file_counts_as_a_new_store(tmp_path):
    path = tmp_path / "empty.duckdb"
    path.touch()
    assert Store(path).stats()["articles"] == 0
    path.write_bytes(b"")
    Store(path).add([make_article()])
    assert Store(path).stats()["articles"] == 1


def test_the_revision_of_a_file_follows_other_stores(tmp_path):
    one, other = Store(tmp_path / "s.duckdb"), Store(tmp_path / "s.duckdb")
    before = one.revision()
    other.add([make_article()])
    assert one.revision() > before
    assert one.revision() == other.revision()
