"""`astold bench accuracy|speed|volume`: the tables of the README, measured now."""

from __future__ import annotations

import argparse
import runpy
from importlib import resources
from pathlib import Path

from compare.errors import NotFoundError


class _Bench:
    name = "bench"
    help = "measure accuracy, speed or volume (needs the repository)"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("what", choices=["accuracy", "speed", "volume"])
        parser.add_argument("rest", nargs=argparse.REMAINDER, help="passed to the program")

    def run(self, args: argparse.Namespace) -> int:
        import sys

        folder = Path(str(resources.files("compare"))).parent.parent / "benchmarks"
        program = folder / f"{args.what}.py"
        if not program.exists():
            raise NotFoundError(
                "the benchmark programs aren't installed",
                where=str(program.name),
                hint="Run it in a clone of the repository",
            )
        sys.argv = [str(program), *args.rest]
        sys.path.insert(0, str(folder))
        runpy.run_path(str(program), run_name="__main__")
        return 0


PLUGIN = _Bench()
