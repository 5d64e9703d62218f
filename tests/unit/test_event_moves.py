"""A person's move of an article, and what it means for the articles beside it."""

from __future__ import annotations

import numpy as np

from builders import TEXT, make_article
from compare.config import Settings
from compare.events import assign_events


def test_a_new_article_follows_those_that_people_moved_together():
    old = [make_article(n, text=f"{TEXT} Part {n}.") for n in range(4)]
    new = make_article(9, text=f"{TEXT} Part 9.")
    vectors = np.tile(np.eye(1, 8, dtype=np.float32), (5, 1))
    moves = {article.id: "chosen" for article in old}
    before = assign_events(old, vectors[:4], [], moves, Settings())
    events = assign_events([*old, new], vectors, before, moves, Settings())
    assert [event.id for event in events] == ["chosen"]
    again = assign_events([*old, new], vectors, events, moves, Settings())
    assert again == events


def test_articles_stay_where_they_were_when_one_is_moved_away_from_them():
    articles = [make_article(n, text=f"{TEXT} Part {n}.") for n in range(4)]
    vectors = np.tile(np.eye(1, 8, dtype=np.float32), (4, 1))
    before = assign_events(articles, vectors, [], {}, Settings())
    assert len(before) == 1
    moves = {articles[0].id: "elsewhere"}
    after = {
        event.id: event for event in assign_events(articles, vectors, before, moves, Settings())
    }
    assert set(after) == {before[0].id, "elsewhere"}
    assert after["elsewhere"].article_ids == (articles[0].id,)
