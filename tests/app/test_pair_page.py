"""The pair page: two claims, their difference, the score's parts, decisions and undo."""

from __future__ import annotations

from apphelp import html_of


def ids(store) -> tuple[str, str]:
    match = max(store.matches(event_id="ferry"), key=lambda one: one.probability)
    return match.left, match.right


def test_both_sides_stand_with_what_differs(filled, visit):
    left, right = ids(filled)
    app = visit("pair", left=left, right=right)
    assert not app.exception
    page = html_of(app)
    assert "versions contradict: number" in page
    assert "Nine" in page
    assert "Seven" in page
    assert "90%" in app.markdown[-1].value


def test_a_decision_is_kept_with_its_person_and_can_be_undone(filled, visit):
    left, right = ids(filled)
    app = visit("pair", left=left, right=right)
    app.text_input(key="person").set_value("Eva").run()
    app.button(key="verdict-reject").click().run()
    assert [(one.verdict, one.person) for one in filled.decisions()] == [("reject", "Eva")]
    undo = next(one for one in app.button if one.label == "Undo")
    undo.click().run()
    assert not app.exception
    assert filled.decisions() == []


def test_claims_never_compared_can_still_be_read_and_decided(filled, visit):
    claims = sorted(filled.claims(), key=lambda one: one.position)
    left, right = claims[0], claims[-1]
    app = visit("pair", left=left.id, right=right.id)
    assert not app.exception
    assert "has not taken these two for one fact" in app.caption[-1].value
    app.button(key="verdict-confirm").click().run()
    assert len(filled.decisions()) == 1


def test_a_pair_that_others_hold_together_is_not_said_to_be_compared_by_nobody(filled, visit):
    from dataclasses import replace

    from builders import make_run

    matched = {(one.left, one.right) for one in filled.matches(event_id="ferry")}
    left, right = max(matched, key=lambda pair: pair)
    result, run = make_run(filled.articles(), filled.claims(), event_id="ferry", number=1)
    related = filled.relations("ferry")
    filled.save_run(replace(result, matches=(), scores=(), relations=tuple(related)), run)
    app = visit("pair", left=left, right=right)
    assert not app.exception
    assert "other versions hold them together" in app.caption[-1].value


def test_a_claim_that_is_not_there_is_a_message(filled, visit):
    app = visit("pair", left="0000", right="1111")
    assert not app.exception
    assert app.warning


def test_without_an_address_it_says_where_to_go(filled, visit):
    assert "Choose two claims" in visit("pair").info[0].value


def test_a_store_that_is_being_written_to_is_a_message_and_loses_nothing(filled, visit, store_path):
    from filelock import FileLock

    left, right = ids(filled)
    app = visit("pair", left=left, right=right)
    with FileLock(f"{store_path}.lock"):
        app.button(key="verdict-reject").click().run()
    assert not app.exception
    assert "Another program is writing" in app.warning[0].value
    assert filled.decisions() == []
