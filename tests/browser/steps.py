"""What a reader does in the dashboard, found by role and by what stands on the page."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

MATCHING_MS = 180_000  # the first matching of a dashboard loads the models
BREATH_MS = 200  # until Streamlit has begun to answer a click
EVENT = re.compile("Ankara")
EVENT_LINK = "a[href='event?id=ankara-2022']"
# Invented sentences on the real meeting; `{who}` keeps the articles of two tests apart.
REPORT = (
    "CIA director William Burns met his Russian counterpart Sergei Naryshkin in Ankara on Monday. "
    "The Kremlin confirmed that the talks in Ankara had taken place, {who} reported. "
    "The meeting was not a negotiation over the war in Ukraine, a White House official said. "
    "Burns warned Naryshkin about the consequences of using nuclear weapons in Ukraine."
)
TITLE = "CIA director and his Russian counterpart met in Ankara, says {who}"


def settled(page: Page) -> None:
    """Wait until the page's program, which the last click started, has run to its end."""
    page.wait_for_timeout(BREATH_MS)
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()


def go(page: Page, label: str) -> None:
    """Choose a page in the menu, which on a phone has to be unfolded first."""
    folded = page.get_by_test_id("stExpandSidebarButton")
    if folded.is_visible():
        folded.click()
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=label, exact=False).click()
        settled(page)
        page.get_by_test_id("stSidebar").hover()
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
        expect(folded).to_be_visible()
    else:
        page.get_by_test_id("stHeader").get_by_role("link", name=label, exact=False).click()
        settled(page)


def open_event(page: Page) -> None:
    """From the list of events to the example."""
    main(page).locator(EVENT_LINK).first.click()
    expect(main(page).get_by_role("heading", level=1, name=EVENT)).to_be_visible()
    settled(page)


def shown(page: Page) -> Locator:
    """The line that says how many facts are shown."""
    return main(page).get_by_text(re.compile(r"^\d+ facts? of \d+"))


def find_words(page: Page, words: str) -> None:
    """Keep only facts with these words."""
    before = shown(page).inner_text()
    field = main(page).get_by_label("Find words")
    field.fill(words)
    field.press("Enter")
    expect(shown(page)).not_to_have_text(before)
    expect(page).to_have_url(re.compile(f"words={words}"))
    settled(page)


def main(page: Page) -> Locator:
    """The page without its menu."""
    return page.get_by_test_id("stMain")


def html_article(who: str) -> bytes:
    """A web page with an invented report by `who`."""
    title, text = TITLE.format(who=who), REPORT.format(who=who)
    sentences = "".join(f"<p>{one}.</p>" for one in text.rstrip(".").split(". "))
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta property='og:site_name' content='{who}'>"
        f"<meta property='og:title' content='{title}'>"
        "<meta property='article:published_time' content='2022-11-15T09:30:00+00:00'></head>"
        f"<body><article><h1>{title}</h1>{sentences}</article></body></html>"
    ).encode()


def json_article(who: str) -> bytes:
    """The same as a line of JSONL."""
    return json.dumps(
        {
            "outlet": who,
            "title": TITLE.format(who=who),
            "text": REPORT.format(who=who),
            "published_at": "2022-11-16T10:00:00Z",
            "url": f"https://{who.lower().replace(' ', '-')}.example/ankara",
        }
    ).encode()


def upload(page: Page, files: dict[str, bytes]) -> None:
    """Choose files on the page Add and have them read."""
    main(page).locator("input[type=file]").first.set_input_files(
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": data}
            for name, data in files.items()
        ]
    )
    for name in files:
        expect(main(page).get_by_text(name).first).to_be_visible()
    settled(page)
    main(page).get_by_role("button", name=re.compile("^Read the files")).click()


def save(page: Page, number: int) -> None:
    """Save what was read, and wait until the matching has found its event."""
    main(page).get_by_role("button", name=re.compile(rf"^Save {number} article")).click()
    expect(main(page).get_by_text(re.compile(rf"{number} articles? added"))).to_be_visible()


def joined(page: Page, outlet: str) -> Locator:
    """The way to the event that an added article joined, once the matching is through."""
    row = main(page).get_by_role("row").filter(has_text=outlet)
    way = row.locator("a[href^='event?']")
    expect(way).to_be_visible(timeout=MATCHING_MS)
    expect(way).to_have_attribute("href", re.compile(r"\bid=ankara-2022\b"))
    return way


def download(page: Page, label: str, folder: Path) -> Path:
    """Download what is shown as a file of a format."""
    button = page.get_by_role("button", name=re.compile(rf"^(Download )?{label}$", re.I))
    if not button.is_visible():
        main(page).get_by_role("button", name="Download").first.click()
    with page.expect_download() as started:
        button.click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path
