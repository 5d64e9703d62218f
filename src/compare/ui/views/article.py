"""Article: one report as it came, its claims marked; a click on a mark shows how others tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from compare.ui import services
from compare.ui.articleedit import edit
from compare.ui.articleform import COMPLETE
from compare.ui.head import event_link, head, missing
from compare.ui.page import View
from compare.ui.provenance import page_as_it_came, versions
from compare.ui.reading import body, others, row_of
from compare.ui.regroup import regroup
from compare.ui.words import PARAPHRASE, esc, when

if TYPE_CHECKING:
    from compare.records import Article


def show() -> None:
    """Show the page."""
    article_id = st.query_params.get("id")
    if not article_id:
        missing("an article")
        return
    article, claims, event_id = services.article(article_id)
    view = services.view(event_id) if event_id else None
    st.set_page_config(page_title=f"{article.outlet}: {article.title} · AsTold")
    line = [f"<strong>{esc(article.outlet)}</strong>", esc(when(article))]
    line += [esc(part) for part in (article.author, article.country) if part]
    line += [f"carries {esc(article.carries)}"] if article.carries else []
    line += [esc(COMPLETE[article.completeness])] if article.completeness != "full" else []
    if article.url and article.url.startswith(("http://", "https://")):
        line.append(
            f'<a href="{esc(article.url)}" target="_blank" rel="noopener">the page itself</a>'
        )
    above = '<a href="./" target="_self">All events</a>'
    if view:
        above += f" › {event_link(view)}"
    head(article.title, " · ".join(line), kicker=above)
    versions(article)
    if article.kind == "paraphrase":
        st.warning(f"This text is a {PARAPHRASE}; open the page itself to quote it.")
    chosen = next((claim for claim in claims if claim.id == st.query_params.get("claim")), None)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(body(article, claims, view, chosen.id if chosen else None))
        if not claims and services.versions(article.id)[0].id == article.id:
            st.caption("No claims were found in it yet: run the matching on Add.")
        _cuts(article)
        page_as_it_came(article)
        edit(article, event_id)
    with right:
        if chosen:
            st.html(others(view, chosen))
            if view:
                regroup(view, row_of(view, chosen.id), chosen)
        elif claims:
            st.caption("Click on an underlined claim to see how others tell it.")


def _cuts(article: Article) -> None:
    """Show what was taken out of the page, once it is unfolded."""
    if article.cuts:
        with st.expander(f"What was cut out of the page ({len(article.cuts)})"):
            rows = "".join(
                f'<tr><td class="quiet">{esc(cut.reason)}</td><td>{esc(cut.text)}</td></tr>'
                for cut in article.cuts
            )
            st.html(f'<div class="told"><table class="plain-table">{rows}</table></div>')
    if article.source_text:
        with st.expander("The text as it came"):
            st.html(f'<div class="told"><div class="source">{esc(article.source_text)}</div></div>')


PLUGIN = View(
    "article", "Article", ":material/article:", 40, show, "One report with its claims", listed=False
)

if __name__ == "__main__":
    show()
