"""Many readers and writers on one store for a while: nothing may be lost, nothing seen half.

Usage: python benchmarks/soak.py [--minutes 10] [--readers 20] [--writers 2] [--store FILE]

Readers are threads in a few processes, as the sessions of dashboards are; each writer is a
process, as a command is. A writer remembers what the store has told it that it kept; at the end
all of it has to be there. The first writer saves runs that say their number in each of their
parts; a reader that ever sees two numbers at once has seen a torn one.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from builders import make_article, make_claim, make_run
from compare.errors import StoreBusyError
from compare.records import Article
from compare.store.db import Store

BASE = 4  # articles of the event whose runs are saved again and again
EACH = 1_000_000  # numbers of articles are apart by this from writer to writer
STEP = 100_000  # runs are told apart by a part of this of a probability
THREADS = 5  # readers in one process
READER_PAUSE, WRITER_PAUSE = 0.05, 0.02  # seconds


@dataclass
class Tally:
    """What one reader or writer did, and what was wrong."""

    done: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    decisions: list[str] = field(default_factory=list)

    def timed(self, what: str, work: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Do it, and again when the store is too busy; keep how long it took."""
        began = time.perf_counter()
        while True:
            try:
                found = work(*args, **named)
                break
            except StoreBusyError:
                self.done["busy"] += 1
        self.waits.append(time.perf_counter() - began)
        self.done[what] += 1
        return found


def article(number: int) -> Article:
    """The article with this number; its text can be told from it."""
    text = (
        f"Report {number}: nine people were hurt in Port Salmo. The ferry left {number % 60} late."
    )
    return make_article(number % 1000, url=f"https://daily.example/{number}", text=text)


def prepare(path: Path) -> None:
    """A store with one event, as the first run left it."""
    store = Store(path)
    articles = [article(number) for number in range(BASE)]
    store.add(articles)
    claims = [make_claim(one) for one in articles]
    store.save_claims({claim.article_id: [claim] for claim in claims})
    save_run(store, 0)


def save_run(store: Store, number: int) -> None:
    """Save a run that says its number in every part of it."""
    articles = [article(one) for one in range(BASE)]
    claims = [make_claim(one) for one in articles]
    result, summary = make_run(articles, claims, probability=1 - number / STEP, number=number)
    event = replace(result.events[0], fingerprint=str(number))
    store.save_run(replace(result, events=(event,)), summary, thresholds=(0.1, 0.2))


def seen(store: Store) -> set[int]:
    """The number of the last run, as each part of the store tells it."""
    numbers = {int(event.fingerprint) for event in store.events()}
    numbers |= {round((1 - match.probability) * STEP) for match in store.matches()}
    numbers |= {round((1 - group.weakest) * STEP) for group in store.groups("event1")}
    return numbers | {int(store.runs(1)[0].id.removeprefix("run"))}


def read(path: str, until: float, tally: Tally) -> None:
    """Read what pages read, all of it from one state, until the time is up."""
    store, least, last = Store(path), 0, 0

    def look() -> tuple[set[int], int, list[Article]]:
        with store.reading():
            ids = store.article_ids()
            return seen(store), len(ids), store.articles(random.sample(ids, min(3, len(ids))))

    while time.time() < until:
        numbers, count, some = tally.timed("reads", look)
        if len(numbers) != 1 or min(numbers) < last:
            tally.wrong.append(f"a torn or older run: {sorted(numbers)} after {last}")
        if count < least:
            tally.wrong.append(f"{count} articles after {least}")
        for one in some:
            number = int(one.text.split()[1].rstrip(":"))
            if one.text != article(number).text:
                tally.wrong.append(f"article {number} reads {one.text!r}")
        least, last = count, max(numbers)
        time.sleep(random.uniform(0.5, 1.5) * READER_PAUSE)


def write(path: str, until: float, who: int, tally: Tally) -> None:
    """Add, correct, decide and save runs until the time is up; remember what was kept."""
    store, number = Store(path), 0
    pair = sorted(make_claim(article(one)).id for one in (0, 1))
    while time.time() < until:
        number += 1
        one = article(who * EACH + number)
        tally.timed("added", store.add, [one])
        tally.added.append(who * EACH + number)
        if number % 3 == 0:
            title = f"Corrected by {who}, {number}"
            tally.timed("edits", store.edit_article, one.id, f"w{who}", title=title)
            tally.titles[one.id] = title
        if number % 4 == 0:
            tally.timed("claims", store.save_claims, {one.id: [make_claim(one)]})
        if number % 5 == 0 and who == 1:
            tally.timed("runs", save_run, store, number)
        elif number % 7 == 0:
            verdict = ("confirm", "reject", "unsure")[number % 3]
            made = tally.timed("decisions", store.decide, *pair, verdict, f"w{who}")
            tally.decisions.append(made.id)
        time.sleep(random.uniform(0.5, 1.5) * WRITER_PAUSE)


