"""Links inside our HTML open pages without loading the dashboard anew.

They are plain relative addresses, so that they work without this too, and in a new tab. A click
on one becomes a step in the browser's history, which Streamlit follows as it follows its back
button; the visit goes on, with the reader's name and what was skipped.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

CATCH = """
export default function (component) {
  const caught = (event) => {
    const other = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || event.button !== 0 || other) return;
    const link = event.target.closest(".told a[href]");
    if (!link || link.target === "_blank" || link.origin !== window.location.origin) return;
    event.preventDefault();
    window.history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  };
  document.addEventListener("click", caught);
  return () => document.removeEventListener("click", caught);
}
"""


@cache
def _catcher() -> Any:
    return st.components.v2.component("astold_links", js=CATCH)


def follow_links() -> None:
    """Let clicks on links in our HTML open pages within the visit."""
    with st.container(key="links"):
        _catcher()(key="caught-link")
