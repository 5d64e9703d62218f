"""The counts of the list of events stay those of its articles and claims, whatever is changed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_article, make_claim, make_run, make_summary
from compare.records import RunResult
from compare.store.db import Store
from compare.store.sql import execute, fetch

CHANGES = ("country", "outlet", "delete", "move", "claims", "info", "rematch")


def filled(outlets: int = 4) -> Store:
    """Two events: reports of some outlets each, all claims of one event in one group."""
    store = Store(":memory:")
    articles = [make_article(number) for number in range(2 * outlets)]
    store.add(articles)
    claims = [make_claim(article) for article in articles]
    store.save_claims({one.article_id: [one] for one in claims})
    first, summary = make_run(articles[:outlets], claims[:outlets], event_id="event1")
    second, _ = make_run(articles[outlets:], claims[outlets:], event_id="event2")
    both = RunResult(
        (*first.events, *second.events),
        ("event1", "event2"),
        (*first.matches, *second.matches),
        (),
        (*first.groups, *second.groups),
        (*first.relations, *second.relations),
    )
    store.save_run(both, summary)
    return store


def change(store: Store, kind: str, number: int) -> None:
    ids = store.article_ids()
    if not ids:
        return
    article = store.article(ids[number % len(ids)])
    if kind == "country":
        store.edit_article(article.id, "Ann", country=f"Land {number}")
    elif kind == "outlet":
        store.edit_article(article.id, "Ann", outlet=f"Paper {number}")
    elif kind == "delete":
        store.delete_article(article.id, "Ann")
    elif kind == "move":
        store.move_article(article.id, f"event{number % 4}", "Ann")
    elif kind == "claims":
        store.save_claims({article.id: [make_claim(article, position=one) for one in range(2)]})
    elif kind == "info":
        store.set_outlet(article.outlet, ("", "Elsewhere")[number % 2], "Ann")
    else:
        events = tuple(store.events()[: 1 + number % 2])
        result = RunResult(events, tuple(one.id for one in events), (), (), (), ())
        store.save_run(result, make_summary(number))


def counted(store: Store) -> list[tuple]:
    with store._access.reading() as con:
        return con.execute("SELECT * FROM event_counts ORDER BY event_id").fetchall()


def counted_anew(store: Store) -> list[tuple]:
    with store._access.writing() as con:
        kept = fetch(con, "event_rows", ids=None)
        execute(con, "recount", ids=[row[0] for row in fetch(con, "events")])
        anew = fetch(con, "event_rows", ids=None)
        assert fetch(con, "uncounted") == []
    assert kept == anew
    return anew


@given(st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 9)), max_size=6))
@settings(max_examples=12, deadline=None)
def test_counts_kept_are_counts_made_anew(changes):
    store = filled()
    assert len(counted_anew(store)) == 2
    for kind, number in changes:
        change(store, kind, number)
        counted_anew(store)


@pytest.mark.parametrize("kind", CHANGES)
def test_each_change_is_counted(kind):
    store = filled()
    before = counted(store)
    change(store, kind, 5)
    counted_anew(store)
    assert counted(store) != before


def test_a_store_of_the_first_schema_is_counted_when_it_is_opened(tmp_path, monkeypatch):
    from compare.store import schema

    path = tmp_path / "old.duckdb"
    known = schema.migrations()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "migrations", lambda: known[:1])
        import duckdb

        con = duckdb.connect(str(path))
        schema.migrate(con)
        at = "2031-05-04T09:30:00+00:00"
        con.execute(
            "INSERT INTO events VALUES ('e', 'Ferry', $at, $at, '2031-05-04 09:30:00', '')",
            {"at": at},
        )
        con.execute("INSERT INTO event_articles VALUES ('e', 'a', 0)")
        con.execute(
            "INSERT INTO articles BY NAME SELECT 'a' AS id, 'a' AS current_id, 'Daily' AS outlet, "
            "'T' AS title, 'Text.' AS text, 'time' AS published_precision, 'Salmo' AS country, "
            "'verbatim' AS kind, 'full' AS completeness, '[]' AS cuts, '' AS added_at, "
            "true AS extracted"
        )
        con.close()
    [row] = Store(path).event_rows()
    assert (row["outlets"], row["countries"], row["articles"], row["claims"]) == (
        1,
        ["Salmo"],
        1,
        0,
    )


def test_events_are_found_by_words_outlet_country_and_day():
    store = filled()
    assert store.find_events() == ["event2", "event1"]
    assert store.find_events(outlets=["Daily 0"]) == ["event1"]
    assert store.find_events(outlets=["Daily 0", "Daily 7"]) == []
    store.set_outlet("Daily 7", "Elsewhere", "Ann")
    assert store.find_events(countries=["Elsewhere", "Salmo"]) == ["event2"]
    assert store.find_events("PORT salmo") == ["event2", "event1"]
    assert store.find_events("port nowhere") == []
    assert store.find_events("ferry pier") == ["event2", "event1"]  # a title's words
    assert store.find_events(first=date(2031, 5, 5)) == []
    assert store.find_events(last=date(2031, 5, 3)) == []
    assert store.find_events(last=date(2031, 5, 4), disagree=True) == [
        row["id"] for row in store.event_rows() if row["differ"] + row["contradict"]
    ]


def test_words_of_two_claims_are_not_the_words_of_one():
    store = filled()
    article = store.articles()[0]
    store.save_claims({article.id: [make_claim(article, position=one) for one in range(2)]})
    assert store.find_events("aurelia hour") == ["event1"]
    assert store.find_events("aurelia lund") == []


def test_rows_of_some_events_and_what_waits_for_a_run():
    store = filled()
    assert [row["id"] for row in store.event_rows(["event1", "nowhere"])] == ["event1"]
    assert store.unmatched() == 0
    store.add([make_article(30)])
    assert store.unmatched() == 1
    assert list(store.event_titles(1)) == ["event2"]
    assert store.outlet_countries()["Daily 3"] == "Salmo"


def test_judged_pairs_have_the_last_verdict():
    store = filled()
    one, two = store.matches("event1")[:2]
    store.decide(one.left, one.right, "confirm", "Ann")
    store.decide(one.left, one.right, "reject", "Ann")
    store.decide(two.left, two.right, "unsure", "Ann")
    assert store.judged() == [(one.probability, False)]


def test_an_earlier_version_of_a_report_waits_for_no_run():
    store = Store(":memory:")
    for hurt in ("nine", "ten"):
        store.add([make_article(text=make_article().text.replace("nine", hurt))])
    assert store.stats()["articles"] == 1
    assert store.unmatched() == 1
