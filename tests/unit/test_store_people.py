"""What people decide shows at once, holds in later runs, can be undone and carried elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from builders import make_article, make_claim, make_run, make_summary
from compare.errors import NotFoundError, StoreError
from compare.records import content_id
from compare.store.db import Store


def fill(store, probability=0.6, shift=""):
    articles = [make_article(i, text=f"{shift}{make_article().text}") for i in range(4)]
    store.add(articles)
    claims = [make_claim(article, article.text[len(shift) :]) for article in articles]
    store.save_claims({c.article_id: [c] for c in claims})
    result, summary = make_run(articles, claims, probability=probability)
    store.save_run(result, summary)
    return articles, claims, result


def state(store, pair):
    return next(m for m in store.matches() if (m.left, m.right) == (pair.left, pair.right))


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [("confirm", "confirmed"), ("reject", "rejected"), ("unsure", "unsure")],
)
def test_a_decision_shows_at_once_and_undo_restores(store, verdict, expected):
    _, _, result = fill(store)
    pair, other = result.matches
    decision = store.decide(pair.right, pair.left, verdict, "Ann")
    found = state(store, pair)
    assert (found.state, found.decided_by, found.decided_at) == (expected, "Ann", decision.at)
    assert state(store, other) == other
    assert store.decisions() == [decision]
    store.undo(decision.id, "Bob")
    assert state(store, pair) == pair
    assert store.decisions() == []
    assert store.decisions(include_undone=True) == [replace(decision, undone=True)]


def test_undo_goes_back_to_the_decision_before(store):
    pair = fill(store)[2].matches[0]
    store.decide(pair.left, pair.right, "confirm", "Ann")
    later = store.decide(pair.left, pair.right, "reject", "Bob")
    assert state(store, pair).state == "rejected"
    store.undo(later.id, "Bob")
    found = state(store, pair)
    assert (found.state, found.decided_by) == ("confirmed", "Ann")


def test_an_earlier_decision_undone_leaves_the_later_one(store):
    pair = fill(store)[2].matches[0]
    first = store.decide(pair.left, pair.right, "confirm", "Ann")
    store.decide(pair.left, pair.right, "reject", "Bob")
    store.undo(first.id, "Ann")
    assert state(store, pair).state == "rejected"


@pytest.mark.parametrize(
    ("probability", "expected"), [(0.95, "confirmed"), (0.6, "suggested"), (0.2, "rejected")]
)
def test_undo_restores_the_rule_where_the_run_saw_the_decision(store, probability, expected):
    """A pair decided by a person when it was saved has its rule state from the thresholds."""
    _, _, result = fill(store)
    pair = result.matches[0]
    decision = store.decide(pair.left, pair.right, "unsure", "Ann")
    decided = replace(
        pair,
        probability=probability,
        state="unsure",
        decided_by="Ann",
        decided_at=decision.at,
    )
    store.save_run(replace(result, matches=(decided,)), make_summary(1), thresholds=(0.5, 0.8))
    store.undo(decision.id, "Ann")
    found = state(store, pair)
    assert (found.state, found.decided_by, found.decided_at) == (expected, "rule", None)


def test_thresholds_are_read_off_the_pairs_decided_by_rule(store):
    _, _, result = fill(store)
    person, rule = result.matches
    decision = store.decide(person.left, person.right, "reject", "Ann")
    person = replace(person, probability=0.9, state="rejected", decided_by="Ann")
    rule = replace(rule, probability=0.93, state="suggested")  # so confirmed is above .93
    store.save_run(replace(result, matches=(person, rule)), make_summary(1))
    store.undo(decision.id, "Ann")
    assert state(store, person).state == "suggested"


def test_a_decision_made_while_a_run_was_under_way_holds(store):
    _, _, result = fill(store)
    pair = result.matches[0]
    store.decide(pair.left, pair.right, "reject", "Ann")
    store.save_run(result, make_summary(1))  # found before the decision
    assert state(store, pair).state == "rejected"


def test_senseless_decisions_are_refused(store):
    _, claims, _ = fill(store)
    one, other = claims[0].id, claims[1].id
    before = store.revision()
    with pytest.raises(StoreError, match="maybe"):
        store.decide(one, other, "maybe", "Ann")
    with pytest.raises(StoreError):
        store.decide(one, one, "confirm", "Ann")
    with pytest.raises(NotFoundError, match="nobody"):
        store.decide(one, "nobody", "confirm", "Ann")
    with pytest.raises(NotFoundError, match="nothing"):
        store.undo("nothing", "Ann")
    decision = store.decide(one, other, "confirm", "Ann")
    store.undo(decision.id, "Ann")
    with pytest.raises(NotFoundError):
        store.undo(decision.id, "Ann")
    assert store.revision() == before + 2
    assert store.decisions() == []


def test_a_pair_that_no_run_found_can_be_decided(store):
    _, claims, _ = fill(store)
    decision = store.decide(claims[0].id, claims[3].id, "confirm", "Ann")
    assert store.decisions() == [decision]
    assert len(store.matches()) == 2


def test_decisions_survive_a_rebuilt_store_with_the_same_ids(store):
    _, _, result = fill(store)
    pair = result.matches[0]
    kept = store.decide(pair.left, pair.right, "reject", "Ann")
    undone = store.decide(pair.left, pair.right, "confirm", "Bob")
    store.undo(undone.id, "Bob")
    rows = json.loads(json.dumps(store.decisions_export()))
    assert {row["left_text"] for row in rows} == {make_article().text}
    rebuilt = Store(":memory:")
    fill(rebuilt)
    assert rebuilt.decisions_import(rows) == 2
    assert rebuilt.decisions_import(rows) == 0
    assert rebuilt.decisions() == [kept]
    assert state(rebuilt, pair).state == "rejected"


def test_decisions_find_their_claims_by_words_when_ids_changed(store):
    articles, claims, result = fill(store)
    pair = result.matches[0]
    store.decide(pair.left, pair.right, "reject", "Ann")
    rows = store.decisions_export()
    rebuilt = Store(":memory:")
    rebuilt.add(articles)
    renamed = [replace(claim, id=content_id("new", claim.id)) for claim in claims]
    rebuilt.save_claims({claim.article_id: [claim] for claim in renamed})
    new, summary = make_run(articles, renamed)
    rebuilt.save_run(new, summary)
    assert rebuilt.decisions_import(rows) == 1
    articles_of = {claim.id: claim.article_id for claim in [*claims, *renamed]}
    [decision] = rebuilt.decisions()
    assert decision.left < decision.right
    assert {articles_of[decision.left], articles_of[decision.right]} == {
        articles_of[pair.left],
        articles_of[pair.right],
    }
    assert [m.state for m in rebuilt.matches()].count("rejected") == 1


def test_a_decision_waits_for_claims_that_come_later(store):
    _, _, result = fill(store)
    pair = result.matches[0]
    store.decide(pair.left, pair.right, "reject", "Ann")
    late = Store(":memory:")
    assert late.decisions_import(store.decisions_export()) == 1
    fill(late)
    assert state(late, pair).state == "rejected"


@pytest.mark.parametrize(
    "damage",
    [
        {"verdict": "maybe"},
        {"made_at": "then"},
        {"made_at": 5},
        {"undone": "?"},
        {"person": ["Ann"]},
        {"person": None},
        {"left_text": "\ud800"},
        {"left_id": "a", "right_id": "a"},
        None,
    ],
)
def test_malformed_rows_are_refused_whole(store, damage):
    _, _, result = fill(store)
    store.decide(result.matches[0].left, result.matches[0].right, "reject", "Ann")
    [row] = store.decisions_export()
    bad = {} if damage is None else row | damage
    other = Store(":memory:")
    with pytest.raises(StoreError, match="row 2"):
        other.decisions_import([row, bad])
    assert other.decisions() == []


def test_a_moved_article_shows_in_its_new_event(store):
    articles, _, result = fill(store)
    store.move_article(articles[1].id, "event2", "Ann")
    assert store.event_of(articles[1].id) == "event2"
    assert store.event("event2").title == articles[1].title
    assert store.event("event2").article_ids == (articles[1].id,)
    assert articles[1].id not in store.event("event1").article_ids
    assert store.event("event1").fingerprint == ""
    assert len(store.matches()) == len(result.matches) - 1
    assert store.moves() == {articles[1].id: "event2"}
    store.move_article(articles[1].id, "event1", "Ann")
    assert store.moves() == {articles[1].id: "event1"}
    assert [event.id for event in store.events()] == ["event1"]
    assert [line for line in store.check() if "vector" not in line] == []


def test_a_move_to_where_it_is_keeps_the_matches(store):
    articles, _, result = fill(store)
    store.move_article(articles[1].id, "event1", "Ann")
    assert store.matches() == sorted(result.matches, key=lambda m: (m.left, m.right))
    assert store.moves() == {articles[1].id: "event1"}


def test_aliases_are_kept_by_lower_case_variant(store):
    store.set_alias(" Kyiw ", "Kyiv", "Ann")
    store.set_alias("KYIW", "Kyiv City", "Bob")
    store.set_alias("Kiew", "Kyiv", "Bob")
    assert store.aliases() == {"kiew": "Kyiv", "kyiw": "Kyiv City"}
    store.remove_alias("Kiew", "Ann")
    before = store.revision()
    store.remove_alias("Kiew", "Ann")
    assert store.revision() == before
    assert store.aliases() == {"kyiw": "Kyiv City"}
    with pytest.raises(StoreError):
        store.set_alias(" ", "Kyiv", "Ann")


def test_outlets_have_a_country(store):
    store.set_outlet("Daily 0", "Salmo", "Ann")
    store.set_outlet("Daily 0", "Arvo", "Bob")
    assert store.outlet_info() == {"Daily 0": {"country": "Arvo"}}


def test_the_log_says_who_did_what(store):
    articles, _, result = fill(store)
    pair = result.matches[0]
    decision = store.decide(pair.left, pair.right, "reject", "Ann")
    store.undo(decision.id, "Bob")
    store.set_outlet("Daily 0", "Salmo", "Cy")
    store.move_article(articles[0].id, "event9", "Di")
    done = [(entry["person"], entry["action"]) for entry in store.log()]
    assert done == [
        ("Di", "move article"),
        ("Cy", "set outlet"),
        ("Bob", "undo"),
        ("Ann", "reject"),
    ]
    assert len(store.log(2)) == 2
