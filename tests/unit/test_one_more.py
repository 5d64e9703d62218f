"""One article more, one less: the store is what matching all of it afresh gives."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_pipeline import DAY, SETTINGS, encoder, report, state, three

from builders import FakeEncoder
from compare import event_linkage, event_rarity, pipeline
from compare.event_known import Known, together
from compare.records import Difference, PairRelation, Relation
from compare.store.db import Store

__all__ = ["encoder"]
VOTE = (
    "Parliament in Norsk Dal {verb} the budget by {number} votes to 38 on Sunday. "
    "Finance minister Olaf Berg called it a budget for schools."
)


def reports():
    """Reports on two events by several outlets, with rival versions and a reprint."""
    told = [("Herald", "Nine", "denied"), ("Courier", "Seven", "confirmed")]
    told += [("Tribune", "Nine", "admitted"), ("Post", "Eight", "denied")]
    ferry = [
        report(outlet, number, verb, published_at=DAY + timedelta(hours=3 * place))
        for place, (outlet, number, verb) in enumerate(told)
    ]
    told = [("Gazette", "61", "adopted"), ("Herald", "61", "passed"), ("Mail", "59", "rejected")]
    return ferry + [
        report(outlet, number, verb, VOTE, title="Norsk Dal budget", url=f"https://b.example/{n}")
        for n, (outlet, number, verb) in enumerate(told)
    ]


def afresh(articles):
    store = Store(":memory:")
    store.add(articles)
    pipeline.run(store, SETTINGS)
    return store


@pytest.mark.model
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.permutations(range(7)), st.integers(0, 3), st.integers(0, 6))
def test_one_by_one_in_any_order_gives_what_all_at_once_gives(order, sample, gone):
    articles = [reports()[place] for place in order]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(event_rarity, "SAMPLE", sample)
        patch.setattr(event_linkage, "FEW", 1.0)
        store = Store(":memory:")
        ids: dict[str, str] = {}
        for article in articles:
            store.add([article])
            pipeline.run(store, SETTINGS)
            ids |= {article.id: str(store.event_of(article.id))}
        assert state(store) == state(afresh(articles))
        store.delete_article(articles[gone].id, "eva")
        pipeline.run(store, SETTINGS)
        left = [one for one in articles if one.id != articles[gone].id]
        assert state(store) == state(afresh(left))


@pytest.mark.model
def test_of_known_articles_no_text_is_read_and_no_pair_is_related_again(store, monkeypatch):
    from compare.relations import relate

    articles = reports()
    store.add(articles[:6])
    pipeline.run(store, SETTINGS)
    before = {one.id: store.groups(one.id) for one in store.events()}
    asked, read = [], []
    whole, texts = relate.relate_claims, Store.articles
    monkeypatch.setattr(
        relate, "relate_claims", lambda pairs, **rest: asked.extend(pairs) or whole(pairs, **rest)
    )
    monkeypatch.setattr(
        Store, "articles", lambda self, ids=None, **rest: read.append(ids) or texts(self, ids)
    )
    store.add(articles[6:])
    pipeline.run(store, SETTINGS)
    new = articles[6].id
    assert all(new in (left.article_id, right.article_id) for left, right in asked)
    home = store.event_of(new)
    assert read[0] == [new]
    assert sorted(read[1]) == sorted(store.event(home).article_ids)
    assert len(read) == 2
    for event in set(before) - {home}:
        assert store.groups(event) == before[event]


@pytest.mark.model
def test_a_corrected_time_has_its_pairs_asked_again(store, monkeypatch):
    from compare.relations import relate

    store.add(three())
    pipeline.run(store, SETTINGS)
    edited = three()[0]
    asked = []
    whole = relate.relate_claims
    monkeypatch.setattr(
        relate, "relate_claims", lambda pairs, **rest: asked.extend(pairs) or whole(pairs, **rest)
    )
    store.edit_article(edited.id, "eva", published_at=DAY + timedelta(days=1))
    pipeline.run(store, SETTINGS)
    assert asked
    assert all(edited.id in (left.article_id, right.article_id) for left, right in asked)
    again = Store(":memory:")
    again.add(three())
    again.edit_article(edited.id, "eva", published_at=DAY + timedelta(days=1))
    pipeline.run(again, SETTINGS)
    assert state(store) == state(again)


@pytest.mark.model
def test_another_matcher_asks_everything_again(store, monkeypatch):
    from compare.relations import relate

    store.add(three())
    pipeline.run(store, SETTINGS)
    asked = []
    whole = relate.relate_claims
    monkeypatch.setattr(
        relate, "relate_claims", lambda pairs, **rest: asked.extend(pairs) or whole(pairs, **rest)
    )
    monkeypatch.setattr(pipeline, "MATCHER_VERSION", "other")
    pipeline.run(store, SETTINGS)
    assert {one.article_id for pair in asked for one in pair} == {one.id for one in three()[:2]}


def test_what_was_asked_comes_back_as_it_was(store):
    from compare.store.asked import save_asked

    differs = Relation("differ", 0.123456789012345678, (Difference("number", "7", "9"),), True)
    known = Known(
        {("b", "c"): Relation("unrelated", 0.1 + 0.2), ("a", "c"): differs},
        {"judge": {("a", "d"): 1 / 3, ("a", "b"): 1e-17}, "silent": {}},
    )
    with store._changing() as con:
        save_asked(con, [("event", {"article": "basis"}, known), ("other", {}, Known())])
    assert store.asked(["event"]) == [("event", {"article": "basis"}, known)]
    assert store.asked(["other", "none"]) == [("other", {}, Known())]


def test_what_is_shown_is_not_kept_twice_and_what_is_gone_is_left_out():
    relation = Relation("agree", 1.0)
    known = Known({("a", "b"): relation, ("a", "c"): relation}, {"x": {("b", "c"): float("nan")}})
    assert known.without([PairRelation("a", "b", relation)]) == Known(
        {("a", "c"): relation}, {"x": {}}
    )
    assert known.within({"a", "b"}) == Known({("a", "b"): relation}, {"x": {}})
    other = Known({}, {"x": {("b", "c"): 0.5}})
    assert together([known, other]) == Known(known.relations, other.values)


@pytest.mark.model
def test_many_outcomes_are_held_packed_and_saved_alike(store, monkeypatch):
    from compare import event_outcomes

    monkeypatch.setattr(event_outcomes, "PLAIN", 0)
    packed = []
    pack = event_outcomes._pack
    monkeypatch.setattr(
        event_outcomes, "_pack", lambda outcome: packed.append(outcome.event_id) or pack(outcome)
    )
    store.add(reports())
    pipeline.run(store, SETTINGS)
    assert sorted(packed) == sorted(event.id for event in store.events())
    monkeypatch.setattr(event_outcomes, "PLAIN", 10**6)
    assert state(store) == state(afresh(reports()))


@pytest.mark.model
def test_another_embedding_model_searches_for_events_afresh(store, monkeypatch):
    class Turned(FakeEncoder):
        id = "turned"

        def encode(self, texts):
            return super().encode([text[::-1] for text in texts])

    store.add(reports())
    pipeline.run(store, SETTINGS)
    monkeypatch.setattr("compare.embed.registry.model_id", lambda model: "turned")
    monkeypatch.setattr("compare.embed.registry.load", lambda model: Turned())
    pipeline.run(store, SETTINGS)
    again = afresh(reports())
    assert state(store) == state(again)
    mine, other = store.search_memory(), again.search_memory()
    assert mine.key == other.key
    assert np.array_equal(mine.odds, other.odds)
