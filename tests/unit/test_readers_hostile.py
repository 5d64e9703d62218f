"""Files made to harm: each is refused in one line or comes in harmless, and soon."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from reader_samples import BODY, NOW, TEXT

from compare.readers import archives
from compare.readers.registry import read
from compare.records import ReadResult

MOST_SECONDS = 20.0


def quick(data: bytes, name: str) -> ReadResult:
    start = time.monotonic()
    result = read(data, name, now=NOW)
    assert time.monotonic() - start < MOST_SECONDS
    return result


def zipped(*files: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return stream.getvalue()


LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

HOSTILE: dict[str, tuple[str, bytes]] = {
    "one endless word": ("a.txt", b"a" * 1_500_000),
    "one endless line": ("a.txt", b"the talks of Osthaven, " * 60_000),
    "spaces": ("a.txt", b"x" + b" " * 1_500_000 + b"y."),
    "lines without end": ("a.txt", b"The talks are open.\n" * 90_000),
    "digits": ("a.txt", b"12.34." * 200_000),
    "dates": ("a.txt", b"12 May 2022 " * 100_000),
    "bylines": ("a.txt", b"By Aaa Bbb " * 100_000),
    "brackets": ("a.md", b"[" * 500_000),
    "emphasis": ("a.md", b"*a" * 300_000),
    "open tags": ("a.md", b"<a" * 300_000),
    "nested elements": ("a.html", b"<div>" * 100_000 + b"text"),
    "open comments": ("a.html", b"<!--" * 100_000),
    "attributes": ("a.html", b"<p " + b'a="b" ' * 100_000 + b">x</p>"),
    "deep json": ("a.json", b"[" * 1_000_000),
    "deep json lines": ("a.jsonl", (b'{"a":' * 3_000 + b"1" + b"}" * 3_000 + b"\n") * 20),
    "number without end": ("a.json", b"[" + b"9" * 100_000 + b"]"),
    "quotes": ("a.csv", b"text\n" + b'"' * 1_000_001),
    "braces": ("a.rtf", b"{\\rtf1 " + b"{" * 200_000),
    "nested parts": ("a.eml", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 5_000),
    "header without end": ("a.eml", b"Subject: " + b"=?utf-8?q?a?= " * 40_000),
    "records without end": ("a.ris", b"TY  - NEWS\n" * 30_000),
    "billion laughs in a feed": (
        "a.rss",
        f"{LAUGHS}<rss><channel><item><title>&l;</title></item></channel></rss>".encode(),
    ),
    "billion laughs in word": (
        "a.docx",
        zipped(
            (
                "word/document.xml",
                f"{LAUGHS}<w:document {WORD}><w:p><w:t>&l;</w:t></w:p></w:document>".encode(),
            )
        ),
    ),
    "pages in a loop": (
        "a.pdf",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids"
        b"[2 0 R 2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_in_time(name: str) -> None:
    file, data = HOSTILE[name]
    result = quick(data, file)
    assert result.articles == ()
    assert result.rejects
    assert all(len(str(reject)) < 1000 for reject in result.rejects)


def test_table_with_ten_thousand_columns_says_so() -> None:
    header = ",".join(f"column{number}" for number in range(10_000))
    (reject,) = quick(header.encode() + b"\n1,2", "a.csv").rejects
    assert "10,000 columns" in reject.reason


def test_bomb_is_refused_and_the_rest_of_the_batch_comes_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 2**20)
    bomb = zipped(("good.txt", TEXT.encode()), ("bomb.txt", b"0" * 2**24), ("late.txt", b"x"))
    result = quick(bomb, "a.zip")
    assert [article.source_name for article in result.articles] == ["a.zip/good.txt"]
    assert "unpacks to more than" in result.rejects[0].reason
    word = zipped(("word/document.xml", b"<a>" + b" " * 2**24))
    assert "unpacks to more than" in quick(word, "a.docx").rejects[0].reason


def test_archives_in_archives_end_somewhere() -> None:
    data = zipped(("a.txt", TEXT.encode()))
    for _ in range(6):
        data = zipped(("inner.zip", data))
    (reject,) = quick(data, "a.zip").rejects
    assert "nested" in reject.reason


def test_locked_archive_says_so() -> None:
    data = bytearray(zipped(("a.txt", TEXT.encode())))
    at = data.find(b"PK\x01\x02")
    data[6] |= 1
    data[at + 8] |= 1
    (reject,) = quick(bytes(data), "a.zip").rejects
    assert "password" in reject.reason


def test_names_in_archives_stay_names() -> None:
    (article,) = quick(zipped(("../../etc/x.txt", TEXT.encode())), "a.zip").articles
    assert article.source_name == "a.zip/../../etc/x.txt"  # never used as a path


def test_outside_entities_are_not_loaded(tmp_path: object) -> None:
    secret = "file:///etc/hostname"
    feed = (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret}">]><rss><channel><item><title>Talks</title>'
        f"<description>{BODY[0]} &x;</description></item></channel></rss>"
    )
    (article,) = quick(feed.encode(), "a.rss").articles
    assert article.text.strip() in {BODY[0], f"{BODY[0]} &x;"}


@pytest.mark.parametrize(
    "mark",
    ["\x00", "\u202e", "\u2066", "\x1b", "\ufeff", "\u0007"],
    ids=lambda mark: hex(ord(mark)),
)
def test_invisible_and_turning_characters_are_dropped(mark: str) -> None:
    text = BODY[0].replace("Eva", f"Ev{mark}a")
    row = f'outlet,title,text\nNord{mark}press,T{mark}alks,"{text}"\n'
    (article,) = quick(row.encode(), "a.csv").articles
    assert (article.outlet, article.title, article.text) == ("Nordpress", "Talks", BODY[0])


def test_scripts_and_styles_of_a_page_are_no_text() -> None:
    hostile = (
        "<script>alert(1)</script><style>p{}</style><svg onload=alert(2)><text>svg</text></svg>"
        "<template>hidden</template><p hidden>hidden</p><p style='display:none'>hidden</p>"
    )
    body = "".join(f"<p onclick=alert(3)>{part}</p>" for part in BODY)
    page = f"<html><body><h1>Talks</h1>{hostile}<article>{body}</article></body></html>"
    (article,) = quick(page.encode(), "a.html").articles
    for stray in ("alert", "svg", "hidden", "p{}", "<"):
        assert stray not in article.text
        assert stray not in (article.source_text or "")


def test_outlet_that_only_looks_like_another_is_pointed_out() -> None:
    row = f'outlet,text\nR\u0422,"{BODY[0]}"\nТАСС,"{BODY[1]}"\n'
    result = quick(row.encode(), "a.csv")
    assert len(result.articles) == 2
    assert [(reject.row, reject.field) for reject in result.rejects] == [(2, "outlet")]


def test_soft_hyphens_and_split_letters_are_mended() -> None:
    text = BODY[0].replace("ministry", "min\u00adistry").replace("builders", "buil\u00ad\nders")
    (article,) = quick(f"{text} Cafe\u0301 talks.".encode(), "a.txt").articles
    assert article.text == f"{BODY[0]} Café talks."
