"""Feeds are pulled politely: whole articles, each once, failures named; the server misbehaves."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from compare.cli import main
from compare.config import Settings
from compare.errors import AsToldError
from compare.feeds import add_feed, pull
from compare.readers import fetch as fetch_module
from compare.readers.visits import MAX_DELAY, Visits
from compare.store.db import Store

WORDS = [
    "harbour",
    "captain",
    "bridge",
    "inquiry",
    "quay",
    "hull",
    "tide",
    "crew",
    "signal",
    "rope",
    "engine",
    "pilot",
]


def page(path: str) -> str:
    """A page whose words are its own, so that it is no version of another."""
    pick = random.Random(path)
    lines = (" ".join(pick.choice(WORDS) for _ in range(14)) for _ in range(6))
    text = "".join(f"<p>Minister Eva Lund said that the {line}.</p>" for line in lines)
    title = f"Report on {path} and the ferry"
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}"
        f"<p>The matter of {path} will be looked into.</p></article></body></html>"
    )


def item(path: str, text: str = "A teaser of a few words only.") -> str:
    teaser = f"<description>{text}</description>" if text else ""
    return (
        f"<item><title>Report on {path} and the ferry</title><link>{{base}}/{path}</link>{teaser}"
        "<pubDate>Tue, 04 May 2021 10:00:00 GMT</pubDate></item>"
    )


@dataclass
class Site:
    """What the local server gives; `status` by path wins over everything."""

    base: str = ""
    items: list[str] = field(default_factory=lambda: [item("one"), item("two", "")])
    status: dict[str, int] = field(default_factory=dict)
    robots: str = ""
    etag: str | None = '"1"'
    asked: list[str] = field(default_factory=list)

    def feed(self) -> str:
        return (
            "<rss version='2.0'><channel><title>Salmo Post</title>"
            + "".join(self.items).replace("{base}", self.base)
            + "</channel></rss>"
        )


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site on loopback, which alone counts as public while the test runs."""
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            made.asked.append(self.path)
            path = self.path.strip("/")
            body, kind, status = page(path), "text/html", 200
            if path == "robots.txt":
                body, kind = made.robots, "text/plain"
            elif path == "feed":
                body, kind = made.feed(), "application/rss+xml"
                if made.etag and self.headers.get("If-None-Match") == made.etag:
                    status = 304
            elif path == "home":
                body = "<link rel=alternate type=application/rss+xml href=/feed><p>Home</p>"
            elif path == "broken":
                body, kind = "<rss><channel><item>", "application/rss+xml"
            status = made.status.get(path, status)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if made.etag and path == "feed":
                self.send_header("ETag", made.etag)
            self.end_headers()
            if status != 304:
                self.wfile.write(body.encode())

    monkeypatch.setattr(fetch_module, "is_public", lambda number: number == "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    made.base = f"http://127.0.0.1:{server.server_port}"
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def pulled(site: Site, store: Store):
    """Add the feed; give a function that pulls."""
    add_feed(store, Settings(), f"{site.base}/feed", visits=Visits())
    site.asked.clear()
    return lambda: pull(store, Settings(), visits=Visits())


def test_whole_articles_are_fetched_where_a_feed_has_teasers(site, store, pulled):
    done, intake = pulled()
    assert (done[0].new, done[0].problem, intake.rejects) == (2, None, [])
    texts = {one.url: one.text for one in store.articles()}
    assert "The matter of one will be looked into" in texts[f"{site.base}/one"]
    assert set(texts) == {f"{site.base}/one", f"{site.base}/two"}
    assert all(store.page(one.id) is not None for one in store.articles())
    assert site.asked.count("/robots.txt") == 1


def test_what_was_seen_is_not_fetched_again(site, store, pulled):
    pulled()
    site.asked.clear()
    (done,), _ = pulled()
    assert done.unchanged
    assert site.asked == ["/robots.txt", "/feed"]
    site.etag = '"2"'
    site.items.append(item("three"))
    (done,), _ = pulled()
    assert done.new == 1
    assert site.asked[-1] == "/three"
    assert "/one" not in site.asked


def test_whole_entries_need_no_page(site, store, pulled):
    site.etag = '"2"'
    long = "The ferry Aurelia hit the pier of Port Salmo on Tuesday morning. " * 12
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    whole = f"<content:encoded {space}>{long}</content:encoded><pubDate>"
    site.items = [item("whole", long[:20]).replace("<pubDate>", whole)]
    pulled()
    assert "/whole" not in site.asked
    assert [one.completeness for one in store.articles()] == ["full"]


def test_a_passing_failure_is_tried_again_and_then_the_teaser_is_taken(site, store, pulled):
    site.status["one"] = 503
    for tries in (1, 2):
        (done,), intake = pulled()
        assert [one.url for one in store.articles()] == [f"{site.base}/two"]
        assert "503" in intake.rejects[0].reason
        assert done.new == (1 if tries == 1 else 0)
    pulled()
    teaser = next(one for one in store.articles() if one.url == f"{site.base}/one")
    assert (teaser.completeness, teaser.outlet) == ("truncated", "Salmo Post")
    site.asked.clear()
    pulled()
    assert "/one" not in site.asked


def test_a_lasting_failure_leaves_the_teaser_at_once(site, store, pulled):
    site.robots = "User-agent: *\nDisallow: /one\n"
    _, intake = pulled()
    assert "robots.txt" in intake.rejects[0].reason
    assert {one.completeness for one in store.articles()} == {"full", "truncated"}


def test_a_feed_that_fails_is_named_and_the_others_go_on(site, store, pulled):
    store.add_feed(f"{site.base}/gone", "Gone", "Ann")
    store.add_feed(f"{site.base}/broken", "Broken", "Ann")
    site.status["gone"] = 404
    done, intake = pulled()
    assert [bool(one.problem) for one in done] == [False, True, True]
    assert len(store.articles()) == 2
    assert [feed.problem is None for feed in store.feeds()] == [True, False, False]
    assert {reject.source for reject in intake.rejects} == {
        f"{site.base}/gone",
        f"{site.base}/broken",
    }


def test_a_page_that_names_its_feed_will_do_and_nothing_else(site, store):
    assert add_feed(store, Settings(), f"{site.base}/home", visits=Visits()) == (
        f"{site.base}/feed",
        "Salmo Post",
    )
    with pytest.raises(AsToldError, match="there already"):
        add_feed(store, Settings(), f"{site.base}/feed", visits=Visits())
    with pytest.raises(AsToldError, match="no feed"):
        add_feed(store, Settings(), f"{site.base}/one", visits=Visits())
    with pytest.raises(AsToldError, match="switched off"):
        add_feed(store, Settings(fetch=False), f"{site.base}/feed")


def test_the_command_adds_lists_pulls_and_removes(site, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("compare.feeds.DELAY", 0.0)

    def astold(*words: str) -> int:
        return main(["feed", *words, "--store", str(tmp_path / "s.duckdb")])

    assert astold("add", f"{site.base}/feed") == 0
    assert astold("pull", "--quiet") == 0
    assert "2 added" in capsys.readouterr().out
    assert astold("list", "--json") == 0
    (feed,) = json.loads(capsys.readouterr().out)
    assert feed["title"] == "Salmo Post"
    assert astold("remove", f"{site.base}/feed") == 0
    assert astold("remove", f"{site.base}/feed") == 2
    assert "no such feed" in capsys.readouterr().err
    assert astold("add") == 2


def test_a_host_is_given_time_between_two_requests():
    slept: list[float] = []
    at = [100.0]

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        at[0] += seconds

    visits = Visits(2.0, sleep=sleep, clock=lambda: at[0])
    visits.wait("a.example")
    visits.wait("b.example")
    assert slept == []
    at[0] += 0.5
    assert visits.wait("a.example") == pytest.approx(1.5)
    from urllib.robotparser import RobotFileParser

    rules = RobotFileParser()
    rules.parse(["User-agent: *", "Crawl-delay: 900"])
    visits.rules["https://a.example"] = rules
    visits.wait("a.example")
    assert slept[-1] == pytest.approx(MAX_DELAY)
