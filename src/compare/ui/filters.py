"""The filters of an event: widgets bound to the address, and what they leave of the view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import streamlit as st

from compare.ui.words import LABELS, SLOTS, esc
from compare.view import filter_view, moment

if TYPE_CHECKING:
    from compare.records import Row, SideBySide

SORTS: Final = {
    "disagreement": "disagreements first",
    "coverage": "told by most first",
    "time": "earliest first",
}
ORDERS: Final = {
    "coverage": "most claims first",
    "time": "first report first",
    "country": "by country",
    "likeness": "alike next to each other",
    "name": "by name",
}
FILTER_KEYS: Final = (
    "words",
    "relation",
    "slot",
    "outlet",
    "hide",
    "fold",
    "from",
    "to",
    "speaker",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader asks to see of an event; empty means everything."""

    words: str = ""
    relations: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    speaker: str | None = None
    sort: str = "disagreement"
    order: str = "coverage"


def choose(view: SideBySide) -> Choice:
    """Show the filters and give what they say; each stands in the address."""
    left, middle, right = st.columns([3, 6, 2], vertical_alignment="bottom")
    words = left.text_input(
        "Find words", key="words", bind="query-params", placeholder="words of a claim"
    )
    relations = middle.pills(
        "Versions",
        [label for label in LABELS if label != "unrelated"],
        format_func=LABELS.__getitem__,
        selection_mode="multi",
        key="relation",
        bind="query-params",
    )
    sort = right.selectbox(
        "Sort", list(SORTS), format_func=SORTS.__getitem__, key="sort", bind="query-params"
    )
    chosen = Choice(words=words or "", relations=tuple(relations), sort=sort)
    with st.expander("More filters, and which outlets to show"):
        return _more(view, chosen)


def _more(view: SideBySide, chosen: Choice) -> Choice:
    one, two, three = st.columns(3)
    outlets = sorted(view.outlets, key=str.casefold)
    only = one.multiselect("Only these outlets", outlets, key="outlet", bind="query-params")
    hidden = two.multiselect("Hide these outlets", outlets, key="hide", bind="query-params")
    pinned = three.multiselect(
        "Pin these beside the facts",
        outlets,
        key="pin",
        bind="query-params",
        help="They come first, and the first two stay in sight",
    )
    slots = one.multiselect(
        "Versions differ in",
        list(SLOTS),
        format_func=SLOTS.__getitem__,
        key="slot",
        bind="query-params",
    )
    names = sorted({claim.speaker for claim in view.claims.values() if claim.speaker})
    speaker = two.selectbox(
        "Said by",
        names,
        index=None,
        key="speaker",
        placeholder="anybody",
        bind="query-params",
    )
    order = three.selectbox(
        "Order of outlets",
        list(ORDERS),
        format_func=ORDERS.__getitem__,
        key="order",
        bind="query-params",
    )
    first = one.date_input("Published from", value=None, key="from", bind="query-params")
    last = two.date_input("Published until", value=None, key="to", bind="query-params")
    folded = three.multiselect("Fold to a narrow column", outlets, key="fold", bind="query-params")
    three.button("Clear all filters", on_click=clear, width="stretch")
    return replace(
        chosen,
        outlets=tuple(only),
        hidden=tuple(hidden),
        pinned=tuple(pinned),
        folded=tuple(folded),
        slots=tuple(slots),
        speaker=speaker,
        order=order,
        first=first,
        last=last,
    )


def said(choice: Choice) -> str:
    """Say in words what a view was narrowed to, for the head of a file made of it."""
    parts = {
        "words": choice.words,
        "versions": ", ".join(LABELS[label] for label in choice.relations),
        "differ in": ", ".join(SLOTS[slot] for slot in choice.slots),
        "outlets": ", ".join(choice.outlets),
        "without": ", ".join(choice.hidden),
        "said by": choice.speaker or "",
        "published from": str(choice.first or ""),
        "published until": str(choice.last or ""),
    }
    return "; ".join(f"{name}: {value}" for name, value in parts.items() if value)


def clear() -> None:
    """Put every filter back to where nothing is hidden."""
    empty: dict[str, object] = {"words": "", "from": None, "to": None, "speaker": None}
    for key in (*FILTER_KEYS, "pin"):
        if key in st.session_state:
            st.session_state[key] = empty.get(key, [])


def fold_ways(outlets: Sequence[str], folded: Sequence[str]) -> dict[str, str]:
    """Give for each outlet the address of this page with it folded, or unfolded if it is."""
    here = {name: st.query_params.get_all(name) for name in st.query_params}
    ways = {}
    for outlet in outlets:
        rest = [one for one in folded if one != outlet]
        there = here | {"fold": rest if outlet in folded else [*rest, outlet]}
        ways[outlet] = esc("event?" + urlencode(there, doseq=True))
    return ways


def applied(view: SideBySide, choice: Choice) -> SideBySide:
    """Keep of the view what was asked for."""
    wanted = set(choice.outlets or view.outlets) - set(choice.hidden)
    if wanted == set(view.outlets) and choice == replace(
        Choice(), sort=choice.sort, order=choice.order, pinned=choice.pinned, folded=choice.folded
    ):
        return view
    return filter_view(
        view,
        outlets=None if wanted == set(view.outlets) else wanted,
        words=choice.words or None,
        relation=choice.relations or None,
        slot=choice.slots or None,
        speaker=choice.speaker,
        first=choice.first,
        last=choice.last,
    )


def sorted_rows(view: SideBySide, sort: str) -> list[Row]:
    """Sort the rows; the view itself comes with disagreements first."""
    if sort == "coverage":
        return sorted(view.rows, key=lambda row: (-row.outlets, -row.origins, row.group_id))
    if sort == "time":
        return sorted(view.rows, key=lambda row: (moment(row.first), row.group_id))
    return list(view.rows)


def sorted_outlets(view: SideBySide, order: str, pinned: Sequence[str] = ()) -> list[str]:
    """Order the columns; pinned outlets come first, as they were named."""
    told = {
        outlet: frozenset(
            row.group_id
            for row in view.rows
            for cell in row.cells
            if cell.outlet == outlet and cell.claim_ids
        )
        for outlet in view.outlets
    }
    country = {item.outlet: item.country or "~" for item in view.articles.values()}
    keys = {
        "coverage": lambda outlet: (-len(told[outlet]), outlet),
        "country": lambda outlet: (country[outlet], outlet),
        "name": str.casefold,
    }
    if order == "likeness":
        ordered = _alike(told)
    elif order in keys:
        ordered = sorted(view.outlets, key=keys[order])  # type: ignore[arg-type]
    else:
        ordered = list(view.outlets)
    first = [outlet for outlet in pinned if outlet in told]
    return first + [outlet for outlet in ordered if outlet not in first]


def _alike(told: dict[str, frozenset[str]]) -> list[str]:
    """Chain the outlets: each next one shares most facts (Jaccard) with the one before."""
    left = sorted(told, key=lambda outlet: (-len(told[outlet]), outlet))
    chain = left[:1]
    while len(chain) < len(told):
        last = told[chain[-1]]
        rest = [outlet for outlet in left if outlet not in chain]
        chain.append(max(rest, key=lambda outlet: _jaccard(last, told[outlet])))
    return chain


def _jaccard(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / len(one | two) if one | two else 0.0
