"""Keeps a dashboard without sign-in from standing open where strangers can reach it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from compare.config import Settings
from compare.errors import ConfigError

# What a proxy in between says of the request that it passes on (RFC 7239, and what came before).
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
HINT = (
    "Let people sign in (sign_in = true, see docs/safety.md); or listen on 127.0.0.1; or, where "
    "something else keeps strangers out, set open_to_all = true"
)


def is_loopback(address: str | None) -> bool:
    """Tell whether only this machine can reach `address`; None and "" mean every address."""
    text = (address or "").strip().strip("[]")
    if text.lower() == "localhost" or text.startswith("unix:"):
        return True
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False


def check_address(address: str | None, settings: Settings) -> None:
    """Refuse to listen where others can reach a dashboard that lets everybody in.

    Raises:
        ConfigError: nobody signs in, `address` isn't one of this machine alone, and no setting
            says that this is wanted.
    """
    if settings.sign_in or settings.open_to_all or is_loopback(address):
        return
    raise ConfigError(
        "nobody signs in, so everybody who can reach this address could read and change all",
        where=f"address {address}" if address else "address (every one of this machine)",
        hint=HINT,
    )


def check_request(headers: Mapping[str, str], settings: Settings) -> None:
    """Refuse a visit that came from elsewhere to a dashboard that was opened for this machine.

    A proxy makes a server on 127.0.0.1 reachable from outside, and so does a name that
    somebody points at 127.0.0.1 (DNS rebinding).

    Args:
        headers: of the request that opened the visit; empty where there was none.

    Raises:
        ConfigError: as `check_address`.
    """
    if settings.sign_in or settings.open_to_all:
        return
    found = {name.lower(): value for name, value in headers.items()}
    host = urlsplit(f"//{found['host']}").hostname if found.get("host") else "localhost"
    proxied = [name for name in _FORWARDED if name in found]
    if is_loopback(host) and not proxied:
        return
    raise ConfigError(
        "nobody signs in, and this visit came through a proxy or by a name of another machine",
        where=f"host {host}" if not is_loopback(host) else f"header {proxied[0]}",
        hint=HINT,
    )
