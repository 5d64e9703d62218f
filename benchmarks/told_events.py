"""Events as several outlets tell them, laid out for the matching: claims, their context, pairs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import told_pairs

from compare.claims.extract import claims_from_texts
from compare.embed.registry import load
from compare.match import OPEN_FROM, signals
from compare.match_model import MatchModel
from compare.records import Article, Claim
from compare.signals import SignalContext

SIZES = (2, 3, 5)  # outlets that are taken together: an event told by few must come out as well
CHOICES = 3  # of so many outlets, of one event
Signals = dict[str, np.ndarray]
Claims = Sequence[tuple[Claim, Claim]]


@dataclass(frozen=True)
class Laid:
    """The pairs across outlets of one event.

    Attributes:
        texts: of each pair.
        labels: whether both tell one fact.
        context: of the whole event.
    """

    texts: list[tuple[str, str]]
    labels: np.ndarray
    claims: Claims
    context: SignalContext


@dataclass(frozen=True)
class Told:
    """Pairs of an event, or of some of its outlets, with what each signal says by itself."""

    labels: np.ndarray
    claims: Claims
    signals: Signals
    context: SignalContext

    def among(self, outlets: Sequence[str]) -> Told:
        """Keep the pairs of these outlets."""
        kept = [
            row
            for row, pair in enumerate(self.claims)
            if all(one.article_id in outlets for one in pair)
        ]
        return Told(
            self.labels[kept],
            [self.claims[row] for row in kept],
            {name: values[kept] for name, values in self.signals.items()},
            replace(self.context, articles={one: self.context.articles[one] for one in outlets}),
        )

    def asked(self, model: MatchModel) -> Signals:
        """Give what the signals say in the product, where the costly ones are asked last."""
        costly = {name for name, one in signals().items() if getattr(one, "costly", False)}
        given = {name: values for name, values in self.signals.items() if name not in costly}
        likely = model.probabilities(model.contributions(given), len(self.labels))
        for name in costly:
            signal = signals()[name]
            is_open = likely >= getattr(signal, "open_from", OPEN_FROM)
            answers = np.where(is_open, self.signals[name], np.nan)
            among = getattr(signal, "among", None)
            given[name] = among(self.claims, answers, self.context) if among else answers
        return given


def laid(event: told_pairs.Item) -> Laid:
    """Lay out an event of `told.jsonl` or `told_apart.jsonl`."""
    articles = {
        item["outlet"]: Article(item["outlet"], event["event"], "") for item in event["articles"]
    }
    home = {
        one["text"]: articles[item["outlet"]].id
        for item in event["articles"]
        for one in item["sentences"]
    }
    texts = list(home)
    claims = {
        claim.text: replace(claim, article_id=home[claim.text])
        for claim in claims_from_texts(texts)
    }
    context = SignalContext(
        vectors=dict(zip(texts, load("minilm").encode(texts), strict=True)),
        articles={one.id: one for one in articles.values()},
    )
    pairs = told_pairs.of_event(0, event, apart=None)
    return Laid(
        [(one.left, one.right) for one in pairs],
        np.array([one.label != "unrelated" for one in pairs]),
        [(claims[one.left], claims[one.right]) for one in pairs],
        context,
    )


def told(event: told_pairs.Item) -> Told:
    """Ask all signals about all pairs of an event."""
    of = laid(event)
    given = {name: signal.score(of.claims, of.context) for name, signal in signals().items()}
    return Told(of.labels, of.claims, given, of.context)


def some_outlets(event: Told, rng: np.random.Generator) -> list[Told]:
    """Give the event as some of its outlets tell it."""
    outlets = sorted({one.article_id for pair in event.claims for one in pair})
    parts = []
    for size in SIZES:
        choices = list(itertools.combinations(outlets, size))
        for row in rng.permutation(len(choices))[:CHOICES].tolist():
            parts.append(event.among(choices[row]))
    return parts
