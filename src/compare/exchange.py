"""Takes in what another machine wrote as Parquet, so that nothing has to be found twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare import manifest
from compare.exchange_events import take_events
from compare.manifest import Manifest
from compare.parquet_rows import rows_of, usable
from compare.progress import Progress, silent
from compare.records import Claim
from compare.store.article_rows import from_row
from compare.store.codec import load_claim, text_hash

if TYPE_CHECKING:
    from compare.store.db import Store

_ARTICLES = 500  # handed to the store together
_VECTORS = 10_000
_ARTICLE = (
    *("id", "published_at", "cuts", "outlet", "title", "text", "url", "published_precision"),
    *("country", "author", "language", "carries", "kind", "completeness", "source_name"),
    *("source_text", "modified_at"),
)
_CLAIM = (
    *("id", "article_id", "text", "start_at", "end_at", "position", "stance", "negated"),
    *("parts", "tokens"),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """How much of an exchange folder was new here; `known` articles were not."""

    articles: int
    known: int
    claims: int
    vectors: int
    decisions: int
    events: int


def take_in(store: Store, folder: str | Path, *, progress: Progress | None = None) -> Taken:
    """Take in what `Store.write_parquet` wrote; what is here already stays as it is.

    Articles come with their claims and vectors, so that the next run neither extracts nor
    embeds them again. Events come, with all that was matched in them, where none of their
    articles is in an event here; others are matched anew by the next run. Decisions are kept
    by the ids of their claims. Taking a folder in twice changes nothing.

    Raises:
        StoreError: a file, named, is missing or damaged (nothing is taken in then), or holds
            what can't be used (the days before it were taken in).
        Cancelled: `progress` raised it; what was taken in by then stays.
    """
    root = Path(folder)
    tell = progress or silent
    listed = manifest.read(root)
    days, claim_files = listed.of("articles"), listed.of("claims")
    added = known = claims = 0
    for done, (day, files) in enumerate(days.items(), start=1):
        new, old, ready = _articles(store, root, files)
        added, known = added + new, known + old
        claims += _claims(store, root, claim_files.get(day, []), ready)
        tell("articles", done, len(days))
    vectors = _vectors(store, root, listed, tell)
    decided = [one for files in listed.of("decisions").values() for one in rows_of(root, files)]
    decisions = store.decisions_import(decided)
    events = take_events(store, root, listed, tell)
    return Taken(added, known, claims, vectors, decisions, events)


def _articles(store: Store, root: Path, files: Sequence[str]) -> tuple[int, int, set[str]]:
    """Add the articles of a day; also gives the ids of those whose claims come with them."""
    added = known = 0
    extracted: set[str] = set()
    rows = rows_of(root, files)
    while part := list(islice(rows, _ARTICLES)):
        with usable(root, files):
            articles = [from_row(tuple(row[name] for name in _ARTICLE)) for row in part]
            extracted |= {row["id"] for row in part if row["extracted"]}
        result = store.add(articles)
        added, known = added + len(result.added), known + len(result.known)
    return added, known, extracted


def _claims(store: Store, root: Path, files: Sequence[str], ready: set[str]) -> int:
    """Save the claims of those articles whose claims aren't here yet; gives how many."""
    wanted = {one.id: one.text for one in store.unextracted() if one.id in ready}
    if not wanted:
        return 0
    found: dict[str, list[Claim]] = {id_: [] for id_ in wanted}
    for row in rows_of(root, files):
        with usable(root, files):
            if row["article_id"] not in wanted:
                continue
            claim = load_claim(tuple(row[name] for name in _CLAIM))
            if wanted[claim.article_id][claim.start : claim.end] != claim.text:
                raise ValueError(f"claim {claim.id} doesn't stand in its article where it says")
        found[claim.article_id].append(claim)
    store.save_claims(found)
    return sum(map(len, found.values()))


def _vectors(store: Store, root: Path, listed: Manifest, tell: Progress) -> int:
    """Save the vectors that are of use here: of texts that have none of their model yet."""
    import numpy as np

    files = [one for part in listed.of("vectors").values() for one in part]
    missing: dict[str, dict[str, str]] = {}
    saved = 0
    for done, name in enumerate(files, start=1):
        rows = rows_of(root, [name])
        while part := list(islice(rows, _VECTORS)):
            with usable(root, [name]):
                for model in {row["model_id"] for row in part} - set(missing):
                    missing[model] = dict(_without_vector(store, model))
                for model, texts in missing.items():
                    ready = {
                        texts.pop(row["text_hash"]): np.asarray(row["vector"], dtype=np.float32)
                        for row in part
                        if row["model_id"] == model and row["text_hash"] in texts
                    }
                    _check(ready)
                    store.save_vectors(model, ready)
                    saved += len(ready)
        tell("vectors", done, len(files))
    return saved


def _without_vector(store: Store, model: str) -> Iterator[tuple[str, str]]:
    """Give hash and text of all that a run would have to embed."""
    from compare.events import article_text_for_vector

    leads = [article_text_for_vector(one) for one in store.articles(sources=False)]
    known = store.vectors(model, leads)
    for text in (*store.texts_without_vector(model), *leads):
        if text not in known:
            yield text_hash(text), text


def _check(vectors: dict[str, Any]) -> None:
    import numpy as np

    if len({one.shape for one in vectors.values()}) > 1:
        raise ValueError("the vectors of a model are of several lengths")
    if not all(np.isfinite(one).all() for one in vectors.values()):
        raise ValueError("a vector has a value that is no number")


def described(taken: Taken) -> str:
    """Say in one line what was taken in."""
    return (
        f"{taken.articles} articles added, {taken.known} already there; {taken.claims} claims, "
        f"{taken.vectors} vectors, {taken.decisions} decisions and {taken.events} events are new"
    )
