"""Signals → one calibrated probability for each pair of claims, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from compare import match_model
from compare.config import Settings
from compare.plugins import discover
from compare.ranking import rank
from compare.records import Claim, Decision, Match, MatchState, SignalScore
from compare.signals import Pair, Signal, SignalContext

if TYPE_CHECKING:
    from compare.embed import Encoder

__all__ = ["bias", "decide", "rank", "score", "score_pairs", "scored", "signals"]

BATCH = 4096
OPEN_FROM = 0.2  # a costly signal alone can't make a match of less likely pairs
EXPLAIN_FROM = 0.25  # explaining costs more than scoring; less likely pairs go without
_STATES: dict[str, MatchState] = {
    "confirm": "confirmed",
    "reject": "rejected",
    "unsure": "unsure",
}


def signals() -> dict[str, Signal]:
    """Give all signals by name."""
    return cast("dict[str, Signal]", discover("compare.signals"))


def bias() -> float:
    """Log-odds of a pair before any signal speaks: where a score's waterfall starts."""
    return match_model.load().bias


def model_for(context: SignalContext) -> match_model.MatchModel:
    """Give the weights for claims of articles, or those for bare sentences."""
    return match_model.load(match_model.OF_ARTICLES if context.articles else match_model.WEIGHTS)


@dataclass(frozen=True)
class Scored:
    """Pairs with their probabilities, and what the signals said, told on demand.

    Attributes:
        probabilities: shape (len(pairs),).
        answers: of the costly signals, what each gave for a pair by itself.
    """

    pairs: Sequence[Pair]
    context: SignalContext
    probabilities: NDArray[np.float64]
    values: dict[str, NDArray[np.float64]]
    parts: dict[str, NDArray[np.float64]]
    answers: dict[str, NDArray[np.float64]]

    def costly(self) -> dict[str, dict[tuple[str, str], float]]:
        """Give what costly signals gave, by their names and by the ids of each pair."""
        found = {}
        for name, given in self.answers.items():
            rows = np.flatnonzero(~np.isnan(given))
            found[name] = {
                (self.pairs[row][0].id, self.pairs[row][1].id): float(given[row])
                for row in rows.tolist()
            }
        return found

    def row(self, index: int, *, explain: bool = True) -> list[SignalScore]:
        """Give what each signal says of a pair; explaining costs more than scoring."""
        left, right = self.pairs[index]
        return [
            SignalScore(
                left=left.id,
                right=right.id,
                signal=name,
                value=float(self.values[name][index]),
                weight=float(self.parts[name][index]),
                explanation=signal.explain(left, right, self.context) if explain else "",
            )
            for name, signal in signals().items()
        ]


def scored(
    pairs: Sequence[Pair],
    context: SignalContext,
    known: Mapping[str, Mapping[tuple[str, str], float]] | None = None,
) -> Scored:
    """Score pairs of claims; see `score_pairs`.

    Args:
        known: name of a costly signal → (left id, right id) → what it gave for the same claims
            before, so that it need not be asked.
    """
    model = model_for(context)
    values = _values(pairs, context)
    parts = model.contributions(values)
    likely = model.probabilities(parts, len(pairs))
    answers = {}
    for name, signal in _costly().items():
        given = (known or {}).get(name, {})
        open_ones = np.flatnonzero(likely >= getattr(signal, "open_from", OPEN_FROM))
        chosen = [pairs[row] for row in open_ones.tolist()]
        before = np.array([given.get((a.id, b.id), np.nan) for a, b in chosen], dtype=np.float64)
        new = np.flatnonzero(np.isnan(before))
        before[new] = signal.score([chosen[row] for row in new], context)
        values[name][open_ones] = before
        answers[name] = values[name]
        if among := getattr(signal, "among", None):
            values[name] = among(pairs, values[name], context)
        parts |= model.contributions({name: values[name]})
    return Scored(pairs, context, model.probabilities(parts, len(pairs)), values, parts, answers)


def _costly() -> dict[str, Signal]:
    """Give the signals that are asked last."""
    return {name: one for name, one in signals().items() if getattr(one, "costly", False)}


