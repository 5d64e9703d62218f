"""The head of a page: its title, a line about it, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from compare.ui import services
from compare.ui.page import views
from compare.ui.rights import may_edit
from compare.ui.words import count, esc, href, md, span

if TYPE_CHECKING:
    from compare.records import SideBySide


def head(title: str, line: str = "", *, kicker: str = "") -> None:
    """Show a title of foreign text, with a line (already HTML) under and one over it."""
    over = f'<p class="quiet">{kicker}</p>' if kicker else ""
    st.html(f'<div class="told">{over}<h1>{esc(title)}</h1><p class="quiet">{line}</p></div>')


def event_head(view: SideBySide, page: str) -> None:
    """Show an event's title and counts, and the ways to its other pages."""
    st.set_page_config(page_title=f"{view.event.title} · AsTold")
    reports = count(len(view.articles), "report")
    outlets = count(len(view.outlets), "outlet")
    line = f"{reports} by {outlets}, {esc(span(view.event.first, view.event.last))}"
    kinds = {article.kind for article in view.articles.values()}
    if "paraphrase" in kinds:
        some = "All" if len(kinds) == 1 else "Some"
        line += (
            f"<br><strong>{some} texts of this event are paraphrases</strong> "
            "made of the reports, not the outlets' own words."
        )
    parts = []
    for name, label in (
        ("event", "Side by side"),
        ("outlets", "Outlets"),
        ("timeline", "Timeline"),
    ):
        if name == page:
            parts.append(f'<strong aria-current="page">{label}</strong>')
        else:
            parts.append(f'<a href="{href(name, id=view.event.id)}" target="_self">{label}</a>')
    ways = f'<a href="./" target="_self">All events</a> › {" · ".join(parts)}'
    head(view.event.title, line, kicker=ways)


def event_link(view: SideBySide) -> str:
    """Write the way to an event, under its title."""
    address = href("event", id=view.event.id)
    return f'<a href="{address}" target="_self">{esc(view.event.title)}</a>'


def chosen_event() -> SideBySide | None:
    """Give the event that the address names, else the newest; None in an empty store.

    Raises:
        NotFoundError: the address names an event that is not there.
    """
    event_id = st.query_params.get("id")
    if event_id:
        return services.view(event_id)
    newest = next(iter(services.titles()), None)
    if newest is None:
        nothing_yet()
        return None
    return services.view(newest)


def nothing_yet() -> None:
    """Say what to do first in an empty store."""
    st.info(
        "There is nothing here yet. Add articles of several outlets about one event, or load "
        "the example: 25 reports on a meeting in Ankara in November 2022.",
        icon=":material/info:",
    )
    way = next((view for view in views() if view.name == "add"), None)
    if way and may_edit():
        st.page_link(way.path, label="Add articles", icon=":material/add:")


def missing(what: str) -> None:
    """Say that the address lacks what the page is about."""
    st.info(f"Choose {md(what)} first: open an event and follow a link in it.")
    st.page_link(views()[0].path, label="All events", icon=":material/arrow_back:")


def event_picker(view: SideBySide) -> None:
    """Let the reader go to another event on the same page."""
    titles = {view.event.id: view.event.title} | services.titles()
    if len(titles) < 2:
        return

    key = f"event-picker-{view.event.id}"  # another event on the same page is another widget

    def go() -> None:
        st.query_params["id"] = st.session_state[key]

    names = list(titles)
    st.selectbox(
        "Event",
        names,
        index=names.index(view.event.id),
        format_func=titles.__getitem__,
        key=key,
        on_change=go,
    )
