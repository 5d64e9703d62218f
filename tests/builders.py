"""Builders of invented records, and a small encoder that needs no model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.records import (
    Article,
    Attribution,
    Claim,
    ClaimGroup,
    DateMention,
    Difference,
    Entity,
    Event,
    Frame,
    Match,
    PairRelation,
    Quantity,
    Relation,
    RunResult,
    RunSummary,
    SignalScore,
    Span,
    Token,
    content_id,
)

START = datetime(2031, 5, 4, 9, 30, tzinfo=UTC)
TEXT = (
    "Minister Eva Lund said nine people were hurt in Port Salmo on Tuesday. "
    "The ferry Aurelia had left an hour late."
)


class FakeEncoder:
    """Hashes words into 64 dimensions: the same words give the same row of length 1."""

    id = "fake"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or [text]:
                digest = hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()
                row[digest[0] % 64] += 1.0 if digest[1] % 2 else -1.0
                row[digest[2] % 64] += 1.0
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return (rows / np.where(lengths == 0, 1, lengths)).astype(np.float32)


def make_article(number: int = 0, **fields: Any) -> Article:
    """An invented report; `number` gives each its own outlet, address and hour."""
    values: dict[str, Any] = {
        "outlet": f"Daily {number}",
        "title": "Nine hurt as ferry hits pier",
        "text": TEXT,
        "url": f"https://daily{number}.example/ferry",
        "published_at": START + timedelta(hours=number),
        "country": "Salmo",
        "language": "en",
    }
    return Article(**(values | fields))


def make_claim(
    article: Article | None = None, text: str | None = None, position: int = 0, **fields: Any
) -> Claim:
    """A claim of `article` (by default of `make_article()`): a sentence of it.

    Args:
        text: a stretch of the article's text; by default its sentence number `position`.
    """
    article = article or make_article()
    if text is None:
        sentences = re.findall(r"\S[^.]*\.?", article.text) or [article.text]
        text = sentences[position % len(sentences)]
    start = max(article.text.find(text), 0)
    values: dict[str, Any] = {
        "id": content_id(article.id, str(start), text),
        "article_id": article.id,
        "text": text,
        "start": start,
        "end": start + len(text),
        "position": position,
    }
    return Claim(**(values | fields))


def make_full_claim(article: Article | None = None) -> Claim:
    """A claim with something in every field (of the text of `make_article()`)."""
    text = TEXT[: TEXT.index(".") + 1]
    words = [(found.start(), found.end()) for found in re.finditer(r"\w+|\.", text)]
    return make_claim(
        article,
        text,
        stance="hedged",
        negated=True,
        attributions=(
            Attribution(
                content=Span(23, 69, TEXT[23:69]),
                source=Span(0, 17, TEXT[0:17]),
                cue=Span(18, 22, TEXT[18:22]),
                source_name="Eva Lund",
                carried=True,
            ),
            Attribution(content=Span(23, 34, TEXT[23:34]), form="mixed"),
        ),
        quantities=(Quantity(23, 27, "nine", 9.0, float("inf"), "person", True),),
        dates=(DateMention(62, 69, "Tuesday", date(2031, 5, 6), None, "day"),),
        entities=(Entity(9, 17, "Eva Lund", "person", "Eva Lund", "the minister"),),
        frames=(Frame(Span(40, 44, "hurt"), "hurt", None, Span(23, 34, TEXT[23:34]), True),),
        tokens=tuple(
            Token(start, end, text[start:end].lower(), "NOUN", "NN", "dep", index)
            for index, (start, end) in enumerate(words)
        ),
    )


def make_stand(article: Article, speaker: str, cue: str, lemma: str, stance: Any) -> Claim:
    """The claim "SPEAKER CUE …", which is all that `article` says."""
    text = article.text
    at = len(speaker) + 1
    end = at + len(cue)
    voiced = Attribution(
        content=Span(end + 1, len(text), text[end + 1 :]),
        source=Span(0, len(speaker), speaker),
        cue=Span(at, end, cue),
        source_name=speaker,
    )
    verb = Token(at, end, lemma, "VERB", "VBD", "ROOT", 0)
    return make_claim(article, text, attributions=(voiced,), stance=stance, tokens=(verb,))


def make_summary(number: int = 0, **fields: Any) -> RunSummary:
    """What a run says of itself."""
    values: dict[str, Any] = {
        "id": f"run{number}",
        "started_at": START + timedelta(minutes=number),
        "seconds": 1.5,
        "model_id": "fake",
        "settings_hash": "settings",
        "articles": 2,
        "claims": 2,
        "events": 1,
        "pairs": 1,
        "matches": 1,
        "groups": 1,
        "stages": {"match": 0.5},
        "peak_memory_mb": 120.0,
    }
    return RunSummary(**(values | fields))


def make_match(left: Claim, right: Claim, probability: float = 0.9, **fields: Any) -> Match:
    """A match of two claims with the smaller id on the left."""
    first, second = sorted((left.id, right.id))
    state = "confirmed" if probability >= 0.8 else "suggested"
    return Match(
        **({"left": first, "right": second, "probability": probability, "state": state} | fields)
    )


def make_run(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    *,
    event_id: str = "event1",
    probability: float = 0.9,
    label: str = "differ",
    number: int = 0,
) -> tuple[RunResult, RunSummary]:
    """One event of all `articles`, in which neighbours among `claims` match."""
    event = Event(
        event_id,
        articles[0].title if articles else "",
        tuple(article.id for article in articles),
        min((a.published_at for a in articles if a.published_at), default=None),
        max((a.published_at for a in articles if a.published_at), default=None),
        "fingerprint",
    )
    matches = tuple(
        make_match(left, right, probability)
        for left, right in zip(claims[::2], claims[1::2], strict=False)
    )
    result = RunResult(
        events=(event,),
        event_ids=(event_id,),
        matches=matches,
        scores=tuple(
            SignalScore(match.left, match.right, name, value, 1.25, "nine")
            for match in matches
            for name, value in (("fuzzy", 0.75), ("numbers", float("nan")))
        ),
        groups=tuple(
            ClaimGroup(match.left, event_id, (match.left, match.right), probability, (0, 1))
            for match in matches
        ),
        relations=tuple(
            PairRelation(
                match.left,
                match.right,
                Relation(
                    label,  # type: ignore[arg-type]
                    0.75,
                    (Difference("number", "nine", "seven", ((0, 4),), ((0, 5),), "9 and 7"),),
                    True,
                ),
            )
            for match in matches
        ),
    )
    return result, make_summary(
        number, articles=len(articles), claims=len(claims), matches=len(matches)
    )
