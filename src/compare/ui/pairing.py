"""What the pair page shows: two claims, how they differ, the score's parts, the decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from compare.errors import NotFoundError
from compare.ui import services
from compare.ui.person import ask_person
from compare.ui.picture import picture
from compare.ui.reading import paragraph
from compare.ui.rights import may_edit
from compare.ui.versions import article_link, badge, marks_of_pair
from compare.ui.words import PARAPHRASE, SLOTS, STATES, esc, md, moment, voice, when
from compare.view import pair_key

if TYPE_CHECKING:
    from compare.records import Claim, Decision, Match, Relation, SideBySide
    from compare.ui.marks import Mark

VERDICTS = {
    "confirm": "Same fact",
    "reject": "Not the same fact",
    "unsure": "Unsure",
}
TOGETHER = "By themselves the two are no match; other versions hold them together in one row."


def chosen_pair(left: str, right: str) -> tuple[Claim, Claim]:
    """Give the two claims that the address names.

    Raises:
        NotFoundError: one of them is not in the store.
    """
    found = {claim.id: claim for claim in services.claims((left, right))}
    for claim_id in (left, right):
        if claim_id not in found:
            raise NotFoundError(
                "there is no such claim", where=claim_id, hint="Its article may have been taken out"
            )
    return found[left], found[right]


def sides(left: Claim, right: Claim, relation: Relation | None) -> tuple[str, str]:
    """Write both sides, each with the words marked that the other has otherwise or not at all.

    Args:
        relation: of the pair as it is kept, the smaller claim id on its left.
    """
    if left.id > right.id:
        return sides(right, left, relation)[::-1]
    marks = marks_of_pair(left, right, relation)
    return side(left, marks[0]), side(right, marks[1])


def side(claim: Claim, marks: list[Mark]) -> str:
    """Write one side: outlet, claim in its paragraph, `marks` in the claim."""
    article, _, _ = services.article(claim.article_id)
    voiced = voice(claim)
    said = f'<p class="quiet">{esc(voiced)}</p>' if voiced else ""
    kind = f'<p><span class="badge paraphrase">{PARAPHRASE}</span></p>'
    return (
        f'<div class="told"><h2>{esc(article.outlet)}</h2><p class="quiet">{esc(when(article))} · '
        f'<a href="{article_link(claim)}" target="_self">{esc(article.title)}</a></p>'
        f"{kind if article.kind == 'paraphrase' else ''}"
        f"{paragraph(article, claim, marks)}{said}</div>"
    )


def differences(relation: Relation | None, left: Claim, right: Claim) -> str:
    """Write the relation and a table of what differs, slot by slot, under the outlets' names."""
    swapped = left.id > right.id
    names = [services.article(claim.article_id)[0].outlet for claim in (left, right)]
    if relation is None:
        return (
            '<div class="told"><p>The matching has not said how these two stand to each other.'
            "</p></div>"
        )
    line = badge(relation.label, relation.slots, update=relation.update)
    rows = "".join(
        f"<tr><th scope='row'>{SLOTS[item.slot]}</th>"
        f"<td>{esc(item.right if swapped else item.left)}</td>"
        f"<td>{esc(item.left if swapped else item.right)}</td>"
        f'<td class="quiet">{esc(item.note)}</td></tr>'
        for item in relation.differences
    )
    head = (
        f'<thead><tr><th scope="col">Differs</th><th scope="col">{esc(names[0])}</th>'
        f'<th scope="col">{esc(names[1])}</th><td></td></tr></thead>'
    )
    table = f'<table class="plain-table">{head}<tbody>{rows}</tbody></table>' if rows else ""
    return f'<div class="told"><p>{line}</p>{table}</div>'


def score(left: str, right: str, match: Match | None, *, together: bool) -> None:
    """Show the score and its parts, or why there is none.

    Args:
        together: whether the two stand in one row.
    """
    from compare.charts.waterfall import waterfall_chart, waterfall_frame

    scores, start, labels = services.scores(*pair_key(left, right))
    if match:
        st.write(
            f"Probability that both tell the same fact: **{match.probability:.0%}**, "
            f"{STATES[match.state]}{_by(match)}."
        )
    if not scores:
        st.caption(TOGETHER if together else "The matching has not taken these two for one fact.")
        return
    frame = waterfall_frame(scores, start, labels)
    picture(waterfall_chart(frame), "Waterfall of the parts of the score")
    with st.expander("The parts as a table"):
        table = frame[["step", "value", "shift", "words"]]
        table.columns = ["part", "likeness, 0 to 1", "moves the score", "because of"]
        st.dataframe(table, hide_index=True)


def review(left: str, right: str) -> None:
    """Offer the decision about the pair, and to take it back."""
    kept = [one for one in services.decisions() if {one.left, one.right} == {left, right}]
    may = may_edit()
    if may:
        ask_person()
        columns = st.columns(3)
        for column, (verdict, label) in zip(columns, VERDICTS.items(), strict=True):
            column.button(
                label,
                key=f"verdict-{verdict}",
                on_click=decide_now,
                args=(left, [right], verdict),
                width="stretch",
            )
    elif not kept:
        st.caption("No editor has decided on it.")
    for decision in kept:
        line, way = st.columns([4, 1], vertical_alignment="center")
        line.caption(md(f"{VERDICTS[decision.verdict]}, {decision.person}, {moment(decision.at)}"))
        if may:
            way.button("Undo", key=f"undo-{decision.id}", on_click=undo_now, args=(decision,))


def decide(left: str, right: str, verdict: str) -> None:
    """Keep a decision."""
    from compare.ui.page import problems
    from compare.ui.person import person

    with problems():
        one, two = pair_key(left, right)
        services.store().decide(one, two, verdict, person())  # type: ignore[arg-type]


def undo(decision_id: str) -> None:
    """Take a decision back; it stays in the log."""
    from compare.ui.page import problems
    from compare.ui.person import person

    with problems():
        services.store().undo(decision_id, person())


def decide_now(left: str, rights: Sequence[str], verdict: str) -> None:
    """Say the same of a claim and several others, and let the facts follow at once."""
    for right in rights:
        decide(left, right, verdict)
    follow([left, *rights])


def undo_now(decision: Decision) -> None:
    """Take a decision back, and let the facts follow at once."""
    undo(decision.id)
    follow([decision.left, decision.right])


def follow(claim_ids: Sequence[str]) -> None:
    """Put the facts that hold these claims together anew, by what people decided."""
    from compare.regroup import regroup
    from compare.ui.page import problems
    from compare.ui.thresholds import in_force

    with problems():
        if regroup(services.store(), claim_ids, in_force()):
            st.toast("The facts of the event were put together anew.")
        else:
            st.toast("Kept. The facts follow with the next run: Match what is new, on Add.")


def _by(match: Match) -> str:
    if match.decided_by == "rule":
        return " by rule; nobody has decided on it yet"
    return f" by {md(match.decided_by)}, {md(moment(match.decided_at))}"


def event_view(claim: Claim) -> SideBySide | None:
    """Give the view of the event that a claim belongs to."""
    _, _, event_id = services.article(claim.article_id)
    return services.view(event_id) if event_id else None
