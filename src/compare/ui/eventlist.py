"""The list of events: its filters, bound to the address, and its table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from compare.ui.lists import Wish, outlet_countries
from compare.ui.words import count, esc, href, span

Rows = Sequence[dict[str, Any]]


def choose_events() -> Wish:
    """Show the filters and give what they say; each stands in the address.

    Their names are those of no other page: a page that is left takes its own out of the address.
    """
    left, right = st.columns([3, 4], vertical_alignment="bottom")
    words = left.text_input(
        "Find words", key="find", bind="query-params", placeholder="words of a title or a claim"
    )
    known = outlet_countries()
    with right, st.container(horizontal=True, vertical_alignment="bottom"):
        disagree = st.toggle("Only where versions disagree", key="disagree", bind="query-params")
        with st.popover("Outlets, countries, dates", icon=":material/filter_list:"):
            outlets = st.multiselect(
                "With reports by", list(known), key="outlets", bind="query-params"
            )
            countries = st.multiselect(
                "With reports from",
                sorted({name for name in known.values() if name}),
                key="country",
                bind="query-params",
            )
            first = st.date_input("Published from", value=None, key="since", bind="query-params")
            last = st.date_input("Published until", value=None, key="until", bind="query-params")
    return Wish(words or "", tuple(countries), tuple(outlets), first, last, disagree)


def event_table(rows: Rows) -> str:
    """Write the events as a table; on a phone each becomes a block."""
    body = "".join(_row(row) for row in rows)
    return (
        '<div class="told"><table class="plain-table stack"><thead><tr>'
        '<th scope="col">Event</th><th scope="col">Published</th><th scope="col">Told by</th>'
        '<th scope="col">Claims</th><th scope="col">Versions</th>'
        f"</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: dict[str, Any]) -> str:
    address = href("event", id=row["id"])
    countries = row["countries"]
    more = f" and {len(countries) - 8} more" if len(countries) > 8 else ""
    named = ", ".join(countries[:8]) + more
    return (
        f'<tr><th scope="row"><a href="{address}" target="_self">{esc(row["title"])}</a></th>'
        f"<td>{esc(span(row['first'], row['last']))}</td>"
        f"<td>{count(row['outlets'], 'outlet')}, {count(row['articles'], 'report')}"
        f'<br><span class="quiet">{esc(named)}</span></td>'
        f'<td>{count(row["claims"], "claim")}<br><span class="quiet">'
        f"{count(row['shared'], 'fact')} told by several</span></td><td>{_versions(row)}</td></tr>"
    )


def _versions(row: dict[str, Any]) -> str:
    parts = []
    if row["contradict"]:
        parts.append(f'<span class="badge contradict">≠ {row["contradict"]} contradict</span>')
    if row["differ"]:
        parts.append(f'<span class="badge differ">≈ {row["differ"]} differ</span>')
    return " ".join(parts) or '<span class="quiet">no disagreement found</span>'
