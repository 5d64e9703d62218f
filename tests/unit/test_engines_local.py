"""The engine of one machine: the words that embedding sets aside live as long as a session."""

from __future__ import annotations

import tempfile
from contextlib import nullcontext

import pytest

from compare.config import Settings
from compare.engines.local import LocalEngine
from compare.example import add_example
from compare.relations import reader as module
from compare.store.db import Store

HERE = Settings(processes=1)


def test_a_session_leaves_no_file_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    local = LocalEngine()
    with local.session(HERE):
        assert list(tmp_path.iterdir())
        with local.session(HERE):  # of a run on another store, say
            assert len(list(tmp_path.iterdir())) == 2
        assert local._shelf() is not None
    assert list(tmp_path.iterdir()) == []
    assert local._shelf() is None


@pytest.mark.parametrize("what", ["tempfile.TemporaryDirectory", "compare.relations.shelf.Shelf"])
def test_where_no_file_can_be_made_it_goes_on_without(what, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(what, full)
    local = LocalEngine()
    with local.session(HERE):
        assert local._shelf() is None


@pytest.mark.model
def test_a_run_reads_no_claim_twice_and_gives_what_reading_twice_gives(monkeypatch):
    read: list[str] = []

    def words_of(texts):
        read.extend(texts)
        return words(texts)

    words = module.words_of
    monkeypatch.setattr(module, "words_of", words_of)
    found = []
    for kept in (True, False):
        module.reader.cache_clear()  # forgets what it read
        read.clear()
        store = Store(":memory:")
        add_example(store)
        with monkeypatch.context() as patch:
            if not kept:
                patch.setattr(LocalEngine, "session", lambda *_: nullcontext())
            store.run(HERE)
        event = store.events()[0].id
        found.append((store.groups(event), store.relations(event), store.matches(event)))
        texts = {claim.text for claim in store.claims()}
        assert bool(texts & set(read)) != kept
    assert found[0] == found[1]
