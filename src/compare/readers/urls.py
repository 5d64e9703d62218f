"""One spelling for each address, so that the same article by another link is the same."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

# Parameters that tell where a reader came from, never which page it is.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|cmpid|smid|ocid|ns_\w+"
    r"|at_(?:medium|campaign|custom\d|link_\w+|bbc_team|format|ptr_name)|wt\.\w+|xtor|share_id)=",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,12}(?:/\S*)?", re.IGNORECASE)


def canonical(text: str) -> str | None:
    """Give an address its usual spelling.

    Scheme and host in lower case, no default port, no fragment, no parameters that only track.

    Returns:
        None when `text` is no address of a web page.
    """
    line = text.strip()
    if _BARE.fullmatch(line):
        line = f"https://{line}"
    try:
        parts = urlsplit(line)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s<>\"]", line):
        return None
    default = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port in {None, default} else f"{host}:{port}"
    kept = [pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair)]
    return urlunsplit((parts.scheme, netloc, parts.path or "/", "&".join(kept), ""))
