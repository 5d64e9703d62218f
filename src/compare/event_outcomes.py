"""Holds what matching found, small, until it is saved.

A hundred thousand claims have millions of scores, which would take gigabytes as objects.
"""

from __future__ import annotations

import pickle
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator

from compare.event_match import EventOutcome

PLAIN = 50_000  # scores that are held as they are, so that a small run packs nothing
_FAST = 1  # of zlib


class Outcomes:
    """Outcomes by event.

    Attributes:
        pairs, matches, groups: how many there are in all.
        seconds: by stage.
    """

    def __init__(self) -> None:
        self.pairs = self.matches = self.groups = 0
        self.seconds: Counter[str] = Counter()
        self._kept: dict[str, EventOutcome | bytes] = {}
        self._scores = 0

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, outcome: EventOutcome) -> None:
        """Take an outcome in."""
        self.pairs += outcome.pairs
        self.matches += len(outcome.matches)
        self.groups += len(outcome.groups)
        self.seconds.update(outcome.seconds)
        self._scores += len(outcome.scores)
        packed = self._scores > PLAIN
        self._kept[outcome.event_id] = _pack(outcome) if packed else outcome

    def of(self, event_ids: Iterable[str]) -> Iterator[EventOutcome]:
        """Give the outcomes of these events, in their order, each as it is asked for."""
        for one in event_ids:
            kept = self._kept[one]
            yield _unpack(kept) if isinstance(kept, bytes) else kept


def _pack(outcome: EventOutcome) -> bytes:
    return zlib.compress(pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL), _FAST)


def _unpack(packed: bytes) -> EventOutcome:
    found: EventOutcome = pickle.loads(zlib.decompress(packed))  # from `_pack`, never from a file
    return found
