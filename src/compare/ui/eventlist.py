"""The list of events: its filters, bound to the address, and its table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from compare.ui import services
from compare.ui.words import count, esc, href, span

Rows = Sequence[dict[str, Any]]


def choose_events(rows: Rows) -> list[dict[str, Any]]:
    """Show the filters and give the rows that they leave."""
    left, middle, right = st.columns([3, 3, 2], vertical_alignment="bottom")
    words = left.text_input(
        "Find words", key="words", bind="query-params", placeholder="words of a title or a claim"
    )
    countries = sorted({name for row in rows for name in row["countries"]})
    only = middle.multiselect("With reports from", countries, key="country", bind="query-params")
    disagree = right.toggle("Only where versions disagree", key="disagree", bind="query-params")
    with right.popover("Dates", icon=":material/calendar_month:", width="stretch"):
        first = st.date_input("Published from", value=None, key="from", bind="query-params")
        last = st.date_input("Published until", value=None, key="to", bind="query-params")
    said = services.events_saying(words) if words else set()
    return [
        row
        for row in rows
        if (not words or row["id"] in said or _titled(row, words))
        and set(only) <= set(row["countries"])
        and (not disagree or row["differ"] + row["contradict"] > 0)
        and _within(row, first, last)
    ]


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


def _titled(row: dict[str, Any], words: str) -> bool:
    title = row["title"].casefold()
    return all(word in title for word in words.casefold().split())


def _within(row: dict[str, Any], first: date | None, last: date | None) -> bool:
    """Say whether the event has a report in the period; without dates only if none is asked."""
    if first is None and last is None:
        return True
    if row["first"] is None or row["last"] is None:
        return False
    return (first is None or row["last"].date() >= first) and (
        last is None or row["first"].date() <= last
    )
