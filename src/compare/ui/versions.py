"""One outlet's version of a claim as HTML: its words, who says so, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.ui.marks import Mark, marked
from compare.ui.words import PARAPHRASE, SIGNS, SLOTS, esc, href, relation, voice
from compare.view import pair_key
from compare.vocabulary import LOOSE

if TYPE_CHECKING:
    from compare.records import Claim, Relation, Row, SideBySide
LOOSE_TITLE = "Fewer than half of its matches with the other versions here are confirmed"
NAMED = 3  # kinds of difference named on a badge


def all_paraphrased(view: SideBySide) -> bool:
    """Tell whether every text of the event is a paraphrase, as the head of its pages says then."""
    return all(article.kind == "paraphrase" for article in view.articles.values())


def badge(label: str, slots: tuple[str, ...] = (), *, update: bool = False) -> str:
    """Say how versions stand to each other, in words and a sign, not by colour alone."""
    later = ' <span class="badge">revised later</span>' if update else ""
    whole = esc(relation(label, slots))
    more = len(slots) - NAMED
    words = f"{esc(relation(label, slots[:NAMED]))} and {more} more" if more > 0 else whole
    title = f' title="{whole}"' if more > 0 else ""
    return f'<span class="badge {label}"{title}>{SIGNS[label]} {words}</span>{later}'


def marks_of(relation: Relation | None, *, left: bool) -> list[Mark]:
    """Mark the words in which a pair differs, on one of its sides."""
    found: list[Mark] = []
    for item in relation.differences if relation else ():
        note = f"differs: {SLOTS[item.slot]}"
        for start, end in item.left_spans if left else item.right_spans:
            found.append(Mark(start, end, "differs", note))
    return found


def marks_in_row(view: SideBySide, row: Row, claim_id: str) -> list[Mark]:
    """Mark what a claim has other than the headline; in the headline, other than any."""
    ids = [one for cell in row.cells for one in cell.claim_ids]
    others = [one for one in ids if one != claim_id] if claim_id == row.headline else [row.headline]
    found: list[Mark] = []
    for other in others:
        pair = pair_key(claim_id, other)
        found += marks_of(view.relations.get(pair), left=pair[0] == claim_id)
    return found


def marks_of_pair(left: Claim, right: Claim, relation: Relation | None) -> list[list[Mark]]:
    """Mark both sides of a pair: what differs by slot, and the other words one side alone has."""
    from compare.wording import mark

    found = []
    for number, others in enumerate(mark(left, right)):
        named = marks_of(relation, left=number == 0)
        taken = {place for item in named for place in range(item.start, item.end)}
        found.append(
            named
            + [
                Mark(start, end, "only", "only here")
                for start, end in others
                if taken.isdisjoint(range(start, end))
            ]
        )
    return found


def words_of(view: SideBySide, claim: Claim, marks: list[Mark]) -> str:
    """Write a claim; in quotation marks only when the words are the outlet's own."""
    body = marked(claim.text, marks)
    if view.articles[claim.article_id].kind == "paraphrase":
        return body
    return f"<q>{body}</q>" if not _quoted(claim.text) else body


def version(view: SideBySide, row: Row, claim_id: str) -> str:
    """Write one outlet's version in a row, with links to the pair and the sentence."""
    claim = view.claims[claim_id]
    article = view.articles[claim.article_id]
    said = voice(claim)
    notes = [f'<span class="quiet">{esc(said)}</span>'] if said else []
    links = [f'<a href="{article_link(claim)}" target="_self">in its report</a>']
    if claim_id != row.headline:
        address = href("pair", left=row.headline, right=claim_id)
        links.insert(0, f'<a href="{address}" target="_self">compare</a>')
    if claim_id in row.loose:
        notes.insert(0, f'<abbr class="badge" title="{esc(LOOSE_TITLE)}">{LOOSE}</abbr>')
    if article.kind == "paraphrase" and not all_paraphrased(view):
        links.append(f'<abbr title="{esc(PARAPHRASE)}">paraphrase</abbr>')
    notes.append(f'<span class="quiet">{" · ".join(links)}</span>')
    text = words_of(view, claim, marks_in_row(view, row, claim_id))
    return f'<div class="version">{text}<br>{"<br>".join(notes)}</div>'


def article_link(claim: Claim) -> str:
    """Address of the sentence in its article."""
    return href("article", id=claim.article_id, claim=claim.id)


def _quoted(text: str) -> bool:
    return text[:1] in "\"“„«'‘" or text[-1:] in "\"”“»'’"
