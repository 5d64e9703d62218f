"""Which column of a table is what: as guessed, with its first rows, to be corrected."""

from __future__ import annotations

from typing import Final

import streamlit as st

from compare.ui import services
from compare.ui.batch import Part, Table, read_again
from compare.ui.words import esc, md

FIELDS: Final = {
    "text": "Text",
    "title": "Title",
    "outlet": "Outlet",
    "url": "Address",
    "published_at": "Published",
    "modified_at": "Last changed",
    "author": "Author",
    "country": "Country",
    "language": "Language",
    "carries": "Carries the text of",
    "kind": "Own words or paraphrase",
    "published_precision": "How exact the date is",
    "completeness": "Whole or truncated",
}
NONE: Final = "no column"
SHOWN = 12  # columns in the preview
_CHARS = 120  # of a value in the preview


def columns(part: Part, number: int) -> None:
    """Show how a table was read, folded away unless it was refused, and offer to correct it."""
    table = part.table
    if table is None:
        return
    name = md(part.name)
    with st.expander(f"Which column is what in {name}", expanded=not part.articles):
        st.html(_preview(table))
        with st.form(f"columns-{number}", border=False):
            chosen = _fields(table, number)
            if not st.form_submit_button("Read it again with these columns"):
                return
        if "text" not in chosen:
            st.error("Choose the column that holds the text of the articles.")
            return
        read_again(part, chosen, services.settings().max_file_mb)
        st.rerun()


def _fields(table: Table, number: int) -> dict[str, str]:
    """Show a choice of a column for each field; give field → column."""
    places = st.columns(3)
    chosen: dict[str, str] = {}
    options = [NONE, *table.preview.columns]
    for at, (field, label) in enumerate(FIELDS.items()):
        now = table.mapping.get(field)
        column = places[at % 3].selectbox(
            label,
            range(len(options)),
            index=options.index(now, 1) if now in table.preview.columns else 0,
            format_func=lambda place: options[place][:60],
            key=f"column-{number}-{field}",
        )
        if column:
            chosen[field] = options[column]
    return chosen


def _preview(table: Table) -> str:
    names = table.preview.columns
    held = {column: FIELDS.get(field, field) for field, column in table.mapping.items()}
    head = "".join(
        f'<th scope="col">{esc(name[:60])}<br><span class="quiet">'
        f"{esc(held.get(name, 'not used'))}</span></th>"
        for name in names[:SHOWN]
    )
    body = "".join(
        "<tr>" + "".join(f"<td>{esc(cell[:_CHARS])}</td>" for cell in row[:SHOWN]) + "</tr>"
        for row in table.preview.rows
    )
    more = f'<p class="quiet">and {len(names) - SHOWN} more columns</p>'
    return (
        '<div class="told"><table class="plain-table"><thead>'
        f"<tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"{more if len(names) > SHOWN else ''}</div>"
    )
