"""Hostile articles on every page and in the report: nothing runs, loads or is drawn of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from serving import Dashboard, serve
from steps import main, settled

import hostile
from compare.store.db import Store
from compare.ui.page import views

MOST_FOLDS = 12
# Everything that foreign text could have become, wherever it stands in the document.
FOUND = """(host) => {
  const found = [];
  const wrong = "script:not([src^='./']):not([src^='/']):not([src^='http://127.0.0.1'])," +
    "iframe, object, embed, base:not(head > base), form[action], meta[http-equiv=refresh]," +
    "a[href^='javascript' i], a[href^='data:' i], .katex," +
    "img[src*='" + host + "'], img[src='x'], link[href*='" + host + "'], math, details[ontoggle]";
  for (const one of document.querySelectorAll(wrong)) {
    if (one.tagName === "SCRIPT" && !one.textContent.includes("alert(")) continue;
    found.push(one.outerHTML.slice(0, 200));
  }
  for (const one of document.links)
    if (one.hostname === host) found.push(one.outerHTML.slice(0, 200));
  for (const one of document.querySelectorAll("*")) {
    for (const attribute of one.attributes)
      if (attribute.name.startsWith("on") && attribute.value.includes("alert("))
        found.push(one.outerHTML.slice(0, 200));
    if ((one.getAttribute("style") || "").includes(host)) found.push(one.outerHTML.slice(0, 200));
  }
  for (const one of document.querySelectorAll(".told svg, .told img, .told style, .told input"))
    found.push(one.outerHTML.slice(0, 200));
  if (getComputedStyle(document.body).display === "none") found.push("the body is hidden");
  return found;
}"""
# What a renderer would leave of the literal marks once it has eaten their signs.
EATEN = {
    "bolded": "**bolded**",
    "underlined": "__underlined__",
    "coded": "`coded`",
    "painted": ":red[painted]",
    "bug_report": ":material/bug_report:",
    "tagged": "<b>tagged</b>",
    "entity": "&lt;entity&gt;",
    "struck": "~~struck~~",
    "→ b": "->",
    "≥ e": ">=",
    "\N{BUG}": ":bug:",
    "linked": "[linked](https://",
    "pictured": "![pictured](https://",
}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    store = tmp_path_factory.mktemp("hostile") / "hostile.duckdb"
    hostile.fill(Store(store))
    with serve(store) as running:
        yield running


class Watch:
    """A page that is watched: what it asked for from elsewhere, and what it ran."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.problems = page, []
        self._own = urlsplit(address).netloc
        page.on("dialog", self._dialog)
        page.on("request", self._request)
        page.on("popup", lambda popup: self.problems.append(f"a window opened: {popup.url}"))

    def _dialog(self, dialog: object) -> None:
        self.problems.append("a script ran")
        dialog.dismiss()  # type: ignore[attr-defined]

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "file"} and parts.netloc != self._own:
            self.problems.append(f"asked for {request.url}")

    def check(self, where: str) -> str:
        """Look at what is on the page now; gives its words."""
        # The word joiner that keeps a renderer away is nothing that anybody sees.
        text = self.page.locator("body").inner_text().replace("\u2060", "")
        self.problems += self.page.evaluate(FOUND, hostile.HOST)
        assert self.problems == [], where
        for eaten, whole in EATEN.items():
            bare = re.sub(re.escape(whole), "", text)
            assert eaten not in bare, (where, eaten, bare[max(0, bare.find(eaten) - 80) :][:160])
        assert "\u202e" not in text, where
        return text


@pytest.fixture
def watch(browser: Browser, attacked: Dashboard) -> Iterator[Watch]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(30_000)
    yield Watch(context.new_page(), attacked.address)
    context.close()


def unfold(page: Page) -> None:
    """Open everything that can be opened on the page."""
    folded = main(page).locator("details:not([open]) > summary:visible")
    for _ in range(MOST_FOLDS):
        if not folded.count():
            return
        folded.first.click()
        settled(page)


def addresses(store: Path) -> dict[str, str]:
    """Each page with something on it, by name, and what else an address can carry."""
    opened = Store(store)
    match = opened.matches()[0]
    claim = opened.claims(ids=[match.left])[0]
    bad = quote(hostile.ALL)
    found = {view.name: f"{view.name}?id={hostile.EVENT}" for view in views()}
    return found | {
        "events": "",
        "pair": f"pair?left={match.left}&right={match.right}",
        "article": f"article?id={claim.article_id}&claim={claim.id}",
        "event as a list": f"event?id={hostile.EVENT}&layout=list&map=true",
        "events by words": f"?words={bad}",
        "no such event": f"event?id={bad}",
        "no such pair": f"pair?left={bad}&right={bad}",
        "by the day": f"timeline?id={hostile.EVENT}&by=day",
        "names": "about?part=Names",
        "outlet table": "about?part=Outlets",
        "log": "about?part=What+was+done",
    }


def test_nothing_of_an_article_runs_loads_or_is_drawn(watch: Watch, attacked: Dashboard) -> None:
    page = watch.page
    seen = ""
    for where, address in addresses(attacked.store).items():
        page.goto(f"{attacked.address}/{address}")
        settled(page)
        unfold(page)
        seen += watch.check(where)
    for words in hostile.LITERAL:
        assert words in seen


def test_nothing_of_what_comes_in_runs_before_it_is_saved(
    watch: Watch, attacked: Dashboard
) -> None:
    page = watch.page
    page.goto(f"{attacked.address}/add")
    settled(page)
    body = f"Outlet: Mal {hostile.MARKS}\nTitle: On {hostile.MARKS} {hostile.LOADS[2]}\n\n"
    text = f"{body}Nine people {hostile.ALL} were hurt in Port Salmo.\n" * 3
    name = hostile.FILE.replace("/", "_")
    main(page).locator("input[type=file]").first.set_input_files(
        [
            {"name": name, "mimeType": "text/plain", "buffer": text.encode()},
            {"name": f"bad {name}", "mimeType": "text/plain", "buffer": b"\x00\x01"},
        ]
    )
    expect(main(page).get_by_role("button", name=re.compile("^Remove"))).to_have_count(2)
    read = main(page).get_by_text("is this right?")
    for _ in range(10):  # the names stand there before the server has the files
        main(page).get_by_role("button", name=re.compile("^Read the files")).click()
        settled(page)
        if read.count():
            break
    expect(read).to_be_visible()
    settled(page)
    watch.check("add, read")


def test_the_report_runs_and_loads_nothing(
    watch: Watch, attacked: Dashboard, tmp_path: Path
) -> None:
    report = tmp_path / "report.html"
    report.write_bytes(Store(attacked.store).export("html", shape="all"))
    watch.page.goto(report.as_uri())
    words = watch.check("report")
    for one in hostile.LITERAL:
        assert one in words


def test_no_table_offers_its_own_download(watch: Watch, attacked: Dashboard) -> None:
    page = watch.page
    for part in ("Outlets", "What+was+done"):
        page.goto(f"{attacked.address}/about?part={part}")
        settled(page)
        table = main(page).get_by_test_id("stDataFrame").first
        table.hover()
        expect(page.get_by_test_id("stElementToolbarButton").first).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("download|csv", re.I))).to_have_count(0)