def reader_process(path: str, threads: int, line: Any) -> None:
    line.send("ready")
    until = line.recv()
    tallies = [Tally() for _ in range(threads)]
    work = [threading.Thread(target=read, args=(path, until, one)) for one in tallies]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    line.send(tallies)


def writer_process(path: str, who: int, line: Any) -> None:
    line.send("ready")
    tally = Tally()
    write(path, line.recv(), who, tally)
    line.send([tally])


def soak(path: Path, seconds: float, readers: int, writers: int) -> dict[str, Any]:
    """Let them loose on a new store at `path`; give the figures and all that was wrong."""
    prepare(path)
    context = multiprocessing.get_context("spawn")
    shares = [min(THREADS, readers - first) for first in range(0, readers, THREADS)]
    jobs: list[tuple[Any, tuple[Any, ...]]] = [
        (reader_process, (str(path), share)) for share in shares
    ]
    jobs += [(writer_process, (str(path), who)) for who in range(1, writers + 1)]
    started = []
    for target, args in jobs:
        mine, theirs = context.Pipe()
        process = context.Process(target=target, args=(*args, theirs))
        process.start()
        theirs.close()
        started.append((process, mine))
    for _, mine in started:  # a machine that has much to do takes its time to start them
        mine.recv()
    until = time.time() + seconds
    for _, mine in started:
        mine.send(until)
    tallies: list[list[Tally]] = []
    dead = 0
    for process, mine in started:
        try:
            tallies.append(mine.recv())
        except EOFError:
            dead += 1
        process.join(60)
    reading = [tally for part in tallies[: len(shares)] for tally in part]
    writing = [tally for part in tallies[len(shares) :] for tally in part]
    wrong = [line for tally in (*reading, *writing) for line in tally.wrong]
    wrong += [f"{dead} processes died"] if dead else []
    return figures(path, seconds, reading, writing) | {"wrong": wrong + lost(path, writing)}


def lost(path: Path, writing: Sequence[Tally]) -> list[str]:
    """Compare the store with what it told the writers that it kept."""
    store = Store(path)
    kept = {one.id: one for one in store.articles()}
    decided = {one.id for one in store.decisions(include_undone=True)}
    logged = Counter(line["action"] for line in store.log(10**9))
    wrong = []
    for tally in writing:
        for number in tally.added:
            one = kept.get(article(number).id)
            if one is None or one.text != article(number).text:
                wrong.append(f"article {number} is lost")
        wrong += [
            f"a correction of {one}" for one, t in tally.titles.items() if kept[one].title != t
        ]
        wrong += [f"decision {one}" for one in tally.decisions if one not in decided]
    expected = BASE + sum(len(tally.added) for tally in writing)
    if len(kept) != expected:
        wrong.append(f"{len(kept)} articles instead of {expected}")
    edits = sum(len(tally.titles) for tally in writing)
    if logged["edit article"] != edits:
        wrong.append(f"{logged['edit article']} lines of the log for {edits} corrections")
    return wrong + [line for line in store.check() if "vector" not in line]


def figures(
    path: Path, seconds: float, reading: Sequence[Tally], writing: Sequence[Tally]
) -> dict[str, Any]:
    """Sum up what was done, and how long it took."""
    done = sum((tally.done for tally in (*reading, *writing)), Counter())
    found: dict[str, Any] = {"seconds": seconds, "readers": len(reading), "writers": len(writing)}
    found |= {name: done[name] for name in sorted(done)}
    found["busy"] = done["busy"]
    for name, tallies in (("read", reading), ("write", writing)):
        waits = sorted(wait for tally in tallies for wait in tally.waits) or [0.0]
        for share, label in ((0.5, "median"), (0.99, "99 %"), (1.0, "longest")):
            at = min(int(len(waits) * share), len(waits) - 1)
            found[f"{name} {label}, ms"] = round(waits[at] * 1000, 1)
    return found | {"store, MiB": round(os.path.getsize(path) / 2**20, 1)}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--store", type=Path, help="a new file (default: one that is deleted)")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        path = args.store or Path(folder) / "soak.duckdb"
        found = soak(path, args.minutes * 60, args.readers, args.writers)
    wrong = found.pop("wrong")
    if args.json:
        print(json.dumps(found | {"wrong": wrong}))
    else:
        for name, value in found.items():
            print(f"{name}: {value}")
        print(f"lost or torn: {len(wrong) or 'nothing'}")
        for line in wrong[:20]:
            print(f"  {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
