"""The quickened pipeline labels words exactly as the packaged one does."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.claims import labels
from compare.claims.nlp import MODEL, parse, pipeline

FIELDS = ["ORTH", "TAG", "POS", "MORPH", "DEP", "HEAD", "LEMMA", "ENT_TYPE", "ENT_IOB"]
TEXTS = [
    "There is no plan, minister Eva Lund said, and there's nothing else that she'd add.",
    "It was the ferry Aurelia that hit a pier; it is what it is, isn't it?",
    "I'm gonna leave. He's gotta go, y'all ain't staying, let's go, c'mon on!",
    "But for the mayor, who has had doubts, nobody did anything about these  double  blanks.",
    "That the best geese flew faster than worse wolves is a claim made on 3 May 2024.",
    "“We saw it,” they said; you saw me, I saw you, nothin' more.",
    "\n \t",
    "Worse: she lay down, he lies, 1,200 mice were leaving the houses’ roofs.",
]


@cache
def packaged() -> Any:
    import spacy

    return spacy.load(MODEL, exclude=["senter"])


def check(text: str) -> None:
    expected = packaged()(text)
    doc, _ = next(parse([(text, None)]))
    found = [doc.to_array(name).tolist() for name in FIELDS]
    assert found == [expected.to_array(name).tolist() for name in FIELDS]


@pytest.mark.model
@pytest.mark.parametrize("text", TEXTS)
def test_as_the_packaged_pipeline(text: str) -> None:
    check(text)
    check(text)  # from what was kept


@pytest.mark.model
@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(" ".join(TEXTS).split(" ")), min_size=1, max_size=20))
def test_words_in_any_order(words: list[str]) -> None:
    check(" ".join(words) or " ")


@pytest.mark.model
def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "_MOST", 5)
    for text in TEXTS:
        check(text)
    kept: Any = pipeline().get_pipe(labels.NAME)
    words = max(len(text.split()) for text in TEXTS) * 3
    assert len(kept._labels) <= 5 + words
    assert len(kept._lemmas) <= 5 + words


def test_forms_of_patterns() -> None:
    wanted = labels._forms(
        [
            {"LOWER": "a"},
            {"TAG": "IN", "LOWER": {"IN": ["if", "so"]}},
            {"LOWER": {"REGEX": "^y'?$"}},
        ]
    )
    assert wanted is not None
    assert [bool(wanted.search(word)) for word in ("a", "so", "y'", "an", "is")] == [
        *(True, True, True),
        *(False, False),
    ]
    assert labels._forms([{"LOWER": {"NOT_IN": ["a"]}}]) is None  # all forms may count
    assert labels._forms([{"SHAPE": "Xx"}]) is None
    nothing = labels._forms([{"TAG": "NN"}])
    assert nothing is not None
    assert nothing.search("a") is None
