"""Add: files, pasted text or addresses, looked at and corrected before they are saved."""

from __future__ import annotations

import streamlit as st

from compare.ui import adding, batch, jobs, services
from compare.ui.columns import columns
from compare.ui.head import head
from compare.ui.page import View
from compare.ui.progressbox import progress_box
from compare.ui.words import count


def show() -> None:
    """Show the page."""
    head("Add articles", "Files of any number, the text of a page as you copied it, addresses.")
    progress_box()
    settings = services.settings()
    names = ["Files", "Pasted text", *(["Addresses"] if settings.fetch else [])]
    files, pasted, *addresses = st.tabs(names)
    with files, st.form("files", border=False, clear_on_submit=True):
        from compare.readers.registry import suffixes

        chosen = st.file_uploader(
            "Files",
            accept_multiple_files=True,
            key="upload",
            max_upload_size=settings.max_file_mb,
            help="What can be read: " + ", ".join(name.lstrip(".") for name in suffixes()),
        )
        st.caption("Web pages, text, PDF, office files, tables, feeds, mail and archives of these.")
        if st.form_submit_button("Read the files", type="primary"):
            if chosen:
                adding.read_files(chosen)
            else:
                st.info("No file is here yet. Choose some, wait for the last to arrive, then read.")
    with pasted, st.form("paste", border=False, clear_on_submit=True):
        text = st.text_area("Text of a page", height=220, key="pasted")
        if st.form_submit_button("Read the text", type="primary"):
            if text.strip():
                adding.read_text(text)
            else:
                st.info("There is no text yet. Paste some above.")
    for tab in addresses:
        with tab, st.form("fetch", border=False):
            lines = st.text_area("Addresses, one a line", height=120, key="addresses")
            st.caption("The outlet's robots.txt is obeyed; the page is kept as it came.")
            if st.form_submit_button("Fetch and read", type="primary"):
                if lines.strip():
                    adding.read_addresses(lines)
                else:
                    st.info("There is no address yet. Write one a line above.")
    _found()
    adding.results()
    _rest()


def _found() -> None:
    """Show what was read, to be corrected and saved."""
    parts = batch.parts()
    adding.show_rejects([reject for part in parts for reject in part.rejects])
    for number, part in enumerate(parts):
        columns(part, number)
    articles = sum(len(part.articles) for part in parts)
    if articles:
        st.header(f"{count(articles, 'article')} found: is this right?")
        adding.correct(parts)
        if st.button(f"Save {count(articles, 'article')}", type="primary", key="save"):
            adding.save(parts)
            st.rerun()


def _rest() -> None:
    """Offer the example to an empty store, and the matching of what waits for it."""
    job = jobs.current(services.settings().store)
    if job is not None and job.running:
        return
    st.divider()
    if not services.stats()["articles"]:
        st.write("No articles at hand? The example has 25 reports on one meeting.")
        if not st.button("Load the example", key="example"):
            return
        from compare.example import add_example

        add_example(services.store())
        adding.match()
        st.rerun()
    else:
        st.caption("Saving starts the matching. It can also be started here, after corrections.")
        if not st.button("Match what is new", key="match"):
            return
        adding.match()
        st.rerun()


PLUGIN = View(
    "add",
    "Add",
    ":material/add:",
    60,
    show,
    "Files, pasted text and pages into the store",
    edits=True,
)

if __name__ == "__main__":
    show()
