"""Bytes of unknown encoding → text."""

from __future__ import annotations

import codecs
import re

from compare.readers.base import Unreadable, clean
from compare.readers.language import detect

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# One list, so that short texts are not taken for an encoding that nobody saves news in.
_CANDIDATES = [
    *("cp1251", "koi8_r", "cp1252", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "cp949", "cp866"),
]
_LATIN = {"cp1250", "cp1252", "cp1254", "cp1257"}
_HOME = {"tr": "cp1254", "pl": "cp1250", "de": "cp1252", "fr": "cp1252", "es": "cp1252"}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{3,20})""")
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27}) + b"\x7f"
_SAMPLE = 100_000
BINARY_HINT = "Save the article as text, HTML or PDF and add that file"


def decode(data: bytes, *, markup: bool = False) -> str:
    """Decode text of unknown encoding.

    Byte order marks come first, then UTF-16 without one, strict UTF-8, the encoding that
    `markup` declares in its head, and last the most plausible single-byte or East Asian
    encoding by charset-normalizer.

    Raises:
        Unreadable: the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return clean(data.decode(encoding, "replace"))
    wide = _utf16(data[:_SAMPLE])
    if wide:
        return clean(data.decode(wide, "replace"))
    if looks_binary(data):
        raise Unreadable("it is a binary file, not text", BINARY_HINT)
    try:
        return clean(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if _nearly_utf8(data, error):
            return clean(data.decode("utf-8", "replace"))
    declared = _declared(data) if markup else None
    return clean(data.decode(declared or _guess(data), "replace"))


def looks_binary(data: bytes) -> bool:
    """Whether control bytes are too frequent for text in an 8-bit encoding."""
    sample = data[:_SAMPLE]
    strange = len(sample) - len(sample.translate(None, _CONTROLS))
    return strange > max(4, len(sample) * 0.005)


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: in one half of the byte pairs nearly all bytes are the same few."""
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[at::2]
        if sum(high.count(value) for value in (0, 4, 5, 6)) < 0.7 * len(high):
            continue
        text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
        good = sum(char.isalnum() or char in " \n\r\t.,;:-'\"!?()" for char in text)
        if good > 0.85 * len(text):
            return encoding
    return None


def _nearly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """UTF-8 with a few broken characters (cut off, or pasted from elsewhere)."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    wide = sum(char > "\x7f" for char in text)
    broken = text.count("\ufffd")
    return error.start > len(data) - 4 or (wide > 20 and broken * 20 < wide)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        data[:_SAMPLE].decode(name, "strict" if len(data) < _SAMPLE else "ignore")
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if name.startswith(("utf-8", "utf-16", "utf-32")) else name


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_CANDIDATES).best()
    if best is None:
        raise Unreadable("its characters are in no encoding that is known", BINARY_HINT)
    name = str(best.encoding)
    if name in _LATIN:  # one text is valid in all of them; its words tell which it is
        return _HOME.get(detect(data[:_SAMPLE].decode(name, "replace")) or "", name)
    return name
