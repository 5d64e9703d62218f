"""Files and pasted text become articles; what can't be read is named."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from reader_samples import BODY, HTML, NOW, OTHER_LANGUAGES, PAGE, TEXT, TITLE

from compare.readers.registry import columns, read, read_pasted
from compare.readers.tabular import guess_mapping
from compare.records import Article, Reject

DATA = Path(os.environ.get("ASTOLD_EVAL_DATA", "../shared/data"))
RT_PAGE = DATA.parent / "demo" / "rt-page" / "rt-2022-11-17.txt"


def one(data: bytes, name: str) -> Article:
    result = read(data, name, now=NOW)
    assert [str(reject) for reject in result.rejects] == []
    (article,) = result.articles
    return article


def refused(data: bytes, name: str, **options: int) -> Reject:
    result = read(data, name, now=NOW, **options)
    assert result.articles == ()
    (reject,) = result.rejects
    return reject


def test_pasted_page_gives_article_and_keeps_every_cut() -> None:
    (article,) = read_pasted(PAGE, now=NOW).articles
    assert article.title == TITLE
    assert article.text == TEXT
    assert article.published_at == datetime(2026, 5, 4, 9, 15)
    assert article.outlet == "Osthaven Courier Media"
    assert article.source_text == PAGE.strip()
    kept = [*article.text.split("\n\n"), article.title, *(cut.text for cut in article.cuts)]
    lines = {line.strip() for line in PAGE.split("\n") if line.strip()}
    assert lines == set(kept)
    reasons = {cut.reason for cut in article.cuts}
    assert {"menu", "teaser", "picture credit", "legal or cookie notice"} <= reasons


COMMENTS = """Comments (3)
Anna K.
2 hours ago
I think that this is a very bad idea, and nobody asked us about it.
Reply
Tom
1 hour ago
The bridge should have been built ten years ago, that is what everybody says here.
Reply
"""


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace("\n\n", "\n"),
        PAGE.replace("\n", "\n\n"),
        PAGE.replace("\n", "\r\n"),
        PAGE.replace(" ", "\xa0"),
        PAGE.replace("Top stories", f"{COMMENTS}Top stories"),
        PAGE.replace("4 May, 2026 09:15\n", "").replace(
            BODY[0],
            f"By Ida Holm\nPublished: 4 May 2026, 09:15 | Updated 11:00\nShare\n\n{BODY[0]}",
        ),
    ],
    ids=["no blank lines", "double", "windows", "fixed spaces", "comments", "byline below"],
)
def test_pasted_page_in_other_shapes(page: str) -> None:
    (article,) = read_pasted(page, now=NOW).articles
    assert (article.title, article.text) == (TITLE, TEXT)
    assert article.published_at == datetime(2026, 5, 4, 9, 15)


@pytest.mark.skipif(not RT_PAGE.exists(), reason="the page is not part of the project")
@pytest.mark.parametrize("pasted", [True, False])
def test_real_page_saved_as_text(pasted: bool) -> None:
    data = RT_PAGE.read_bytes()
    result = read_pasted(data.decode(), now=NOW) if pasted else read(data, RT_PAGE.name, now=NOW)
    (article,) = result.articles
    assert (article.outlet, article.country) == ("RT", "RU")
    assert article.title == "Zelensky confirms signals from West on peace talks"
    assert article.published_at == datetime(2022, 11, 17, 10, 37)
    assert article.text.startswith("Ukrainian President Vladimir Zelensky has acknowledged")
    assert article.text.endswith("settlement of the conflict through negotiations.")
    assert article.text.count("\n\n") == 10
    for stray in ("icon", "AFP", "READ MORE", "Read more", "terms for talks", "cookies", "FEATURE"):
        assert stray not in article.text


def test_article_alone_is_not_cut() -> None:
    article = one(f"{TITLE}\n\n{TEXT}".encode(), "a.txt")
    assert article.text == TEXT
    assert article.cuts == ()


def test_single_sentence_is_kept() -> None:
    assert one(BODY[0].encode(), "a.txt").text == BODY[0]


def test_lines_broken_at_a_width_are_joined() -> None:
    import textwrap

    text = "\n\n".join(textwrap.fill(part, 60) for part in BODY)
    assert one(f"{TITLE}\n\n{text}".encode(), "a.txt").text == TEXT


def test_header_lines_are_taken_at_their_word() -> None:
    text = (
        "Outlet: Nordpress\nTitle: A title: with a colon\nDate: 3 May 2026, 14:05 CEST\n\n" + TEXT
    )
    article = one(text.encode(), "a.txt")
    assert (article.outlet, article.title) == ("Nordpress", "A title: with a colon")
    assert article.published_at == datetime(2026, 5, 3, 14, 5, tzinfo=timezone(timedelta(hours=2)))
    assert article.text == TEXT


def test_front_matter_of_markdown() -> None:
    text = f"---\ntitle: {TITLE}\noutlet: Nordpress\ndate: 2026-05-03\n---\n\n{TEXT}"
    article = one(text.encode(), "a.md")
    assert (article.outlet, article.title, article.text) == ("Nordpress", TITLE, TEXT)
    assert article.published_precision == "day"


def test_html_metadata() -> None:
    article = one(HTML.encode(), "saved.html")
    assert article.outlet == "Osthaven Courier"
    assert article.author == "Ida Holm"
    assert article.url == "https://courier.example/varda-bridge"
    assert article.published_at == datetime.fromisoformat("2026-05-04T09:15:00+02:00")
    assert "never shown" not in (article.source_text or "")
    assert "Ten gardens that you should see this spring" in [cut.text for cut in article.cuts]


def test_html_without_date_stays_undated() -> None:
    page = HTML.replace("2026-05-04T09:15:00+02:00", "")
    assert one(page.encode(), "a.html").published_at is None


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_languages_are_told_apart(language: str) -> None:
    assert one(OTHER_LANGUAGES[language].encode(), "a.txt").language == language


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *(("ru", code) for code in ("cp1251", "koi8_r", "utf-16", "utf-16-le", "utf-8-sig")),
        *(("de", code) for code in ("cp1252", "utf-16-be", "utf-32")),
        *(("tr", "cp1254"), ("ar", "cp1256"), ("zh", "gb18030"), ("zh", "utf-16")),
    ],
)
def test_encodings(language: str, encoding: str) -> None:
    text = OTHER_LANGUAGES[language]
    assert one(text.encode(encoding), "a.txt").text == text


def test_encoding_declared_in_html_wins_over_a_guess() -> None:
    page = f'<meta charset="windows-1251"><title>Мост</title><p>{OTHER_LANGUAGES["ru"]}</p>' * 2
    assert OTHER_LANGUAGES["ru"] in one(page.encode("cp1251"), "a.html").text


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.txt", "empty"),
        (b"\xef\xbb\xbf\n \n", "a.csv", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "a.txt", "PNG picture"),
        (bytes(range(256)) * 9, "a.txt", "binary"),
        (b"\x00\x01\x02" * 50 + b"words of text", "a.html", "binary"),
        (b"title,link\na,b\n", "a.csv", "'title', 'link'"),
        (b"<html><body><nav>Home</nav></body></html>", "a.html", "no article"),
        (b"whatever this is", "a.exe", ".exe"),
        (b"%PDF-1.4 broken", "a.pdf", "pdf"),
        (b"PK\x03\x04broken", "a.docx", "damaged"),
        (b"TY no record", "a.ris", "TY"),
        (b"<feed></feed>", "a.rss", "feed"),
    ],
)
def test_bad_files_are_refused_with_what_and_what_to_do(data: bytes, name: str, says: str) -> None:
    reject = refused(data, name)
    assert reject.source == name
    assert says in reject.reason
    assert reject.hint


def test_file_over_the_limit_is_refused() -> None:
    assert "more than 0 MB" in refused(b"x" * 2000, "a.txt", max_bytes=1000).reason


def test_broken_rows_are_named_and_the_rest_comes_in() -> None:
    rows = [
        "outlet,title,text,date",
        f'Nordpress,One,"{BODY[0]}",2026-05-01',
        "Nordpress,Two,,2026-05-01",
        f'Nordpress,Three,"{BODY[1]}",one,too,many',
        f'Nordpress,Four,"{BODY[2]}",soon',
        f'Nordpress,Five,"{BODY[3]}",2031-01-01',
    ]
    result = read("\n".join(rows).encode(), "a.csv", now=NOW)
    assert [article.title for article in result.articles] == ["One", "Four", "Five"]
    assert [article.published_at is None for article in result.articles] == [False, True, True]
    found = [(reject.row, reject.field) for reject in result.rejects]
    assert found == [(3, "text"), (4, None), (5, "published_at"), (6, "published_at")]
    assert "future" in result.rejects[3].reason


def test_broken_lines_of_jsonl_are_named() -> None:
    good = json.dumps({"outlet": "Nordpress", "text": BODY[0]})
    result = read(f"{good}\n{{broken\n[1, 2]\n{good}".encode(), "a.jsonl", now=NOW)
    assert len(result.articles) == 2
    assert [reject.row for reject in result.rejects] == [2, 3]


def test_mapping_can_be_corrected() -> None:
    data = f'a;b;c\nNordpress;"{BODY[0]}";{TITLE}\n'.encode()
    assert columns(data, "a.csv") == ["a", "b", "c"]
    assert "no column" in refused(data, "a.csv").reason
    mapping = {"outlet": "a", "text": "b", "title": "c"}
    (article,) = read(data, "a.csv", now=NOW, mapping=mapping).articles
    assert (article.outlet, article.text, article.title) == ("Nordpress", BODY[0], TITLE)
    wrong = read(data, "a.csv", now=NOW, mapping={"text": "d"}).rejects
    assert "no such column: text = 'd'" in wrong[0].reason


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Publisher", "Headline", "Full Text"], {"outlet", "title", "text"}),
        (["source.name", "title", "content", "publishedAt"], {"outlet", "title", "text"}),
        (["Quelle", "Titel", "Volltext", "Datum", "Land"], {"outlet", "title", "text", "country"}),
        (["id", "newspaper_name", "article_text"], {"outlet", "text"}),
    ],
)
def test_columns_are_guessed(names: list[str], expected: set[str]) -> None:
    mapping = guess_mapping(names)
    assert expected <= set(mapping)
    assert len(set(mapping.values())) == len(mapping)


def test_paraphrases_keep_what_they_say_of_themselves() -> None:
    row = {"outlet": "Nordpress", "text": BODY[0], "kind": "paraphrase", "carries": "Ostwire"}
    row |= {"published_at": "~2026-05-01", "completeness": "paywalled"}
    article = one(json.dumps(row).encode(), "a.jsonl")
    assert (article.kind, article.carries) == ("paraphrase", "Ostwire")
    assert (article.published_precision, article.completeness) == ("approximate", "paywalled")


def test_ambiguous_days_follow_the_column() -> None:
    def days(*dates: str) -> list[tuple[int, str]]:
        rows = "".join(f'"{BODY[0]}",{date}\n' for date in dates)
        found = read(f"text,date\n{rows}".encode(), "a.csv", now=NOW).articles
        return [(a.published_at.month, a.published_precision) for a in found if a.published_at]

    assert days("03/04/2026", "04/30/2026") == [(3, "day"), (4, "day")]
    assert days("03/04/2026", "30/04/2026") == [(4, "day"), (4, "day")]
    assert days("03/04/2026") == [(4, "approximate")]


@pytest.mark.parametrize(
    "name", ["rt-2022.txt", "The Guardian - talks.txt", "www.dw.com_talks.txt"]
)
def test_outlet_by_file_name(name: str) -> None:
    names = {"r": "RT", "T": "The Guardian", "w": "Deutsche Welle"}
    assert one(TEXT.encode(), name).outlet == names[name[0]]


@pytest.mark.parametrize("name", ["time to talk.txt", "the nation votes.txt", "article 3.txt"])
def test_ordinary_words_in_file_names_are_no_outlets(name: str) -> None:
    assert one(TEXT.encode(), name).outlet == f"unknown outlet ({name})"


def test_outlet_and_country_by_address() -> None:
    row = {"url": "https://edition.cnn.com/2026/05/01/bridge", "text": BODY[0]}
    article = one(json.dumps(row).encode(), "a.jsonl")
    assert (article.outlet, article.country) == ("CNN", "US")


def test_hours_ago_count_from_when_it_was_saved() -> None:
    page = PAGE.replace("4 May, 2026 09:15", "5 hours ago")
    (article,) = read_pasted(page, now=NOW).articles
    assert article.published_at == datetime(2026, 5, 4, 7, 0, tzinfo=UTC)


def test_paywall_is_noticed() -> None:
    text = f"{TEXT}\n\nSubscribe to continue reading this article."
    assert one(text.encode(), "a.txt").completeness == "paywalled"


NEXIS = f"""
                               1 of 2 DOCUMENTS

                               Nordpress

                            May 3, 2026 Sunday
                               Late Edition

