"""What every exporter must keep to; runs over all that the registry finds."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.errors import AsToldError
from compare.exporters import Table
from compare.exporters.cells import is_formula, xml_safe
from compare.exporters.registry import export, file_name, formats

NAMES = sorted(formats())
WORST = (
    'He said "no", twice',
    "two\nlines",
    "two\r\nlines\rand a third",
    "قال الوزير إنّ تسعة أشخاص",
    "👩‍👩‍👧 and 🚢",
    "=1+1",
    "+49 30 123",
    "-5 degrees",
    "@handle",
    "＝SUM(A1)",
    "\t=1+1",
    "  =cmd|' /C calc'!A0",
    "</td></table><script>alert(1)</script>",
    "<!-- & &amp; ]]>",
    "ends with a backslash \\",
    " white space around ",
    "1,5; 2\t3",
    "None",
    "#N/A",
    "#DIV/0!",
    "=",
    "",
    "\ud800 lone, \x00 and \x1f",
)
TEXTS = st.text(max_size=60) | st.sampled_from(WORST) | st.text("=+-@ \t\r\n\"',;<&", max_size=8)


def table_of(texts: list[str], name: str = "claims") -> Table:
    rows: list[tuple[Any, ...]] = [
        (text, number, number / 4, number % 2 == 0, None) for number, text in enumerate(texts)
    ]
    columns = {name: f"What {name} holds." for name in ("text", "number", "share", "yes", "none")}
    header = {"exported_at": "2031-06-01T12:00:00+00:00", "event": "Ferry & pier", "settings": "s"}
    return Table(name, columns, rows, header)


def texts_csv(data: bytes) -> list[str]:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    found = [row["text"] for row in rows]
    return [
        text[1:] if text[:1] == "'" and is_formula(text.lstrip("'")) else text for text in found
    ]


def texts_xlsx(data: bytes) -> list[str]:
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert all(cell.data_type in {"s", "n", "b", "inlineStr"} for row in sheet.rows for cell in row)
    return [str(row[0] or "") for row in sheet.iter_rows(min_row=2, values_only=True)]


def texts_json(data: bytes) -> list[str]:
    return [row["text"] for row in json.loads(data)["tables"][0]["rows"]]


def texts_parquet(data: bytes) -> list[str]:
    import pyarrow.parquet as pq

    return list(pq.read_table(io.BytesIO(data)).column("text").to_pylist())


def texts_html(data: bytes) -> list[str]:
    from lxml import html

    return [row[0].text_content() for row in html.document_fromstring(data).xpath("//tbody/tr")]


READERS: dict[str, Callable[[bytes], list[str]]] = {
    ".csv": texts_csv,
    ".xlsx": texts_xlsx,
    ".json": texts_json,
    ".parquet": texts_parquet,
    ".html": texts_html,
}


def plain(text: str) -> str:
    """The text as XML can hold it: formats built on it turn line ends into line feeds."""
    return xml_safe(text).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=6))
def test_text_comes_back_as_it_was(name, texts):
    exporter = formats()[name]
    read = READERS.get(exporter.suffix) or getattr(exporter, "texts", None)
    if read is None:  # a format that no reader is known for: at least nothing is refused
        assert exporter.export([table_of(texts)])
        return
    assert [plain(text) for text in read(exporter.export([table_of(texts)]))] == [
        plain(text) for text in texts
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_hard_text_comes_back(name):
    read = READERS.get(formats()[name].suffix)
    if read is not None:
        found = read(export([table_of(list(WORST))], name))
        assert [plain(text) for text in found] == [plain(text) for text in WORST]


@pytest.mark.parametrize("name", NAMES)
def test_it_takes_empty_tables_and_several_and_changes_none(name):
    empty, full = table_of([]), table_of(["one"], name="pairs: [all]")
    before = (dict(full.columns), list(full.rows), dict(full.header))
    assert export([empty], name)
    assert export([full, full, empty], name)
    assert export([Table("bare", {"only": "One column."}, [("x",), (None,)])], name)
    assert (dict(full.columns), list(full.rows), dict(full.header)) == before


@pytest.mark.parametrize("name", NAMES)
def test_names_suffixes_and_types_are_proper_and_unique(name):
    exporter = formats()[name]
    assert exporter.name == name
    assert exporter.label
    assert re.fullmatch(r"\.[a-z0-9.]+", exporter.suffix)
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", exporter.mime)
    others = [one for one in formats().values() if one is not exporter]
    assert not {(one.suffix, one.mime) for one in others} & {(exporter.suffix, exporter.mime)}
    assert exporter.suffix not in {one.suffix for one in others}
    assert exporter.mime not in {one.mime for one in others}
    assert file_name(table_of([]), name) == f"ferry-pier-claims-2031-06-01{exporter.suffix}"


@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_no_csv_cell_can_be_run_as_a_formula(text):
    table = Table(text, {text or "x": text}, [(text,)], {"exported_at": text})
    rows = csv.reader(io.StringIO(export([table], "csv").decode("utf-8-sig"), newline=""))
    assert not [cell for row in rows for cell in row if is_formula(cell)]


def test_unknown_formats_and_empty_hands_are_named():
    with pytest.raises(AsToldError, match="csv"):
        export([table_of(["one"])], "docx")
    with pytest.raises(AsToldError, match="nothing to export"):
        export([], "csv")
