"""One article more, or one less: the search for events finds what it finds in all at once."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import START, FakeEncoder, make_article
from compare import event_linkage, event_rarity
from compare.event_linkage import average_link, relink, tree_of
from compare.event_memory import Memory, firsts
from compare.event_prints import Prints, prints_of
from compare.events import article_text_for_vector, search
from compare.records import Article

WORDS = [
    "ferry",
    "pier",
    "salmo",
    "lund",
    "diver",
    "hull",
    "tide",
    "crane",
    "berg",
    "chess",
    "cup",
    "queen",
    "oz",
    "final",
    "rail",
    "strike",
]


def report(number: int, topic: int, day: int | None, blend: int) -> Article:
    """Reports on a few topics, some of them between two, so that clusters meet."""
    words = [WORDS[(topic * 4 + place) % len(WORDS)] for place in range(4 + blend)]
    when = None if day is None else START + timedelta(days=day)
    text = f"{' '.join(words)} {' '.join(reversed(words))} detail{number % 5}."
    return make_article(number, title=" ".join(words[:3]), text=text, published_at=when)


def printed(articles: list[Article]) -> Prints:
    ordered = sorted(articles, key=lambda one: one.id)
    leads = [article_text_for_vector(one) for one in ordered]
    words = np.array([[lead.count(word) for word in WORDS] for lead in leads], dtype=np.float32)
    rows = np.concatenate([words, FakeEncoder().encode(leads)], axis=1)
    return prints_of(ordered, rows / np.linalg.norm(rows, axis=1, keepdims=True))


def clusters(memory: Memory) -> dict[str, str]:
    return {one: memory.ids[row] for one, row in zip(memory.ids, memory.clusters, strict=True)}


REPORTS = st.lists(
    st.tuples(st.integers(0, 3), st.one_of(st.none(), st.integers(0, 900)), st.integers(0, 4)),
    min_size=2,
    max_size=24,
)


@pytest.fixture(autouse=True)
def no_short_cut(monkeypatch):
    """Let the way around what has changed be taken in batches of this size too."""
    monkeypatch.setattr(event_linkage, "FEW", 1.0)


@settings(max_examples=25, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False), st.integers(0, 8))
def test_articles_one_by_one_in_any_order_give_what_all_at_once_give(told, chance, sample):
    articles = [report(n, *one) for n, one in enumerate(told)]
    chance.shuffle(articles)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(event_rarity, "SAMPLE", sample)
        state = None
        for count in range(1, len(articles) + 1):
            state = search(printed(articles[:count]), 7.0, state)
        whole = search(printed(articles), 7.0)
        assert clusters(state) == clusters(whole)
        assert np.array_equal(state.odds, whole.odds)
        while len(articles) > 1:
            articles.pop(chance.randrange(len(articles)))
            state = search(printed(articles), 7.0, state)
        assert clusters(state) == clusters(search(printed(articles), 7.0))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 30), st.integers(1, 6), st.integers(0, 10_000), st.booleans())
def test_linking_around_a_change_gives_what_linking_all_gives(count, changed, seed, ties):
    chance = np.random.default_rng(seed)
    table = chance.normal(-1, 3, (count, count))
    table = np.round(table) if ties else table
    table = ((table + table.T) / 2).astype(np.float32)
    marks = chance.integers(0, 1 << 32, count, dtype=np.uint32)
    rows = np.arange(count)

    def linked(now: np.ndarray) -> np.ndarray:
        return firsts(average_link(event_linkage.untied(now, rows, rows, marks), 0.25), rows)

    before = linked(table)
    dirty = np.unique(chance.integers(0, count, changed))
    other = chance.normal(-1, 3, (count, count)).astype(np.float32)
    now = table.copy()
    now[dirty], now[:, dirty] = other[dirty], other[dirty].T
    now[np.ix_(dirty, dirty)] = (now + now.T)[np.ix_(dirty, dirty)] / 2

    def compare(some: np.ndarray, columns: np.ndarray) -> np.ndarray:
        return event_linkage.untied(now[np.ix_(some, columns)], some, columns, marks)

    found = relink(before, dirty, compare, 0.25)
    assert found is not None
    assert found.tolist() == linked(now).tolist()


def test_only_a_few_clusters_are_looked_at_again():
    asked: list[int] = []
    table = np.full((40, 40), -5.0, dtype=np.float32)
    for first in range(0, 40, 4):
        table[first : first + 4, first : first + 4] = 3.0
    table[39, :4] = table[:4, 39] = 1.0  # 39 could go there, but has nearer ones
    rows = np.arange(40)
    before = firsts(average_link(table, 0.25), rows)

    def compare(some: np.ndarray, columns: np.ndarray) -> np.ndarray:
        asked.append(len(some))
        return table[np.ix_(some, columns)].astype(np.float64)

    assert relink(before, np.array([39]), compare, 0.25).tolist() == before.tolist()
    assert asked == [4]


def test_a_tree_tells_where_each_group_ends():
    table = np.array([[9, 3, -4], [3, 9, 2], [-4, 2, 9]], dtype=np.float64)
    tree = tree_of(table, np.arange(3), 0.25)
    assert tree.labels[0] == tree.labels[1] != tree.labels[2]
    assert tree.ends.tolist() == [3.0, 3.0, 0.25, 0.25]
    assert tree.shares[3].tolist() == [0.5, 0.5, 0.0]


def test_prints_taken_apart_and_put_together_are_the_same():
    whole = printed([report(n, n % 3, n, n % 4) for n in range(6)])
    parts = whole.take(np.arange(0, 2)) + whole.take(np.arange(2, 6))
    assert parts.ids == whole.ids
    for name in ("words", "titles"):
        for side in ("values", "starts"):
            assert np.array_equal(
                getattr(getattr(parts, name), side), getattr(getattr(whole, name), side)
            )
    assert np.array_equal(parts.counts, whole.counts)
    assert np.array_equal(parts.vectors, whole.vectors)


def test_a_changed_print_counts_as_another_article():
    articles = [report(n, n // 3, n, 0) for n in range(9)]
    first = search(printed(articles), 7.0)
    moved = [report(n, n // 3, n if n else 2000, 0) for n in range(9)]
    prints = printed(moved)
    named = tuple("late" if one == moved[0].id else "" for one in prints.ids)
    prints = Prints(prints.ids, named, *(getattr(prints, n) for n in Prints.__slots__[2:]))
    assert clusters(search(prints, 7.0, first)) == clusters(search(prints, 7.0))
