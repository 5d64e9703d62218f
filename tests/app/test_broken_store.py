"""Every page over a store that is broken, foreign, newer or locked says so, and changes nothing."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest
from apphelp import html_of

from compare.store.guard import guard_of
from compare.ui.page import views


def cut(path: Path) -> None:
    os.truncate(path, 20_000)  # its head is there, none of its tables is


def garbage(path: Path) -> None:
    path.write_bytes(b"no store " * 5000)


def newer(path: Path) -> None:
    with duckdb.connect(path) as con:
        con.execute("INSERT INTO schema_version VALUES (9999, 'later', now()::TIMESTAMP)")


@pytest.mark.parametrize("harm", [cut, garbage, newer])
@pytest.mark.parametrize("page", [view.name for view in views()])
def test_a_page_over_a_broken_store_says_what_to_do(harm, page, filled, visit, store_path):
    guard_of(os.path.realpath(store_path)).keeper.drop()
    harm(store_path)
    before = store_path.read_bytes()
    params = {"left": "a", "right": "b"} if page == "pair" else {"id": "ferry"}
    if page == "about":
        params = {"part": "What was done"}
    app = visit(page, **params)
    assert not app.exception
    said = " ".join(error.value for error in app.error)
    assert "The store can't be used" in said
    assert "astold doctor" in said
    assert "astold backup" in said
    assert "Traceback" not in html_of(app) + said
    guard_of(os.path.realpath(store_path)).keeper.drop()
    assert store_path.read_bytes() == before


def test_a_reader_of_the_team_is_refused_below_the_buttons(filled, visit, monkeypatch):
    """The door shows nothing to who hasn't signed in, and the services let nothing through."""
    from compare.errors import NotAllowedError
    from compare.ui import jobs, services

    monkeypatch.setenv("ASTOLD_SIGN_IN", "true")
    monkeypatch.setenv("ASTOLD_READERS", "@desk.example")
    app = visit("event", id="ferry")
    assert not app.exception
    assert "stays closed" in app.error[0].value  # no provider is told of
    assert "Nine people" not in html_of(app)
    with pytest.raises(NotAllowedError):
        services.store().set_alias("a", "b", "me")
    with pytest.raises(NotAllowedError):
        jobs.start("x", services.store(), services.settings())
