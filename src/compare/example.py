"""The example that the first run shows: reads `data/` and puts its reports into a store."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from compare.errors import NotFoundError

if TYPE_CHECKING:
    from compare.records import AddResult
    from compare.store.db import Store

NAME = "ankara-2022"


def example_dir() -> Path:
    """Find the folder with the example: in the repository, or in the installed package.

    Raises:
        NotFoundError: neither has it.
    """
    package = Path(str(resources.files("compare")))
    for folder in (package.parent.parent / "data", package / "_data"):
        if (folder / NAME / "articles.jsonl").exists():
            return folder / NAME
    raise NotFoundError("the example isn't installed", hint="Install the package again")


def add_example(store: Store) -> AddResult:
    """Add the reports of the example; they are paraphrases and marked as such.

    The file says which event its reports belong to, as a person would who moves an article.
    """
    from compare.readers.registry import read

    path = example_dir() / "articles.jsonl"
    data = path.read_bytes()
    result = read(data, path.name, now=datetime.now(UTC))
    added = store.add(result.articles, result.rejects)
    events = {row["url"]: row["event"] for row in map(json.loads, data.decode().splitlines())}
    moves = store.moves()
    for article in result.articles:
        event = events.get(article.url)
        if event and moves.get(article.id) is None and article.id in added.added:
            store.move_article(article.id, event, "example")
    return added
