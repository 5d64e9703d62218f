"""Adding articles: files, pasted text and addresses read, looked at, corrected, saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import streamlit as st

from compare.records import AddResult, Article, Reject
from compare.ui import batch, jobs, services
from compare.ui.articleform import checked, fields
from compare.ui.batch import Part
from compare.ui.person import person
from compare.ui.readers import reading
from compare.ui.words import count, esc, href, md, when

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

OPEN = "correct-article"
LISTED = 100  # articles in the list of what became of them
ADDRESSES = 20  # that are fetched at once, while the page waits
FORMS = 200  # articles in one batch that can be looked at one by one


def read_files(files: Sequence[UploadedFile]) -> None:
    """Read uploaded files into the batch that waits to be saved."""
    most = services.settings().max_file_mb
    found: list[Part] = []
    bar = st.progress(0.0, "Reading")
    for done, file in enumerate(files, start=1):
        if file.size > most * 1024 * 1024:
            hint = "Split it, or raise max_file_mb in the settings"
            refused = Reject(file.name, f"more than the limit of {most} MB", hint)
            found.append(Part(file.name, rejects=[refused]))
        else:
            found.append(batch.read_part(file.getvalue(), file.name, most))
        bar.progress(done / len(files), f"Reading: {done} of {count(len(files), 'file')}")
    bar.empty()
    batch.wait(found)


def read_text(text: str) -> None:
    """Read pasted text into the batch that waits to be saved."""
    part = Part("pasted text")
    with reading() as worker:
        part.put(worker.read_pasted(text, now=datetime.now(UTC)))
    batch.wait([part])


def read_addresses(text: str) -> None:
    """Fetch the pages of addresses, one a line, into the batch that waits to be saved."""
    from compare.intake import read_address
    from compare.readers.visits import DELAY, Visits

    chosen = services.settings()
    visits = Visits(DELAY)
    lines = list(dict.fromkeys(line.strip() for line in text.split("\n") if line.strip()))
    found: list[Part] = []
    bar = st.progress(0.0, "Fetching")
    for done, line in enumerate(lines[:ADDRESSES], start=1):
        part = Part(line)
        with reading() as worker:
            result, part.page = read_address(worker, line, enabled=chosen.fetch, visits=visits)
        part.put(result)
        found.append(part)
        bar.progress(done / len(lines), f"Fetching: {done} of {count(len(lines), 'page')}")
    for line in lines[ADDRESSES:]:
        told = f"more than {ADDRESSES} addresses at once"
        hint = "Fetch it next, or use astold add"
        found.append(Part(line, rejects=[Reject(line[:300], told, hint)]))
    bar.empty()
    batch.wait(found)


def show_rejects(rejects: Sequence[Reject]) -> None:
    """Say of each thing that can't come in what, where and what to do: one line each."""
    if not rejects:
        return
    st.warning(f"{count(len(rejects), 'thing')} refused, or taken in without a detail:")
    lines = "".join(f"<li>{esc(str(item))}</li>" for item in rejects[:100])
    more = f"<li>and {len(rejects) - 100} more</li>" if len(rejects) > 100 else ""
    st.html(f'<div class="told"><ul>{lines}{more}</ul></div>')


def correct(found: Sequence[Part]) -> None:
    """Show what was found of one article beside its source text, to be corrected."""
    places = [(part, at) for part in found for at in range(len(part.articles))][:FORMS]

    def name(number: int) -> str:
        part, at = places[number]
        return f"{number + 1}. {part.articles[at].outlet}: {part.articles[at].title}"

    number = 0
    if len(places) > 1:
        number = st.selectbox("Look at", range(len(places)), format_func=name, key=OPEN)
    part, at = places[number]
    article = part.articles[at]
    left, right = st.columns(2, gap="large")
    with left, st.form(f"correct-{number}", border=False):
        values: dict[str, Any] = fields(article, f"new-{article.id}")
        text = st.text_area("Text", article.text, height=320, key=f"new-{article.id}-text")
        if st.form_submit_button("Keep these corrections"):
            kept, wrong = checked(values, article)
            for line in wrong:
                st.error(md(line))
            if not wrong and text.strip():
                part.articles[at] = replace(article, text=text, **kept)
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


def save(found: Sequence[Part]) -> None:
    """Put the batch into the store, in one transaction, and start the matching."""
    result = services.store().add(
        [article for part in found for article in part.articles],
        [reject for part in found for reject in part.rejects],
        person(),
        pages={one.id: part.page for part in found if part.page for one in part.articles},
    )
    st.session_state[batch.ADDED] = result
    batch.done()
    if result.added:
        match()


def match() -> None:
    """Start the matching of what is new."""
    chosen = services.settings()
    jobs.start(chosen.store, services.store(), chosen)


def results() -> None:
    """Say what became of the batch, with the way to the event that each article joined."""
    if batch.ADDED not in st.session_state:
        return
    result: AddResult = st.session_state[batch.ADDED]
    newer = len(set(result.earlier.values()))
    told = f"; {count(newer, 'article')} {'is' if newer == 1 else 'are'} in newer versions now"
    st.success(
        f"{count(len(result.added), 'article')} added, {len(result.known)} already there"
        f"{told if newer else ''}."
    )
    titles = services.titles()
    rows = []
    ids = list(dict.fromkeys([*result.added, *result.known]))
    for article_id in ids[:LISTED]:
        article, _, event_id = services.article(article_id)
        way = "waits for the matching"
        if event_id:
            title = esc(titles.get(event_id, "its event"))
            way = f'<a href="{href("event", id=event_id)}" target="_self">{title}</a>'
        if article_id in result.earlier:
            newest = href("article", id=result.earlier[article_id])
            way = f'<a href="{newest}" target="_self">an earlier version of this</a>'
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
