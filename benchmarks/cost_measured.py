"""Measures what the cost model needs: processor time of each stage, memory, bytes on disk."""

from __future__ import annotations

import os
import pickle
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from make_claims import generate

from compare import event_match, pipeline
from compare.config import Settings
from compare.embed import Vectors
from compare.embed.registry import load
from compare.engines.local import LocalEngine
from compare.event_match import EventOutcome, EventTask
from compare.events import article_text_for_vector, group_events
from compare.records import Article, Claim
from compare.store.db import Store

EVENT_CLAIMS = 60_000  # of the invented articles among which events are looked for


@dataclass(frozen=True)
class Measured:
    """What was measured; seconds are processor time of one core, sizes are bytes.

    Attributes:
        seconds: stage → seconds a claim (extraction, embedding, and the parts of matching).
        article_seconds, pair_seconds: of looking for events: for each article, and for each
            pair of articles that are near enough in time to be compared.
        event_article_bytes, event_pair_bytes: memory of it, for each article and each such pair.
        article_bytes: of an article in the memory of a run.
        found_bytes: of all that matching found, for each claim, in the memory of a run.
        task_bytes: of a claim with its vector, as it is handed to a worker.
        store_bytes, parquet_bytes: on disk, for each claim, all tables.
        worker_bytes: of a process with the models loaded.
    """

    articles: int
    claims: int
    events: int
    pairs: int
    matches: int
    largest: int
    seconds: dict[str, float]
    article_seconds: float
    pair_seconds: float
    event_article_bytes: float
    event_pair_bytes: float
    article_bytes: float
    found_bytes: float
    task_bytes: float
    store_bytes: float
    parquet_bytes: float
    worker_bytes: float


class _Watching(LocalEngine):
    """Does the work in this process, counts processor time, and keeps what was found."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: dict[str, float] = defaultdict(float)
        self.found: list[EventOutcome] = []
        self.task_bytes = 0
        self.largest = 0

    def session(self, settings: Settings) -> AbstractContextManager[None]:
        """Set no words aside: on a cluster the matching reads its sentences itself."""
        return nullcontext()

    def extract(
        self, articles: Sequence[Article], settings: Settings
    ) -> Iterator[tuple[str, list[Claim]]]:
        yield from self._timed("claims", super().extract(articles, settings))

    def encode(
        self, batches: Sequence[Sequence[str]], settings: Settings
    ) -> Iterator[tuple[Sequence[str], Vectors]]:
        yield from self._timed("vectors", super().encode(batches, settings))

    def match(
        self, tasks: Iterable[EventTask], claims: int, settings: Settings
    ) -> Iterator[EventOutcome]:
        for outcome in super().match(map(self._weighed, tasks), 0, settings):
            self.found.append(outcome)
            yield outcome

    def _weighed(self, task: EventTask) -> EventTask:
        self.task_bytes += len(pickle.dumps(task))
        self.largest = max(self.largest, len(task.claims))
        return task

    def _timed(self, stage: str, answers: Iterator[Any]) -> Iterator[Any]:
        while True:
            began = time.process_time()
            answer = next(answers, None)
            self.seconds[stage] += time.process_time() - began
            if answer is None:
                return
            yield answer


def measure(articles: Sequence[Article]) -> Measured:
    """Run `articles` through the line in this process, and weigh what comes of it."""
    watching = _Watching()
    pipeline.engine = lambda name: watching  # type: ignore[assignment]
    # A machine that also does other things would count their time by the clock on the wall.
    event_match.time = SimpleNamespace(perf_counter=time.process_time)  # type: ignore[assignment]
    settings = Settings(processes=1)
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store.duckdb")
        for at in range(0, len(articles), 500):
            store.add(articles[at : at + 500])
        summary = pipeline.run(store, settings)
        on_disk = (Path(folder) / "store.duckdb").stat().st_size
        store.write_parquet(Path(folder) / "parquet")
        parquet = sum(one.stat().st_size for one in Path(folder).rglob("*.parquet"))
        stored = store.articles(sources=False)
    for outcome in watching.found:
        for stage, seconds in outcome.seconds.items():
            watching.seconds[stage] += seconds
    each, pair, each_bytes, pair_bytes = _events(settings)
    claims = max(1, summary.claims)
    return Measured(
        articles=len(stored),
        claims=claims,
        events=summary.events,
        pairs=summary.pairs,
        matches=summary.matches,
        largest=watching.largest,
        seconds={stage: seconds / claims for stage, seconds in watching.seconds.items()},
        article_seconds=each,
        pair_seconds=pair,
        event_article_bytes=each_bytes,
        event_pair_bytes=pair_bytes,
        article_bytes=_weight(stored) / len(stored),
        found_bytes=_weight(watching.found) / claims,
        task_bytes=watching.task_bytes / claims,
        store_bytes=on_disk / claims,
        parquet_bytes=parquet / claims,
        worker_bytes=summary.peak_memory_mb * 2**20,
    )


def _events(settings: Settings) -> tuple[float, float, float, float]:
    """Fit a · n + b · n² to seconds and bytes of the search for events, all near in time.

    It is measured on invented articles, which nearly all hang together before they are divided
    into events: a few hundred would not show the square.
    """
    articles = generate(EVENT_CLAIMS)
    vectors = load(settings.model).encode([article_text_for_vector(one) for one in articles])
    small, large = len(articles) // 2, len(articles)
    (t1, m1), (t2, m2) = (_grouping(articles[:n], vectors[:n]) for n in (small, large))
    return *_fit(small, t1, large, t2), *_fit(small, m1, large, m2)


def _fit(small: int, first: float, large: int, second: float) -> tuple[float, float]:
    """Give a and b of a · n + b · n² through two points; neither below 0."""
    b = max(0.0, (second / large - first / small) / (large - small))
    return max(0.0, first / small - b * small), b


def _grouping(articles: Sequence[Article], vectors: Vectors) -> tuple[float, int]:
    """Give processor time and peak memory of grouping; the lower of two times."""
    times = []
    for _ in range(2):
        began = time.process_time()
        group_events(articles, vectors)
        times.append(time.process_time() - began)
    tracemalloc.start()
    group_events(articles, vectors)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return min(times), peak


def _weight(things: object) -> int:
    """Give how much memory `things` take."""
    packed = pickle.dumps(things)
    tracemalloc.start()
    copy = pickle.loads(packed)
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del copy
    return size


def one_thread() -> None:
    """Let the libraries use one thread, so that processor time is that of one core."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
