"""Every test that docs/safety.md names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def names_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_of_the_table_exists() -> None:
    named = NAMED.findall((ROOT / "docs" / "safety.md").read_text("utf-8"))
    assert len(named) > 50
    for file, name in named:
        path = ROOT / file
        assert path.exists(), file
        assert name in names_of(path), f"{file}::{name}"


def test_every_row_names_a_test() -> None:
    """A row of a table whose head has a column for tests has at least one."""
    rows, wanted = 0, False
    for line in (ROOT / "docs" / "safety.md").read_text("utf-8").splitlines():
        if not line.startswith("|"):
            wanted = False
        elif line.rstrip(" |").endswith("test") and not NAMED.search(line):
            wanted = True
        elif wanted and not line.startswith("|---"):
            rows += 1
            assert NAMED.search(line.split("|")[-2]), line
    assert rows > 40
