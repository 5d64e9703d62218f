"""Counts about the outlets of an event: who tells what first, alone, or not at all.

Counts of this event only: nothing here rates an outlet.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.ui.words import count, esc, href, moment
from compare.view import moment as comparable
from compare.view import told_by

if TYPE_CHECKING:
    from datetime import datetime

    from compare.records import Row, SideBySide


@dataclass
class OutletCounts:
    """What one outlet has in an event.

    Attributes:
        shared: facts that others tell too; `first`: of these the ones that no outlet told
            earlier (where only the day is known, all of that day count as first).
        alone: facts that it alone tells.
        unreported: facts told by several others that its whole reports don't have; None when
            its reports are not whole, so that nobody can know.
    """

    outlet: str
    country: str = ""
    reports: int = 0
    earliest: datetime | None = None
    claims: int = 0
    shared: int = 0
    first: int = 0
    alone: int = 0
    unreported: int | None = 0


def outlet_counts(view: SideBySide) -> list[OutletCounts]:
    """Count for each outlet, in the order in which they first reported."""
    found = {outlet: OutletCounts(outlet) for outlet in view.outlets}
    for article in view.articles.values():
        line = found[article.outlet]
        line.reports += 1
        line.country = line.country or article.country or ""
        if line.earliest is None or comparable(article.published_at) < comparable(line.earliest):
            line.earliest = article.published_at
    for row in view.rows:
        firsts = first_outlets(view, row)
        for cell in row.cells:
            line = found[cell.outlet]
            if cell.status == "not collected":
                line.unreported = None
            elif cell.status == "not reported" and row.outlets > 1 and line.unreported is not None:
                line.unreported += 1
            elif cell.claim_ids:
                line.claims += len(cell.claim_ids)
                line.shared += row.outlets > 1
                line.alone += row.outlets == 1
                line.first += row.outlets > 1 and cell.outlet in firsts
    return list(found.values())


def first_outlets(view: SideBySide, row: Row) -> set[str]:
    """Give the outlets that no other one was before, in one fact.

    A report of which only the day is known counts as of the start of that day, and all reports
    of that day as possibly first: what can't be told apart is not ranked.
    """
    articles = [view.articles[view.claims[one].article_id] for one in told_by(row)]
    dated = [article for article in articles if article.published_at]
    if not dated:
        return set()
    earliest = min(dated, key=lambda article: comparable(article.published_at))
    vague = earliest.published_precision != "time"
    first: set[str] = set()
    for article in dated:
        same = article.published_at == earliest.published_at
        if vague or article.published_precision != "time":
            one, two = article.published_at, earliest.published_at
            same = one is not None and two is not None and one.date() == two.date()
        if same:
            first.add(article.outlet)
    return first


def counts_table(view: SideBySide) -> str:
    """Write the counts as a table; what is not reported only where that is known of any outlet."""
    lines = outlet_counts(view)
    known = any(line.unreported is not None for line in lines)
    body = "".join(_line(line, known) for line in lines)
    names = ["Reports", "Claims", "Facts others tell too", "Told first", "Told alone"]
    head = "".join(
        f'<th scope="col" class="number">{name}</th>'
        for name in [*names, *(["Not reported"] if known else [])]
    )
    return (
        '<div class="told"><div class="across" tabindex="0" role="region" '
        'aria-label="Counts by outlet">'
        '<table class="plain-table"><thead><tr>'
        '<th scope="col">Outlet</th>'
        f'<th scope="col">First report</th>{head}</tr></thead><tbody>{body}</tbody></table>'
        "</div></div>"
    )


def _line(line: OutletCounts, known: bool) -> str:
    place = f' <span class="quiet">{esc(line.country)}</span>' if line.country else ""
    cells: list[int | str] = [line.reports, line.claims, line.shared, line.first, line.alone]
    if known:
        cells.append("not collected" if line.unreported is None else line.unreported)
    numbers = "".join(f'<td class="number">{value}</td>' for value in cells)
    return (
        f'<tr><th scope="row">{esc(line.outlet)}{place}</th>'
        f'<td class="day">{esc(moment(line.earliest, "day"))}</td>{numbers}</tr>'
    )


def left_out(view: SideBySide, outlet: str) -> list[Row]:
    """Give the facts told by several others that the whole reports of `outlet` don't have."""
    return [
        row
        for row in view.rows
        if row.outlets > 1
        and any(cell.outlet == outlet and cell.status == "not reported" for cell in row.cells)
    ]


def left_out_list(view: SideBySide, rows: list[Row]) -> str:
    """Write facts with who tells them."""
    items = []
    for row in rows:
        tellers = [cell.outlet for cell in row.cells if cell.claim_ids]
        claim = view.claims[row.headline]
        address = href("article", id=claim.article_id, claim=claim.id)
        items.append(
            f'<li><a href="{address}" target="_self">{esc(claim.text)}</a><br>'
            f'<span class="quiet">told by {esc(", ".join(tellers))}</span></li>'
        )
    return f'<div class="told"><ul class="versions">{"".join(items)}</ul></div>'


def shared_texts(view: SideBySide) -> list[tuple[tuple[str, ...], int]]:
    """Give sets of outlets that have claims of one text in common, and in how many facts."""
    together: dict[tuple[str, ...], int] = defaultdict(int)
    for row in view.rows:
        by_origin: dict[int, set[str]] = defaultdict(set)
        for cell in row.cells:
            for claim_id in cell.claim_ids:
                origin = view.origins.get(claim_id)
                if origin is not None:
                    by_origin[origin].add(cell.outlet)
        for outlets in by_origin.values():
            if len(outlets) > 1:
                together[tuple(sorted(outlets, key=str.casefold))] += 1
    return sorted(together.items(), key=lambda item: (-item[1], item[0]))


def shared_list(view: SideBySide) -> str:
    """Write whose text is whose: what outlets say they carry, and what was found alike."""
    carried = [
        f"<li>{esc(article.outlet)} says that it carries {esc(article.carries)}</li>"
        for article in view.articles.values()
        if article.carries
    ]
    alike = [
        f"<li>{esc(', '.join(outlets))}: {count(number, 'fact')} in one text</li>"
        for outlets, number in shared_texts(view)
    ]
    parts = []
    if alike:
        parts.append(f"<h3>Reprints and light rewrites found</h3><ul>{''.join(alike)}</ul>")
    if carried:
        parts.append(f"<h3>Stated by the outlets</h3><ul>{''.join(carried)}</ul>")
    body = "".join(parts) or "<p>No shared text was found.</p>"
    return f'<div class="told">{body}</div>'


def two_outlets(view: SideBySide, one: str, two: str) -> str:
    """Write how many facts two outlets share, and the way to these side by side."""
    both = sum(
        {one, two} <= {cell.outlet for cell in row.cells if cell.claim_ids} for row in view.rows
    )
    address = href("event", id=view.event.id, outlet=[one, two])
    return (
        f'<div class="told card"><strong>{esc(one)}</strong> and <strong>{esc(two)}</strong>: '
        f"{count(both, 'fact')} told by both. "
        f'<a href="{address}" target="_self">See the two side by side</a></div>'
    )
