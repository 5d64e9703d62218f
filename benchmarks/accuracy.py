"""Prints the accuracy table: every `accuracy_*.py` beside this file measures some rows of it.

    astold bench accuracy [--json FILE] [--only NAME …]

A row has: set, split, metric, obvious (the obvious answer, from the same run), ours, target.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEYS = ("set", "split", "metric", "obvious", "ours", "target")


def main() -> None:
    names = sorted(path.stem for path in HERE.glob("accuracy_*.py"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the rows there too")
    parser.add_argument("--only", nargs="*", default=[], help=f"of {', '.join(names)}")
    args = parser.parse_args()
    sys.path.insert(0, str(HERE))
    rows: list[dict[str, object]] = []
    print("| " + " | ".join(KEYS) + " |\n|" + "---|" * len(KEYS), flush=True)
    for name in names:
        if args.only and name not in args.only:
            continue
        for row in importlib.import_module(name).rows():
            rows.append({key: _cell(row.get(key)) for key in KEYS})
            print("| " + " | ".join(_cell(row.get(key)) for key in KEYS) + " |", flush=True)
    if args.json:
        Path(args.json).write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
