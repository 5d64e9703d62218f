"""An article to read: its text with the claims marked, and how others tell one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.ui.marks import Mark, marked
from compare.ui.versions import badge, version
from compare.ui.words import COVERAGE_NOTE, coverage, esc, href, voice

if TYPE_CHECKING:
    from compare.records import Article, Claim, Row, SideBySide


def row_of(view: SideBySide | None, claim_id: str) -> Row | None:
    """Give the row of the event that holds a claim."""
    for row in view.rows if view else ():
        if any(claim_id in cell.claim_ids for cell in row.cells):
            return row
    return None


def body(article: Article, claims: list[Claim], view: SideBySide | None, chosen: str | None) -> str:
    """Write the article's text; a mark opens how others tell that claim."""
    several = {
        claim_id: row.outlets
        for row in (view.rows if view else ())
        for cell in row.cells
        for claim_id in cell.claim_ids
    }
    marks = []
    for claim in claims:
        outlets = several.get(claim.id, 1)
        css = "claim" if outlets < 2 else "claim shared"
        note = f"told by {outlets} outlets" if outlets > 1 else "told by this outlet alone"
        if claim.id == chosen:
            css, note = "chosen", f"chosen; {note}"
        link = href("article", id=article.id, claim=claim.id)
        marks.append(Mark(claim.start, claim.end, css, note, link, f"c{claim.id}"))
    return f'<div class="told"><div class="body">{marked(article.text, marks)}</div></div>'


def others(view: SideBySide | None, claim: Claim) -> str:
    """Write how the other outlets tell a claim."""
    said = f'<p class="quiet">Here: {esc(voice(claim))}</p>' if voice(claim) else ""
    row = row_of(view, claim.id)
    if view is None or row is None:
        return f'<div class="told"><h3>How others tell it</h3>{said}<p>{COVERAGE_NOTE}</p></div>'
    items = [
        f'<li><span class="outlet">{esc(cell.outlet)}</span>{version(view, row, claim_id)}</li>'
        for cell in row.cells
        for claim_id in cell.claim_ids
        if claim_id != claim.id
    ]
    silent = [cell.outlet for cell in row.cells if cell.status == "not reported"]
    note = f'<p class="quiet">Not reported by {esc(", ".join(silent))}.</p>' if silent else ""
    listed = (
        f'<ul class="versions">{"".join(items)}</ul>'
        if items
        else "<p>No other outlet tells it.</p>"
    )
    sign = badge(row.label, row.slots, update=row.update)
    return (
        f'<div class="told"><h3>How others tell it</h3>{sign}'
        f'<p class="quiet">{esc(coverage(row, len(view.outlets)))}</p>{said}{listed}{note}</div>'
    )


def paragraph(article: Article, claim: Claim, marks: list[Mark]) -> str:
    """Write the paragraph that a claim stands in, the claim's differing words marked."""
    start = article.text.rfind("\n", 0, claim.start) + 1
    end = article.text.find("\n", claim.end)
    end = len(article.text) if end < 0 else end
    before, after = article.text[start : claim.start], article.text[claim.end : end]
    inside = marked(claim.text, marks)
    return f'<p class="paragraph">{esc(before)}<mark class="claim">{inside}</mark>{esc(after)}</p>'