def score_pairs(
    pairs: Sequence[tuple[Claim, Claim]],
    context: SignalContext,
    *,
    explain_from: float = EXPLAIN_FROM,
) -> tuple[NDArray[np.float64], list[list[SignalScore]]]:
    """Score pairs of claims.

    Args:
        pairs: the claims to compare.
        context: their vectors, articles and the aliases; without vectors the embedding
            has nothing to say and scores are low.
        explain_from: pairs of at least this probability get explanations.

    Returns:
        The probability, shape (len(pairs),), that both claims of a pair state the same fact
        or its rival version, and for each pair what each signal says. `SignalScore.weight`
        is the signal's share of the log-odds: with the bias (of claims of articles: `bias()`)
        they add up to the logit.
    """
    found = scored(pairs, context)
    likely = found.probabilities >= explain_from
    rows = [found.row(index, explain=bool(likely[index])) for index in range(len(pairs))]
    return found.probabilities, rows


def _values(pairs: Sequence[Pair], context: SignalContext) -> dict[str, NDArray[np.float64]]:
    """Give each signal's values; in batches, so that memory doesn't grow with the pairs."""
    found: dict[str, list[NDArray[np.float64]]] = {name: [np.zeros(0)] for name in signals()}
    later = _costly()
    for at in range(0, len(pairs), BATCH):
        part = pairs[at : at + BATCH]
        for name, signal in signals().items():
            silent = np.full(len(part), np.nan)
            found[name].append(silent if name in later else signal.score(part, context))
    return {name: np.concatenate(parts) for name, parts in found.items()}


def decide(
    scored: Iterable[Match], settings: Settings, decisions: Iterable[Decision] = ()
) -> list[Match]:
    """Say which scored pairs are matches.

    Args:
        scored: pairs with their probabilities; their state is not looked at.
        settings: with the thresholds `suggested` and `confirmed`.
        decisions: what people said; undone decisions don't count, the latest counts.

    Returns:
        The pairs from `suggested` on, and all pairs that a person decided on, whatever
        their probability. A person's word stands above the thresholds.
    """
    latest: dict[tuple[str, str], Decision] = {}
    for item in sorted((one for one in decisions if not one.undone), key=lambda one: one.at):
        latest[_key(item.left, item.right)] = item
    result = []
    for match in scored:
        said = latest.get(_key(match.left, match.right))
        if said is not None:
            state = _STATES[said.verdict]
            result.append(replace(match, state=state, decided_by=said.person, decided_at=said.at))
        elif match.probability >= settings.suggested:
            sure = match.probability >= settings.confirmed
            state = "confirmed" if sure else "suggested"
            result.append(replace(match, state=state, decided_by="rule", decided_at=None))
    return result


def _key(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)


def score(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """Score pairs of sentences by the model that comes with the installation.

    Returns:
        For each pair the probability, 0..1, that both state the same fact or its rival
        version; shape (len(pairs),).
    """
    from compare.aliases import load_aliases
    from compare.claims.extract import claims_from_texts
    from compare.embed.registry import load

    if not pairs:
        return np.zeros(0)
    texts = list(dict.fromkeys(text for pair in pairs for text in pair))
    claims = dict(zip(texts, claims_from_texts(texts), strict=True))
    encoder: Encoder = load(Settings().model)
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    context = SignalContext(vectors=vectors, aliases=load_aliases(), circles=circles(pairs))
    as_claims = [(claims[left], claims[right]) for left, right in pairs]
    return scored(as_claims, context).probabilities


def circles(pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Number the texts so that those which pairs hang together, directly or not, agree."""
    above: dict[str, str] = {}

    def root(text: str) -> str:
        while above.setdefault(text, text) != text:
            above[text] = above[above[text]]
            text = above[text]
        return text

    for left, right in pairs:
        above[root(left)] = root(right)
    numbers: dict[str, int] = {}
    return {text: numbers.setdefault(root(text), len(numbers)) for text in list(above)}
