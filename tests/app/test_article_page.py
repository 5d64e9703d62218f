"""The article page: claims marked in the text, how others tell one, corrections."""

from __future__ import annotations

from apphelp import html_of

from builders import make_article
from compare.records import Cut


def test_claims_are_marked_in_the_text(filled, visit):
    article = filled.articles()[0]
    app = visit("article", id=article.id)
    assert not app.exception
    assert html_of(app).count('<mark class="claim') == 2


def test_a_chosen_claim_shows_how_others_tell_it(filled, visit):
    article = filled.article(filled.article_ids()[0])
    claim = min(filled.claims(article_ids=[article.id]), key=lambda one: one.position)
    page = html_of(visit("article", id=article.id, claim=claim.id))
    assert "How others tell it" in page
    assert 'class="chosen"' in page


def test_what_was_cut_can_be_unfolded(empty, visit):
    article = make_article(source_text="Menu. Text.", cuts=(Cut("Menu.", "menu"),))
    empty.add([article])
    app = visit("article", id=article.id)
    labels = [item.label for item in app.expander]
    assert "What was cut out of the page (1)" in labels


def test_a_correction_is_saved_and_the_article_keeps_its_id(filled, visit):
    article = filled.articles()[0]
    app = visit("article", id=article.id)
    app.text_input(key=f"edit-{article.id}-outlet").set_value("Evening 0")
    app.button[0].click().run()
    assert not app.exception
    assert filled.article(article.id).outlet == "Evening 0"


def test_a_date_that_is_none_is_refused_and_nothing_changes(filled, visit):
    article = filled.articles()[0]
    app = visit("article", id=article.id)
    app.text_input(key=f"edit-{article.id}-date").set_value("yesterday")
    app.button[0].click().run()
    assert "is not a date" in app.error[0].value
    assert filled.article(article.id).published_at == article.published_at


def test_without_an_address_it_says_where_to_go(filled, visit):
    app = visit("article")
    assert not app.exception
    assert "Choose an article" in app.info[0].value


def test_an_article_that_is_not_there_is_a_message(filled, visit):
    app = visit("article", id="0000")
    assert not app.exception
    assert app.warning


def test_a_time_without_a_zone_gets_none(empty, visit):
    from datetime import datetime

    article = make_article(published_at=datetime(2022, 11, 17, 10, 37))
    empty.add([article])
    app = visit("article", id=article.id)
    app.text_input(key=f"edit-{article.id}-outlet").set_value("Evening 0")
    app.button[0].click().run()
    assert not app.exception
    assert not app.error
    assert empty.article(article.id).published_at == datetime(2022, 11, 17, 10, 37)
