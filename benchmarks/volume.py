"""Runs a whole collection through the line and prints what the README's volume table holds.

    astold bench volume [FILE.jsonl]

By default events/news_cluster.jsonl of the evaluation data: all its articles are added and
matched by the same two commands that a user types, in processes of their own, so that peak
memory and start-up count.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ASTOLD_EVAL_DATA", ROOT.parent / "shared" / "data"))


def astold(*words: str) -> tuple[dict[str, object], float]:
    began = time.perf_counter()
    command = [sys.executable, "-m", "compare.cli", *words, "--json", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 2:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout), time.perf_counter() - began


def main() -> None:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "events" / "news_cluster.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "volume.duckdb"
        added, add_seconds = astold("add", str(source), "--store", str(store))
        summary, run_seconds = astold("run", "--store", str(store))
        _, again_seconds = astold("run", "--store", str(store))
        size = store.stat().st_size
    stages = summary["stages"]
    assert isinstance(stages, dict)
    print(f"| {source.name} | |\n|---|---|")
    print(
        f"| articles added / already there / refused | {len(added['added'])} / "
        f"{len(added['known'])} / {len(added['rejects'])} |"
    )
    for name in ("articles", "claims", "events", "pairs", "matches", "groups"):
        print(f"| {name} | {summary[name]:,} |")
    print(f"| `astold add`, whole command | {add_seconds:.1f} s |")
    for name, seconds in stages.items():
        print(f"| {name} | {seconds:.1f} s |")
    print(f"| `astold run`, whole command | {run_seconds:.1f} s |")
    print(f"| `astold run` again, nothing new | {again_seconds:.1f} s |")
    print(f"| peak memory | {summary['peak_memory_mb']:.0f} MiB |")
    a_claim = size / max(1, int(str(summary["claims"]))) / 1024
    print(f"| store | {size / 2**20:.1f} MiB, {a_claim:.1f} KiB a claim |")


if __name__ == "__main__":
    main()
