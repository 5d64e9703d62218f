"""The parts of the settings page."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import streamlit as st

from compare.ui import lists, services, thresholds
from compare.ui.page import problems
from compare.ui.person import ask_person, person
from compare.ui.rights import may_edit
from compare.ui.words import count, md, moment

PURPOSE = """
**What it does.** It takes reports of several outlets, finds the claims in them, pairs claims
about the same fact by meaning and by wording, and shows how the versions differ.

**What it doesn't do.** It never says who is right, and it rates no outlet. Nothing here is
written by a machine: every claim is the report's own sentence and opens the place that it
stands in. A pair can be missed or be wrong: look at its score and its two sentences, and say so
in Review. “Not reported” is only said of outlets whose whole reports are here.

**Where it works.** On the machine that serves it. No text leaves it; the network is only used to
fetch pages and feeds that somebody asks for.
"""
EXPLAINED = {
    "store": "the file that everything is kept in",
    "model": "the model that turns sentences into vectors",
    "nli_model": "a model for contradictions; empty: the built-in way",
    "suggested": "from this probability a pair is suggested",
    "confirmed": "from this probability a pair counts without a person's word",
    "event_days": "reports further apart than this are not one event",
    "processes": "processes that read sentences; 0: as many as there are processors",
    "lock_seconds": "how long to wait for another program that writes",
    "max_file_mb": "larger files are refused",
    "person": "the name under which decisions are kept unless another is given",
    "address": "where `astold serve` listens",
    "open_to_all": "whether others may reach it although nobody signs in",
    "sign_in": "whether people sign in",
    "readers": "who may look",
    "editors": "who may also change",
    "sign_in_hours": "after so many hours people sign in anew",
    "engine": "where runs are worked out: local, or ray for a cluster",
    "ray_address": "of the cluster; empty: one on this machine",
    "fetch": "whether pages and feeds may be fetched by their addresses",
}


def what_it_does() -> None:
    """Say what the product does and doesn't do, and with which settings."""
    st.markdown(PURPOSE)
    chosen = thresholds.in_force()
    st.header("Settings")
    rows = [(name, _shown(getattr(chosen, name)), text) for name, text in EXPLAINED.items()]
    st.dataframe(
        {
            "setting": [row[0] for row in rows],
            "value": [row[1] for row in rows],
            "what it is": [row[2] for row in rows],
        },
        hide_index=True,
    )
    st.caption(
        "Change them in `astold.toml` or by variables such as `ASTOLD_CONFIRMED=0.85`. What people "
        "chose in Review for this store stands above the file, and variables above both."
    )


def _shown(value: object) -> str:
    """Write a setting; of a list of people only how many it names."""
    return count(len(value), "entry", "entries") if isinstance(value, tuple) else str(value)


def aliases() -> None:
    """Show and change the name variants that people added to the built-in ones."""
    st.write("Names that mean the same, besides those that come with the product.")
    known = lists.aliases()
    may = may_edit()
    if may:
        ask_person()
        _add_alias()
    for variant, name in sorted(known.items()):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.write(f"{md(variant)} → {md(name)}")
        if may:
            right.button(
                "Remove",
                key=f"alias-{variant}",
                on_click=_forget,
                args=(variant,),
                help=md(variant),
            )
    if not known:
        st.caption("None was added yet.")
    st.caption("A change takes effect with the next run: Match what is new, on Add.")


def _add_alias() -> None:
    with st.form("alias", clear_on_submit=True, border=False):
        left, right = st.columns(2)
        variant = left.text_input("This variant", key="alias-variant", placeholder="Kiev")
        name = right.text_input("means", key="alias-name", placeholder="Kyiv")
        if st.form_submit_button("Add the name"):
            with problems():
                services.store().set_alias(variant, name, person())
                st.rerun()


def _forget(variant: str) -> None:
    with problems():
        services.store().remove_alias(variant, person())


def outlets() -> None:
    """Show the outlets and let their countries be corrected."""
    table: dict[str, list[str]] = {"outlet": [], "country": []}
    for name, country in lists.outlet_countries().items():
        table["outlet"].append(name)
        table["country"].append(country)
    if not table["outlet"]:
        st.write("There is no outlet yet.")
        return
    if not may_edit():
        st.dataframe(table, hide_index=True)
        return
    edited = st.data_editor(
        table, disabled=["outlet"], hide_index=True, key="outlet-table", num_rows="fixed"
    )
    if st.button("Save the countries", key="save-outlets"):
        with problems():
            changed = 0
            for name, before, after in zip(
                table["outlet"], table["country"], edited["country"], strict=True
            ):
                if (after or "") != (before or ""):
                    services.store().set_outlet(name, after or "", person())
                    changed += 1
            st.toast(f"{count(changed, 'outlet')} changed.")


def history() -> None:
    """Show the runs, what was refused, and who changed what."""
    found = lists.history()
    st.header("Runs")
    _table(
        [
            {
                "when": moment(run.started_at),
                "seconds": round(run.seconds, 1),
                "articles": run.articles,
                "claims": run.claims,
                "events": run.events,
                "pairs compared": run.pairs,
                "matches": run.matches,
                "model": run.model_id,
            }
            for run in found.runs
        ],
        "The matching has not run yet.",
    )
    st.header("Refused files and rows")
    _table(
        [{"when": moment(at), "what": str(reject)} for at, reject in found.rejects],
        "Nothing was refused.",
    )
    st.header("Changes by people")
    _table(
        [{key: str(value) for key, value in line.items()} for line in found.log],
        "Nobody changed anything.",
    )


def accuracy() -> None:
    """Show the accuracy table as it was measured for this release."""
    rows = accuracy_rows()
    if not rows:
        st.write("The accuracy table is not part of this installation.")
        return
    st.write(
        "Measured on public sets that people annotated. “Obvious” is what the simplest "
        "method reaches in the same run."
    )
    st.dataframe(rows, hide_index=True)


def accuracy_rows() -> list[dict[str, Any]]:
    """Read the table where it is: in the repository, or in the installed package."""
    package = Path(str(resources.files("compare")))
    for path in (package.parent.parent / "docs" / "accuracy.json", package / "_accuracy.json"):
        if path.exists():
            found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
            return found
    return []


def _table(rows: list[dict[str, Any]], otherwise: str) -> None:
    if rows:
        st.dataframe(rows, hide_index=True)
    else:
        st.write(otherwise)
