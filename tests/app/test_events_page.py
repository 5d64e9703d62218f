"""The list of events: empty, filled, filtered, failing."""

from __future__ import annotations

from apphelp import html_of

from builders import make_article


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


def test_what_another_program_adds_shows_on_the_next_click(filled, visit, store_path):
    from compare.store.db import Store

    app = visit()
    assert "3 reports by 3 outlets" in html_of(app)
    Store(store_path).add([make_article(7)])
    app.run()
    assert "4 reports by 4 outlets" in html_of(app)


def test_words_are_found_in_titles_and_in_claims(filled, visit):
    assert "event?id=ferry" in html_of(visit(find="ferry report"))
    assert "event?id=ferry" in html_of(visit(find="seven hurt"))
    assert "No event has all of that" in visit(find="volcano").info[0].value


def test_filters_on_country_date_and_disagreement_stand_in_the_address(filled, visit):
    shown = visit(country="Salmo", disagree="true", since="2031-05-01")
    assert not shown.exception
    assert shown.multiselect(key="country").value == ["Salmo"]
    assert "event?id=ferry" in html_of(shown)
    assert "No event" in visit(until="2031-05-01").info[0].value


def test_events_are_filtered_by_outlet_and_the_address_restores_it(filled, visit):
    shown = visit(outlets=["Daily 0", "Daily 2"])
    assert not shown.exception
    assert shown.multiselect(key="outlets").value == ["Daily 0", "Daily 2"]
    assert "event?id=ferry" in html_of(shown)
    assert shown.caption[0].value == "1 event of 1: by Daily 0 and Daily 2"
    shown.multiselect(key="outlets").set_value(["Daily 1"]).run()
    assert "event?id=ferry" in html_of(shown)


def test_events_without_a_report_of_the_outlet_are_left_out(filled, visit):
    filled.add([make_article(9)])
    assert "No event has all of that" in visit(outlets="Daily 9").info[-1].value


def test_events_of_many_pages_are_shown_a_page_at_a_time(empty, visit):
    from builders import make_summary
    from compare.records import Event, RunResult

    articles = [make_article(number) for number in range(70)]
    empty.add(articles)
    events = tuple(
        Event(f"e{number}", f"Event {number}", (one.id,)) for number, one in enumerate(articles)
    )
    ids = tuple(event.id for event in events)
    empty.save_run(RunResult(events, ids, (), (), (), ()), make_summary())
    assert html_of(visit()).count('<th scope="row">') == 30
