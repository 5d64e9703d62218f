"""Prints the speed table: AsTold against what people write today, on this machine, now.

    astold bench speed [--quick] [--only ROW …] [--runs 5] [--json FILE] [--table FILE]

Rival A embeds with `SentenceTransformer.encode` and finds pairs with `paraphrase_mining`, both
with their defaults, on the same model; Rival B compares the wording of all pairs by rapidfuzz
besides; the limit is the time of the model's matrix products alone at the peak that this
machine reaches for the number format in use. Ratios are of medians, by the clock and, in
brackets, by processor time, which other work on the machine disturbs least. Every row runs in
a process of its own; rivals take turns with ours in the same process.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from speed_corpora import DATA, KEPT  # noqa: E402

ROWS = ("embedding", "groups", "wording", "whole", "growth", "one_more", "starts", "page")
Row = tuple[str, str, str, str, int]
WORDED = 2_000  # claims whose wording Rival B compares pair by pair
SENTENCES = 2_000  # of the news, taken evenly: five runs of all 11,708 take a quarter of an hour


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, for a first look")
    parser.add_argument("--only", nargs="*", default=list(ROWS), choices=ROWS)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", nargs="*", type=int, help="claims, by default 10, 30, 100 k")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--table", type=Path, help="write the table there too")
    args = parser.parse_args()
    sizes = args.sizes or ([500, 1500] if args.quick else [10_000, 30_000, 100_000])
    runs = 2 if args.quick else args.runs
    KEPT.mkdir(exist_ok=True, mode=0o700)
    lines = ["| what | rival or bound | AsTold | ratio | runs |", "|---|---|---|---|---|"]
    print("\n".join(lines), flush=True)
    answers: dict[str, Any] = {"load": os.getloadavg(), "processors": os.cpu_count()}
    for row in rows(args.only, sizes, runs, args.quick, answers):
        lines.append("| " + " | ".join(map(str, row)) + " |")
        print(lines[-1], flush=True)
        if args.json:
            args.json.write_text(json.dumps(answers, indent=1) + "\n", "utf-8")
    if args.table:
        args.table.write_text("\n".join(lines) + "\n", "utf-8")


def rows(
    only: list[str], sizes: list[int], runs: int, quick: bool, answers: dict[str, Any]
) -> Iterator[Row]:
    """Measure what is asked for, in order; what was measured is put into `answers`."""
    first = sizes[0]
    stores = {size: str(KEPT / f"grown-{size}.duckdb") for size in sizes}

    def ask(task: str, **fields: Any) -> Any:
        name = "-".join([task, *(str(one) for key, one in fields.items() if key != "path")])
        answers[name] = task_in_child(task, fields)
        return answers[name]

    if "embedding" in only:
        if (DATA / "events").exists():
            found = ask("embedding", corpus="news", count=300 if quick else SENTENCES, runs=runs)
            yield from embedding_rows(found)
        yield from embedding_rows(ask("embedding", corpus="made", count=first, runs=runs))
    rival = None
    if "groups" in only and not quick and (DATA / "events").exists():
        yield from groups_rows(ask("groups", count=0, runs=runs), "claims of news_cluster")
    if "groups" in only:
        rival = ask("groups", count=first, runs=runs)
        yield from groups_rows(rival)
    if "wording" in only:
        found = ask("wording", count=min(WORDED, first), runs=runs)
        yield against(f"{found['claims']:,} claims → matched groups; Rival B", found)
    if "whole" in only:
        yield from whole_rows(ask("whole", count=first, runs=runs), rival)
    if "growth" in only:
        yield from growth_rows([ask("grow", count=size, path=stores[size]) for size in sizes])
    grown = [size for size in sizes if Path(stores[size]).exists()]
    if "one_more" in only and grown:
        last = grown[-1]
        yield from one_more_rows(ask("one_more", count=last, path=stores[last], runs=runs), last)
    if "starts" in only:
        yield from start_rows(ask("starts", runs=runs))
    if "page" in only and grown:
        yield page_row(ask("page", path=stores[grown[-1]], runs=runs))


def task_in_child(task: str, fields: dict[str, Any]) -> Any:
    """Run one of `speed_tasks.py` and give its answer."""
    command = [sys.executable, str(HERE / "speed_tasks.py"), task, json.dumps(fields)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"speed_tasks.py {task} failed")
    return json.loads(done.stdout.splitlines()[-1])


def median(times: list[dict[str, float]], clock: str) -> float:
    """Give the median of a list of times."""
    return statistics.median(one[clock] for one in times)


def against(label: str, found: dict[str, Any]) -> Row:
    """Set what a rival took beside what ours took."""
    rival, ours = median(found["rival"], "wall"), median(found["ours"], "wall")
    by_cpu = median(found["rival"], "cpu") / median(found["ours"], "cpu")
    times = f"{rival / ours:.1f}× ({by_cpu:.1f}×)"
    return (label, f"{rival:.2f} s", f"{ours:.2f} s", times, len(found["ours"]))


def embedding_rows(found: dict[str, Any]) -> Iterator[Row]:
    """Embedding alone."""
    kind = "made" if "sts_ours" not in found else "news"
    runs = len(found["ours"])
    yield against(f"embedding {found['sentences']:,} {kind} sentences; Rival A's `encode`", found)
    ours, limit = median(found["ours"], "wall"), found["limit"]
    share = f"{limit['seconds_int8'] / ours:.0%} of the limit"
    peak = f"{limit['seconds_int8']:.2f} s at {limit['int8_gmac']:.0f} G products/s"
    yield ("the same; the limit of 8 bits", peak, f"{ours:.2f} s", share, runs)
    if "sts_ours" in found:
        gain = found["sts_ours"] - found["sts_rival"]
        pair = f"{found['sts_rival']:.4f}", f"{found['sts_ours']:.4f}"
        yield ("STS headlines, Spearman; Rival A", *pair, f"{gain:+.4f}", 1)
    lowest, middle = f"{found['lowest_cosine']:.4f}", f"{found['median_cosine']:.4f}"
    yield ("lowest cosine to Rival A's vectors (median)", "1", f"{lowest} ({middle})", "–", 1)


def groups_rows(found: dict[str, Any], kind: str = "made claims") -> Iterator[Row]:
    """Claims to matched groups."""
    label = f"{found['claims']:,} {kind} → matched groups, second look and relations included"
    yield against(f"{label}; Rival A", found)
    # Stages add up over the processes that share the work.
    apart = found["stages"]["relations"] / found["processes"]
    rival, ours = median(found["rival"], "wall"), median(found["ours"], "wall") - apart
    label = "the same less the stage that says how the versions differ (second look, relations)"
    yield (label, f"{rival:.2f} s", f"{ours:.2f} s", f"{rival / ours:.1f}×", len(found["ours"]))
    share = found["found"]
    pairs = "Rival A's pairs across outlets within an event"
    for kept, of, which in (
        ("likely_kept", "likely", "that our model puts above the suggested threshold"),
        ("kept", "pairs", "of a cosine above it"),
    ):
        total = f"{share[of]:,.0f} pairs"
        yield (f"{pairs} {which}: among the pairs scored", total, f"{share[kept]:.1%}", "–", 1)


def whole_rows(found: dict[str, Any], groups: dict[str, Any] | None) -> Iterator[Row]:
    """Text to matched groups, into a store."""
    ours = {clock: median(found["ours"], clock) / found["claims"] for clock in ("wall", "cpu")}
    label = f"text → matched groups, {found['claims']:,} claims, by the thousand; Rival A"
    rival, times = "–", "–"
    if groups:
        theirs = {one: median(groups["rival"], one) / groups["claims"] for one in ours}
        rival = f"{theirs['wall'] * 1000:.1f} s"
        times = f"{theirs['wall'] / ours['wall']:.1f}× ({theirs['cpu'] / ours['cpu']:.1f}×)"
    yield (label, rival, f"{ours['wall'] * 1000:.1f} s", times, len(found["ours"]))


def growth_rows(found: list[dict[str, Any]]) -> Iterator[Row]:
    """How time, memory and the store grow with the claims."""
    base = found[0]["ours"][0]
    for one in found:
        took, memory = one["ours"][0], one["memory"]
        times = f"{took['wall'] / base['wall']:.1f}× ({took['cpu'] / base['cpu']:.1f}×) the first"
        bound = f"{memory['main']:.0f} MiB, largest child {memory['child']:.0f}"
        label = f"vectors to groups of a store of {one['claims']:,} claims; peak memory"
        yield (label, bound, f"{took['wall']:.0f} s", times, 1)
    size = f"{found[-1]['bytes_a_claim'] / 1024:.1f} KiB a claim"
    yield ("size of the last store", "4 KiB a claim", size, "–", 1)


def one_more_rows(found: dict[str, Any], claims: int) -> Iterator[Row]:
    """One article more."""
    ours, runs = median(found["ours"], "wall"), len(found["ours"])
    least = median(found["embedding"], "wall") + median(found["opening"], "wall")
    label = f"one article of 30 claims more into {claims:,}; embedding them and opening the store"
    yield (label, f"{least:.2f} s", f"{ours:.2f} s", f"{ours / least:.1f} times as long", runs)
    changed = str(sum(found["events_changed_besides"]))
    yield ("events besides its own whose groups changed", "0", changed, "–", runs)


def start_rows(found: dict[str, Any]) -> Iterator[Row]:
    """What starting costs."""
    for name, label in (("import", "`import compare`"), ("help", "`astold --help`")):
        seconds = f"{median(found[name], 'cpu'):.2f} s"
        yield (f"{label}, processor time", "0.3 s", seconds, "–", len(found[name]))


def page_row(found: dict[str, Any]) -> Row:
    """A new process to the first filled page."""
    loaded = ", ".join(found["loaded"]) or "no model library"
    seconds = f"{median(found['first_view'], 'wall'):.1f} s"
    return ("new process to the first filled page", loaded, seconds, "–", len(found["first_view"]))


if __name__ == "__main__":
    main()
