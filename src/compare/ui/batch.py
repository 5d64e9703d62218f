"""What was read on the Add page and waits to be saved, file by file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from compare.ui.readers import reading

if TYPE_CHECKING:
    from compare.readers.tabular import Preview
    from compare.records import Article, Page, ReadResult, Reject

READ, ADDED = "read-articles", "added-articles"


@dataclass
class Table:
    """A table that was read, kept so that it can be read again with other columns.

    Attributes:
        mapping: field of `Article` → column, as it was read.
    """

    data: bytes
    preview: Preview
    mapping: dict[str, str]


@dataclass
class Part:
    """What came of one file, pasted text or address.

    Attributes:
        table: for tables only.
        page: for addresses, what the server gave.
    """

    name: str
    articles: list[Article] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    table: Table | None = None
    page: Page | None = None

    def put(self, result: ReadResult) -> None:
        """Take what was read in place of what was there."""
        self.articles, self.rejects = list(result.articles), list(result.rejects)


def parts() -> list[Part]:
    """Give what waits to be saved."""
    found: list[Part] = st.session_state.get(READ, [])
    return found


def wait(found: Sequence[Part]) -> None:
    """Let what was read wait to be looked at and saved, in place of what waited before."""
    st.session_state[READ] = list(found)
    st.session_state.pop(ADDED, None)


def done() -> None:
    """Forget what waited: it was saved."""
    st.session_state.pop(READ, None)


def read_part(data: bytes, name: str, most_mb: int) -> Part:
    """Read a file; one that is a table is kept with what its columns were taken for."""
    from compare.intake import read_data

    part = Part(name)
    with reading() as worker:
        part.put(read_data(worker, data, name, most_mb))
        preview = worker.preview(data, name)
    if preview is not None and preview.columns:
        part.table = Table(data, preview, dict(preview.mapping))
    return part


def read_again(part: Part, mapping: dict[str, str], most_mb: int) -> None:
    """Read a table anew with the columns that a person chose."""
    from compare.intake import read_data

    assert part.table is not None
    part.table.mapping = mapping
    told = dict.fromkeys(part.table.preview.mapping, "") | mapping
    with reading() as worker:
        part.put(read_data(worker, part.table.data, part.name, most_mb, told))
