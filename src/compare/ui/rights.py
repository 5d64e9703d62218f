"""Who is at the page and what they may do; asked by the services, not only by the buttons."""

from __future__ import annotations

from typing import Final

import streamlit as st

from compare.config import Settings
from compare.errors import NotAllowedError
from compare.roles import Identity, identify
from compare.ui import services

OWNER: Final = Identity("editor")  # where nobody signs in, whoever uses this machine
NOBODY: Final = Identity("stranger", "", "Nobody has signed in.")


def identity(settings: Settings | None = None) -> Identity:
    """Say who is at the page; looked up anew each time, so that a changed list counts at once."""
    chosen = settings or services.settings()
    if not chosen.sign_in:
        return OWNER
    claims = dict(st.user)
    if claims.get("is_logged_in") is not True:
        return NOBODY
    return identify(claims, chosen)


def may_edit() -> bool:
    """Tell whether who is at the page may change anything."""
    return identity().may_edit


def require_edit() -> None:
    """Let only editors go on.

    Raises:
        NotAllowedError: who is at the page may not change anything.
    """
    who = identity()
    if not who.may_edit:
        raise NotAllowedError(
            "only editors can change anything here",
            where=who.name or None,
            hint="Ask somebody who keeps the settings to put you on the list of editors",
        )


def for_editors() -> None:
    """Stand in the place of a page that is of use to editors only."""
    from compare.ui.head import head

    head("For editors")
    require_edit()
