"""What readers come to do, in a real browser, at a desk and on a phone."""

from __future__ import annotations

import io
import json
import re

import pytest
from axe import serious_findings
from playwright.sync_api import expect
from steps import (
    download,
    find_words,
    go,
    html_article,
    joined,
    json_article,
    main,
    open_event,
    save,
    settled,
    shown,
    upload,
)

WIDTHS = ("desktop", "phone")
pytestmark = pytest.mark.parametrize("width", WIDTHS)


def test_from_the_example_to_an_own_article_to_a_table(new_page, width, tmp_path):
    import duckdb

    outlet = {"desktop": "Harbour Gazette", "phone": "Pocket Gazette"}[width]
    page = new_page(width=width)
    open_event(page)
    expect(main(page).get_by_role("heading", name="Where the versions disagree")).to_be_visible()
    main(page).get_by_role("link", name="compare the two").first.click()
    expect(main(page).get_by_role("heading", name="Two versions")).to_be_visible()
    expect(main(page).get_by_text("paraphrase, not the outlet's own words").first).to_be_visible()

    go(page, "Add")
    upload(page, {"report.html": html_article(outlet)})
    expect(main(page).get_by_role("heading", name=re.compile("is this right"))).to_be_visible()
    expect(main(page).get_by_label("Outlet").first).to_have_value(outlet)
    save(page, 1)
    joined(page, outlet).click()
    expect(main(page).get_by_role("heading", level=1, name=re.compile("Ankara"))).to_be_visible()
    settled(page)
    expect(main(page).get_by_role("table").get_by_text(outlet).first).to_be_attached()

    path = download(page, "CSV", tmp_path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = duckdb.sql(f"SELECT * FROM read_csv('{path}', header = true)").df().to_dict("records")
    ours = [row for row in rows if row["outlet"] == outlet]
    assert len(ours) >= 3
    assert {row["kind"] for row in ours} == {"verbatim"}
    assert any(row["outlets"] > 1 for row in ours)  # at least one is matched to the example's
    for row in ours:
        assert html_article(outlet).decode().find(row["claim"].rstrip(".")) > 0
    assert {row["kind"] for row in rows if row["outlet"] == "RT"} == {"paraphrase"}


def test_find_the_disagreement_in_three_clicks(new_page, width):
    page = new_page(width=width)
    open_event(page)  # the first click
    for words in ("neither confirm nor deny", "Kremlin confirmed"):
        told = main(page).get_by_text(re.compile(words, re.I)).first
        told.scroll_into_view_if_needed()
        expect(told).to_be_visible()
    # Who says so stands beside it; one more click opens the two versions under each other.
    card = main(page).get_by_role("article").filter(has_text="confirm").first
    expect(card).to_contain_text("according to")
    card.get_by_role("link", name="compare the two").click()
    expect(main(page).get_by_role("heading", name="Two versions")).to_be_visible()
    expect(main(page).get_by_role("heading", level=2)).not_to_have_count(0)


def test_review_ten_pairs_and_undo_two(new_page, dashboard, width):
    from compare.store.db import Store

    store = Store(dashboard.store)
    before = len(store.decisions())
    page = new_page("review?id=ankara-2022", width=width)
    left = main(page).get_by_text(re.compile(r"^\d+ pairs? to go"))
    expect(main(page).get_by_text("The score was")).to_have_count(0)  # blind until answered
    for number in range(10):
        said = ("Same fact", "Not the same fact", "Unsure")[number % 3]
        count = left.inner_text()
        main(page).get_by_role("button", name=re.compile(rf"^{said}")).click()
        expect(left).not_to_have_text(count)
        expect(main(page).get_by_text(f"You said: {said.lower()}")).to_be_visible()
        settled(page)
    assert len(store.decisions()) == before + 10
    for number in range(1, 3):
        main(page).get_by_role("button", name=re.compile("^Undo")).first.click()
        settled(page)
        expect(main(page).get_by_role("button", name=re.compile("^Undo"))).to_have_count(
            before + 10 - number
        )
    assert len(store.decisions()) == before + 8
    assert len(store.decisions(include_undone=True)) >= before + 10


def test_add_three_articles_one_of_them_broken(new_page, width):
    first, second = {"desktop": ("Quay Post", "Mast Times"), "phone": ("Buoy", "Anchor")}[width]
    page = new_page("add", width=width)
    files = {
        "one.html": html_article(first),
        "two.jsonl": json_article(second),
        "three.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    }
    upload(page, files)
    expect(
        main(page).get_by_text(re.compile("1 thing refused, or taken in without a detail"))
    ).to_be_visible()
    refusal = main(page).get_by_text(re.compile(r"^three\.txt: \w+"))
    expect(refusal.first).to_be_visible()
    save(page, 2)
    for outlet in (first, second):
        expect(joined(page, outlet)).to_have_text(re.compile("Ankara"))


def test_share_a_view(new_page, width):
    page = new_page(width=width)
    open_event(page)
    find_words(page, "burns")
    before = shown(page).inner_text()
    main(page).get_by_role("button", name="versions differ").click()
    expect(shown(page)).not_to_have_text(before)
    expect(page).to_have_url(re.compile("relation="))
    settled(page)
    seen = (shown(page).inner_text(), main(page).get_by_role("rowheader").all_inner_texts())
    assert seen[1]

    other = new_page(page.url, width=width)
    expect(main(other).get_by_label("Find words")).to_have_value("burns")
    expect(shown(other)).to_have_text(seen[0])
    assert main(other).get_by_role("rowheader").all_inner_texts() == seen[1]


def test_download_each_format_and_read_it_back(new_page, width, tmp_path):
    import csv

    import pyarrow.parquet as pq
    from lxml import html
    from openpyxl import load_workbook

    page = new_page(width=width)
    open_event(page)
    find_words(page, "zelensky")
    files = {
        label: download(page, label, tmp_path).read_bytes()
        for label in ("CSV", "Excel", "JSON", "Parquet", "HTML report")
    }
    rows = list(csv.DictReader(io.StringIO(files["CSV"].decode("utf-8-sig"), newline="")))
    claims = [row["claim"] for row in rows]
    assert claims
    by_row = {row["row"]: "" for row in rows}
    for row in rows:
        by_row[row["row"]] += row["claim"].lower()
    assert all("zelensky" in text for text in by_row.values())  # as shown: filtered

    table = json.loads(files["JSON"])["tables"][0]
    assert [row["claim"] for row in table["rows"]] == claims
    assert table["header"]["settings"] == rows[0]["settings"]
    parquet = pq.read_table(io.BytesIO(files["Parquet"]))
    assert parquet.column("claim").to_pylist() == claims
    sheet = load_workbook(io.BytesIO(files["Excel"])).worksheets[0]
    at = [cell.value for cell in sheet[1]].index("claim")
    assert [row[at] for row in sheet.iter_rows(min_row=2, values_only=True)] == claims

    report = tmp_path / "offline.html"
    report.write_bytes(files["HTML report"])
    assert not html.document_fromstring(files["HTML report"]).xpath("//script")
    problems: list[str] = []
    offline = page.context.new_page()
    offline.on("console", lambda message: problems.append(message.text))
    offline.on("request", lambda one: problems.append(one.url) if one.url[:4] != "file" else None)
    offline.goto(report.as_uri())
    expect(offline.get_by_role("heading", level=1)).to_have_text(re.compile("Ankara"))
    assert offline.locator("body").evaluate("one => getComputedStyle(one).maxWidth") == "1216px"
    assert offline.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert problems == []
    if width == "desktop":
        assert serious_findings(offline) == []


def test_the_readers_name_survives_a_reload(new_page, width):
    page = new_page("review?id=ankara-2022", width=width)
    name = main(page).get_by_role("textbox", name="Your name")
    name.fill("Eva Lund")
    name.press("Enter")
    settled(page)
    expect(page).not_to_have_url(re.compile("Eva"))
    page.wait_for_function("document.cookie.includes('Eva')")  # remembered once the page has run
    page.reload()
    settled(page)
    expect(main(page).get_by_role("textbox", name="Your name")).to_have_value("Eva Lund")
    other = new_page(page.url, width=width)  # another reader's browser knows nothing of it
    expect(main(other).get_by_role("textbox", name="Your name")).to_have_value("reader")


def test_the_way_back_restores_the_filters(new_page, width):
    page = new_page("?find=ankara&outlets=RT", width=width)
    line = main(page).get_by_text(re.compile(r"^1 event of \d+: with the words “ankara”, by RT"))
    expect(line).to_be_visible()
    open_event(page)
    find_words(page, "burns")
    seen = shown(page).inner_text()
    main(page).get_by_role("link", name="All events").first.click()
    expect(main(page).get_by_role("heading", level=1, name="Events")).to_be_visible()
    settled(page)
    page.go_back()
    settled(page)
    expect(shown(page)).to_have_text(seen)
    expect(main(page).get_by_label("Find words")).to_have_value("burns")
    page.goto(page.url.split("event?")[0] + "?find=ankara&outlets=RT")
    open_event(page)
    page.go_back()
    expect(line).to_be_visible()
