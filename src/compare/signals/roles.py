"""Signal: who did what to whom, from the parse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compare.records import Claim, Frame, Span
from compare.signals import Pair, SignalContext
from compare.signals.common import Places, fact, score_overlap
from compare.signals.lexicon import idf, plain, stem

PREDICATE, ARGUMENT = 0.5, 0.25  # shares of the predicate and of each of its two arguments
EMPTY_VERBS = frozenset({"be", "have", "do", "say", "tell", "get", "make", "take", "go"})


@dataclass(frozen=True, slots=True)
class _Deed:
    verb: str
    agent: frozenset[str]
    patient: frozenset[str]
    text: str


class Roles:
    """Share of the deeds that the other sentence tells too, with the same parts in them."""

    name = "roles"
    label = "Who did what to whom"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        return score_overlap(pairs, context, _parts, _alike_all)

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        one, two = fact(left, context, _deeds), fact(right, context, _deeds)
        if not one or not two:
            return "no deed on one side"
        best = max(((_alike(a, b), a.text, b.text) for a in one for b in two), key=lambda x: x[0])
        return f"{best[1]} | {best[2]}"


def _deeds(claim: Claim, context: SignalContext) -> list[_Deed]:
    return [
        _Deed(stem(frame.lemma), _words(frame.agent), _words(frame.patient), _say(frame))
        for frame in claim.frames
        if frame.lemma not in EMPTY_VERBS
    ]


def _parts(claim: Claim, context: SignalContext) -> list[_Deed]:
    """Give the deeds without their words, so that those with the same parts are one."""
    return [replace(deed, text="") for deed in fact(claim, context, _deeds)]


def _words(span: Span | None) -> frozenset[str]:
    if span is None:
        return frozenset()
    stems = (stem(word) for word in plain(span.text).split())
    return frozenset(word for word in stems if idf(word) > 0.3)


def _say(frame: Frame) -> str:
    parts = (frame.agent, frame.predicate, frame.patient)
    return " · ".join(part.text for part in parts if part is not None)


def _alike(one: _Deed, two: _Deed) -> float:
    """Half for the verb, a quarter for each argument; exchanged arguments count nothing."""
    return (
        PREDICATE * (one.verb == two.verb)
        + ARGUMENT * _shared(one.agent, two.agent)
        + ARGUMENT * _shared(one.patient, two.patient)
    )


def _alike_all(deeds: Sequence[_Deed], ones: Places, others: Places) -> NDArray[np.float64]:
    """Give `_alike` for many deeds at once."""
    number: dict[str, int] = {}
    verbs = np.array([number.setdefault(deed.verb, len(number)) for deed in deeds], dtype=np.int_)
    found: NDArray[np.float64] = PREDICATE * (verbs[ones] == verbs[others])
    for words in ([deed.agent for deed in deeds], [deed.patient for deed in deeds]):
        found = found + ARGUMENT * _shared_all(words, ones, others)
    return found


def _shared_all(
    words: Sequence[frozenset[str]], ones: Places, others: Places
) -> NDArray[np.float64]:
    """Give `_shared` for many sets at once."""
    from scipy import sparse

    number: dict[str, int] = {}
    columns = [number.setdefault(word, len(number)) for item in words for word in item]
    sizes = np.array([len(item) for item in words], dtype=np.float64)
    rows = np.repeat(np.arange(len(words)), sizes.astype(np.int_))
    shape = (len(words), max(1, len(number)))
    table = sparse.csr_matrix((np.ones(len(columns)), (rows, columns)), shape=shape)
    both = np.asarray((table @ table.T)[ones, others], dtype=np.float64).reshape(-1)
    smaller = np.minimum(sizes[ones], sizes[others])
    shared: NDArray[np.float64] = both / np.maximum(smaller, 1)
    return shared


def _shared(one: frozenset[str], two: frozenset[str]) -> float:
    smaller = min(len(one), len(two))
    return len(one & two) / smaller if smaller else 0.0


PLUGIN = Roles()
