"""Thresholds that people choose for a store: who and when, above the file, below variables."""

from __future__ import annotations

import pytest

from compare.chosen import effective, with_choices
from compare.config import Settings
from compare.errors import NotFoundError, StoreError
from compare.store.db import Store


@pytest.fixture(autouse=True)
def no_variables(monkeypatch):
    for name in ("SUGGESTED", "CONFIRMED"):
        monkeypatch.delenv(f"ASTOLD_{name}", raising=False)


def test_a_choice_holds_until_it_is_undone_and_is_logged():
    store = Store(":memory:")
    before = store.revision()
    [first] = store.choose({"confirmed": "0.85"}, "Ann")
    [second] = store.choose({"confirmed": "0.9"}, "Bob")
    assert effective(store, Settings()).confirmed == 0.9
    assert store.revision() > before
    store.undo_choice(second.id, "Ann")
    assert effective(store, Settings()).confirmed == 0.85
    store.undo_choice(first.id, "Ann")
    assert effective(store, Settings()) == Settings()
    assert [line["action"] for line in store.log()] == ["undo setting"] * 2 + ["choose setting"] * 2
    with pytest.raises(NotFoundError):
        store.undo_choice(first.id, "Ann")


def test_what_was_chosen_together_is_undone_together():
    store = Store(":memory:")
    one, _ = store.choose({"confirmed": "0.5", "suggested": "0.5"}, "Ann")
    settings = effective(store, Settings())
    assert (settings.suggested, settings.confirmed) == (0.5, 0.5)
    store.undo_choice(one.id, "Ann")
    assert store.choices() == []


def test_variables_stand_above_choices_and_choices_above_the_file():
    store = Store(":memory:")
    store.choose({"confirmed": "0.85"}, "Ann")
    file = Settings(confirmed=0.7)
    assert with_choices(file, store.choices(), {}).confirmed == 0.85
    assert with_choices(file, store.choices(), {"ASTOLD_CONFIRMED": "0.7"}) is file


def test_a_file_that_overtakes_a_choice_leaves_settings_that_hold():
    store = Store(":memory:")
    store.choose({"confirmed": "0.7"}, "Ann")
    settings = effective(store, Settings(suggested=0.75, confirmed=0.9))
    assert (settings.suggested, settings.confirmed) == (0.75, 0.75)


@pytest.mark.parametrize(
    ("name", "value"), [("confirmed", "much"), ("confirmed", "1.2"), ("confirmed", "nan"),
                        ("confirmed", "0"), ("store", "0.5")]
)  # fmt: skip
def test_what_cannot_be_chosen_is_refused(name, value):
    store = Store(":memory:")
    with pytest.raises(StoreError, match="can't be chosen"):
        store.choose({name: value}, "Ann")
    assert store.choices() == []


def test_a_run_works_with_what_was_chosen(monkeypatch):
    from compare import pipeline

    store = Store(":memory:")
    store.choose({"confirmed": "0.93"}, "Ann")
    summary = pipeline.run(store, Settings())
    assert summary.settings_hash == Settings(confirmed=0.93).matching_hash
