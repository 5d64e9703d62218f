"""One page by its address, politely, and never from inside a private network."""

from __future__ import annotations

import gzip
import http.client
import io
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from compare.readers.archives import nested, read_limited
from compare.readers.base import Unreadable
from compare.readers.visits import AGENT, NAME, Visits
from compare.records import Page

MAX_BYTES = 10 * 2**20
MAX_ROBOTS = 500 * 1024
MAX_REDIRECTS = 5
WAIT_SECONDS = 10.0  # for a connection, and for each piece
ALL_SECONDS = 30.0  # for everything
_CHUNK = 16 * 1024
_REDIRECTS = {301, 302, 303, 307, 308}
_PASSING = {408, 425, 429, 500, 502, 503, 504}  # answers that may be another the next time
_PASTE = "Open it in a browser and paste its text, or save the page and add the file"
_REFUSALS = {
    401: "the page wants a sign-in",
    402: "the page stands behind a paywall",
    403: "the outlet doesn't let programs read the page",
    404: "there is no such page",
    410: "the page was taken down",
    429: "the outlet asks for fewer requests",
    451: "the page is blocked for legal reasons",
}


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    data: bytes
    headers: Mapping[str, str]  # names in lower case


def fetch(url: str, *, visits: Visits | None = None) -> Page:
    """Fetch one page.

    Redirects are followed up to five times; each address is resolved, all of its numbers must
    be public, and the connection goes to the very number that was checked. The outlet's
    robots.txt is obeyed (RFC 9309). Proxies of the environment are not used.

    Args:
        url: beginning with http:// or https://.
        visits: what is remembered of the hosts when several pages are fetched.

    Raises:
        Unreadable: no public address, refused by robots.txt or the server, too large, too slow.
    """
    page = _fetch(url, {}, visits or Visits())
    assert page is not None  # only asked conditionally can a page be unchanged
    return page


def fetch_changed(
    url: str, *, etag: str | None, modified: str | None, visits: Visits
) -> Page | None:
    """Fetch a page like `fetch`; None when the server says that it is still the same."""
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    return _fetch(url, {name: value for name, value in conditions.items() if value}, visits)


def _fetch(address: str, conditions: Mapping[str, str], visits: Visits) -> Page | None:
    url = address
    deadline = time.monotonic() + ALL_SECONDS
    for _ in range(MAX_REDIRECTS + 1):
        parts = _check(url)
        deadline += visits.wait(parts.netloc)
        if not _allowed(parts, url, visits, deadline):
            raise Unreadable("the outlet's robots.txt doesn't allow programs to read it", _PASTE)
        answer = _get(parts, MAX_BYTES, deadline, conditions)
        if answer.status in _REDIRECTS and "location" in answer.headers:
            url = urljoin(url, answer.headers["location"])
            continue
        if answer.status == 304 and conditions:
            return None
        if answer.status != 200:
            reason = _REFUSALS.get(answer.status, f"the server answered {answer.status}")
            raise Unreadable(reason, _PASTE, passing=answer.status in _PASSING)
        told = answer.headers.get
        kind = told("content-type", "").lower()
        at = datetime.now(UTC)
        return Page(answer.data, address, url, kind, at, told("etag"), told("last-modified"))
    raise Unreadable(f"it is redirected more than {MAX_REDIRECTS} times", _PASTE)


def is_public(number: str) -> bool:
    """Whether an IP address lies in the public internet, also the one wrapped in an IPv6 one."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


def _check(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise Unreadable("it is no address of a web page", "Check it") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Unreadable("it is no address of a web page", "It begins with https://")
    if parts.username or parts.password or any(char.isspace() for char in url.strip()):
        raise Unreadable("addresses with names, passwords or spaces are not fetched", "Check it")
    if port == 0:
        raise Unreadable("it is no address of a web page", "Check it")
    return parts


def _number(host: str, port: int) -> str:
    """Resolve a name; every number that it has must be public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        reason = f"{host} can't be found; there may be no network"
        raise Unreadable(reason, "Check the address and the network", passing=True) from None
    numbers = [str(item[4][0]) for item in found]
    if not numbers or not all(is_public(number) for number in numbers):
        raise Unreadable(f"{host} lies in a private network", "Only public pages are fetched")
    return numbers[0]


def _connect(parts: SplitResult, deadline: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    wait = min(WAIT_SECONDS, max(0.1, deadline - time.monotonic()))
    raw = socket.create_connection((_number(host, port), port), timeout=wait)
    connection: http.client.HTTPConnection
    if secure:
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, port, timeout=wait, context=context)
        raw = context.wrap_socket(raw, server_hostname=host)
    else:
        connection = http.client.HTTPConnection(host, port, timeout=wait)
    connection.sock = raw  # so that the name is not resolved a second time, to another number
    return connection


def _get(
    parts: SplitResult, most: int, deadline: float, conditions: Mapping[str, str] | None = None
) -> _Answer:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {
        "User-Agent": AGENT,
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
        "Accept-Encoding": "identity",
        "Connection": "close",
        **(conditions or {}),
    }
    connection: http.client.HTTPConnection | None = None
    try:
        connection = _connect(parts, deadline)
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        data = b"" if response.status in _REDIRECTS else _body(response, most, deadline)
        headers = {name.lower(): value for name, value in response.getheaders()}
        return _Answer(response.status, data, headers)
    except TimeoutError:
        raise Unreadable("the server doesn't answer in time", "Try later", passing=True) from None
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        reason = f"the server can't be read ({type(error).__name__})"
        raise Unreadable(reason, "Try later, or paste the page's text", passing=True) from None
    finally:
        if connection is not None:
            connection.close()


def _body(response: http.client.HTTPResponse, most: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while chunk := response.read1(_CHUNK):
        size += len(chunk)
        if size > most:
            raise Unreadable(f"the page has more than {most // 2**20} MB", _PASTE)
        if time.monotonic() > deadline:
            raise TimeoutError
        parts.append(chunk)
    data = b"".join(parts)
    if response.length:  # it promised more
        raise http.client.IncompleteRead(data, response.length)
    if (response.getheader("Content-Encoding") or "").lower() == "gzip":
        return _unpack(data)
    return data


def _unpack(data: bytes) -> bytes:
    """Some servers pack what they were asked not to pack."""
    with nested():
        try:
            return read_limited(gzip.GzipFile(fileobj=io.BytesIO(data)))
        except zlib.error:
            raise Unreadable("the page is damaged", "Try later") from None


def _allowed(parts: SplitResult, url: str, visits: Visits, deadline: float) -> bool:
    """What robots.txt says: none (4xx) allows everything, a failing one (5xx) nothing."""
    site = f"{parts.scheme}://{parts.netloc}"
    if site not in visits.rules:
        rules = RobotFileParser()
        answer = _get(_check(f"{site}/robots.txt"), MAX_ROBOTS, deadline)
        if answer.status == 200:
            rules.parse(answer.data.decode("utf-8", "replace").splitlines())
        elif answer.status >= 500:
            rules.parse(["User-agent: *", "Disallow: /"])
        else:
            rules.parse([])
        visits.rules[site] = rules
    return visits.rules[site].can_fetch(NAME, url)
