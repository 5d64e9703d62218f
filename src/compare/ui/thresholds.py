"""What decisions say about the threshold of a match, and a threshold chosen by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from compare.chosen import fixed, with_choices
from compare.ui import lists, refit, services
from compare.ui.page import problems
from compare.ui.person import person
from compare.ui.rights import may_edit
from compare.ui.words import md, moment

if TYPE_CHECKING:
    from compare.chosen import Choice
    from compare.config import Settings

NAME = "confirmed"


def in_force() -> Settings:
    """Give the settings that the next run works with: what people chose for this store, too."""
    return with_choices(services.settings(), lists.choices())


def effect() -> None:
    """Say how decisions compare with the threshold, and let a fitted one be taken over."""
    pairs = lists.judged()
    present = in_force()
    best = refit.fitted(pairs)
    if not pairs:
        st.write("No pair has been confirmed or rejected yet.")
    else:
        _table([("now", refit.at(present.confirmed, pairs)), ("fitted to them", best)])
    if pairs and best is None:
        st.caption(
            f"From {refit.ENOUGH} decided pairs on, with at least {refit.LEAST_EACH} of each kind, "
            f"a threshold is fitted to them; {len(pairs)} are decided."
        )
    elif best is not None:
        st.caption(
            "Doubtful pairs are asked for first, so these figures describe the pairs you decided, "
            "not all pairs."
        )
        if round(best.threshold, 2) != round(present.confirmed, 2):
            _offer(best, present)
    _chosen()


def _table(lines: list[tuple[str, refit.Fit | None]]) -> None:
    rows = "".join(_line(name, fit) for name, fit in lines if fit is not None)
    st.html(
        '<div class="told across"><table class="plain-table"><thead><tr>'
        '<th scope="col">Threshold</th><th scope="col" class="number">Decided pairs above it</th>'
        '<th scope="col" class="number">of these rightly</th>'
        '<th scope="col" class="number">Confirmed pairs missed</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _line(name: str, fit: refit.Fit) -> str:
    exact = "–" if fit.precision is None else f"{fit.precision:.0%}"
    return (
        f'<tr><th scope="row">{fit.threshold:.0%}, {name}</th><td class="number">{fit.kept}</td>'
        f'<td class="number">{exact}</td><td class="number">{fit.missed}</td></tr>'
    )


def _offer(best: refit.Fit, present: Settings) -> None:
    if fixed(NAME):
        st.caption("Whoever runs this dashboard has set the threshold by a variable; it stays.")
        return
    if not may_edit():
        return
    st.button(
        f"Use {best.threshold:.0%} from the next run on",
        key="use-threshold",
        on_click=_choose,
        args=(best.threshold, present.suggested),
    )


def _choose(threshold: float, suggested: float) -> None:
    values = {NAME: f"{threshold:.2f}"}
    if threshold < suggested:
        values["suggested"] = values[NAME]
    with problems():
        services.store().choose(values, person())
        st.toast("Kept. The next run uses it: Match what is new, on Add.")


def _chosen() -> None:
    """Say what was chosen for this store, by whom, with its undo."""
    last: dict[str, Choice] = {choice.name: choice for choice in lists.choices()}
    choice = last.get(NAME)
    if choice is None:
        return
    line, way = st.columns([4, 1], vertical_alignment="center")
    line.caption(
        md(f"{float(choice.value):.0%} was chosen by {choice.person}, {moment(choice.at)}.")
        + (" A variable stands above it." if fixed(NAME) else "")
    )
    if may_edit():
        way.button("Undo", key="undo-threshold", on_click=_undo, args=(choice.id,))


def _undo(choice_id: str) -> None:
    with problems():
        services.store().undo_choice(choice_id, person())
