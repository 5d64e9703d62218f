"""The grid of claim by outlet as an HTML table; on a phone its style makes each row a card."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from compare.ui.versions import badge, version
from compare.ui.words import count, coverage, esc, href, when

if TYPE_CHECKING:
    from compare.records import Article, Cell, Row, SideBySide
STAY = 2  # pinned columns that stay in sight: a desk has room for no more


def grid(
    view: SideBySide,
    rows: Sequence[Row],
    outlets: Sequence[str],
    total: int,
    folded: Collection[str] = (),
    ways: Mapping[str, str] = MappingProxyType({}),
    pinned: Sequence[str] = (),
) -> str:
    """Write the table.

    Args:
        rows: those of the page that is shown.
        outlets: the columns in their order.
        total: how many outlets the whole event has, for "told by 6 of 25 outlets".
        folded: outlets whose columns are narrow and open their versions on a click.
        ways: outlet → escaped address of the page with its column folded or unfolded.
        pinned: outlets whose columns come first; `STAY` of them stay in sight.
    """
    widths = dict.fromkeys(_silent(rows, outlets), "narrow") | dict.fromkeys(folded, "folded")
    for place, outlet in enumerate(outlets[:STAY]):
        if outlet not in pinned or widths.get(outlet):
            break
        widths[outlet] = f"pin pin-{place}"
    head = "".join(_column(view, one, widths.get(one, ""), ways.get(one)) for one in outlets)
    body = "".join(_row(view, row, outlets, widths, total) for row in rows)
    return (
        '<div class="told"><div class="scroll" tabindex="0" role="region" '
        'aria-label="Claims by outlet"><table class="grid"><thead><tr>'
        f'<th class="fact" scope="col">What is told</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></div>"
    )


def fact_list(view: SideBySide, rows: Sequence[Row], total: int) -> str:
    """Write the same as a list: a fact a card, only the outlets that tell it."""
    cards = "".join(_card(view, row, total) for row in rows)
    return f'<div class="told"><div class="cards">{cards}</div></div>'


def _card(view: SideBySide, row: Row, total: int) -> str:
    items = "".join(
        f'<li><span class="outlet">{esc(cell.outlet)}</span>'
        f"{''.join(version(view, row, claim_id) for claim_id in cell.claim_ids)}</li>"
        for cell in row.cells
        if cell.claim_ids
    )
    return (
        f'<article class="card {row.label}" id="{esc(row.group_id)}">'
        f"{badge(row.label, row.slots, update=row.update)}"
        f"<h3>{esc(view.claims[row.headline].text)}</h3>"
        f'<p class="quiet">{esc(coverage(row, total))}. {_absent(row)}</p>'
        f'<ul class="versions">{items}</ul></article>'
    )


def _absent(row: Row) -> str:
    """Say who does not report it, apart from those of whom that can't be said."""
    silent = [cell.outlet for cell in row.cells if cell.status == "not reported"]
    absent = sum(cell.status == "not collected" for cell in row.cells)
    parts = [f"Not reported by {esc(', '.join(silent))}."] if silent else []
    parts += [f"Not collected in full: {count(absent, 'outlet')}."] if absent else []
    return " ".join(parts)


def _silent(rows: Sequence[Row], outlets: Sequence[str]) -> set[str]:
    """Outlets that tell nothing of what is shown: their columns are narrow."""
    telling = {cell.outlet for row in rows for cell in row.cells if cell.claim_ids}
    return set(outlets) - telling


def _column(view: SideBySide, outlet: str, width: str, way: str | None) -> str:
    articles = [item for item in view.articles.values() if item.outlet == outlet]
    css = f' class="{width}"' if width else ""
    lines = "<br>".join(_report(article, whole=width != "narrow") for article in articles[:3])
    more = f"<br>and {len(articles) - 3} more" if len(articles) > 3 else ""
    country = next((item.country for item in articles if item.country), None)
    place = f" ({esc(country)})" if country else ""
    verb = "unfold" if width == "folded" else "fold"
    name = f'<span class="unseen"> the column of {esc(outlet)}</span>'
    fold = f'<br><a class="fold" href="{way}" target="_self">{verb}{name}</a>' if way else ""
    reports = "" if width == "folded" else f'<br><span class="quiet">{lines}{more}</span>'
    return (
        f'<th scope="col"{css}><span class="outlet">{esc(outlet)}</span>{place}{reports}{fold}</th>'
    )


def _report(article: Article, *, whole: bool) -> str:
    carried = f", carries {esc(article.carries)}" if article.carries and whole else ""
    address = href("article", id=article.id)
    return f'<a href="{address}" target="_self">{esc(when(article))}</a>{carried}'


def _row(
    view: SideBySide, row: Row, outlets: Sequence[str], widths: Mapping[str, str], total: int
) -> str:
    cells = {cell.outlet: cell for cell in row.cells}
    columns = "".join(
        _cell(view, row, cells[outlet], widths.get(outlet, ""))
        for outlet in outlets
        if outlet in cells
    )
    return f"<tr>{_fact(view, row, total)}{columns}</tr>"


def _fact(view: SideBySide, row: Row, total: int) -> str:
    text = esc(view.claims[row.headline].text)
    return (
        f'<th class="fact" scope="row" id="{esc(row.group_id)}">'
        f"{badge(row.label, row.slots, update=row.update)}<p>{text}</p>"
        f'<p class="quiet">{esc(coverage(row, total))}</p>'
        f'<p class="quiet others">{_absent(row)}</p></th>'
    )


def _cell(view: SideBySide, row: Row, cell: Cell, width: str) -> str:
    extra = f" {width}" if width else ""
    if cell.status == "told":
        versions = "".join(version(view, row, claim_id) for claim_id in cell.claim_ids)
        name = f'<span class="outlet">{esc(cell.outlet)}</span>'
        if width == "folded":
            versions = f"<details><summary>tells it</summary>{versions}</details>"
        return f'<td class="told-by{extra}">{name}{versions}</td>'
    css = "silent" if cell.status == "not reported" else "silent uncollected"
    return f'<td class="{css}{extra}">{cell.status}</td>'
