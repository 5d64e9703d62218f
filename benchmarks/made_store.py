"""Fills a store with invented articles and claims of realistic sizes; no model is loaded.

Events have between one report and twenty-five, most of them few; the newest one is the same in
every store (25 reports of 20 claims), so that pages about it can be compared between a small
and a large store. Everything goes through the store's own functions, tokens, vectors, scores
and relations included: what a page could read by mistake is there to be read.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations

import numpy as np

from compare.records import (
    Article,
    Attribution,
    Claim,
    ClaimGroup,
    Difference,
    Entity,
    Event,
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
from compare.store.db import Store

CLAIMS = 20  # of each article
NEWEST = 25  # reports of the newest event
SIZES = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8, 10, 14, 20)  # reports of the others
WORDS = 30_000  # different words in all texts, used by Zipf's law
SIGNALS = ("embedding", "fuzzy", "words", "numbers", "names", "roles", "dates", "timing")
COUNTRIES = tuple(f"Country {number}" for number in range(30))
SYLLABLES = [a + b for a in "bdfghklmnprstvz" for b in "aeiou"]
MODEL, DIMENSION = "none", 384
CHUNK = 2_000  # claims saved at once


@dataclass
class Made:
    """One invented event with all that a run would have found in it."""

    event: Event
    articles: list[Article]
    claims: list[Claim]
    matches: list[Match]
    scores: list[SignalScore]
    groups: list[ClaimGroup]
    relations: list[PairRelation]


class Maker:
    """Invents events; the same seed gives the same ones."""

    def __init__(self, outlets: int, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._words = [self._word(rank) for rank in range(WORDS)]
        weights = 1 / np.arange(1, WORDS + 1)
        self._share = list(np.cumsum(weights / weights.sum()))
        self._outlets = [f"Outlet {number:03}" for number in range(outlets)]

    def _word(self, rank: int) -> str:
        parts = []
        number = rank + 80
        while number:
            number, left = divmod(number, len(SYLLABLES))
            parts.append(SYLLABLES[left])
        return "".join(parts)

    def _sentence(self) -> str:
        words = self._random.choices(self._words, cum_weights=self._share, k=18)
        number = self._random.randint(2, 900)
        return f"{' '.join(words[:9]).capitalize()} {number} {' '.join(words[9:])}."

    def event(self, number: int, reports: int, at: datetime) -> Made:
        """Invent an event of so many reports, told from `at` on."""
        outlets = self._random.sample(self._outlets, min(reports, len(self._outlets)))
        facts = [self._sentence() for _ in range(CLAIMS)]
        articles, claims = [], []
        for place, outlet in enumerate(outlets):
            told = [
                fact if self._random.random() < 0.5 else self._sentence() for fact in facts
            ]  # half of what is told is told by others too, in the same place of the text
            text = "\n".join(told)
            article = Article(
                outlet,
                f"Event {number}: {told[0]}",
                text,
                f"https://{outlet.replace(' ', '').lower()}.example/{number}",
                at + timedelta(hours=place),
                country=COUNTRIES[self._outlets.index(outlet) % len(COUNTRIES)],
                language="en",
            )
            articles.append(article)
            start = 0
            for line, sentence in enumerate(told):
                claims.append(_claim(article.id, sentence, start, line))
                start += len(sentence) + 1
        event = Event(
            f"event-{number}",
            articles[0].title,
            tuple(one.id for one in articles),
            articles[0].published_at,
            articles[-1].published_at,
            "made",
        )
        return _matched(event, articles, claims, facts)


def _claim(article_id: str, text: str, start: int, position: int) -> Claim:
    tokens, at = [], 0
    for number, word in enumerate(text.split(" ")):
        tokens.append(Token(at, at + len(word), word, "NOUN", "NN", "nmod", max(0, number - 1)))
        at += len(word) + 1
    end = start + len(text)
    place = len(text) // 2
    return Claim(
        content_id(article_id, str(start), text),
        article_id,
        text,
        start,
        end,
        position,
        attributions=(Attribution(Span(start, end, text), Span(start, start + 9, text[:9])),),
        quantities=(Quantity(place, place + 3, text[place : place + 3], 3.0, 3.0, "boat"),),
        entities=(Entity(0, 9, text[:9], "person", text[:9]),),
        tokens=tuple(tokens),
    )


def _matched(event: Event, articles: list[Article], claims: list[Claim], facts: list[str]) -> Made:
    """Say of the claims of one place that they tell one fact, in all ways there are."""
    made = Made(event, articles, claims, [], [], [], [])
    known = set(facts)
    for line, fact in enumerate(facts):
        row = [one for one in claims if one.position == line and one.text in known]
        others = [one for one in claims if one.position == line and one.text not in known]
        for number, group in enumerate([row, *([one] for one in others)]):
            if group:
                ids = tuple(one.id for one in group)
                made.groups.append(ClaimGroup(ids[0], event.id, ids, 0.7, tuple(range(len(ids)))))
            if number == 0:
                _pairs(made, group, line, fact)
    return made


def _pairs(made: Made, group: list[Claim], line: int, fact: str) -> None:
    label = ("contradict", "differ", "differ", "agree", "agree")[line % 5]
    words = fact.split()
    difference = Difference("number", words[0], words[1], ((0, 4),), ((0, 4),))
    for one, two in combinations(group, 2):
        left, right = sorted((one.id, two.id))
        probability = 0.62 + 0.35 * (int(left[:4], 16) / 65_536)
        state = "confirmed" if probability >= 0.8 else "suggested"
        made.matches.append(Match(left, right, probability, state))
        made.scores += [
            SignalScore(left, right, name, probability, 0.3, "the same words") for name in SIGNALS
        ]
        differences = () if label == "agree" else (difference,)
        relation = Relation(label, 0.8, differences)  # type: ignore[arg-type]
        made.relations.append(PairRelation(left, right, relation))


def invented(claims: int, outlets: int, seed: int = 1) -> Iterator[Made]:
    """Invent events until there are so many claims; the newest comes last, the same always."""
    maker = Maker(outlets, seed)
    start = datetime(2024, 1, 1, tzinfo=UTC)
    left, number = claims - NEWEST * CLAIMS, 0
    while left > 0:
        size = min(SIZES[(number * 7) % len(SIZES)], max(1, left // CLAIMS))
        yield maker.event(number, size, start + timedelta(hours=number))
        left -= size * CLAIMS
        number += 1
    yield Maker(outlets, seed + 1).event(number, NEWEST, start + timedelta(days=900))


def fill(store: Store, claims: int, outlets: int = 40) -> Made:
    """Save invented events with so many claims in all; gives the newest of them."""
    saved: list[Event] = []
    waiting: list[Made] = []
    made: Made | None = None
    for made in invented(claims, outlets):
        waiting.append(made)
        if sum(len(one.claims) for one in waiting) >= CHUNK:
            _save(store, waiting, saved)
            waiting = []
    _save(store, waiting, saved)
    assert made is not None
    return made


def _save(store: Store, part: list[Made], saved: list[Event]) -> None:
    if not part:
        return
    store.add([article for one in part for article in one.articles])
    by_article: dict[str, list[Claim]] = {a.id: [] for one in part for a in one.articles}
    for one in part:
        for claim in one.claims:
            by_article[claim.article_id].append(claim)
    store.save_claims(by_article)
    texts = list({claim.text for one in part for claim in one.claims})
    vectors = np.random.default_rng(len(saved)).normal(size=(len(texts), DIMENSION))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    store.save_vectors(MODEL, dict(zip(texts, vectors.astype(np.float32), strict=True)))
    saved += [one.event for one in part]
    summary = RunSummary(
        f"run-{len(saved)}", datetime.now(UTC), 1.0, MODEL, "made", 0, 0, len(saved), 0, 0, 0
    )
    result = RunResult(
        tuple(saved),
        tuple(one.event.id for one in part),
        tuple(match for one in part for match in one.matches),
        tuple(score for one in part for score in one.scores),
        tuple(group for one in part for group in one.groups),
        tuple(relation for one in part for relation in one.relations),
    )
    store.save_run(result, summary)
