"""What the search for events needs of each article, and what it found: kept from run to run."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.event_likeness import NEIGHBOURS
from compare.event_memory import Memory
from compare.event_prints import Prints, Ragged
from compare.records import Article, content_id
from compare.store.base import Base
from compare.store.codec import from_iso
from compare.store.sql import Connection, execute, fetch, insert, query

_WORD, _COUNT, _PART = np.dtype("<u4"), np.dtype("<u2"), np.dtype("<i2")  # the same everywhere


class Searches(Base):
    """The part of the store that keeps what searches for events work with."""

    def heads(self) -> list[tuple[Article, str]]:
        """Give all articles without newer version, by time of publication, without their texts.

        Only id, outlet, title, time, language and `carries` are filled. Beside each stands the
        hash of all that its print and its part in an event are made from.
        """
        with self._access.reading() as con:
            rows = fetch(con, "heads")
        return [
            (
                Article(
                    outlet,
                    title,
                    "",
                    published_at=from_iso(published),
                    published_precision=precision,
                    language=language,
                    carries=carries,
                    stored_id=id_,
                ),
                content_id(current, title, published or ""),
            )
            for id_, current, published, outlet, title, precision, language, carries in rows
        ]

    def prints(self, model: str) -> Prints:
        """Give the prints that were made with vectors of this model, by article id."""
        with self._access.reading() as con:
            found = _table(con, "prints", model=model)
        words, starts = _bytes(found, "words")
        titles, title_starts = _bytes(found, "titles")
        vectors, _ = _bytes(found, "vector")
        count = found.num_rows
        days = found.column("day").to_numpy(zero_copy_only=False).astype(np.float64)
        return Prints(
            ids=tuple(found.column("article_id").to_pylist()),
            made_from=tuple(found.column("made_from").to_pylist()),
            words=Ragged(words.view(_WORD).astype(np.uint32), starts // _WORD.itemsize),
            counts=_bytes(found, "counts")[0].view(_COUNT).astype(np.uint16),
            titles=Ragged(titles.view(_WORD).astype(np.uint32), title_starts // _WORD.itemsize),
            weekdays=found.column("weekdays").to_numpy().astype(np.int_),
            days=days,
            vectors=vectors.view(_PART).astype(np.int16).reshape(count, -1 if count else 0),
        )

    def search_memory(self) -> Memory | None:
        """Give the state of the last search for events, if there is one of this kind."""
        with self._access.reading() as con:
            keys = fetch(con, "search_key")
            if not keys:
                return None
            found = _table(con, "searched")
        shape = (found.num_rows, NEIGHBOURS)
        near = found.column("near").combine_chunks().flatten().to_numpy(zero_copy_only=False)
        odds = found.column("odds").combine_chunks().flatten().to_numpy(zero_copy_only=False)
        if len(near) != shape[0] * shape[1]:  # a version with other neighbours wrote it
            return None
        return Memory(
            key=keys[0][0],
            ids=tuple(found.column("article_id").to_pylist()),
            made_from=tuple(found.column("made_from").to_pylist()),
            near=near.astype(np.int_).reshape(shape),
            odds=odds.astype(np.float32).reshape(shape),
            clusters=found.column("cluster").to_numpy().astype(np.int_),
        )


def save_search(con: Connection, model: str, new: Prints, memory: Memory) -> None:
    """Add prints, in place of older ones of the same articles, and keep the state of a search."""
    execute(con, "drop_prints", ids=list(new.ids), model=model)
    words, counts = new.words.values.astype(_WORD), new.counts.astype(_COUNT)
    columns: dict[str, Any] = {
        "article_id": list(new.ids),
        "model_id": [model] * len(new.ids),
        "made_from": list(new.made_from),
        "words": _cut(words, new.words.starts),
        "counts": _cut(counts, new.words.starts),
        "titles": _cut(new.titles.values.astype(_WORD), new.titles.starts),
        "weekdays": new.weekdays,
        "day": [None if np.isnan(day) else float(day) for day in new.days],
        "vector": [row.tobytes() for row in new.vectors.astype(_PART)],
    }
    insert(con, "prints", columns)
    insert(con, "searches", {"key": [memory.key]})
    columns = {
        "place": np.arange(len(memory.ids)),
        "article_id": list(memory.ids),
        "made_from": list(memory.made_from),
        "near": memory.near.tolist(),
        "odds": list(memory.odds),
        "cluster": memory.clusters,
    }
    insert(con, "searched", columns)


def _cut(values: NDArray[Any], starts: NDArray[np.int64]) -> list[bytes]:
    return [values[a:b].tobytes() for a, b in pairwise(starts.tolist())]


def _table(con: Connection, name: str, **values: Any) -> Any:
    """Run a named query and give its rows as an Arrow table."""
    return con.sql(query(name), params=values or None).to_arrow_table()


def _bytes(table: Any, name: str) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Give the bytes of a column, row after row, and where each row starts."""
    import pyarrow as pa

    column = table.column(name).cast(pa.large_binary()).combine_chunks()
    _, starts, data = column.buffers()
    ends = np.frombuffer(starts, dtype=np.int64)[column.offset : column.offset + len(column) + 1]
    if data is None or not len(column):
        return np.zeros(0, dtype=np.uint8), np.zeros(len(column) + 1, dtype=np.int64)
    return np.frombuffer(data, dtype=np.uint8)[ends[0] : ends[-1]], ends - ends[0]