{TITLE}

BYLINE: Ida Holm

LENGTH: 240 words

{TEXT}

LOAD-DATE: May 4, 2026

LANGUAGE: ENGLISH

                               2 of 2 DOCUMENTS

                            Osthaven Courier

                            May 2, 2026 Saturday

Second headline of the export

LENGTH: 60 words

{BODY[2]}
"""
NEXIS_UNI = f"""{TITLE}
Nordpress
May 3, 2026 Sunday 6:05 PM GMT

Copyright 2026 Nordpress Media All Rights Reserved
Section: REGION
Length: 240 words
Byline: Ida Holm
Body

{TEXT}

Load-Date: May 4, 2026
End of Document
"""
FACTIVA = f"""{TITLE}

By Ida Holm
240 words
3 May 2026
18:05
Nordpress
NORP
English
Copyright 2026. Nordpress Media.

{TEXT}

Document NORP000020260503em5300abc
"""


@pytest.mark.parametrize("export", [NEXIS, NEXIS_UNI, FACTIVA], ids=["old", "uni", "factiva"])
def test_exports_of_press_databases(export: str) -> None:
    articles = read(export.encode(), "export.txt", now=NOW).articles
    first = articles[0]
    assert (first.title, first.outlet, first.author) == (TITLE, "Nordpress", "Ida Holm")
    assert first.text == TEXT
    assert first.published_at is not None
    assert first.published_at.date().isoformat() == "2026-05-03"
    if export is NEXIS:
        assert [article.title for article in articles[1:]] == ["Second headline of the export"]


def test_reading_twice_gives_the_same_ids() -> None:
    assert one(HTML.encode(), "a.html").id == one(HTML.encode(), "b.html").id


SAVED_PAGES = {  # menu, teaser and date as pages of that language word them
    "de": ("Startseite", "Lesen Sie auch", "3. Mai 2026, 10:15 Uhr"),
    "fr": ("Accueil", "Lire aussi", "3 mai 2026 à 10h15"),
    "es": ("Inicio", "Lea también", "3 de mayo de 2026, 10:15"),
    "ru": ("Главная", "Читайте также", "3 мая 2026, 10:15"),
    "tr": ("Ana Sayfa", "Ayrıca okuyun", "3 Mayıs 2026 10:15"),
    "ar": ("الرئيسية", "اقرأ أيضا", "3 مايو 2026 10:15"),
    "zh": ("首页", "相关新闻", "2026年5月3日 10:15"),
}


@pytest.mark.parametrize("language", SAVED_PAGES)
def test_pages_of_several_languages(language: str) -> None:
    menu, teaser, day = SAVED_PAGES[language]
    body = OTHER_LANGUAGES[language]
    title = body[:30].rsplit(" ", 1)[0].rstrip("，。,. ")
    pasted = f"{menu}\n{day}\n{title}\n\n{body}\n\n{body[:-1]}!\n{teaser}\n"
    page = (
        f"<html><title>{title}</title><body><nav>{menu}</nav><h1>{title}</h1><time>{day}</time>"
        f"<p>{body}</p><p>{body[:-1]}!</p><p>{teaser}</p></body></html>"
    )
    articles = (*read_pasted(pasted, now=NOW).articles, one(page.encode(), "a.html"))
    for article in articles:
        assert article.language == language
        assert article.title == title
        assert article.published_at == datetime(2026, 5, 3, 10, 15)
        assert article.text.startswith(body)
        assert menu not in article.text
        assert teaser not in article.text
