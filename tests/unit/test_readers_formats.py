"""Each file format gives the same article: built here, read back."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from reader_samples import BODY, HTML, NOW, TEXT, TITLE

from compare.readers.registry import read
from compare.records import Article


def zipped(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx() -> bytes:
    rows = "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in BODY)
    head = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{TITLE}</w:t></w:r></w:p>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = f"<w:document {space}><w:body>{head}{rows}</w:body></w:document>"
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def odt() -> bytes:
    space = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    rows = "".join(f"<text:p>{part}</text:p>" for part in BODY)
    xml = f"<doc {space}><text:h>{TITLE}</text:h>{rows}</doc>"
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": xml})


def rtf() -> bytes:
    text = "\\par\\par ".join([TITLE, *BODY])
    text = "".join(char if char < "\x80" else f"\\u{ord(char)}?" for char in text)
    return ("{\\rtf1\\ansi\\deff0 " + text + "}").encode("ascii")


def pdf() -> bytes:
    """A file of two pages, set by hand, with a running head and page numbers."""
    lines: list[str] = []
    for part in (TITLE, *BODY):
        words, line = part.split(), ""
        for word in words:
            if len(line) + len(word) > 70:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines += [line, ""]
    half = len(lines) // 2
    pages = [lines[:half], lines[half:]]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
    ]
    font = "<< /Font << /F1 7 0 R >> >>"
    for number in (5, 6):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources {font} "
            f"/Contents {number} 0 R >>"
        )
    for number, page in enumerate(pages, 1):
        rows = ["Osthaven Courier, 4 May 2026", *page, f"Page {number}"]
        safe = [row.replace("(", "\\(").replace(")", "\\)") for row in rows]
        text = "".join(f"({row}) Tj T*\n" for row in safe)
        stream = f"BT /F1 11 Tf 14 TL 50 760 Td\n{text}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    )


def eml() -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = TITLE
    message["From"] = "Osthaven Courier <news@courier.example>"
    message["Date"] = "Mon, 04 May 2026 09:15:00 +0200"
    message.set_content(TEXT)
    message.add_alternative(HTML, subtype="html")
    return message.as_bytes()


def mhtml() -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://courier.example/varda-bridge"
    message["Subject"] = TITLE
    message["Date"] = "Mon, 04 May 2026 10:00:00 +0200"
    message.set_content(HTML, subtype="html", cte="quoted-printable")
    return message.as_bytes()


def rss() -> bytes:
    return f"""<?xml version="1.0"?><rss version="2.0"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
    <title>Osthaven Courier - Region</title><item><title>{TITLE}</title>
    <link>https://courier.example/varda-bridge</link>
    <pubDate>Mon, 04 May 2026 09:15:00 +0200</pubDate><description>Short.</description>
    <content:encoded><![CDATA[{"".join(f"<p>{part}</p>" for part in BODY)}]]></content:encoded>
    </item></channel></rss>""".encode()


def atom() -> bytes:
    body = "".join(f"&lt;p&gt;{part}&lt;/p&gt;" for part in BODY)
    return f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Osthaven Courier</title><entry>
    <title>{TITLE}</title><link href="https://courier.example/varda-bridge"/>
    <published>2026-05-04T09:15:00+02:00</published><content type="html">{body}</content>
    </entry></feed>""".encode()


def ris() -> bytes:
    lines = [f"TI  - {TITLE}", "JO  - Osthaven Courier", "DA  - 2026/05/04", f"TX  - {BODY[0]}"]
    return "\n".join(["TY  - NEWS", *lines, *BODY[1:], "ER  - ", ""]).encode()


def warc() -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], "HTTP/1.1")
    url = "https://courier.example/varda-bridge"
    payload = io.BytesIO(HTML.encode())
    writer.write_record(
        writer.create_warc_record(url, "response", payload=payload, http_headers=head)
    )
    return stream.getvalue()


def xlsx() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Headline", "Newspaper", "Published", "Body"])
    book.active.append([TITLE, "Osthaven Courier", NOW.replace(tzinfo=None), TEXT])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    row = {"title": [TITLE], "source": ["Osthaven Courier"], "content": [TEXT], "date": [NOW]}
    pq.write_table(pa.table(row), stream)
    return stream.getvalue()


