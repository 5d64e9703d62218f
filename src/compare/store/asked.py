"""What matching asked about pairs besides what is shown: kept for the next run, small."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence

from compare.event_known import Ids, Known
from compare.records import Relation
from compare.store.base import Base
from compare.store.codec import dump_differences, dumps, load_differences
from compare.store.sql import Connection, fetch, insert_rows

Asked = tuple[str, dict[str, str], Known]  # event id, article id → basis, answers


class AskedPairs(Base):
    """The part of the store that keeps answers about pairs."""

    def asked(self, event_ids: Sequence[str]) -> list[Asked]:
        """Give what was asked for each of these events that has been matched by a run."""
        with self._access.reading() as con:
            rows = fetch(con, "asked", ids=list(event_ids))
        return [(event_id, *_unpacked(packed)) for event_id, packed in rows]


def save_asked(con: Connection, asked: Iterable[Asked]) -> None:
    """Keep what was asked for events; what there was of them must be gone."""
    rows = ((event_id, _packed(bases, known)) for event_id, bases, known in asked)
    insert_rows(con, "asked", "event_id packed", rows)


def _packed(bases: Mapping[str, str], known: Known) -> bytes:
    pairs = [*known.relations, *(pair for given in known.values.values() for pair in given)]
    ids = sorted({one for pair in pairs for one in pair})
    place = {one: at for at, one in enumerate(ids)}
    relations = sorted(known.relations.items())
    told = [
        [one.label, one.confidence, one.update, dump_differences(one.differences)]
        for _, one in relations
    ]
    values = {
        name: [_places((pair for pair, _ in items), place), [value for _, value in items]]
        for name, given in known.values.items()
        for items in [sorted(given.items())]
    }
    places = _places((pair for pair, _ in relations), place)
    text = dumps([dict(bases), ids, [places, told], values])
    return zlib.compress(text.encode("utf-8"), 6)


def _places(pairs: Iterable[Ids], place: Mapping[str, int]) -> list[list[int]]:
    """Give for each left claim, one after the other: its place, then those of the right ones."""
    found: dict[int, list[int]] = {}
    for left, right in pairs:
        found.setdefault(place[left], []).append(place[right])
    return [[left, *rights] for left, rights in found.items()]


def _unpacked(packed: bytes) -> tuple[dict[str, str], Known]:
    bases, ids, (places, told), values = json.loads(zlib.decompress(packed))
    relations = {
        pair: Relation(label, confidence, load_differences(differences), update)
        for pair, (label, confidence, update, differences) in zip(
            _pairs(places, ids), told, strict=True
        )
    }
    given = {
        name: dict(zip(_pairs(at, ids), numbers, strict=True))
        for name, (at, numbers) in values.items()
    }
    return bases, Known(relations, given)


def _pairs(places: list[list[int]], ids: Sequence[str]) -> list[Ids]:
    return [(ids[left], ids[right]) for left, *rights in places for right in rights]
