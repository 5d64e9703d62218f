"""The queue of suggested pairs: most useful first, blind, and every decision undoable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from compare.ui import pairing, services
from compare.ui.words import STATES, count, esc, href, moment

if TYPE_CHECKING:
    from compare.records import Claim, Decision, Match

LAST, SKIPPED, ANSWERED = "last-answer", "skipped", "answered"
KEYS = {"confirm": "Y", "reject": "N", "unsure": "U"}
SHOWN = 50  # decisions in the log at once


def usefulness(match: Match, ties: dict[str, int]) -> float:
    """Rate how much an answer helps: doubtful pairs that tie many claims together come first.

    The doubt is the variance p(1-p) of the answer (uncertainty sampling, Lewis and Gale 1994);
    `ties`, how many matches each claim has, says how many other claims hang on the answer.
    """
    doubt = match.probability * (1 - match.probability)
    return doubt * (1 + min(ties.get(match.left, 1), ties.get(match.right, 1)))


def ask(queue: list[Match]) -> None:
    """Show the next pair without its score, and take the answer."""
    skipped: set[tuple[str, str]] = st.session_state.setdefault(SKIPPED, set())
    left_over = [one for one in queue if (one.left, one.right) not in skipped]
    if not left_over:
        st.success("No suggested pair is left to review.")
        if skipped:
            st.button("Show the skipped ones again", on_click=skipped.clear)
        return
    match = left_over[0]
    st.caption(f"{count(len(left_over), 'pair')} to go. Do both tell the same fact?")
    left, right = pairing.chosen_pair(match.left, match.right)
    one, two = st.columns(2, gap="large")
    one.html(pairing.side(left, []))
    two.html(pairing.side(right, []))
    columns = st.columns(4)
    for column, (verdict, label) in zip(columns, pairing.VERDICTS.items(), strict=False):
        column.button(
            label,
            key=f"answer-{verdict}",
            shortcut=KEYS[verdict],
            on_click=answer,
            args=(match, verdict),
            width="stretch",
        )
    columns[3].button(
        "Skip",
        key="skip",
        shortcut="S",
        on_click=skipped.add,
        args=((match.left, match.right),),
        width="stretch",
    )


def answer(match: Match, verdict: str) -> None:
    """Keep an answer and remember it, so that its score can be shown now."""
    pairing.decide(match.left, match.right, verdict)
    st.session_state[LAST] = match
    st.session_state.setdefault(ANSWERED, []).append((match.left, match.right))


def follow() -> None:
    """Offer to let the facts follow the answers of this visit now, not with the next run."""
    answered: list[tuple[str, str]] = st.session_state.get(ANSWERED, [])
    if answered:
        st.button(
            f"Put the facts together anew with {count(len(answered), 'answer')}",
            key="follow",
            on_click=_follow,
        )


def _follow() -> None:
    answered = st.session_state.pop(ANSWERED, [])
    pairing.follow([claim for pair in answered for claim in pair])


def last_answer() -> None:
    """Show the score of the pair that was answered last, and what was said of it."""
    match: Match | None = st.session_state.get(LAST)
    if match is None:
        return
    said = [
        one for one in services.decisions() if (one.left, one.right) == (match.left, match.right)
    ]
    if not said:
        return
    verdict = pairing.VERDICTS[said[-1].verdict].lower()
    address = href("pair", left=match.left, right=match.right)
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.html(
        f'<div class="told card"><p>You said: {verdict}. The score was '
        f"<strong>{match.probability:.0%}</strong> ({STATES['suggested']}). "
        f'<a href="{address}" target="_self">See its parts</a></p></div>'
    )
    right.button("Undo", key="undo-last", shortcut="Z", on_click=pairing.undo, args=(said[-1].id,))


def log() -> None:
    """List the decisions, the latest first, each with its undo."""
    kept = services.decisions()[::-1]
    if not kept:
        st.write("No decision has been made yet.")
        return
    shown = kept[:SHOWN]
    ids = tuple(dict.fromkeys(one for item in shown for one in (item.left, item.right)))
    claims = {claim.id: claim for claim in services.claims(ids)}
    for item in shown:
        _entry(item, claims)
    if len(kept) > SHOWN:
        st.caption(f"The latest {SHOWN} of {len(kept)}.")


def _entry(item: Decision, claims: dict[str, Claim]) -> None:
    left, right = st.columns([5, 1], vertical_alignment="center")
    words = [
        esc(claims[one].text) if one in claims else "(taken out)" for one in (item.left, item.right)
    ]
    address = href("pair", left=item.left, right=item.right)
    left.html(
        f'<div class="told"><p><strong>{pairing.VERDICTS[item.verdict]}</strong> '
        f'<span class="quiet">{esc(item.person)}, {esc(moment(item.at))} · '
        f'<a href="{address}" target="_self">open</a></span><br>{"<br>".join(words)}</p></div>'
    )
    right.button("Undo", key=f"undo-{item.id}", on_click=pairing.undo_now, args=(item,))
