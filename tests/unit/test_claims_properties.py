"""What holds for every article: verbatim claims, spans inside, no overlaps, twice the same."""

import json
import math
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.claims import extract
from compare.errors import Cancelled, ModelError
from compare.records import Article

pytestmark = pytest.mark.model
PIECES = [
    "Eva Lund, the minister, said on Monday that the talks had failed.",
    "“We will leave,” she added. “We regret it.”",
    "More than 200 people were hurt; the port was closed.",
    "The Kremlin denied that money was discussed, while Oslo declined to comment.",
    "Who knows?",
    "Lund Meets Envoys",
    "He said: \"It's over",
    "According to the Coastal Rescue Service (CRS), 3-5 ships sank in 2021.",
    "Caf\u00e9 owner Zo\u00eb \U0001f600 won 1.2m\u00a0kr.",
    "\u201cOne. Two.\u201d \u2014 Tom Hill",
    "...",
    "\t  ",
    "Mr. J. R. Smith of the U.S. said 'no'.",
]
texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), min_size=0, max_size=7
).flatmap(lambda parts: st.sampled_from([" ".join(parts), "\n".join(parts), "\n\n".join(parts)]))


def article(text):
    return Article(
        "Harbour Post", "t", text, published_at=datetime(2022, 11, 16, tzinfo=UTC), language="en"
    )


def spans(claim):
    for item in (*claim.quantities, *claim.dates, *claim.entities):
        yield item.start, item.end, item.text
    for frame in claim.frames:
        for span in (frame.predicate, frame.agent, frame.patient):
            if span is not None:
                yield span.start, span.end, span.text


@settings(max_examples=60, deadline=None)
@given(texts)
def test_claims_are_verbatim_in_order_and_apart(text):
    source = article(text)
    end = 0
    for number, claim in enumerate(extract.extract_claims(source)):
        assert text[claim.start : claim.end] == claim.text
        assert claim.text
        assert claim.text == claim.text.strip()
        assert claim.start >= end
        assert claim.position == number
        assert claim.article_id == source.id
        end = claim.end


@settings(max_examples=40, deadline=None)
@given(texts)
def test_everything_found_stands_where_it_says(text):
    for claim in extract.extract_claims(article(text)):
        for start, end, words in spans(claim):
            assert claim.text[start:end] == words
        for item in claim.attributions:
            for span in (item.content, item.source, item.cue):
                assert span is None or text[span.start : span.end] == span.text
            assert claim.start <= item.content.start < item.content.end <= claim.end
        for index, token in enumerate(claim.tokens):
            assert 0 <= token.start < token.end <= len(claim.text)
            assert 0 <= token.head < len(claim.tokens), index


@settings(max_examples=20, deadline=None)
@given(texts)
def test_extraction_is_repeatable_and_fits_into_json(text):
    once = extract.extract_claims(article(text))
    assert extract.extract_claims(article(text)) == once
    assert len({claim.id for claim in once}) == len(once)
    json.dumps([asdict(claim) for claim in once], default=str)
    for claim in once:
        assert all(item.low <= item.high for item in claim.quantities)
        assert not any(math.isnan(item.low) for item in claim.quantities)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=4))
def test_a_text_becomes_one_claim_as_it_stands(parts):
    found = extract.claims_from_texts(parts)
    assert [claim.text for claim in found] == parts
    assert [(claim.start, claim.end) for claim in found] == [(0, len(text)) for text in parts]
    for claim in found:
        for start, end, words in spans(claim):
            assert claim.text[start:end] == words


def test_articles_come_back_in_order_with_progress():
    told = []
    articles = [article(PIECES[0]), article(""), article(PIECES[2])]
    found = list(
        extract.extract_many(articles, processes=1, progress=lambda *args: told.append(args))
    )
    assert [key for key, _ in found] == [item.id for item in articles]
    assert [len(claims) > 0 for _, claims in found] == [True, False, True]
    assert told == [("claims", 1, 3), ("claims", 2, 3), ("claims", 3, 3)]


def test_progress_can_stop_the_work():
    def stop(stage, done, total):
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        list(extract.extract_many([article(PIECES[0])] * 3, processes=1, progress=stop))


def test_processes_give_the_same_claims_in_the_same_order(monkeypatch):
    monkeypatch.setattr(extract, "_WORTH_SHARING", 0)
    articles = [article(f"{PIECES[0]} {PIECES[3]}\nShip {number} sank.") for number in range(20)]
    alone = list(extract.extract_many(articles, processes=1))
    assert list(extract.extract_many(articles, processes=2)) == alone


def test_a_line_without_end_and_broken_characters_lose_nothing():
    text = "The ship sank in the port of Oslo. " * 1000 + "The last \ud800 ship came home."
    source = article(text)
    found = extract.extract_claims(source)
    assert len(found) == 1001
    assert all(text[claim.start : claim.end] == claim.text for claim in found)


@pytest.mark.timeout(90)
def test_large_articles_never_make_both_ends_of_a_pipe_wait(monkeypatch):
    monkeypatch.setattr(extract, "_WORTH_SHARING", 0)
    long = "\n".join(f"{PIECES[0]} Ship {number} sank off Port Salmo." for number in range(14))
    articles = [
        Article("Herald", "t", long, url=str(number), language="en", source_text="menu " * 20_000)
        for number in range(33)
    ]
    found = list(extract.extract_many(articles, processes=2))
    assert [len(claims) for _, claims in found] == [28] * 33


def test_a_dead_process_ends_the_work_with_a_word_on_why(monkeypatch):
    monkeypatch.setattr(extract, "_WORTH_SHARING", 0)
    monkeypatch.setattr("compare.children._start", _dying)
    with pytest.raises(ModelError, match="ended early"):
        list(extract.extract_many([article(PIECES[0])] * 40, processes=2))


def _dying(_work, errors):
    return subprocess.Popen(
        [sys.executable, "-c", "raise SystemExit('out of memory')"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
    )
