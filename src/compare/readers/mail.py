"""Mails (newsletters, forwarded articles) and pages saved as one file (MHTML)."""

from __future__ import annotations

import email
from datetime import datetime
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from compare.readers import dates, outlets
from compare.readers.archives import nested
from compare.readers.base import FileReader, Unreadable, clean_line
from compare.readers.decoding import decode
from compare.readers.html_reader import from_html
from compare.readers.page_article import from_text
from compare.records import Article, ReadResult, Reject

_MAX_PARTS = 200
_MAX_HEAD = 256 * 1024  # bytes
_MAX_VALUE = 2_000  # characters of one header


def _parse(data: bytes) -> Message:
    """Parse a mail; the parser takes quadratic time on headers and parts without end."""
    if data.count(b"boundary=") > _MAX_PARTS or data.count(b"\n--") > 20 * _MAX_PARTS:
        raise Unreadable(f"it has more than {_MAX_PARTS} parts", "Save the article alone")
    if len(data[:_MAX_HEAD].split(b"\n\n")[0].split(b"\r\n\r\n")[0]) == _MAX_HEAD:
        raise Unreadable("its head has no end", "Save the mail again")
    return email.message_from_bytes(data)


def _parts(message: Message) -> list[Message]:
    parts: list[Message] = []
    for part in message.walk():
        if len(parts) >= _MAX_PARTS:
            raise Unreadable(f"it has more than {_MAX_PARTS} parts", "Save the article alone")
        if not part.is_multipart():
            parts.append(part)
    return parts


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    data = _bytes(part)
    charset = part.get_content_charset()
    try:
        return data.decode(charset) if charset else decode(data, markup=True)
    except (LookupError, UnicodeDecodeError):
        return decode(data, markup=True)


def _header(message: Message, name: str) -> str:
    value = str(message.get(name) or "")[:_MAX_VALUE]
    try:
        return clean_line(str(make_header(decode_header(value))))
    except (ValueError, LookupError, UnicodeError):
        return clean_line(value)


def _told(message: Message, now: datetime) -> dict[str, object]:
    """Outlet, title and time by the headers of a mail."""
    name, address = parseaddr(_header(message, "from"))
    host = address.rpartition("@")[2]
    known = (outlets.by_url(host) if host else None) or outlets.by_name(name)
    dated = dates.parse(_header(message, "date"), now)
    return {
        "title": _header(message, "subject"),
        "outlet": known.name if known else name or host,
        "country": known.country if known else None,
        "published_at": dated,
    }


def _read(data: bytes, name: str, now: datetime) -> ReadResult:
    message = _parse(data)
    parts = _parts(message)
    address = _header(message, "snapshot-content-location")
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    if address or (page is not None and name.lower().endswith((".mhtml", ".mht"))):
        if page is None:
            raise Unreadable("there is no page in it", "Save the page again")
        saved = dates.parse(_header(message, "date"), now)
        url = address or _header(page, "content-location")
        url = url if url.startswith(("http://", "https://")) else ""
        return from_html(_text(page), name, saved.at if saved else now, url=url or None)
    if not message.keys() or (page is None and plain is None):
        raise Unreadable("it is no mail with a text", "Save the mail again")
    told = _told(message, now)
    if (plain is not None and len(_bytes(plain)) > 200) or page is None:
        assert plain is not None
        result = from_text(_text(plain), name, now, file_name=name, told=told)
    else:
        result = from_html(_text(page), name, now, told=told)
    return _with_attachments(result, parts, name, now)


def _with_attachments(
    result: ReadResult, parts: list[Message], name: str, now: datetime
) -> ReadResult:
    """Files that hang on a mail come in as well, where a reader takes them."""
    from compare.readers.registry import read, suffixes

    articles: list[Article] = list(result.articles)
    rejects: list[Reject] = list(result.rejects)
    with nested():
        for part in parts:
            file = clean_line(part.get_filename() or "")
            if part.get_content_disposition() == "attachment" and file.lower().endswith(suffixes()):
                more = read(_bytes(part), f"{name}/{file}", now=now)
                articles += more.articles
                rejects += more.rejects
    return ReadResult(tuple(articles), tuple(rejects))


PLUGIN = FileReader("mail", (".eml", ".mhtml", ".mht"), _read)
