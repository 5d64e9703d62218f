"""What review changes: the threshold that decisions are fitted to, and the facts at once."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from apphelp import html_of

from builders import make_article, make_claim, make_match, make_summary
from compare.chosen import effective
from compare.config import Settings
from compare.records import Event, RunResult

PAIRS = 24


@pytest.fixture
def judged(copied, monkeypatch):
    """A store in which people confirmed the likelier half of many pairs and rejected the other."""
    monkeypatch.delenv("ASTOLD_CONFIRMED", raising=False)

    def make(store) -> None:
        text = " ".join(f"Harbour {number} counted boats." for number in range(PAIRS))
        articles = [make_article(number, text=text) for number in range(2)]
        sides = [
            [make_claim(one, f"Harbour {n} counted boats.", n) for n in range(PAIRS)]
            for one in articles
        ]
        store.add(articles)
        store.save_claims(dict(zip((one.id for one in articles), sides, strict=True)))
        matches = tuple(
            make_match(left, right, 0.6 + 0.01 * n)
            for n, (left, right) in enumerate(zip(*sides, strict=True))
        )
        event = Event("boats", "Boats", tuple(one.id for one in articles))
        store.save_run(RunResult((event,), ("boats",), matches, (), (), ()), make_summary())
        for n, match in enumerate(matches):
            store.decide(match.left, match.right, "confirm" if n >= 12 else "reject", "Ann")

    return copied("judged", make)


def test_a_fitted_threshold_is_shown_taken_over_and_taken_back(judged, visit):
    app = visit("review", id="boats")
    assert not app.exception
    page = html_of(app)
    assert "80%, now" in page
    assert "72%, fitted to them" in page
    assert "100%" in page  # all pairs above the fitted threshold were confirmed
    app.text_input(key="person").set_value("Eva").run()
    app.button(key="use-threshold").click().run()
    assert not app.exception
    assert [(one.value, one.person) for one in judged.choices()] == [("0.72", "Eva")]
    assert effective(judged, Settings()).confirmed == 0.72
    assert "72%, now" in html_of(app)
    assert any("was chosen by Eva" in line.value.replace("\\", "") for line in app.caption)
    assert "confirmed" in str(visit("about").dataframe[0].value)
    app.button(key="undo-threshold").click().run()
    assert not app.exception
    assert judged.choices() == []
    assert "80%, now" in html_of(app)


def test_a_variable_has_the_last_word(judged, visit, monkeypatch):
    monkeypatch.setenv("ASTOLD_CONFIRMED", "0.9")
    app = visit("review", id="boats")
    assert "90%, now" in html_of(app)
    assert not [one for one in app.button if one.key == "use-threshold"]
    assert any("set the threshold by a variable" in line.value for line in app.caption)


def test_a_split_shows_at_once_and_undo_brings_the_fact_back(filled, visit):
    texts = {claim.text for claim in filled.claims()}
    rows = np.tile(np.eye(1, 8, dtype=np.float32), (len(texts), 1))
    filled.save_vectors("fake", dict(zip(sorted(texts), rows, strict=True)))
    article = filled.article(filled.article_ids()[0])
    claim = min(filled.claims(article_ids=[article.id]), key=lambda one: one.position)
    app = visit("article", id=article.id, claim=claim.id)
    assert "told by 3 of 3 outlets" in html_of(app)
    app.button(key=f"split-{claim.id}").click().run()
    assert not app.exception
    assert "No other outlet tells it" in html_of(app)
    assert [claim.id] in [list(group.claim_ids) for group in filled.groups("ferry")]
    app = visit("review", id="ferry")
    for _ in range(2):
        next(one for one in app.button if one.label == "Undo").click().run()
        assert not app.exception
    assert filled.decisions() == []
    assert [claim.id] not in [list(group.claim_ids) for group in filled.groups("ferry")]


def test_answers_change_the_facts_when_the_reviewer_says_so(filled, visit):
    texts = {claim.text for claim in filled.claims()}
    rows = np.tile(np.eye(1, 8, dtype=np.float32), (len(texts), 1))
    filled.save_vectors("fake", dict(zip(sorted(texts), rows, strict=True)))
    app = visit("review", id="ferry")
    assert not [one for one in app.button if one.key == "follow"]
    match = next(one for one in filled.matches("ferry") if one.state == "suggested")
    app.button(key="answer-reject").click().run()
    assert any({match.left, match.right} <= set(one.claim_ids) for one in filled.groups("ferry"))
    assert app.button(key="follow").label.endswith("with 1 answer")
    app.button(key="follow").click().run()
    assert not app.exception
    groups = filled.groups("ferry")
    assert not any({match.left, match.right} <= set(one.claim_ids) for one in groups)
    assert not [one for one in app.button if one.key == "follow"]


def test_the_name_of_an_earlier_visit_stands_in_the_field(filled, visit, monkeypatch):
    monkeypatch.setattr("compare.ui.person.remembered", lambda: "Jon Vale")
    app = visit("review")
    assert app.text_input(key="person").value == "Jon Vale"
    app.button(key="answer-confirm").click().run()
    assert [one.person for one in filled.decisions()] == ["Jon Vale"]


def test_a_remembered_name_is_cut_and_cleaned(monkeypatch):
    from compare.ui import person

    context = SimpleNamespace(cookies={person.COOKIE: "Eva%20Lund%00%0A" + "x" * 500})
    monkeypatch.setattr("compare.ui.person.st.context", context)
    name = person.remembered()
    assert name.startswith("Eva Lundx")
    assert len(name) == person.LONGEST