def table(separator: str) -> bytes:
    cells = ["Osthaven Courier", TITLE, "2026-05-04T09:15:00+02:00", f'"{TEXT}"']
    return (
        f"{separator.join(['outlet', 'title', 'date', 'text'])}\n{separator.join(cells)}".encode()
    )


def jsonl() -> bytes:
    value = {"source": {"name": "Osthaven Courier"}, "title": TITLE, "content": TEXT}
    return json.dumps(value | {"publishedAt": "2026-05-04T07:15:00Z"}).encode()


FILES: dict[str, Callable[[], bytes]] = {
    "a.docx": docx,
    "a.odt": odt,
    "a.rtf": rtf,
    "a.pdf": pdf,
    "a.eml": eml,
    "a.mhtml": mhtml,
    "a.rss": rss,
    "a.atom": atom,
    "a.ris": ris,
    "a.warc": warc,
    "a.warc.gz": lambda: gzip.compress(warc()),
    "a.xlsx": xlsx,
    "a.parquet": parquet,
    "a.csv": lambda: table(","),
    "a.tsv": lambda: table("\t"),
    "semicolons.csv": lambda: table(";"),
    "a.jsonl": jsonl,
    "a.json": lambda: b'{"articles": [' + jsonl() + b"]}",
    "a.html": HTML.encode,
    "a.md": lambda: f"# {TITLE}\n\n**{BODY[0]}**\n\n".encode() + "\n\n".join(BODY[1:]).encode(),
    "a.txt": f"{TITLE}\n\n{TEXT}".encode,
    "a.zip": lambda: zipped({"inner/a.html": HTML, "__MACOSX/x": b"\x00"}),
}
WITHOUT_OUTLET = {"a.docx", "a.odt", "a.rtf", "a.pdf", "a.md", "a.txt"}


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", FILES)
def test_format_gives_title_and_whole_text(name: str) -> None:
    result = read(FILES[name](), name, now=NOW)
    assert [str(reject) for reject in result.rejects] == []
    (article,) = result.articles
    assert article.title == TITLE
    assert squeezed(article.text) == squeezed(TEXT)
    assert article.completeness == "full"
    assert article.language == "en"


@pytest.mark.parametrize("name", sorted(set(FILES) - WITHOUT_OUTLET))
def test_format_gives_outlet_and_day(name: str) -> None:
    (article,) = read(FILES[name](), name, now=NOW).articles
    assert article.outlet == "Osthaven Courier"
    assert article.published_at is not None
    assert article.published_at.strftime("%Y-%m-%d") == "2026-05-04"


@pytest.mark.parametrize("name", sorted(WITHOUT_OUTLET))
def test_unknown_outlet_is_said_and_no_date_is_made_up(name: str) -> None:
    (article,) = read(FILES[name](), name, now=NOW).articles
    assert article.outlet == f"unknown outlet ({name})"
    assert article.published_at is None


def test_running_heads_of_a_pdf_are_kept_as_cuts() -> None:
    article: Article = read(pdf(), "a.pdf", now=NOW).articles[0]
    assert "Osthaven Courier, 4 May 2026" in [cut.text for cut in article.cuts]
    assert "Page 2" in [cut.text for cut in article.cuts]


def test_file_is_read_by_its_content_when_its_name_is_wrong() -> None:
    (article,) = read(docx(), "report.txt", now=NOW).articles
    assert article.title == TITLE


def test_archive_names_each_file_that_it_refuses() -> None:
    result = read(zipped({"good.txt": TEXT, "bad.png": b"\x89PNG\r\n\x1a\n123"}), "a.zip", now=NOW)
    assert len(result.articles) == 1
    assert [reject.source for reject in result.rejects] == ["a.zip/bad.png"]


def test_attachments_of_a_mail_come_in() -> None:
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    message = message_from_bytes(eml(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    message.make_mixed()
    message.add_attachment(f"Another report\n\n{TEXT}".encode(), "text", "plain", filename="b.txt")
    names = [article.source_name for article in read(message.as_bytes(), "m.eml").articles]
    assert names == ["m.eml", "m.eml/b.txt"]
