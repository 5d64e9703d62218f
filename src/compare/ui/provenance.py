"""Where an article came from: its versions, and the page as its server gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from compare.ui import rights, services
from compare.ui.person import person
from compare.ui.words import count, esc, href, moment, when

if TYPE_CHECKING:
    from compare.records import Article, Page

_SOURCE_SHOWN = 100_000  # characters of a page's markup that are shown


def versions(article: Article) -> None:
    """Say which version this is, name the others, and let a person separate it."""
    found = services.versions(article.id)
    if len(found) < 2:
        return
    newest = found[0]
    if article.id != newest.id:
        st.html(
            f'<div class="told"><p><strong>An earlier version of {_link(newest)}.</strong> The '
            "newest one alone is compared with other outlets.</p></div>"
        )
    others = [one for one in found if one.id != article.id]
    with st.expander(f"{count(len(others), 'other version')} of this article"):
        items = "".join(f"<li>{_link(one)}</li>" for one in others)
        st.html(f'<div class="told"><ul>{items}</ul></div>')
        if rights.may_edit() and st.button(
            "This is another article, no version of them", key=f"separate-{article.id}"
        ):
            services.store().separate(article.id, person())
            st.toast("Separated. The next run of the matching takes both into account.")
            st.rerun()


def page_as_it_came(article: Article) -> None:
    """Offer the page that the article was read from, as text that never runs."""
    page = services.page(article.id)
    if page is None:
        return
    with st.expander("The page as it came from its server"):
        at = esc(moment(page.at))
        st.html(
            f'<div class="told"><p>Fetched on {at} from {esc(page.url)} '
            f"({len(page.data) / 1024:,.0f} kB, {esc(page.content_type or 'no type named')}).</p>"
            f'<div class="source">{esc(_source(page))}</div></div>'
        )
        st.download_button(
            "Save it as a text file",
            page.data,
            file_name=f"page-{article.id}.txt",
            mime="application/octet-stream",
            key=f"page-{article.id}",
        )


def _source(page: Page) -> str:
    text = page.data[: 4 * _SOURCE_SHOWN].decode("utf-8", "replace")
    return text[:_SOURCE_SHOWN] + ("…" if len(text) > _SOURCE_SHOWN else "")


def _link(article: Article) -> str:
    own = href("article", id=article.id)
    title = f"{esc(article.outlet)}: {esc(article.title)}"
    return f'<a href="{own}" target="_self">{title}</a> ({esc(_time(article))})'


def _time(article: Article) -> str:
    told = when(article)
    return f"{told}, changed {moment(article.modified_at)}" if article.modified_at else told
