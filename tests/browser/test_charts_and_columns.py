"""A click in a chart opens what it stands for; columns fold; on a phone the map needs no sideways
scrolling."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from steps import main, settled

EVENT = "ankara-2022"


def click_mark(page: Page, *said: str) -> None:
    """Click on the mark of a chart whose label has all of this, once the chart stands still."""
    marks = "path[role='graphics-symbol']:not([aria-roledescription='line mark'])"
    mark = main(page).locator(marks + "".join(f"[aria-label*='{one}']" for one in said)).first
    mark.scroll_into_view_if_needed()
    expect(mark).to_be_visible()
    page.wait_for_timeout(500)
    mark.click(force=True)  # Vega listens on the picture, which the click reaches through the mark
    settled(page)


def test_a_click_on_the_coverage_map_opens_the_outlets_version(new_page):
    page = new_page(f"event?id={EVENT}&map=true&words=kremlin")
    click_mark(page, "outlet: Al Jazeera;", "In its words: The Kremlin confirmed")
    card = main(page).locator(".told.card").filter(has_text="Al Jazeera")
    expect(card).to_contain_text("The Kremlin confirmed")
    card.get_by_role("link", name="in its report").click()
    expect(page).to_have_url(re.compile(r"article\?id=\w+&claim=\w+"))
    expect(main(page).get_by_role("heading", name="How others tell it")).to_be_visible()


def test_a_click_on_the_timeline_opens_the_fact(new_page):
    page = new_page(f"timeline?id={EVENT}")
    cards = main(page).get_by_role("article").filter(has_text="in its report")
    expect(cards).to_have_count(0)
    click_mark(page, "Al Jazeera", "The Kremlin confirmed that the negotiations had taken place")
    expect(cards).to_have_count(1)
    expect(cards).to_contain_text("The Kremlin confirmed")


def test_a_click_on_the_agreement_of_two_outlets_leads_to_the_two_side_by_side(new_page):
    page = new_page(f"outlets?id={EVENT}")
    click_mark(page, "left: Al Jazeera; right: Bloomberg;")
    way = main(page).get_by_role("link", name="See the two side by side")
    expect(way).to_be_visible()
    settled(page)
    way.click()
    expect(page).to_have_url(re.compile("outlet=Al\\+Jazeera&outlet=Bloomberg"))
    expect(
        main(page).get_by_text(re.compile(r"^\d+ facts of \d+, 2 of \d+ outlets"))
    ).to_be_visible()


def test_a_column_folds_opens_on_a_click_and_the_address_restores_it(new_page):
    page = new_page(f"event?id={EVENT}&words=kremlin")
    head = main(page).get_by_role("columnheader").filter(has_text="Al Jazeera")
    head.get_by_role("link", name=re.compile("^fold")).click()
    expect(page).to_have_url(re.compile("fold=Al(\\+|%20)Jazeera"))
    said = main(page).get_by_role("cell").filter(has_text="tells it").first
    expect(said.get_by_text("The Kremlin confirmed")).to_be_hidden()
    said.get_by_text("tells it").click()
    expect(said.get_by_text("The Kremlin confirmed")).to_be_visible()

    other = new_page(page.url)
    head = main(other).get_by_role("columnheader").filter(has_text="Al Jazeera")
    head.get_by_role("link", name=re.compile("^unfold")).click()
    expect(other).not_to_have_url(re.compile("fold="))
    expect(main(other).get_by_text("tells it")).to_have_count(0)


def test_the_map_on_a_phone_fits_it_and_a_tap_opens_the_claim(new_page):
    page = new_page(f"event?id={EVENT}&map=true&words=kremlin", width="phone")
    expect(main(page).get_by_text("Whose number is whose")).to_be_visible()
    expect(main(page).locator("[data-testid='stVegaLiteChart']")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    squares = main(page).locator(".squares").first
    box = squares.get_by_role("link").first.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24  # a target that a thumb meets (WCAG 2.5.8)
    assert squares.evaluate("one => one.scrollWidth <= one.clientWidth")
    squares.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"article\?id=\w+&claim=\w+"))
