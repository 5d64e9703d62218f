"""Outlets, timeline, review and settings: empty, filled, and what they change."""

from __future__ import annotations

import json

import pytest
from apphelp import html_of

from compare.ui.page import views

PAGES = [view.name for view in views()]  # a new page is tested without touching this file


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_an_empty_store(page: str, empty, visit):
    app = visit(page)
    assert not app.exception
    assert not app.error


def test_every_page_has_its_own_address_place_and_help():
    found = views()
    assert all(view.path.exists() for view in found)
    assert len({view.order for view in found}) == len(found)
    assert all(view.title and view.help and view.icon.startswith(":material/") for view in found)


@pytest.mark.parametrize("page", ["events", "event", "outlets", "timeline", "review", "add"])
def test_a_damaged_store_is_a_message_that_says_what_to_do(page: str, store_path, visit):
    store_path.write_bytes(b"this is no database" * 1000)
    app = visit(page)
    assert not app.exception
    assert "astold doctor" in app.error[0].value


def test_outlets_are_counted_and_never_rated(filled, visit):
    app = visit("outlets", id="ferry")
    assert not app.exception
    page = html_of(app)
    assert page.count('<th scope="row">Daily') == 3
    assert "They say nothing about how good an outlet is" in app.caption[0].value


def test_what_an_outlet_leaves_out_is_listed(filled, visit):
    from builders import make_article
    from compare.records import Event, RunResult

    silent = make_article(9, text="The weather was fine.")
    filled.add([silent])
    event = filled.event("ferry")
    grown = Event("ferry", event.title, (*event.article_ids, silent.id), event.first, event.last)
    result = RunResult(
        (grown,), ("ferry",), tuple(filled.matches("ferry")), (), tuple(filled.groups("ferry")),
        tuple(filled.relations("ferry")),
    )  # fmt: skip
    from builders import make_summary

    filled.save_run(result, make_summary(2))
    app = visit("outlets", id="ferry", of="Daily 9")
    assert not app.exception
    assert "told by Daily 0, Daily 1, Daily 2" in html_of(app)


@pytest.mark.parametrize("by", ["published", "told_of"])
def test_the_timeline_shows_revisions(by: str, filled, visit):
    app = visit("timeline", id="ferry", by=by)
    assert not app.exception
    page = html_of(app)
    assert '<ol class="versions">' in page
    assert page.index("Daily 0") < page.index("Daily 1") < page.index("Daily 2")


def test_review_hides_the_score_until_the_answer_and_undoes_it(filled, visit):
    app = visit("review")
    assert not app.exception
    assert "1 pair to go" in app.caption[0].value
    assert "%" not in html_of(app)
    app.button(key="answer-confirm").click().run()
    assert [one.verdict for one in filled.decisions()] == ["confirm"]
    assert "60%" in html_of(app)
    app.button(key="undo-last").click().run()
    assert not app.exception
    assert filled.decisions() == []
    assert "1 pair to go" in app.caption[0].value


def test_a_skipped_pair_comes_back_when_asked_for(filled, visit):
    app = visit("review")
    app.button(key="skip").click().run()
    assert "No suggested pair" in app.success[0].value
    again = next(one for one in app.button if one.label.startswith("Show the skipped"))
    assert "1 pair to go" in again.click().run().caption[0].value


def test_names_and_countries_are_kept_under_the_readers_name(filled, visit):
    app = visit("about", part="Names")
    app.text_input(key="person").set_value("Eva").run()
    app.text_input(key="alias-variant").set_value("Port of Salmo")
    app.text_input(key="alias-name").set_value("Port Salmo")
    next(one for one in app.button if one.label == "Add the name").click().run()
    assert not app.exception
    assert filled.aliases() == {"port of salmo": "Port Salmo"}
    assert filled.log(1)[0]["person"] == "Eva"
    next(one for one in app.button if one.label == "Remove").click().run()
    assert filled.aliases() == {}


@pytest.mark.parametrize("part", ["What it does", "Outlets", "What was done", "Accuracy"])
def test_every_part_of_the_settings_opens(part: str, filled, visit):
    app = visit("about", part=part)
    assert not app.exception
    assert not app.error


def test_a_claim_is_split_off_and_joined_to_another_fact(filled, visit):
    article = filled.article(filled.article_ids()[0])
    claim = min(filled.claims(article_ids=[article.id]), key=lambda one: one.position)
    app = visit("article", id=article.id, claim=claim.id)
    app.button(key=f"split-{claim.id}").click().run()
    assert not app.exception
    assert [one.verdict for one in filled.decisions()] == ["reject", "reject"]
    choice = app.selectbox(key=f"merge-{claim.id}")
    choice.select_index(0).run()
    app.button(key=f"join-{claim.id}").click().run()
    assert not app.exception
    assert filled.decisions()[-1].verdict == "confirm"


def test_decisions_come_back_from_a_file(filled, visit):

    match = filled.matches("ferry")[0]
    decision = filled.decide(match.left, match.right, "reject", "Eva")
    data = json.dumps(filled.decisions_export()).encode()
    filled.undo(decision.id, "Eva")
    app = visit("review")
    app.file_uploader[0].set_value([("decisions.json", data, "application/json")]).run()
    app.button(key="decisions-take").click().run()
    assert not app.exception
    assert "taken in" in app.success[-1].value


def test_a_file_that_holds_no_decisions_is_a_message(filled, visit):
    app = visit("review")
    app.file_uploader[0].set_value([("decisions.json", b"{}", "application/json")]).run()
    app.button(key="decisions-take").click().run()
    assert not app.exception
    assert "holds no list of decisions" in app.error[0].value
