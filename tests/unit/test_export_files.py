"""Each export format read back by an independent program, and the report's safety."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from lxml import html

import ferry
from compare.exporters import Table
from compare.exporters.registry import export
from compare.exporters.report_facts import is_web
from compare.records import SideBySide
from compare.store.db import Store
from compare.tables import long_table, pairs_table, wide_table
from compare.view import filter_view

ATTACK = '"><img src=x onerror=alert(1)><script>alert(1)</script>'


@pytest.fixture(scope="module")
def view() -> SideBySide:
    return ferry.view(Store(":memory:"))


@pytest.fixture(scope="module")
def tables(view) -> list[Table]:
    return [long_table(view), wide_table(view), pairs_table(view)]


def test_duckdb_reads_the_csv_with_its_types(tables, tmp_path):
    import duckdb

    data = export(tables, "csv")
    assert data.startswith(b"\xef\xbb\xbfevent_id,")
    assert b"\r\n" in data
    path = tmp_path / "claims.csv"
    path.write_bytes(data)
    # As strict as a program can be: no row skipped, no column guessed away.
    rows = duckdb.sql(f"SELECT * FROM read_csv('{path}', header = true)").df().to_dict("records")
    assert [row["claim"].removeprefix("'") for row in rows] == [
        row[list(tables[0].columns).index("claim")] for row in tables[0].rows
    ]
    assert {type(rows[0][name]).__name__ for name in ("start", "outlets")} == {"int"}
    assert rows[0]["updated"] in (True, False)
    assert {row["settings"] for row in rows} == {"settings"}


def test_tables_of_several_events_become_one(view):
    left = filter_view(view, outlets=["Alpha"])
    data = export([wide_table(left), wide_table(view)], "csv").decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(data, newline="")))
    assert len(lines) == len(left.rows) + len(view.rows)
    assert lines[0]["Beta"] == ""
    assert {line["Beta"] for line in lines} > {"", "[not reported]"}


def test_csv_keeps_numbers_as_numbers_and_leaves_unknown_ones_empty():
    table = Table("t", {"a": "A.", "b": "B."}, [(-1.5, float("nan")), (-3, None)])
    assert export([table], "csv").decode("utf-8-sig") == "a,b\r\n-1.5,\r\n-3,\r\n"


def test_the_workbook_has_a_sheet_a_table_and_one_that_documents_them(tables):
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(export(tables, "xlsx")))
    assert book.sheetnames == ["claims", "side by side", "pairs", "About"]
    sheet = book["claims"]
    assert sheet.freeze_panes == "A2"
    column = [cell.value for cell in sheet[1]].index("claim") + 1
    (formula,) = [
        cell
        for (cell,) in sheet.iter_rows(min_col=column, max_col=column)
        if str(cell.value).startswith("=SUM")
    ]
    assert (formula.data_type, formula.quotePrefix) == ("s", True)
    about = {(row[0], row[1]): row[2] for row in book["About"].iter_rows(values_only=True)}
    assert about["claims", "outlet"] == "Who published it."
    assert about["claims", "settings"] == "settings"


def test_sheets_of_like_names_are_told_apart():
    from openpyxl import load_workbook

    long = "About: everything that there is to know"
    like = [Table(name, {"a": "A."}, [(1,)]) for name in (long, long + " at all", "about")]
    names = load_workbook(io.BytesIO(export(like, "xlsx"))).sheetnames
    assert len({name.lower() for name in names}) == 4
    assert all(len(name) <= 31 for name in names)


def test_text_too_long_for_a_cell_is_cut_visibly():
    from openpyxl import load_workbook

    data = export([Table("t", {"a": "A."}, [("x" * 40_000,)])], "xlsx")
    text = load_workbook(io.BytesIO(data)).worksheets[0]["A2"].value
    assert len(text) == 32_767
    assert text.endswith("x…")


def test_json_holds_header_columns_and_rows(tables):
    found = json.loads(export(tables, "json"))["tables"]
    assert [table["name"] for table in found] == ["claims", "side by side", "pairs"]
    assert found[0]["header"]["model"] == "fake"
    assert found[0]["columns"]["outlet"] == "Who published it."
    assert found[0]["rows"][0]["start"] == tables[0].rows[0][list(tables[0].columns).index("start")]


def test_parquet_is_typed_and_carries_its_documentation(tables):
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(export(tables, "parquet")))
    kinds = {field.name: str(field.type) for field in table.schema}
    assert (kinds["start"], kinds["probability"], kinds["headline"]) == ("int64", "double", "bool")
    assert (kinds["author"], kinds["claim"]) == ("string", "string")
    assert table.schema.metadata[b"settings"] == b"settings"
    assert table.schema.field("outlet").metadata[b"description"] == b"Who published it."
    assert table.num_rows == len(tables[0].rows)


def test_the_report_marks_differing_words_and_quotes_only_own_words(tables):
    page = html.document_fromstring(export(tables, "html"))
    assert page.xpath("//h1")[0].text == "Alpha on the ferry"
    facts = page.xpath("//section[@class='fact']")
    assert len(facts) == 5
    assert "contradict" in facts[0].text_content()
    assert "told by 3 of 6 outlets, 2 independent origins" in facts[1].text_content()
    assert [mark.text for mark in facts[1].xpath(".//mark")] == ["Nine", "Seven"]
    assert "Seven people" in facts[1].xpath(".//p[@class='words']")[0].text_content()
    assert "Nine people" in facts[1].xpath(".//blockquote")[0].text_content()
    assert "by Ida" in facts[1].text_content()


def test_the_report_needs_nothing_and_runs_nothing(view):
    nasty = ferry.articles()
    assert nasty["Foxtrot"].url.startswith("javascript:")
    data = export([long_table(view)], "html")
    page = html.document_fromstring(data)
    assert not page.xpath("//script | //img | //iframe | //link | //*[@src] | //@style")
    assert not [key for node in page.iter("*") for key in node.attrib if key.startswith("on")]
    addresses = page.xpath("//@href")
    assert addresses
    assert all(address.startswith("https://") for address in addresses)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r"url\(|@import", page.xpath("//style")[0].text)


def test_the_report_escapes_everything(view):
    table = long_table(view)
    at = {name: index for index, name in enumerate(table.columns)}
    row = list(table.rows[0])
    for name in ("event", "outlet", "country", "title", "claim", "speaker", "slots", "address"):
        row[at[name]] = ATTACK
    attacked = Table(ATTACK, table.columns, [tuple(row)], {"event": ATTACK, "<b>": ATTACK})
    page = html.document_fromstring(export([attacked], "html"))
    assert not page.xpath("//script | //img | //b")
    assert page.xpath("//h1")[0].text_content() == ATTACK


def test_a_table_that_is_not_of_claims_is_reported_as_a_table(view):
    page = html.document_fromstring(export([wide_table(view)], "html"))
    assert not page.xpath("//section")
    assert len(page.xpath("//tbody/tr")) == len(view.rows)


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://daily.example/a", True),
        (" http://daily.example", True),
        ("javascript:alert(1)", False),
        (" JavaScript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("//daily.example", False),
        ("https://[", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked_to(address, linked):
    assert is_web(address) is linked
