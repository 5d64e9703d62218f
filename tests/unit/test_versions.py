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
