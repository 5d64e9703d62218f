"""No two pages keep a filter under one name: a page that is left takes its own out of the address,
and would take the other page's with it when the reader goes back."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import compare.ui

FOLDER = Path(next(iter(compare.ui.__path__)))


def bound_keys(path: Path) -> list[str]:
    """The names under which the widgets of a module stand in the address."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            said = {word.arg: word.value for word in node.keywords}
            if "bind" in said:
                key = said["key"]
                assert isinstance(key, ast.Constant), ast.unparse(node)
                found.append(str(key.value))
    return found


def test_every_name_in_an_address_is_of_one_page():
    names = Counter(name for path in FOLDER.rglob("*.py") for name in bound_keys(path))
    assert names["words"] == 1  # of the event's page
    assert [name for name, times in names.items() if times > 1] == []
    assert "id" not in names  # set by links alone
