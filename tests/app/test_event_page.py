"""The side-by-side page: empty, filled, filtered, hostile, failing."""

from __future__ import annotations

from apphelp import html_of

from builders import make_article


def test_disagreements_come_first_and_differing_words_are_marked(filled, visit):
    app = visit("event", id="ferry")
    assert not app.exception
    page = html_of(app)
    assert page.index("Where the versions disagree") < page.index("Every claim, outlet by outlet")
    assert "versions contradict: number" in page
    assert "differs: number" in page
    assert "told by 3 of 3 outlets, 3 independent origins" in page


def test_who_confirmed_and_who_would_not_say_stands_above_the_grid(empty, visit):
    store_stands(empty, "Eva Lund")
    page = html_of(visit("event", id="event1"))
    heading = page.index("Who confirmed, denied or would not say")
    assert page.index("Where the versions disagree") < heading < page.index("Every claim, outlet")
    card = page[heading : page.index("Every claim, outlet")]
    assert card.index("neither confirms nor denies") < card.index("confirms it")
    assert "reported differently" in card
    assert "Eva Lund" in card
    assert card.count('href="article?id=') == 2


def test_where_nobody_takes_a_stand_nothing_is_said_of_it(filled, visit):
    assert "Who confirmed" not in html_of(visit("event", id="ferry"))


def test_a_speakers_name_is_never_markup(empty, visit):
    store_stands(empty, "<script>alert(1)</script>")
    page = html_of(visit("event", id="event1"))
    assert "Who confirmed" in page
    assert "<script>" not in page


def store_stands(store, speaker):
    """Two reports, an hour apart: `speaker` would not say, and then confirmed."""
    from datetime import timedelta

    from builders import START, make_run, make_stand

    told = [("declined", "decline", "uncommitted"), ("confirmed", "confirm", "asserted")]
    articles, claims = [], {}
    for number, (cue, lemma, stance) in enumerate(told):
        article = make_article(
            number,
            outlet=f"Daily {number}",
            text=f"{speaker} {cue} it.",
            published_at=START + timedelta(hours=number),
        )
        articles.append(article)
        claims[article.id] = [make_stand(article, speaker, cue, lemma, stance)]
    store.add(articles)
    store.save_claims(claims)
    store.save_run(*make_run(articles, [one for ones in claims.values() for one in ones]))


def test_a_version_that_matches_loosely_says_so_until_a_person_confirms_it(filled, visit):
    assert html_of(visit("event", id="ferry")).count("perhaps another fact") == 1
    match = next(one for one in filled.matches(event_id="ferry") if one.state == "suggested")
    filled.decide(match.left, match.right, "confirm", "Eva")
    assert "perhaps another fact" not in html_of(visit("event", id="ferry"))


def test_text_of_an_article_is_never_markup(filled, visit):
    page = html_of(visit("event", id="ferry"))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_an_address_restores_its_filters(filled, visit):
    app = visit("event", id="ferry", words="injured", outlet=["Daily 0", "Daily 2"])
    assert not app.exception
    assert app.text_input[0].value == "injured"
    assert app.multiselect[0].value == ["Daily 0", "Daily 2"]
    assert "1 fact of" in app.caption[0].value


def test_filters_that_leave_nothing_say_so(filled, visit):
    app = visit("event", id="ferry", words="volcano")
    assert "No claim fits" in app.info[0].value


def test_an_event_that_is_not_there_is_a_message(filled, visit):
    app = visit("event", id="nowhere")
    assert not app.exception
    assert app.warning


def test_an_empty_store_says_what_to_do_first(empty, visit):
    assert "nothing here yet" in visit("event").info[0].value


def test_articles_without_claims_are_no_error(empty, visit):
    from builders import make_run

    empty.add([make_article()])
    empty.save_run(*make_run([make_article()], []))
    app = visit("event", id="event1")
    assert not app.exception
    assert "Run the matching" in app.info[0].value


def test_a_download_holds_exactly_what_is_shown(filled):
    import csv
    import io

    from compare.ui.downloads import maker
    from compare.view import filter_view

    view = filled.view("ferry")
    shown = filter_view(view, words="late")
    data = maker(shown, "csv", "long", "words: late")()
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["claim"] for row in rows] == ["The ferry left late."]
    whole = maker(view, "csv", "wide")().decode("utf-8-sig")
    assert all(outlet in whole for outlet in view.outlets)


def test_every_format_stands_beside_the_table(filled, visit):
    from compare.exporters.registry import formats

    app = visit("event", id="ferry")
    labels = [button.label for button in app.download_button]
    assert labels == [exporter.label for exporter in formats().values()]


def test_all_filters_are_cleared_at_once(filled, visit):
    app = visit("event", id="ferry", words="injured", hide="Daily 1", **{"from": "2031-05-01"})
    next(one for one in app.button if one.label == "Clear all filters").click().run()
    assert not app.exception
    assert app.text_input(key="words").value == ""
    assert app.multiselect(key="hide").value == []
    assert app.date_input(key="from").value is None
    assert "4 facts of 4, 3 of 3 outlets" in app.caption[0].value


def test_pinned_columns_come_first_and_two_stay_in_sight(filled, visit):
    page = html_of(visit("event", id="ferry", pin=["Daily 2", "Daily 0", "Daily 1"]))
    head = page.split("<thead>")[-1].split("</thead>")[0]
    assert head.index("Daily 2") < head.index("Daily 0") < head.index("Daily 1")
    assert head.count('class="pin pin-') == 2
    folded = html_of(visit("event", id="ferry", pin="Daily 2", fold="Daily 2"))
    assert 'class="pin' not in folded
    assert "<details><summary>tells it</summary>" in folded
    assert "outlet=" not in folded.split("<thead>")[-1].split("</thead>")[0]
