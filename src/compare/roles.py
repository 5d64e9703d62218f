"""Who may do what: the roles that lists in the settings give to what a provider says of a person.

An entry of `readers` and `editors` is one of

- `eva@desk.example`: this address, whatever its case;
- `@desk.example`: every address of this domain;
- `groups=news`: a claim of the provider that is, or whose list holds, this value (`sub=…` too);
- `*`: everybody whom the provider lets in.

An address counts only where the provider says that it is verified: elsewhere people may choose
theirs at will. Where a provider never says so, name people by another claim.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from compare.config import Settings
from compare.errors import ConfigError

Role = Literal["editor", "reader", "stranger"]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is at the page.

    Attributes:
        name: what the log keeps; "" where nobody signs in.
        why: why this role and no more, in a sentence; "" where there is nothing to say.
    """

    role: Role
    name: str = ""
    why: str = ""

    @property
    def may_edit(self) -> bool:
        """Whether this person may change anything."""
        return self.role == "editor"


def check_entries(settings: Settings) -> None:
    """Look at the lists before anybody relies on them.

    Raises:
        ConfigError: people are to sign in and no list names any, or an entry is malformed.
    """
    if settings.sign_in and not settings.readers and not settings.editors:
        raise ConfigError(
            "people are to sign in, but no list says who may come in",
            where="readers, editors",
            hint='Write, say, editors = ["eva@desk.example"] and readers = ["@desk.example"]',
        )
    for entry in (*settings.readers, *settings.editors):
        claim, equals, value = entry.partition("=")
        if entry != "*" and "@" not in entry and not (equals and claim.strip() and value.strip()):
            raise ConfigError(
                f"{entry!r} names nobody",
                where="readers, editors",
                hint="Take an address, @ and a domain, a claim such as groups=news, or *",
            )
    if "*" in settings.editors and not settings.open_to_all:
        raise ConfigError(
            "everybody whom the provider lets in could change everything",
            where="editors",
            hint="Name the editors; or set open_to_all = true if that is what you want",
        )


def identify(claims: Mapping[str, Any], settings: Settings, now: float | None = None) -> Identity:
    """Give the role of a person who has signed in.

    Args:
        claims: what the provider says of the person, as OpenID Connect Core 1.0 names it.
        now: seconds since 1970; the present time by default.
    """
    name = _name(claims)
    if not name:
        return Identity("stranger", "", "Your provider doesn't say who you are.")
    age = (time.time() if now is None else now) - _seconds(claims.get("iat"))
    if age > settings.sign_in_hours * 3600:
        return Identity("stranger", name, "Your sign-in is too old. Sign out, then in again.")
    if _listed(claims, settings.editors):
        return Identity("editor", name)
    if _listed(claims, settings.readers):
        return Identity("reader", name)
    if claims.get("email") and not _address(claims):
        return Identity(
            "stranger", name, "Your provider doesn't say that your address is verified."
        )
    return Identity("stranger", name, "You aren't on the list of readers or editors.")


def _listed(claims: Mapping[str, Any], entries: Iterable[str]) -> bool:
    return any(_fits(claims, entry) for entry in entries)


def _fits(claims: Mapping[str, Any], entry: str) -> bool:
    if entry == "*":
        return True
    name, equals, wanted = entry.partition("=")
    if equals and "@" not in name:
        found = claims.get(name.strip())
        values = found if isinstance(found, (list, tuple)) else [found]
        return any(isinstance(value, str) and value == wanted.strip() for value in values)
    address = _address(claims)
    if not address:
        return False
    if entry.startswith("@"):
        return address.rpartition("@")[2] == entry[1:].casefold()
    return address == entry.casefold()


def _address(claims: Mapping[str, Any]) -> str:
    """Give the address in lower case if it is one and the provider has verified it."""
    address = claims.get("email")
    if not isinstance(address, str) or claims.get("email_verified") not in (True, "true"):
        return ""
    before, at, domain = address.strip().casefold().rpartition("@")
    return f"{before}@{domain}" if at and before and domain and "@" not in before else ""


def _name(claims: Mapping[str, Any]) -> str:
    """Give what names this person and nobody else: no name that people choose themselves."""
    address = _address(claims)
    if address:
        return address
    found = claims.get("sub")
    return found if isinstance(found, str) else ""


def _seconds(value: object) -> float:
    """Take a point in time as JSON Web Tokens give it; one that is none is long ago."""
    return float(value) if isinstance(value, (int, float)) else 0.0
