"""An article's own words tell which agency's text it carries."""

from __future__ import annotations

import pytest
from reader_samples import BODY, TEXT

from compare.readers.agency import carried


@pytest.mark.parametrize(
    ("text", "author", "cut", "agency"),
    [
        (f"OSTHAVEN (AP) — {TEXT}", "", "", "Associated Press"),
        (f"OSTHAVEN, May 4 (Reuters) - {TEXT}", "", "", "Reuters"),
        (f"OSTHAVEN, May 4. /TASS/. {TEXT}", "", "", "TASS"),
        (f"{TEXT} PTI", "", "", "Press Trust of India"),
        (f"{TEXT}\n\n— AFP", "", "", "Agence France-Presse"),
        (TEXT, "Reuters Staff", "", "Reuters"),
        (TEXT, "Ida Holm, Associated Press", "", "Associated Press"),
        (TEXT, "", "Copyright 2026 The Associated Press. All rights reserved.", "Associated Press"),
        (TEXT, "Ida Holm", "© 2026 Nordpress", None),
        (f"{BODY[0]} She told Reuters so. {TEXT}", "Ann Apson", "", None),
    ],
)
def test_agency(text: str, author: str, cut: str, agency: str | None) -> None:
    assert carried(text, "Nordpress", author, [cut]) == agency


def test_agency_does_not_carry_itself() -> None:
    assert carried(f"OSTHAVEN, May 4 (Reuters) - {TEXT}", "Reuters", "", []) is None


def test_the_credit_of_a_picture_says_nothing_of_the_text():
    cuts = ["Minister Eva Lund ©  AFP / Ann Lee"]
    assert carried("Minister Eva Lund resigned.", "Harbour Post", "", cuts) is None
    assert carried("Minister Eva Lund resigned.", "Harbour Post", "", ["© 2022 AFP"]) is not None
