"""Says what millions of articles cost, stage by stage, from what is measured here.

    python benchmarks/cost_model.py [FILE …] [--claims 3000] [--json FILE]

Measures the articles of the files (any that `astold add` reads), or else invented ones, and
prints core-hours, machines for a day, memory and disk for 1 and 100 million articles, and what
breaks first. The formulas are explained in docs/past-one-machine.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from cost_measured import Measured, measure, one_thread
from make_claims import generate

from compare.config import Settings
from compare.event_likeness import FAR
from compare.records import Article

HOUR, GIB = 3600.0, 2.0**30
STAGES = {
    "claims": "extraction",
    "vectors": "embedding",
    "candidates": "candidates",
    "matching": "signals",
    "relations": "relations",
    "groups": "groups",
}


@dataclass(frozen=True)
class Corpus:
    """So many articles, published evenly over so many days."""

    articles: float
    days: float

    def near(self, within: float) -> float:
        """Give how many articles there are within so many days of one, on both sides."""
        return min(self.articles, self.articles / self.days * (2 * within + 1))


@dataclass(frozen=True)
class Machine:
    cores: int
    memory: float  # GiB
    disk: float  # GiB


def seconds(measured: Measured, corpus: Corpus) -> dict[str, float]:
    """Give core-seconds by stage: all linear in claims but for the search for events."""
    claims = corpus.articles * measured.claims / measured.articles
    found = {name: claims * measured.seconds.get(stage, 0.0) for stage, name in STAGES.items()}
    found["events"] = corpus.articles * (
        measured.article_seconds + measured.pair_seconds * corpus.near(FAR * Settings().event_days)
    )
    return found


def all_pairs(measured: Measured, corpus: Corpus) -> float:
    """Give core-seconds of the search for events if every article met every other."""
    return corpus.articles * (measured.article_seconds + measured.pair_seconds * corpus.articles)


def memory(measured: Measured, corpus: Corpus) -> dict[str, float]:
    """Give bytes of memory where the run is started, by what takes it."""
    claims = corpus.articles * measured.claims / measured.articles
    near = corpus.near(FAR * Settings().event_days)
    together = near * measured.event_article_bytes + near**2 * measured.event_pair_bytes
    return {
        "all articles, in every run": corpus.articles * measured.article_bytes,
        "search for events, where all near in time hang together": together,
        "what a first run over all of it found": claims * measured.found_bytes,
        "what a run a day found": claims / corpus.days * measured.found_bytes,
    }


def limit(breaks: Callable[[float], bool], top: float = 1e12) -> float:
    """Give the number of articles from which on something breaks (`top`: never)."""
    low, high = 1.0, top
    while high / low > 1.01:
        middle = (low * high) ** 0.5
        low, high = (low, middle) if breaks(middle) else (middle, high)
    return high


def limits(measured: Measured, a_day: float, machine: Machine) -> dict[str, float]:
    """Give by what breaks: from how many articles on, where so many come a day."""

    def corpus(articles: float) -> Corpus:
        return Corpus(articles, max(1.0, articles / a_day))

    found = {
        f"{name}: more than {machine.memory:.0f} GiB": limit(
            lambda n, name=name: memory(measured, corpus(n))[name] > machine.memory * GIB
        )
        for name in memory(measured, corpus(1e6))
    }
    found["search for events, in one process: more than a day"] = limit(
        lambda n: seconds(measured, corpus(n))["events"] > 24 * HOUR
    )
    per_article = measured.claims / measured.articles * measured.store_bytes
    found[f"the store: more than {machine.disk:.0f} GiB on one disk"] = limit(
        lambda n: n * per_article > machine.disk * GIB
    )
    return dict(sorted(found.items(), key=lambda item: item[1]))


def report(measured: Measured, corpora: list[Corpus], machine: Machine) -> None:
    m = measured
    print(
        f"Measured: {m.articles:,} articles, {m.claims:,} claims ({m.claims / m.articles:.1f} an "
        f"article), {m.events:,} events, {m.pairs / m.events:,.0f} pairs an event, "
        f"{m.pairs / m.claims:.1f} pairs and {m.matches / m.claims:.1f} matches a claim, "
        f"largest event {m.largest:,} claims.\n"
    )
    print("| measured | value |\n|---|---|")
    for stage, name in STAGES.items():
        print(f"| {name}, a claim | {1000 * m.seconds.get(stage, 0):.3f} ms |")
    print(f"| events, an article | {1000 * m.article_seconds:.3f} ms |")
    print(f"| events, a pair of articles near in time | {1e6 * m.pair_seconds:.3f} µs |")
    print(f"| memory: events, an article | {m.event_article_bytes / 1024:.1f} KiB |")
    print(f"| memory: events, a pair of articles that hang together | {m.event_pair_bytes:.0f} B |")
    print(f"| memory: an article | {m.article_bytes / 1024:.1f} KiB |")
    print(f"| memory: what was found, a claim | {m.found_bytes / 1024:.1f} KiB |")
    print(f"| handed to a worker, a claim | {m.task_bytes / 1024:.1f} KiB |")
    print(f"| memory: a worker | {m.worker_bytes / 2**20:.0f} MiB |")
    print(f"| store, a claim | {m.store_bytes / 1024:.1f} KiB |")
    print(f"| Parquet, a claim | {m.parquet_bytes / 1024:.1f} KiB |\n")
    heads = [f"{c.articles / 1e6:g} M articles in {c.days:,.0f} days" for c in corpora]
    print(f"| core-hours | {' | '.join(heads)} |\n|---|{'---|' * len(corpora)}")
    rows = [seconds(m, c) for c in corpora]
    for name in rows[0]:
        print(f"| {name} | {' | '.join(f'{row[name] / HOUR:,.0f}' for row in rows)} |")
    told = " | ".join(f"{all_pairs(m, c) / HOUR:,.0f}" for c in corpora)
    print(f"| (events, were all articles compared with all) | {told} |")
    told = " | ".join(f"{c.articles / c.days * m.events / m.articles:,.0f}" for c in corpora)
    print(f"| events a day | {told} |")
    shared = [sum(row.values()) - row["events"] for row in rows]
    told = " | ".join(f"{one / (24 * HOUR * machine.cores):,.1f}" for one in shared)
    print(f"| machines of {machine.cores} cores for a day, without events | {told} |")
    for name in memory(m, corpora[0]):
        told = " | ".join(f"{memory(m, c)[name] / GIB:,.1f} GiB" for c in corpora)
        print(f"| memory: {name} | {told} |")
    a_claim = (("store", m.store_bytes), ("Parquet", m.parquet_bytes))
    for name, size in a_claim:
        sizes = [c.articles * m.claims / m.articles * size / GIB for c in corpora]
        print(f"| {name} | {' | '.join(f'{one:,.0f} GiB' for one in sizes)} |")
    for corpus in corpora:
        a_day = corpus.articles / corpus.days
        print(f"\nAt {a_day:,.0f} articles a day, this breaks, the first first:\n")
        for name, count in limits(m, a_day, machine).items():
            told = f"from {count:,.0f} articles on" if count < 1e12 else "never"
            print(f"- {name}: {told}")


def given(files: list[Path], claims: int) -> list[Article]:
    if not files:
        return generate(claims)
    from compare.readers.registry import read

    return [one for file in files for one in read(file.read_bytes(), file.name).articles]


def main() -> None:
    parser = argparse.ArgumentParser(description="What millions of articles cost.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--claims", type=int, default=3000, help="of invented articles")
    parser.add_argument("--json", type=Path, help="keep what was measured, or use it if there")
    parser.add_argument("--cores", type=int, default=16)
    parser.add_argument("--memory", type=float, default=64, help="GiB of a machine")
    parser.add_argument("--disk", type=float, default=4000, help="GiB of a machine")
    args = parser.parse_args()
    one_thread()
    if args.json and args.json.exists():
        measured = Measured(**json.loads(args.json.read_text("utf-8")))
    else:
        measured = measure(given(args.files, args.claims))
        if args.json:
            args.json.write_text(json.dumps(asdict(measured), indent=1), "utf-8")
    corpora = [Corpus(1e6, 365), Corpus(100e6, 3650)]
    report(measured, corpora, Machine(args.cores, args.memory, args.disk))


if __name__ == "__main__":
    main()
