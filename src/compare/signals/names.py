"""Signal: people, organisations and places, through their variants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from compare.records import Claim
from compare.signals import Pair, SignalContext
from compare.signals.common import each, fact, score_overlap

NEARLY = 88.0  # spelling variants: Sergey and Sergei, Naryshkin and Naryschkin


class Names:
    """Share of the names that the other sentence has too, under whatever variant."""

    name = "names"
    label = "Names"

    def score(self, pairs: Sequence[Pair], context: SignalContext) -> NDArray[np.float64]:
        """See `Signal.score`."""
        return score_overlap(pairs, context, _names, each(alike))

    def explain(self, left: Claim, right: Claim, context: SignalContext) -> str:
        """See `Signal.explain`."""
        one, two = fact(left, context, _names), fact(right, context, _names)
        shared = [
            name if name == other else f"{name} = {other}"
            for name in one
            for other in two
            if alike(name, other) > 0
        ]
        if shared:
            return f"in both: {', '.join(shared)}"
        return f"{', '.join(one) or 'no name'} | {', '.join(two) or 'no name'}"


def names_of(claim: Claim, aliases: Mapping[str, str]) -> list[str]:
    """Give the claim's names in canonical form, each once, in order."""
    found = (aliases.get(item.name.lower(), item.name) for item in claim.entities)
    return list(dict.fromkeys(name.strip() for name in found if name.strip()))


def _names(claim: Claim, context: SignalContext) -> list[str]:
    return names_of(claim, context.aliases)


def alike(one: str, two: str) -> float:
    """1 for the same name, 0.9 for a part of it or its initials, 0.8 for another spelling."""
    first, words, initials = _form(one)
    second, others, other_initials = _form(two)
    if first == second:
        return 1.0
    if words <= others or others <= words:
        return 0.9
    if first in other_initials if len(first) < len(second) else second in initials:
        return 0.9
    return 0.8 if fuzz.ratio(first, second, score_cutoff=NEARLY) > 0 else 0.0


@lru_cache(maxsize=1 << 14)  # the names of an event meet again and again
def _form(name: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """Give a name as it is compared, its words, and its initials where it has several words."""
    text = name.lower().replace(".", "")
    words = text.split()
    initials = {_initials(words), _initials([word for word in words if word != "of"])}
    return text, frozenset(words), frozenset(initials if len(words) > 1 else ())


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words if word)


PLUGIN = Names()
