"""Correcting an article that is in the store, moving it to another event, taking it out."""

from __future__ import annotations

from dataclasses import fields as record_fields
from typing import TYPE_CHECKING, Any

import streamlit as st

from compare.ui import services
from compare.ui.articleform import checked, fields
from compare.ui.person import person
from compare.ui.rights import may_edit
from compare.ui.words import md

if TYPE_CHECKING:
    from compare.records import Article


def edit(article: Article, event_id: str | None) -> None:
    """Offer the corrections, folded away, to those who may make them."""
    if not may_edit():
        return
    with st.expander("Correct what is known about this article", key="edit"):
        with st.form("correct", border=False):
            values = fields(article, f"edit-{article.id}")
            if st.form_submit_button("Save", type="primary"):
                _save(article, values)
        _move(article, event_id)
        _remove(article)


def _save(article: Article, values: dict[str, Any]) -> None:
    kept, wrong = checked(values, article)
    for line in wrong:
        st.error(md(line))
    if wrong:
        return
    old = {item.name: getattr(article, item.name) for item in record_fields(article)}
    changed = {name: value for name, value in kept.items() if old[name] != value}
    if not changed:
        st.info("Nothing was changed.")
        return
    services.store().edit_article(article.id, person(), **changed)
    st.toast("Saved. The next run of the matching takes it into account.")
    st.rerun()


def _move(article: Article, event_id: str | None) -> None:
    titles = services.titles()
    if len(titles) < 2 and event_id:
        return
    names = list(titles)
    place = names.index(event_id) if event_id in titles else None
    chosen = st.selectbox(
        "Belongs to the event",
        names,
        index=place,
        format_func=lambda key: titles[key],
        key=f"move-{article.id}",
    )
    if chosen and chosen != event_id and st.button("Move it there"):
        services.store().move_article(article.id, chosen, person())
        st.toast("Moved. The next run of the matching compares it with the other reports.")
        st.rerun()


def _remove(article: Article) -> None:
    with st.popover("Take it out of the store"):
        st.write("The article, its claims and their matches go; decisions about them stay logged.")
        if st.button("Take it out", type="primary", key=f"remove-{article.id}"):
            services.store().delete_article(article.id, person())
            st.query_params.clear()
            st.rerun()
