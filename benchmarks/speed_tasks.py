"""What `speed.py` measures, each in a process of its own: python speed_tasks.py TASK '{...}'.

The last line printed is JSON. Times are lists of {"wall", "cpu"}, in seconds; "cpu" counts this
process, its threads and its ended children, and is what a busy machine disturbs least.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import speed_corpora as corpora
from make_claims import generate, generate_claims

from compare.config import Settings
from compare.records import Article, Claim

Answer = dict[str, Any]
ONE_MORE = range(25, 36)  # claims of an article that is added to a large store
HELD_OUT = 6


def timed(work: Callable[[], Any], times: list[dict[str, float]]) -> Any:
    """Do it and note how long it took."""
    wall, cpu = time.perf_counter(), _cpu()
    answer = work()
    times.append({"wall": time.perf_counter() - wall, "cpu": _cpu() - cpu})
    return answer


def _cpu() -> float:
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


def peak() -> dict[str, float]:
    """Give the peak memory of this process and of its largest child, in MiB."""
    import resource

    return {
        name: resource.getrusage(who).ru_maxrss / 1024
        for name, who in (("main", resource.RUSAGE_SELF), ("child", resource.RUSAGE_CHILDREN))
    }


def embedding(corpus: str, count: int, runs: int) -> Answer:
    """Both ways to embed, turn by turn, and how near their vectors are."""
    import speed_rivals as rivals
    from scipy.stats import spearmanr
    from speed_line import embed

    if corpus == "news":
        texts = corpora.news_sentences()
        texts = texts[:: max(1, len(texts) // count)][:count] if count else texts
    else:
        _, claims = generate_claims(count, corpora.SEED)
        texts = [one.text for ones in claims.values() for one in ones]
    rivals.encode(texts[:64])
    embed(texts[:64])
    rival: list[dict[str, float]] = []
    ours: list[dict[str, float]] = []
    for _ in range(runs):
        theirs = timed(lambda: rivals.encode(texts), rival)
        found = timed(lambda: embed(texts), ours)
    cosines = (np.stack([found[text] for text in texts]) * theirs).sum(axis=1)
    answer = {
        "sentences": len(texts),
        "different": len(found),
        "rival": rival,
        "ours": ours,
        "lowest_cosine": float(cosines.min()),
        "median_cosine": float(np.median(cosines)),
        "limit": rivals.limit(list(found)),
    }
    if corpus == "news":
        pairs = corpora.headlines()
        gold = [score for _, _, score in pairs]
        sides = [text for a, b, _ in pairs for text in (a, b)]
        exact, near = dict(zip(sides, rivals.encode(sides), strict=True)), embed(sides)
        for name, rows in (("sts_rival", exact), ("sts_ours", near)):
            likeness = [float(rows[a] @ rows[b]) for a, b, _ in pairs]
            answer[name] = float(spearmanr(likeness, gold)[0])
    return answer


def groups(count: int, runs: int) -> Answer:
    """Claims → matched groups against Rival A, and what of Rival A's pairs blocking keeps."""
    import speed_rivals as rivals
    from speed_line import found_share, tasks
    from speed_line import groups as line

    from compare.children import processors
    from compare.engines.local import WORTH_SHARING

    articles, claims = corpora.extracted(count)
    flat = [one for ones in claims.values() for one in ones]
    texts = [one.text for one in flat]
    settings = Settings()
    rivals.encode(texts[:64])
    rival: list[dict[str, float]] = []
    ours: list[dict[str, float]] = []
    mined: list[tuple[float, int, int]] = []
    for _ in range(runs):
        mined = timed(lambda: rivals.mine(texts), rival)
        outcomes = timed(lambda: line(articles, claims, settings), ours)
    stages: dict[str, float] = {}
    for outcome in outcomes:
        for name, seconds in outcome.seconds.items():
            stages[name] = stages.get(name, 0.0) + seconds
    return {
        "claims": len(flat),
        "articles": len(articles),
        "events": len(outcomes),
        "scored_pairs": sum(one.pairs for one in outcomes),
        "matches": sum(len(one.matches) for one in outcomes),
        "rival": rival,
        "ours": ours,
        "stages": stages,
        "processes": processors() if len(flat) >= WORTH_SHARING else 1,
        "mined": len(mined),
        "found": found_share(tasks(articles, claims, settings), mined, flat),
        "memory": peak(),
    }


def wording(count: int, runs: int) -> Answer:
    """Claims → matched groups against Rival B, at a size where it ends."""
    import speed_rivals as rivals
    from speed_line import groups as line

    articles, claims = corpora.extracted(count)
    texts = [one.text for ones in claims.values() for one in ones]
    rivals.encode(texts[:64])
    rival: list[dict[str, float]] = []
    ours: list[dict[str, float]] = []
    for _ in range(runs):
        timed(lambda: rivals.cross_compare(texts), rival)
        timed(lambda: line(articles, claims, Settings()), ours)
    return {"claims": len(texts), "rival": rival, "ours": ours}


