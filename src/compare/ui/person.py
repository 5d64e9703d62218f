"""Under which name a reader's decisions are kept."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import unquote

import streamlit as st

from compare.ui import services
from compare.ui.rights import identity
from compare.ui.words import md

KEY = "person"
COOKIE = "astold_name"
LONGEST = 80  # characters of a name that are remembered
# The address of a page is sent to others, so the name is no part of it. A cookie comes along with
# the first request of a visit: the page needs no second run to know it.
REMEMBER = """
export default function (component) {
  const name = component.data?.name ?? "";
  const age = name ? 31536000 : 0;
  const safe = window.location.protocol === "https:" ? "; Secure" : "";
  const how = `Max-Age=${age}; Path=/; SameSite=Strict${safe}`;
  document.cookie = `COOKIE=${encodeURIComponent(name)}; ${how}`;
}
""".replace("COOKIE", COOKIE)


def person() -> str:
    """Give the name for the log: who signed in; where nobody does, what was typed, or is set."""
    signed_in = identity().name
    if signed_in:
        return signed_in
    typed = st.session_state[KEY] if KEY in st.session_state else remembered()
    return str(typed).strip() or services.settings().person


def ask_person() -> str:
    """Show the field for the name, which this browser remembers; none where people sign in."""
    if identity().name:
        st.caption(f"Kept under {md(person())}.")
        return person()
    typed = st.text_input(
        "Your name",
        value=remembered() or services.settings().person,
        key=KEY,
        max_chars=LONGEST,
        persist_state="session",
        help="Decisions are kept under it. This browser remembers it.",
    )
    if typed != services.settings().person or remembered():
        with st.container(key="remember"):
            _rememberer()(data={"name": typed.strip()}, key="remember-name")
    return person()


def remembered() -> str:
    """Give the name that was typed in this browser on an earlier visit, or ""."""
    name = unquote(st.context.cookies.get(COOKIE) or "")
    return "".join(sign for sign in name if sign.isprintable())[:LONGEST].strip()


@cache
def _rememberer() -> Any:
    return st.components.v2.component("astold_remember_name", js=REMEMBER)
