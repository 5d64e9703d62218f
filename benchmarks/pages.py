"""Measures how long each page of the dashboard works, on a small store and on a large one.

    python benchmarks/pages.py [--claims 1000 100000] [--json FILE]

Events of 10 reports by 10 outlets with 20 claims each are invented and saved; then each page is
run through AppTest: once cold (after a change of the store, nothing cached) and three times
warm, of which the fastest counts. What is timed is the page's own work, in the server; AppTest
itself takes half a second more.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTLETS, CLAIMS = 10, 20  # of each event
TIMES = 3
PAGES = ("events", "event", "pair", "article", "outlets", "timeline", "review", "add", "about")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", nargs="*", type=int, default=[1000, 100_000])
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    found = {number: measure(number) for number in args.claims}
    print("| page | " + " | ".join(f"{n:,} claims, cold | warm" for n in found) + " |")
    print("|---|" + "---|---|" * len(found))
    for page in PAGES:
        cells = [f"{seconds:.3f} s" for times in found.values() for seconds in times[page]]
        print(f"| {page} | {' | '.join(cells)} |")
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


def measure(claims: int) -> dict[str, tuple[float, float]]:
    """Make a store of so many claims and time each page on it: seconds cold and warm, by page."""
    from compare.store.db import Store

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.duckdb"
        os.environ["ASTOLD_STORE"] = str(path)
        store = Store(path)
        began = time.perf_counter()
        events = max(1, claims // (OUTLETS * CLAIMS))
        addresses = fill(store, events)
        seconds = time.perf_counter() - began
        counts = store.stats()
        print(f"{counts['claims']:,} claims in {events} events, {seconds:.0f} s", file=sys.stderr)
        fastest("about", {})  # imports what all pages share
        return {page: fastest(page, addresses.get(page, {})) for page in PAGES}


def fastest(page: str, params: dict[str, str]) -> tuple[float, float]:
    """Run a page in sessions of its own: seconds when nothing is cached, and the fastest after."""
    import streamlit as st
    from streamlit.testing.v1 import AppTest

    times: list[float] = []
    st.cache_resource.clear()
    for _ in range(1 + TIMES):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        if page != "events":
            app.switch_page(f"src/compare/ui/views/{page}.py")
        app.query_params.update(params)
        with timed(times):
            app.run()
        if app.exception or app.error:
            raise SystemExit(f"{page}: {app.exception or app.error}")
    return times[0], min(times[1:])


@contextlib.contextmanager
def timed(times: list[float]) -> Iterator[None]:
    """Take the time that the page itself works, between app.py's first and last line about it."""
    from compare.ui import page

    kept = page.problems

    @contextlib.contextmanager
    def watched() -> Iterator[None]:
        began = time.perf_counter()
        with kept():
            yield
        times.append(time.perf_counter() - began)

    page.problems = watched
    try:
        yield
    finally:
        page.problems = kept


def fill(store: object, events: int) -> dict[str, dict[str, str]]:
    """Save invented events; give the addresses of the pages about the newest one."""
    from compare.records import Event, RunResult, RunSummary
    from compare.store.db import Store

    assert isinstance(store, Store)
    made = [invented(number) for number in range(events)]
    for one in range(0, events, 50):
        part = made[one : one + 50]
        store.add([article for event in part for article in event[0]])
        store.save_claims(
            {
                article.id: [claim for claim in event[1] if claim.article_id == article.id]
                for event in part
                for article in event[0]
            }
        )
    records = [
        Event(f"e{n}", f"Event {n}", tuple(a.id for a in event[0]), at(n), at(n))
        for n, event in enumerate(made)
    ]
    summary = RunSummary("run", datetime.now(UTC), 1.0, "none", "", 0, 0, events, 0, 0, 0)
    result = RunResult(
        tuple(records),
        tuple(one.id for one in records),
        tuple(match for event in made for match in event[2]),
        (),
        tuple(group for event in made for group in event[3]),
        tuple(relation for event in made for relation in event[4]),
    )
    store.save_run(result, summary)
    articles, _, matches, _, _ = made[-1]
    newest = {"id": records[-1].id}
    return {
        "event": newest,
        "outlets": newest,
        "timeline": newest,
        "review": newest,
        "article": {"id": articles[0].id},
        "pair": {"left": matches[0].left, "right": matches[0].right},
    }


def invented(number: int) -> tuple[list, list, list, list, list]:  # type: ignore[type-arg]
    """Make one event: articles, claims, matches, groups, relations."""
    from compare.records import (
        Article,
        Claim,
        ClaimGroup,
        Difference,
        Match,
        PairRelation,
        Relation,
        content_id,
    )

    articles, claims = [], []
    for outlet in range(OUTLETS):
        sentences = [
            f"In event {number} harbour {line} counted {outlet + line} boats."
            for line in range(CLAIMS)
        ]
        text = " ".join(sentences)
        article = Article(f"Daily {outlet}", f"Event {number}", text, f"https://d{outlet}.example/{number}",
                          at(number), country="Salmo")  # fmt: skip
        articles.append(article)
        for line, sentence in enumerate(sentences):
            start = text.index(sentence)
            claims.append(
                Claim(
                    content_id(article.id, str(line)),
                    article.id,
                    sentence,
                    start,
                    start + len(sentence),
                    line,
                )
            )
    matches, groups, relations = [], [], []
    for line in range(CLAIMS):
        row = [claims[outlet * CLAIMS + line] for outlet in range(OUTLETS)]
        event_id = f"e{number}"
        groups.append(
            ClaimGroup(row[0].id, event_id, tuple(c.id for c in row), 0.7, tuple(range(OUTLETS)))
        )
        for one, two in pairwise(row):
            left, right = sorted((one.id, two.id))
            matches.append(Match(left, right, 0.6 + 0.02 * (line % 20)))
            difference = Difference("number", "1", "2", ((0, 2),), ((0, 2),))
            relations.append(PairRelation(left, right, Relation("differ", 0.8, (difference,))))
    return articles, claims, matches, groups, relations


def at(number: int) -> datetime:
    return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=number)


if __name__ == "__main__":
    main()