def whole(count: int, runs: int) -> Answer:
    """Text → matched groups in a store, the linguistics included."""
    from compare.store.db import Store

    ours: list[dict[str, float]] = []
    for number in range(runs):
        path = corpora.KEPT / f"whole-{os.getpid()}-{number}.duckdb"
        store = Store(path)
        try:
            store.add(generate(count, corpora.SEED))
            summary = timed(partial(store.run, Settings(store=str(path))), ours)
            size = path.stat().st_size
        finally:
            _remove(path)
    return {
        "claims": summary.claims,
        "articles": summary.articles,
        "events": summary.events,
        "matches": summary.matches,
        "stages": summary.stages,
        "ours": ours,
        "bytes_a_claim": size / summary.claims,
        "memory": peak(),
    }


def grow(count: int, path: str) -> Answer:
    """Vectors, events, matching and groups of a store whose claims are there already."""
    from compare.store.db import Store

    Path(path).unlink(missing_ok=True)
    articles, claims = _but_held_out(count)
    store = Store(path)
    for first in range(0, len(articles), 200):
        part = articles[first : first + 200]
        store.add(part)
        store.save_claims({one.id: claims[one.id] for one in part})
    ours: list[dict[str, float]] = []
    summary = timed(lambda: store.run(Settings(store=path)), ours)
    return {
        "claims": summary.claims,
        "articles": summary.articles,
        "events": summary.events,
        "pairs": summary.pairs,
        "matches": summary.matches,
        "stages": summary.stages,
        "ours": ours,
        "bytes_a_claim": Path(path).stat().st_size / summary.claims,
        "memory": peak(),
    }


def _but_held_out(count: int) -> tuple[list[Article], dict[str, list[Claim]]]:
    articles, claims = generate_claims(count, corpora.SEED)
    out = {one.id for one in _held_out(articles, claims)}
    return [one for one in articles if one.id not in out], claims


def _held_out(articles: list[Article], claims: dict[str, list[Claim]]) -> list[Article]:
    """Give a few later articles of about thirty claims: reports on events that are there."""
    fit = [one for one in articles if len(claims[one.id]) in ONE_MORE]
    return fit[len(fit) // 2 :][:HELD_OUT]


def one_more(count: int, path: str, runs: int) -> Answer:
    """One article more into a large store, against embedding its claims and opening the store."""
    from speed_line import embed

    from compare.store.db import Store

    articles, claims = generate_claims(count, corpora.SEED)
    here = Path(f"{path}.more")
    shutil.copyfile(path, here)
    ours: list[dict[str, float]] = []
    least: list[dict[str, float]] = []
    opened: list[dict[str, float]] = []
    changed: list[int] = []
    try:
        for article in _held_out(articles, claims)[: runs + 1]:
            before = _groups(Store(here))
            texts = [one.text for one in claims[article.id]]
            summary = timed(partial(_add_and_run, here, article), ours)
            timed(partial(embed, texts), least)
            timed(lambda: Store(here).stats(), opened)
            store = Store(here)
            home, after = store.event_of(article.id), _groups(store)
            changed.append(sum(after.get(one) != before[one] for one in before if one != home))
    finally:
        _remove(here)
    return {
        # the first time loads the models
        "ours": ours[1:],
        "embedding": least[1:],
        "opening": opened[1:],
        "first": ours[0],
        "events_changed_besides": changed,
        "stages": summary.stages,
        "memory": peak(),
    }


def _add_and_run(path: Path, article: Article) -> Any:
    from compare.store.db import Store

    store = Store(path)
    store.add([article])
    return store.run(Settings(store=str(path)))


def _remove(path: Path) -> None:
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


def _groups(store: Any) -> dict[str, tuple[str, ...]]:
    with store.reading():
        return {
            one.id: tuple(sorted(group.id for group in store.groups(one.id)))
            for one in store.events()
        }


def starts(runs: int) -> Answer:
    """Processor time of `import compare` and of `astold --help`."""
    programs = {
        "import": [sys.executable, "-c", "import compare"],
        "help": [sys.executable, "-m", "compare.cli", "--help"],
    }
    found: Answer = {name: [] for name in programs}
    for _ in range(runs):
        for name, command in programs.items():
            timed(partial(subprocess.run, command, check=True, capture_output=True), found[name])
    return found


def page(path: str, runs: int) -> Answer:
    """The first page of a filled store in a new process, and which heavy libraries it loads."""
    program = (
        "import sys, json\n"
        "from streamlit.testing.v1 import AppTest\n"
        "app = AppTest.from_file('app.py', default_timeout=120).run()\n"
        "assert not app.exception and not app.error\n"
        "heavy = ('torch', 'spacy', 'sentence_transformers', 'transformers', 'onnxruntime')\n"
        "print(json.dumps([one for one in heavy if one in sys.modules]))"
    )
    found: list[dict[str, float]] = []
    loaded: list[str] = []
    for _ in range(runs):
        done = timed(
            lambda: subprocess.run(
                [sys.executable, "-c", program],
                cwd=corpora.ROOT,
                env=os.environ | {"ASTOLD_STORE": path},
                check=True,
                capture_output=True,
                text=True,
            ),
            found,
        )
        loaded = json.loads(done.stdout.splitlines()[-1])
    return {"first_view": found, "loaded": loaded}


TASKS = {
    one.__name__: one for one in (embedding, groups, wording, whole, grow, one_more, starts, page)
}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](**json.loads(sys.argv[2]))))
