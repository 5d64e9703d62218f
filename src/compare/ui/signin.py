"""The door of the dashboard: nobody comes in who isn't admitted, and who is can go out again."""

from __future__ import annotations

import sys
from functools import cache

import streamlit as st

from compare.errors import AsToldError
from compare.exposure import check_address, check_request
from compare.oidc import check_provider
from compare.roles import check_entries
from compare.ui import services
from compare.ui.rights import identity
from compare.ui.wanted import keep_wanted
from compare.ui.words import esc, md


def admitted() -> bool:
    """Tell whether the visitor may go on; show the way in, or why there is none, otherwise."""
    try:
        settings = services.settings()
        headers = dict(st.context.headers)
        if headers:  # without any there is no server, only a test of the page
            check_address(st.get_option("server.address"), settings)
            check_request(headers, settings)
        if not settings.sign_in:
            return True
        check_entries(settings)
        check_provider(_auth())
    except AsToldError as error:
        _tell_the_log(str(error))
        st.error(f"The dashboard stays closed: {md(str(error))}.", icon=":material/lock:")
        return False
    who = identity(settings)
    if who.role == "stranger":
        _door(signed_in=st.user.get("is_logged_in") is True, name=who.name, why=who.why)
        return False
    _who(who.name, who.role)
    return True


def _auth() -> dict[str, object] | None:
    """Give what the secrets say of the provider; None without any."""
    try:
        found = st.secrets.get("auth")
    except FileNotFoundError:
        return None
    return dict(found) if found else None


def _door(*, signed_in: bool, name: str, why: str) -> None:
    st.title("AsTold")
    if not signed_in:
        keep_wanted()
        st.write("Sign in to see the same event as each outlet told it.")
        st.button("Sign in", type="primary", on_click=st.login, key="sign-in")
        return
    st.warning(f"You are signed in as {md(name)}, but can't come in. {md(why)}")
    st.button("Sign out", on_click=st.logout, key="sign-out")


def _who(name: str, role: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        st.html(
            f'<div class="told"><span class="quiet">{esc(name)}, {esc(role)}</span></div>',
            width="content",
        )
        st.button("Sign out", type="tertiary", on_click=st.logout, key="sign-out")


@cache
def _tell_the_log(line: str) -> None:
    """Say it once where whoever started the server looks."""
    print(f"astold: the dashboard stays closed: {line}", file=sys.stderr, flush=True)
