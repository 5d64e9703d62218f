"""Checks what Streamlit's sign-in is told of the OIDC provider, before anybody relies on it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from compare.errors import ConfigError
from compare.exposure import is_loopback

WHERE = "[auth] of .streamlit/secrets.toml"
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
LEAST_SECRET = 32  # characters; whoever guesses it can make a cookie for any person


def check_provider(auth: Mapping[str, Any] | None) -> None:
    """Look at the section `[auth]`.

    Raises:
        ConfigError: Authlib isn't installed, a key is missing, the secret is too short, or an
            address is reached in plain text from another machine.
    """
    if find_spec("authlib") is None:
        raise ConfigError(
            "Authlib isn't installed, which the sign-in needs",
            where="sign_in",
            hint="Install it: pip install 'astold[team]'",
        )
    found = auth or {}
    missing = [key for key in NEEDED if not str(found.get(key) or "").strip()]
    if missing:
        raise ConfigError(
            f"lacks {', '.join(missing)}", where=WHERE, hint="See “Sign-in” in docs/safety.md"
        )
    if len(str(found["cookie_secret"])) < LEAST_SECRET:
        raise ConfigError(
            f"cookie_secret has fewer than {LEAST_SECRET} characters, so that it could be guessed",
            where=WHERE,
            hint="Make one: python -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
    for key in ("redirect_uri", "server_metadata_url"):
        parts = urlsplit(str(found[key]))
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
            raise ConfigError(
                f"{key} is no https address: others on the way could read who signs in, and "
                "sign in as they",
                where=WHERE,
                hint="Put a proxy with a certificate before the dashboard",
            )


def read_auth(files: Sequence[Path]) -> dict[str, Any] | None:
    """Give the section `[auth]` of the last of `files` that has one.

    Raises:
        ConfigError: a file isn't TOML or can't be read.
    """
    auth = None
    for file in files:
        if not file.exists():
            continue
        try:
            auth = tomllib.loads(file.read_text("utf-8")).get("auth", auth)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"not readable as TOML: {error}", where=str(file)) from error
    return auth
