"""Adding articles: what was read of files and pasted text, corrected, saved, matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import streamlit as st

from compare.records import Article, Reject
from compare.ui import jobs, services
from compare.ui.articleform import checked, fields
from compare.ui.person import person
from compare.ui.words import count, esc, href, md, when

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

READ, ADDED, OPEN = "read-articles", "added-articles", "correct-article"
LISTED = 100  # articles in the list of what became of them
FORMS = 200  # articles in one batch that can be looked at one by one


def read_files(files: Sequence[UploadedFile]) -> None:
    """Read uploaded files into the batch that waits to be saved."""
    from compare.readers.registry import read

    articles: list[Article] = []
    rejects: list[Reject] = []
    most = services.settings().max_file_mb
    bar = st.progress(0.0, "Reading")
    for done, file in enumerate(files, start=1):
        if file.size > most * 1024 * 1024:
            hint = "Split it, or raise max_file_mb in the settings"
            rejects.append(Reject(file.name, f"more than the limit of {most} MB", hint))
        else:
            result = read(file.getvalue(), file.name, now=datetime.now(UTC))
            articles += result.articles
            rejects += result.rejects
        bar.progress(done / len(files), f"Reading: {done} of {count(len(files), 'file')}")
    bar.empty()
    st.session_state[READ] = (articles, rejects)
    st.session_state.pop(ADDED, None)


def read_text(text: str) -> None:
    """Read pasted text into the batch that waits to be saved."""
    from compare.readers.registry import read_pasted

    result = read_pasted(text, now=datetime.now(UTC))
    st.session_state[READ] = (list(result.articles), list(result.rejects))
    st.session_state.pop(ADDED, None)


def batch() -> tuple[list[Article], list[Reject]]:
    """Give what was read and not saved yet."""
    found: tuple[list[Article], list[Reject]] = st.session_state.get(READ, ([], []))
    return found


def show_rejects(rejects: Sequence[Reject]) -> None:
    """Say of each thing that can't come in what, where and what to do: one line each."""
    if not rejects:
        return
    st.warning(f"{count(len(rejects), 'thing')} refused, or taken in without a detail:")
    lines = "".join(f"<li>{esc(str(item))}</li>" for item in rejects[:100])
    more = f"<li>and {len(rejects) - 100} more</li>" if len(rejects) > 100 else ""
    st.html(f'<div class="told"><ul>{lines}{more}</ul></div>')


def correct(articles: list[Article]) -> None:
    """Show what was found of one article beside its source text, to be corrected."""
    number = 0
    if len(articles) > 1:
        number = st.selectbox(
            "Look at",
            range(min(len(articles), FORMS)),
            format_func=lambda at: f"{at + 1}. {articles[at].outlet}: {articles[at].title}",
            key=OPEN,
        )
    article = articles[number]
    left, right = st.columns(2, gap="large")
    with left, st.form(f"correct-{number}", border=False):
        values: dict[str, Any] = fields(article, f"new-{article.id}")
        text = st.text_area("Text", article.text, height=320, key=f"new-{article.id}-text")
        if st.form_submit_button("Keep these corrections"):
            kept, wrong = checked(values, article)
            for line in wrong:
                st.error(md(line))
            if not wrong and text.strip():
                articles[number] = replace(article, text=text, **kept)
                st.toast("Kept. Save the articles once all are right.")
                st.rerun()
    with right:
        st.html(_source(article))


def _source(article: Article) -> str:
    cuts = "".join(
        f'<tr><td class="quiet">{esc(cut.reason)}</td><td>{esc(cut.text)}</td></tr>'
        for cut in article.cuts
    )
    table = f'<h3>Cut out of it</h3><table class="plain-table">{cuts}</table>' if cuts else ""
    text = article.source_text or article.text
    return (
        f'<div class="told"><h3>The text as it came</h3><div class="source">{esc(text)}</div>'
        f"{table}</div>"
    )


def save(articles: Sequence[Article], rejects: Sequence[Reject]) -> None:
    """Put the batch into the store, in one transaction, and start the matching."""
    result = services.store().add(list(articles), list(rejects), person())
    st.session_state[ADDED] = (result.added, result.known, [item.id for item in articles])
    st.session_state.pop(READ, None)
    if result.added:
        match()


def match() -> None:
    """Start the matching of what is new."""
    chosen = services.settings()
    jobs.start(chosen.store, services.store(), chosen)


def results() -> None:
    """Say what became of the batch, with the way to the event that each article joined."""
    if ADDED not in st.session_state:
        return
    added, known, ids = st.session_state[ADDED]
    st.success(f"{count(len(added), 'article')} added, {len(known)} already there.")
    titles = services.titles()
    rows = []
    for article_id in ids[:LISTED]:
        article, _, event_id = services.article(article_id)
        way = "waits for the matching"
        if event_id:
            title = esc(titles.get(event_id, "its event"))
            way = f'<a href="{href("event", id=event_id)}" target="_self">{title}</a>'
        own = href("article", id=article_id)
        rows.append(
            f'<tr><td>{esc(article.outlet)}</td><td><a href="{own}" target="_self">'
            f"{esc(article.title)}</a></td><td>{esc(when(article))}</td><td>{way}</td></tr>"
        )
    st.html(
        '<div class="told"><table class="plain-table stack"><thead><tr><th scope="col">Outlet</th>'
        '<th scope="col">Article</th><th scope="col">Published</th><th scope="col">Event</th>'
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    if len(ids) > LISTED:
        st.caption(f"The first {LISTED} of {len(ids)}; all stand under Events.")
