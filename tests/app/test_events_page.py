"""The list of events: empty, filled, filtered, failing."""

from __future__ import annotations

from apphelp import html_of


def test_an_empty_store_says_what_to_do_first(empty, visit):
    app = visit()
    assert not app.exception
    assert "nothing here yet" in app.info[0].value


def test_an_event_stands_with_its_outlets_and_disagreements(filled, visit):
    app = visit()
    assert not app.exception
    page = html_of(app)
    assert 'href="event?id=ferry"' in page
    assert "3 outlets, 3 reports" in page
    assert "1 contradict" in page
