"""Articles on one event come together, whatever their order; events keep their ids."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import START, FakeEncoder, make_article
from compare import event_likeness
from compare.config import Settings
from compare.event_likeness import Likeness, crowding
from compare.events import article_text_for_vector, assign_events, average_link, group_events
from compare.records import Article, Event

FERRY = (
    "Minister Eva Lund said nine people were hurt when the ferry Aurelia hit the pier in Port "
    "Salmo on Tuesday. Divers look at the hull of the ferry."
)
CHESS = (
    "Ola Berg won the Nordmark chess cup after a queen sacrifice against Tarik Oz. The final "
    "lasted seven hours and was played in Osthaven."
)


def ferry(number: int, **fields: object) -> Article:
    values = {"title": "Nine hurt as ferry Aurelia hits pier", "text": FERRY} | fields
    return make_article(number, **values)


def chess(number: int, **fields: object) -> Article:
    fields = {"url": f"https://daily{number}.example/chess"} | fields
    return make_article(number, title="Ola Berg wins Nordmark chess cup", text=CHESS, **fields)


def vectors_of(articles: list[Article]) -> np.ndarray:
    """Reports of the two events point in two directions, with a little of their own."""
    topic = np.eye(2, dtype=np.float32)[[int("chess" in one.text) for one in articles]]
    own = 0.5 * FakeEncoder().encode([article_text_for_vector(one) for one in articles])
    rows = np.concatenate([topic, own], axis=1)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def grouped(articles: list[Article]) -> list[int]:
    return group_events(articles, vectors_of(articles))


def assign(articles, previous=(), moves=None) -> list[Event]:
    return assign_events(articles, vectors_of(articles), previous, moves or {}, Settings())


def test_one_event_together_another_apart() -> None:
    assert grouped([ferry(0), chess(1), ferry(2), chess(3)]) == [0, 1, 0, 1]


def test_unrelated_article_of_the_same_outlet_and_day_stays_out() -> None:
    assert grouped([ferry(0), ferry(1), chess(0)]) == [0, 0, 1]


def test_nothing_and_one() -> None:
    assert group_events([], np.zeros((0, 3), dtype=np.float32)) == []
    assert grouped([ferry(0)]) == [0]


def test_empty_texts_do_not_fail() -> None:
    blank = [make_article(n, title="", text="") for n in range(2)]
    assert len(grouped([*blank, ferry(3)])) == 3


def test_vectors_must_be_as_many_as_articles() -> None:
    with pytest.raises(ValueError, match="1 vectors for 2 articles"):
        group_events([ferry(0), ferry(1)], np.ones((1, 3), dtype=np.float32))


def test_years_apart_is_another_event() -> None:
    later = ferry(1, published_at=START + timedelta(days=2000))
    articles = [ferry(0), later]
    blurred = np.array([[1.0, 0.0], [0.45, 0.893]], dtype=np.float32)
    near = Likeness([ferry(0), ferry(1)], blurred, 7.0).log_odds(np.array([0]), np.array([1]))
    far = Likeness(articles, blurred, 7.0).log_odds(np.array([0]), np.array([1]))
    assert far[0, 0] < near[0, 0] - 5


def test_another_weekday_speaks_against_one_event() -> None:
    other = make_article(1, title=ferry(0).title, text=FERRY.replace("Tuesday", "Friday"))
    same, apart = (
        Likeness([ferry(0), one], np.eye(2, dtype=np.float32), 7.0).log_odds(
            np.array([0]), np.array([1])
        )[0, 0]
        for one in (ferry(1), other)
    )
    assert apart < same - 1


def test_dates_with_and_without_zone_go_together() -> None:
    naive = ferry(1, published_at=START.replace(tzinfo=None))
    assert grouped([ferry(0), naive, ferry(2, published_at=None)]) == [0, 0, 0]


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(6)))
def test_order_does_not_matter(order: list[int]) -> None:
    articles = [ferry(0), chess(1), ferry(2), chess(3), ferry(4, title="Ferry"), chess(5)]
    before = grouped(articles)
    after = grouped([articles[i] for i in order])
    pairs = {(i, j) for i in range(6) for j in range(6) if before[i] == before[j]}
    assert pairs == {
        (order[i], order[j]) for i in range(6) for j in range(6) if after[i] == after[j]
    }
    assert after[0] == 0


def test_average_link_stops_at_the_bound() -> None:
    table = np.array([[9, 3, -4], [3, 9, 2], [-4, 2, 9]], dtype=np.float32)
    assert len(set(average_link(table, 0.0).tolist())) == 2
    assert len(set(average_link(table, -1.5).tolist())) == 1


def test_components_give_what_linking_all_at_once_gives(monkeypatch) -> None:
    articles = [
        make_article(n, title=f"Word{n % 7} fire", text=f"Word{n % 7} x.") for n in range(30)
    ]
    whole = grouped(articles)
    monkeypatch.setattr("compare.events.BLOCK", 4)
    assert grouped(articles) == whole


def test_only_articles_near_in_time_are_laid_side_by_side() -> None:
    days = [0, 2000, 5, 4000, 2001, None]
    articles = [
        ferry(n, published_at=None if day is None else START + timedelta(days=day))
        for n, day in enumerate(days)
    ]
    likeness = Likeness(articles, vectors_of(articles), 7.0)
    seen = {row: columns.tolist() for rows, columns in likeness.blocks(1) for row in rows.tolist()}
    assert seen == {0: [0, 2, 5], 2: [0, 2, 5], 1: [1, 4, 5], 4: [1, 4, 5], 3: [3, 5]} | {
        5: [0, 1, 2, 3, 4, 5]
    }


def test_years_apart_never_meet_even_word_for_word() -> None:
    later = [ferry(n, published_at=START + timedelta(days=800, hours=n)) for n in (2, 3)]
    assert grouped([ferry(0), ferry(1), *later]) == [0, 0, 1, 1]


def test_crowding_leaves_out_the_article_itself_and_has_bounds() -> None:
    table = np.array([[99, 5, 3], [5, 99, -8]], dtype=np.float32)
    floor, ceiling = event_likeness.CROWD_FLOOR, event_likeness.CROWD_CEILING
    assert crowding(table, np.array([0, 1])).tolist() == [4.0, (5 + floor) / 2]
    assert crowding(np.full((1, 4), 50, dtype=np.float32), np.array([0])).tolist() == [ceiling]


def test_damaged_weights_are_named(monkeypatch, tmp_path) -> None:
    from compare.errors import ModelError

    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "events.json").write_text('{"bias": 1}')
    monkeypatch.setattr(event_likeness, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"events\.json"):
        event_likeness.load.__wrapped__()


def test_ids_stay_when_articles_are_added() -> None:
    first = assign([ferry(0), chess(1)])
    second = assign([ferry(2), ferry(0), chess(1), chess(3)], first)
    assert {event.id for event in first} == {event.id for event in second}
    for before in first:
        after = next(event for event in second if event.id == before.id)
        assert set(before.article_ids) < set(after.article_ids)


def test_a_group_keeps_the_id_with_which_it_shares_most() -> None:
    articles = [ferry(n) for n in range(3)]
    ids = [one.id for one in articles]
    previous = [Event("small", "", (ids[0],)), Event("large", "", (ids[1], ids[2]))]
    assert [event.id for event in assign(articles, previous)] == ["large"]


def test_two_groups_never_share_an_id_by_chance() -> None:
    articles = [ferry(0), chess(1)]
    previous = [Event("both", "", tuple(one.id for one in articles))]
    events = assign(articles, previous)
    assert len({event.id for event in events}) == 2
    assert "both" in {event.id for event in events}


def test_an_article_that_leaves_the_event_it_named_is_not_lost() -> None:
    first = ferry(0)
    (named,) = assign([first])
    articles = [first, chess(1), chess(2)]
    previous = [Event(named.id, "", tuple(one.id for one in articles))]
    events = assign(articles, previous)
    assert {len(event.article_ids): event.id == named.id for event in events} == {2: True, 1: False}


def test_a_move_wins_and_stays() -> None:
    articles = [ferry(0), ferry(1), chess(2)]
    start = assign(articles)
    target = next(event.id for event in start if articles[2].id in event.article_ids)
    moved = assign(articles, start, {articles[1].id: target})
    again = assign(articles, moved, {articles[1].id: target})
    assert moved == again
    assert {articles[1].id, articles[2].id} in [set(event.article_ids) for event in moved]


def test_new_articles_follow_where_a_person_moved_all_their_like() -> None:
    articles = [ferry(0), chess(1)]
    start = assign(articles)
    target = next(event.id for event in start if articles[1].id in event.article_ids)
    moves = {articles[0].id: target}
    merged = assign([*articles, ferry(5)], assign(articles, start, moves), moves)
    assert [event.id for event in merged] == [target]


def test_a_move_to_an_event_that_is_gone_keeps_its_id() -> None:
    articles = [ferry(0), ferry(1)]
    events = assign(articles, (), {articles[0].id: "gone"})
    assert "gone" in {event.id for event in events}
    assert sum(len(event.article_ids) for event in events) == 2


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(5)), st.lists(st.integers(0, 4), max_size=2, unique=True))
def test_every_article_stands_in_exactly_one_event(order: list[int], moved: list[int]) -> None:
    articles = [ferry(0), chess(1), ferry(2), chess(3), ferry(4)]
    moves = {articles[i].id: f"chosen{i}" for i in moved}
    events = assign(articles, (), moves)
    held = [one for event in events for one in event.article_ids]
    assert sorted(held) == sorted(one.id for one in articles)
    assert events == assign([articles[i] for i in order], (), moves)


def test_an_article_that_comes_twice_counts_once() -> None:
    events = assign([ferry(0), ferry(0), chess(1)])
    assert sorted(len(event.article_ids) for event in events) == [1, 1]


def test_event_has_a_title_of_its_articles_and_their_span() -> None:
    articles = [ferry(0), ferry(3), make_article(1, title=" ", text=FERRY)]
    (event,) = assign(articles)
    assert event.title in {one.title for one in articles}
    assert event.title.strip()
    assert (event.first, event.last) == (articles[0].published_at, articles[1].published_at)
    assert event.article_ids == (articles[0].id, articles[2].id, articles[1].id)


@pytest.mark.model
def test_real_model_tells_events_apart_without_being_given_vectors() -> None:
    retold = make_article(
        5,
        title="Ferry crash in Port Salmo leaves nine injured",
        text="Nine passengers were injured on Tuesday as the Aurelia struck a pier, the minister "
        "told reporters. An inquiry has begun.",
    )
    assert group_events([ferry(0), chess(1), retold]) == [0, 1, 0]
