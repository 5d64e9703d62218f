"""Which addresses are one article's, and how alike two texts are."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.versions import address_key, estimate, kinship, resemblance, sketch, words

WORDS = [f"word{number}" for number in range(400)]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (None, None),
        ("https://post.example/", None),
        ("https://www.post.example", None),
        ("https://www.post.example/a/b.html", "post.example/a/b.html"),
        ("https://post.example/a/index.html", "post.example/a"),
        ("https://amp.post.example/a", "post.example/a"),
        ("https://post.example/a.amp.html", "post.example/a.html"),
        ("https://post.example/a?id=7&amp=1", "post.example/a?id=7"),
        ("https://post.example/?p=7", "post.example?p=7"),
        ("https://post.example/camp/ramp", "post.example/camp/ramp"),
        ("https://post.example/a?from=2021", "post.example/a?from=2021"),
        ("https://m.example/a", "m.example/a"),
        ("https://[::1", None),
    ],
)
def test_addresses_of_one_article_have_one_key(url, key):
    assert address_key(url) == key


@given(st.text(max_size=60))
def test_any_text_has_a_sketch_that_is_like_itself(text):
    found = sketch(text)
    assert estimate(found, found) == (1.0 if words(text) else 0.0)
    assert np.array_equal(found, np.unique(found))


def test_the_estimate_is_near_the_count():
    pick = random.Random(3)
    for share in (0.2, 0.5, 0.9):
        one = [pick.choice(WORDS) for _ in range(600)]
        cut = int(600 * share)
        two = one[:cut] + [pick.choice(WORDS) for _ in range(600 - cut)]
        left, right = " ".join(one), " ".join(two)
        exact, _ = resemblance(left, right)
        assert abs(estimate(sketch(left), sketch(right)) - exact) < 0.2


def test_texts_without_spaces_between_words_are_told_apart():
    text = "部长艾娃隆德周二表示桥梁将于五月重新开放届时所有车道都可以通行"
    assert kinship(text, text + "。", same_address=True, near=True) == "same"
    assert resemblance(text, text.replace("五月", "六月"))[0] > 0.5


def test_short_notices_at_other_addresses_are_no_versions():
    notice = "Chat with us in the messenger and read what is going on as it unfolds."
    assert kinship(notice, notice, same_address=False, near=True) is None
    assert kinship(notice, notice, same_address=True, near=True) == "same"


def test_when_an_article_was_changed_is_read_of_page_feed_and_table():
    from datetime import UTC, datetime

    from compare.readers.registry import read

    at = datetime(2026, 5, 5, 8, 30, tzinfo=UTC)
    now = datetime(2026, 5, 6, tzinfo=UTC)
    text = "The ferry Aurelia hit the pier of Port Salmo on Tuesday morning, the harbour said."
    page = (
        '<html><head><meta property="article:published_time" content="2026-05-04T10:00:00Z">'
        '<meta property="article:modified_time" content="2026-05-05T08:30:00Z"></head>'
        f"<body><article><h1>Ferry hits pier</h1>{f'<p>{text}</p>' * 4}</article></body></html>"
    )
    feed = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title><entry><title>Ferry</title>"
        f"<summary>{text}</summary><published>2026-05-04T10:00:00Z</published>"
        "<updated>2026-05-05T08:30:00Z</updated></entry></feed>"
    )
    table = f'outlet,text,published,updated\nPost,"{text}",2026-05-04,2026-05-05T08:30:00Z\n'
    for name, content in (("a.html", page), ("a.atom", feed), ("a.csv", table)):
        (article,) = read(content.encode(), name, now=now).articles
        assert article.modified_at == at, name
        assert article.published_at.day == 4
    late = table.replace("2026-05-05", "2036-05-05")
    assert read(late.encode(), "a.csv", now=now).articles[0].modified_at is None
