"""A click puts facts together by the same rules as a run: nothing decided, nothing moves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.config import Settings
from compare.example import add_example
from compare.regroup import regroup


@pytest.mark.model
def test_the_facts_of_the_example_stay_as_the_run_made_them(store):
    add_example(store)
    store.run(Settings(processes=1))
    (event,) = store.events()
    before = store.groups(event.id), store.relations(event.id)
    assert regroup(store, [store.claims(event_id=event.id)[0].id], Settings())
    groups, relations = store.groups(event.id), store.relations(event.id)
    # a sum in another order may differ in its last digits, by processor
    assert [one.weakest for one in groups] == pytest.approx(
        [one.weakest for one in before[0]], abs=1e-7
    )
    assert [replace(one, weakest=1.0) for one in groups] == [
        replace(one, weakest=1.0) for one in before[0]
    ]
    assert sorted(relations, key=repr) == sorted(before[1], key=repr)
