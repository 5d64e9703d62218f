"""The store keeps a run whole, replaces only what the run went over, and counts in SQL."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from builders import START, make_article, make_claim, make_match, make_run, make_summary
from compare.errors import NotFoundError
from compare.records import (
    ClaimGroup,
    Event,
    PairRelation,
    Relation,
    RunResult,
)


def fill(store, count=4):
    articles = [make_article(i) for i in range(count)]
    store.add(articles)
    claims = [make_claim(article) for article in articles]
    store.save_claims({c.article_id: [c] for c in claims})
    return articles, claims


def merged(*results: RunResult) -> RunResult:
    names = RunResult.__dataclass_fields__
    return RunResult(**{n: sum((getattr(r, n) for r in results), ()) for n in names})


def test_a_run_comes_back_as_it_was(store):
    articles, claims = fill(store)
    result, summary = make_run(articles, claims)
    store.save_run(result, summary)
    assert store.events() == list(result.events)
    assert store.event("event1") == result.events[0]
    assert store.event_of(articles[3].id) == "event1"
    assert store.event_of("nobody") is None
    assert store.groups("event1") == list(result.groups)
    assert set(store.matches("event1")) == set(result.matches)
    assert set(store.relations("event1")) == set(result.relations)
    assert store.runs() == [summary]
    pair = result.matches[0]
    found = store.scores(pair.right, pair.left)
    assert [score.signal for score in found] == ["fuzzy", "numbers"]
    assert found[0] == result.scores[0]
    assert math.isnan(found[1].value)


def test_an_unknown_event_is_named(store):
    with pytest.raises(NotFoundError, match="nothing"):
        store.event("nothing")
    assert store.groups("nothing") == []


def test_a_run_replaces_only_the_events_that_it_matched(store):
    articles, claims = fill(store)
    one, _ = make_run(articles[:2], claims[:2], event_id="one")
    two, _ = make_run(articles[2:], claims[2:], event_id="two")
    store.save_run(merged(one, two), make_summary(1))
    again = replace(one, events=(*one.events, *two.events), matches=(), scores=(), relations=())
    store.save_run(again, make_summary(2))
    assert store.matches("one") == store.relations("one") == []
    assert store.scores(one.matches[0].left, one.matches[0].right) == []
    assert store.groups("one") == list(one.groups)
    assert store.matches("two") == list(two.matches)
    assert store.groups("two") == list(two.groups)
    assert [run.id for run in store.runs()] == ["run2", "run1"]
    assert [line for line in store.check() if "vector" not in line] == []


def test_what_belonged_to_a_vanished_event_goes(store):
    articles, claims = fill(store)
    one, _ = make_run(articles[:2], claims[:2], event_id="one")
    two, _ = make_run(articles[2:], claims[2:], event_id="two")
    store.save_run(merged(one, two), make_summary(1))
    store.save_run(replace(one, event_ids=()), make_summary(2))
    assert [event.id for event in store.events()] == ["one"]
    assert store.matches("two") == store.groups("two") == store.relations("two") == []
    assert store.stats()["events"] == 1


def test_saving_a_run_twice_is_the_same_as_once(store):
    articles, claims = fill(store)
    result, summary = make_run(articles, claims)
    store.save_run(result, summary)
    before = store.matches(), store.groups("event1"), store.relations("event1"), store.stats()
    store.save_run(result, make_summary(1))
    assert before == (
        store.matches(),
        store.groups("event1"),
        store.relations("event1"),
        store.stats(),
    )


def test_pairs_of_claims_deleted_during_the_run_are_left_out(store):
    articles, claims = fill(store)
    result, summary = make_run(articles, claims)
    store.delete_article(articles[0].id, "Ann")
    store.save_run(result, summary)
    assert len(store.matches()) == 1
    assert articles[0].id not in store.events()[0].article_ids
    assert [line for line in store.check() if "vector" not in line] == []


def test_matches_are_filtered_by_event_and_state(store):
    articles, claims = fill(store)
    result, summary = make_run(articles, claims, probability=0.6)
    store.save_run(result, summary)
    assert len(store.matches(states=["suggested"])) == 2
    assert store.matches(states=["confirmed", "rejected"]) == []
    assert store.matches(states=[]) == []
    assert store.matches("other") == []


def test_groups_keep_origins_or_their_absence(store):
    articles, claims = fill(store)
    ids = [claim.id for claim in claims]
    groups = (
        ClaimGroup(ids[0], "event1", (ids[0], ids[2]), 0.7, (0, 0)),
        ClaimGroup(ids[3], "event1", (ids[3],)),
    )
    result, summary = make_run(articles, claims)
    store.save_run(replace(result, groups=groups), summary)
    assert store.groups("event1") == list(groups)


def test_events_are_listed_latest_first_unknown_times_last(store):
    articles, _ = fill(store)
    events = tuple(
        Event(f"e{i}", "t", (article.id,), when, when)
        for i, (article, when) in enumerate(
            zip(
                articles,
                [START, None, START + timedelta(days=2), datetime(2031, 5, 5)],
                strict=True,
            )
        )
    )
    store.save_run(RunResult(events, (), (), (), (), ()), make_summary())
    assert [event.id for event in store.events()] == ["e2", "e3", "e0", "e1"]
    assert store.event("e3") == events[3]


def test_event_rows_count_what_several_outlets_tell(store):
    """Facts: contradicted, told differently, agreed, and two that one outlet tells alone."""
    articles = [make_article(i, country=f"Land {i // 2}") for i in range(3)]
    same_outlet = make_article(7, outlet="Daily 0", country=None)
    articles.append(same_outlet)
    store.add(articles)
    claims = {(a, p): make_claim(articles[a], position=p) for a in range(4) for p in (0, 1)}
    by_article = {}
    for claim in claims.values():
        by_article.setdefault(claim.article_id, []).append(claim)
    store.save_claims(by_article)
    groups = [
        [claims[0, 0], claims[1, 0], claims[2, 0]],
        [claims[1, 1], claims[2, 1]],
        [claims[0, 1], claims[3, 0]],
        [claims[3, 1]],
    ]
    labels = [
        (groups[0][0], groups[0][1], "differ"),
        (groups[0][1], groups[0][2], "contradict"),
        (groups[1][0], groups[1][1], "differ"),
        (groups[2][0], groups[2][1], "contradict"),  # of one outlet: no disagreement of outlets
        (groups[0][0], groups[3][0], "differ"),  # of two facts: counts for neither
    ]
    base, summary = make_run(articles, [])
    store.save_run(
        replace(
            base,
            groups=tuple(ClaimGroup(g[0].id, "event1", tuple(c.id for c in g)) for g in groups),
            relations=tuple(
                PairRelation(*sorted((left.id, right.id)), Relation(label, 0.9))
                for left, right, label in labels
            ),
        ),
        summary,
    )
    [row] = store.event_rows()
    assert (row["id"], row["title"]) == ("event1", articles[0].title)
    assert (row["first"], row["last"]) == (articles[0].published_at, same_outlet.published_at)
    assert row["countries"] == ["Land 0", "Land 1"]
    counts = ("outlets", "articles", "claims", "groups", "shared", "differ", "contradict")
    assert [row[name] for name in counts] == [3, 4, 8, 4, 2, 1, 1]
    store.set_outlet("Daily 0", "Salmo", "Ann")
    assert store.event_rows()[0]["countries"] == ["Land 0", "Land 1", "Salmo"]


def test_an_event_without_claims_has_a_row(store):
    articles, _ = fill(store)
    store.save_run(*make_run(articles, []))
    assert store.event_rows()[0]["groups"] == 0


def test_stats_count(store):
    articles, claims = fill(store)
    assert store.stats() == {
        "articles": 4,
        "claims": 4,
        "events": 0,
        "matches": 0,
        "groups": 0,
        "outlets": 4,
    }
    store.save_run(*make_run(articles, claims))
    assert [store.stats()[name] for name in ("events", "matches", "groups")] == [1, 2, 2]


def test_runs_are_limited(store):
    for number in range(5):
        store.save_run(RunResult((), (), (), (), (), ()), make_summary(number))
    assert [run.id for run in store.runs(2)] == ["run4", "run3"]


def test_one_state_can_be_read_across_calls(store):
    articles, claims = fill(store)
    store.save_run(*make_run(articles, claims))
    with store.reading(), store.reading():
        assert store.event("event1").article_ids == tuple(a.id for a in store.articles())
    assert make_match(claims[0], claims[1]).left in {m.left for m in store.matches()}
