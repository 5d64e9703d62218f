"""Brings people back to the view that they asked for before they had to sign in.

The provider sends them to the start page. Until then the address waits in the session storage of
the browser's tab: nobody else sees it, and it can only be one of this dashboard.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

from compare.ui.rights import identity

KEEP = """
export default function () {
  const { pathname, search } = window.location;
  if (!pathname.endsWith("/") || search) sessionStorage.setItem("astold-wanted", pathname + search);
}
"""
GO = """
export default function () {
  const wanted = sessionStorage.getItem("astold-wanted");
  sessionStorage.removeItem("astold-wanted");
  const { pathname, search } = window.location;
  if (!wanted || !/^[/](?![/])/.test(wanted) || !pathname.endsWith("/") || search) return;
  window.history.pushState({}, "", wanted);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}
"""


def keep_wanted() -> None:
    """Let the browser keep the address that was asked for."""
    with st.container(key="wanted"):
        _keeper()(key="keep-wanted")


def go_to_wanted() -> None:
    """Let the browser go there, once people are in; nothing where nobody has to sign in."""
    if not identity().name:
        return
    with st.container(key="wanted"):
        _goer()(key="go-to-wanted")


@cache
def _keeper() -> Any:
    return st.components.v2.component("astold_keep_wanted", js=KEEP)


@cache
def _goer() -> Any:
    return st.components.v2.component("astold_go_to_wanted", js=GO)
