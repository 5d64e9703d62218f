"""Addresses are fetched politely and never from a private network; a local server misbehaves."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from reader_samples import HTML, TEXT, TITLE

from compare.readers import fetch as fetch_module
from compare.readers.address import read_address
from compare.readers.fetch import fetch, is_public

SEEN: list[str] = []


class Misbehaving(BaseHTTPRequestHandler):
    """Each path goes wrong in its own way."""

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:  # noqa: PLR0912 (as many ways to go wrong)
        SEEN.append(self.path)
        page = HTML.encode()
        html = {"Content_Type": "text/html; charset=utf-8"}
        match self.path:
            case "/robots.txt":
                self.answer(200, b"User-agent: *\nDisallow: /closed\n")
            case "/good" | "/closed":
                self.answer(200, page, **html)
            case "/moved":
                self.answer(302, Location="/good")
            case "/loop":
                self.answer(302, Location="/loop")
            case "/inside":
                self.answer(302, Location="http://10.0.0.1/secret")
            case "/metadata":
                self.answer(302, Location="http://169.254.169.254/latest")
            case "/file":
                self.answer(302, Location="file:///etc/passwd")
            case "/endless":
                self.send_response(200)
                self.end_headers()
                try:
                    while True:
                        self.wfile.write(b"<p>more</p>" * 10_000)
                except OSError:
                    pass
            case "/slow":
                self.send_response(200)
                self.end_headers()
                try:
                    for _ in range(200):
                        self.wfile.write(b"<")
                        time.sleep(0.05)
                except OSError:
                    pass
            case "/silent":
                time.sleep(3)
            case "/garbage":
                self.wfile.write(b"\x00\x01 no http\r\n\r\n")
            case "/headers":
                self.send_response(200)
                for number in range(300):
                    self.send_header(f"X-{number}", "x")
                self.end_headers()
            case "/bomb":
                packed = gzip.compress(b"0" * 2**24)
                self.answer(200, packed, Content_Encoding="gzip", **html)
            case "/packed":
                self.answer(200, gzip.compress(page), Content_Encoding="gzip", **html)
            case "/short":
                self.answer(200, page, Content_Length="999999", **html)
            case "/picture":
                self.answer(200, b"\x89PNG", Content_Type="image/png")
            case "/plain":
                self.answer(200, f"{TITLE}\n\n{TEXT}".encode(), Content_Type="text/plain")
            case path:
                self.answer(int(path.strip("/")) if path.strip("/").isdigit() else 404)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The server's address; loopback alone counts as public while the test runs."""
    monkeypatch.setattr(fetch_module, "is_public", lambda number: number == "127.0.0.1")
    monkeypatch.setattr(fetch_module, "WAIT_SECONDS", 1.0)
    monkeypatch.setattr(fetch_module, "ALL_SECONDS", 2.0)
    SEEN.clear()
    running = ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize("path", ["/good", "/moved", "/packed"])
def test_page_is_read(server: str, path: str) -> None:
    (article,) = read_address(server + path).articles
    assert (article.title, article.outlet) == (TITLE, "Osthaven Courier")
    assert article.text == TEXT
    assert article.url == f"{server}/good" if path != "/packed" else f"{server}/packed"
    assert SEEN[0] == "/robots.txt"


def test_plain_text_is_read(server: str) -> None:
    assert read_address(f"{server}/plain").articles[0].text == TEXT


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/closed", "robots.txt"),
        ("/loop", "redirected more than"),
        ("/inside", "private network"),
        ("/metadata", "private network"),
        ("/file", "no address of a web page"),
        ("/endless", "MB"),
        ("/slow", "in time"),
        ("/silent", "in time"),
        ("/garbage", "can't be read"),
        ("/headers", "can't be read"),
        ("/short", "can't be read"),
        ("/picture", "image/png"),
        ("/403", "doesn't let programs"),
        ("/404", "no such page"),
        ("/500", "answered 500"),
    ],
)
def test_misbehaving_server_gives_one_reject(server: str, path: str, says: str) -> None:
    start = time.monotonic()
    result = read_address(server + path)
    assert time.monotonic() - start < 10
    assert result.articles == ()
    (reject,) = result.rejects
    assert says in reject.reason
    assert reject.source == server + path


def test_packed_bomb_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compare.readers.archives.MAX_UNPACKED", 2**20)
    assert "unpacks to more" in read_address(f"{server}/bomb").rejects[0].reason


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/"),
        *("http://10.1.2.3/", "http://192.168.0.1/", "http://169.254.169.254/latest/meta-data"),
        *("http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://[fe80::1]/"),
        *("ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "", "http://"),
        *("http://user:pass@example.org/", "http://exa mple.org/", "http://[::1", "http://x:0/"),
    ],
)
def test_private_and_odd_addresses_are_refused(url: str) -> None:
    result = read_address(url)
    assert result.articles == ()
    assert len(result.rejects) == 1


@pytest.mark.parametrize(
    ("number", "public"),
    [
        *(("8.8.8.8", True), ("2606:4700::1111", True), ("64:ff9b::808:808", True)),
        *(("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("::ffff:10.0.0.1", False)),
        *(("100.64.0.1", False), ("224.0.0.1", False), ("fd00::1", False), ("0.0.0.0", False)),
    ],
)
def test_public_numbers(number: str, public: bool) -> None:
    assert is_public(number) is public


def test_name_is_resolved_once(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that points elsewhere at the second question must not matter."""
    port = int(server.rpartition(":")[2])
    numbers = iter(["127.0.0.1", "127.0.0.1", "10.0.0.1"])  # robots.txt, page, never asked

    def resolve(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", (next(numbers), port))]

    monkeypatch.setattr(fetch_module.socket, "getaddrinfo", resolve)
    real = fetch_module.socket.create_connection

    def connect(address: tuple[str, int], **options: float) -> object:
        assert address[0] == "127.0.0.1"
        monkeypatch.undo()
        monkeypatch.setattr(fetch_module, "is_public", lambda number: number == "127.0.0.1")
        return real(address, **options)

    monkeypatch.setattr(fetch_module.socket, "create_connection", connect)
    assert fetch(f"http://127.0.0.1:{port}/good").data == HTML.encode()


def test_fetching_can_be_switched_off() -> None:
    (reject,) = read_address("https://example.org/", enabled=False).rejects
    assert "switched off" in reject.reason
