"""Splits and merges take effect at once, from what is stored, and undo brings back what was."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from builders import make_article, make_claim, make_match, make_summary
from compare.config import Settings
from compare.records import ClaimGroup, Event, PairRelation, Relation, RunResult
from compare.regroup import regroup

TEXTS = ("Nine people were hurt in Port Salmo.", "The ferry Aurelia left an hour late.")
OUTLETS = 4


@pytest.fixture(autouse=True)
def related(monkeypatch):
    """Relating needs weights; here every new pair agrees, and the pairs asked for are kept."""
    asked = []

    def relate_claims(pairs, **_):
        asked.extend((left.id, right.id) for left, right in pairs)
        return [Relation("agree", 0.9) for _ in pairs]

    monkeypatch.setattr("compare.relations.relate.relate_claims", relate_claims)
    return asked


@pytest.fixture
def facts(store):
    """Two facts told by four outlets each, as a run would have saved them."""
    articles = [make_article(number, text=" ".join(TEXTS)) for number in range(OUTLETS)]
    store.add(articles)
    rows = [[make_claim(one, text, line) for one in articles] for line, text in enumerate(TEXTS)]
    store.save_claims({one.id: [row[n] for row in rows] for n, one in enumerate(articles)})
    store.save_vectors("fake", dict(zip(TEXTS, np.eye(2, 8, dtype=np.float32), strict=True)))
    pairs = [pair for row in rows for pair in combinations(row, 2)]
    result = RunResult(
        (Event("e", "Ferry", tuple(one.id for one in articles)),),
        ("e",),
        tuple(make_match(left, right) for left, right in pairs),
        (),
        tuple(
            ClaimGroup(row[0].id, "e", tuple(one.id for one in row), 0.9, (0,) * OUTLETS)
            for row in rows
        ),
        tuple(
            PairRelation(*sorted((left.id, right.id)), Relation("differ", 0.7))
            for left, right in pairs
        ),
    )
    store.save_run(result, make_summary())
    return [[one.id for one in row] for row in rows]


def grouped(store) -> set[frozenset[str]]:
    return {frozenset(group.claim_ids) for group in store.groups("e")}


def split(store, claim: str, mates: list[str]) -> list:
    return [store.decide(claim, other, "reject", "Ann") for other in mates if other != claim]


def test_nothing_decided_changes_nothing(store, facts, related):
    before = grouped(store), store.relations("e")
    assert regroup(store, facts[0][:1], Settings())
    assert (grouped(store), store.relations("e")) == before
    assert related == []  # known relations are kept, not worked out again


def test_a_split_takes_a_claim_out_at_once_and_undo_puts_it_back(store, facts):
    before = grouped(store), store.relations("e"), store.event_rows()
    claim = facts[0][2]
    made = split(store, claim, facts[0])
    assert regroup(store, facts[0], Settings())
    assert frozenset([claim]) in grouped(store)
    assert all(claim not in (one.left, one.right) for one in store.relations("e"))
    assert store.event_rows()[0]["groups"] == 3
    for decision in made:
        store.undo(decision.id, "Ann")
    assert regroup(store, facts[0], Settings())
    assert grouped(store) == before[0]
    assert store.event_rows() == before[2]


def test_a_merge_of_claims_never_matched_joins_them_with_a_match_and_its_signals(store, facts):
    left, right = sorted((facts[0][1], facts[1][2]))
    decision = store.decide(left, right, "confirm", "Ann")
    before = grouped(store)
    assert regroup(store, [left, right], Settings())
    assert any({left, right} <= group for group in grouped(store))
    [match] = [one for one in store.matches("e") if (one.left, one.right) == (left, right)]
    assert (match.state, match.decided_by) == ("confirmed", "Ann")
    assert store.scores(left, right)
    store.undo(decision.id, "Ann")
    assert regroup(store, [left, right], Settings())
    assert grouped(store) == before


def test_every_claim_stays_in_one_group(store, facts):
    for row in facts:
        split(store, row[0], row)
        assert regroup(store, row, Settings())
    held = sorted(claim for group in store.groups("e") for claim in group.claim_ids)
    assert held == sorted(claim for row in facts for claim in row)
    assert store.check() == []


def test_without_vectors_or_a_run_it_is_left_to_the_next_run(store, facts):
    article = make_article(9)
    store.add([article])
    claim = make_claim(article)
    store.save_claims({article.id: [claim]})
    before = grouped(store)
    assert not regroup(store, [claim.id], Settings())  # in no event
    assert not regroup(store, ["nowhere"], Settings())
    store.move_article(article.id, "e", "Ann")
    assert not regroup(store, [claim.id], Settings())  # no vector
    assert grouped(store) == before


def test_a_store_changed_meanwhile_is_read_again(store, facts, monkeypatch):
    claim = facts[0][0]
    split(store, claim, facts[0])
    kept, times = store.save_regrouped, []

    def once_late(*args, **values):
        times.append(1)
        if len(times) == 1:
            store.set_alias("a", "b", "Bob")
        return kept(*args, **values)

    monkeypatch.setattr(store, "save_regrouped", once_late)
    assert regroup(store, facts[0], Settings())
    assert len(times) == 2
    assert frozenset([claim]) in grouped(store)


def test_in_a_large_event_only_the_facts_concerned_are_touched(store, facts, monkeypatch):
    monkeypatch.setattr("compare.regroup.WHOLE", 2)
    split(store, facts[0][0], facts[0])
    other = next(one for one in store.groups("e") if facts[1][0] in one.claim_ids)
    assert regroup(store, facts[0], Settings())
    assert other in store.groups("e")
    assert frozenset(facts[0][:1]) in grouped(store)
    monkeypatch.setattr("compare.regroup.MOST", 2)
    assert not regroup(store, facts[0], Settings())
