"""Claims and vectors: kept by content, so that no work is done twice or lost by a kill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.collecting import uncollected
from compare.records import Claim
from compare.store.base import Base, touch
from compare.store.codec import dump_parts, dump_tokens, load_claim, text_hash
from compare.store.counts import recount_of_articles
from compare.store.sql import execute, fetch, insert, insert_rows, query

_COLUMNS = (
    "id article_id position start_at end_at text text_hash stance negated speaker parts tokens"
)


class Claims(Base):
    """The part of the store that keeps claims and vectors."""

    def save_claims(self, claims: Mapping[str, Sequence[Claim]]) -> None:
        """Replace the claims of the articles that are keys; each counts as extracted then.

        An article deleted in the meantime is passed over.
        """
        if not claims:
            return
        with self._changing() as con:
            present = {row[0] for row in fetch(con, "present_articles", ids=list(claims))}
            rows = [_row(claim) for id_ in claims if id_ in present for claim in claims[id_]]
            before = {row[0] for row in fetch(con, "claim_ids_of", ids=list(present))}
            execute(con, "drop_claims", ids=list(present))
            insert_rows(con, "claims", _COLUMNS, rows)
            execute(con, "carry_decisions", ids=list(present))
            if before - {row[0] for row in rows}:
                execute(con, "prune")
            recount_of_articles(con, present)

    def claims(
        self,
        article_ids: Sequence[str] | None = None,
        event_id: str | None = None,
        ids: Sequence[str] | None = None,
    ) -> list[Claim]:
        """Give claims by time of publication and position; every argument narrows them down."""
        with self._access.reading() as con:
            if article_ids is None and event_id is None and ids is None:
                rows = fetch(con, "claims")
            elif event_id is not None:
                rows = fetch(con, "claims_of_event", event_id=event_id)
            elif article_ids is not None:
                rows = fetch(con, "claims_of_articles", ids=list(article_ids))
            else:
                rows = fetch(con, "claims_by_id", ids=list(ids or ()))
        chosen = None if article_ids is None else set(article_ids)
        wanted = None if ids is None else set(ids)
        with uncollected():
            return [
                load_claim(row)
                for row in rows
                if (wanted is None or row[0] in wanted) and (chosen is None or row[1] in chosen)
            ]

    def claim_counts(self) -> dict[str, int]:
        """Give the number of claims of each article that has some."""
        with self._access.reading() as con:
            return dict(fetch(con, "claim_counts"))

    def texts_without_vector(self, model_id: str) -> list[str]:
        """Give the texts of claims, each once, that have no vector of this model yet."""
        with self._access.reading() as con:
            return [row[0] for row in fetch(con, "texts_without_vector", model=model_id)]

    def save_vectors(self, model_id: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep the vector of each text; those already there stay as they are."""
        texts = {text_hash(text): text for text in vectors}
        with self._access.writing() as con:
            stored = {
                row[0] for row in fetch(con, "stored_vectors", model=model_id, hashes=list(texts))
            }
            new = [key for key in texts if key not in stored]
            if not new:
                return
            rows = [np.asarray(vectors[texts[key]], dtype=np.float32).ravel() for key in new]
            models = [model_id] * len(new)
            insert(con, "vectors", {"text_hash": new, "model_id": models, "vector": _lists(rows)})
            touch(con)

    def vectors(self, model_id: str, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Give the vectors of those of `texts` that have one: text → shape (dimension,)."""
        hashes = {text_hash(text): text for text in texts}
        if not hashes:
            return {}
        values = {"model": model_id, "hashes": list(hashes)}
        with self._access.reading() as con:
            found = con.execute(query("vectors"), values).fetchnumpy()
        return {
            hashes[key]: np.asarray(vector, dtype=np.float32)
            for key, vector in zip(found["text_hash"], found["vector"], strict=True)
        }


def _lists(rows: Sequence[NDArray[np.float32]]) -> Any:
    """Give an Arrow column of lists without going through Python numbers."""
    import pyarrow as pa

    offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    values = pa.array(np.concatenate(rows), pa.float32())
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values)


def _row(claim: Claim) -> tuple[Any, ...]:
    return (
        claim.id,
        claim.article_id,
        claim.position,
        claim.start,
        claim.end,
        claim.text,
        text_hash(claim.text),
        claim.stance,
        claim.negated,
        claim.speaker,
        dump_parts(claim),
        dump_tokens(claim),
    )
