"""What all readers share: limits, the way to refuse, cleaning of text, and the guard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from compare.records import ReadResult, Reject

MAX_BYTES = 100 * 2**20
MAX_ARTICLES = 100_000  # in one file
MAX_CHARS = 500_000  # in one article; a long one has 50,000
MAX_LINES = 20_000  # in one text or page
MAX_COLUMNS = 1_000
MAX_TITLE = 500

# Bidirectional overrides and isolates can make shown text differ from stored text.
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNWANTED = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff{_BIDI}]"
)
_SOFT_BREAK = re.compile("\u00ad\\s*\n\\s*")
_MARKS = re.compile("[\u200e\u200f\u061c]")
_NEWLINES = re.compile("\r\n|\r|\u2028|\u2029|\x0b|\x0c|\x85")


class Unreadable(Exception):
    """Content that can't be read; becomes one `Reject`.

    `passing`: it may well be readable the next time, say because a server was busy.
    """

    def __init__(
        self,
        reason: str,
        hint: str,
        *,
        row: int | None = None,
        field: str | None = None,
        passing: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason, self.hint, self.row, self.field = reason, hint, row, field
        self.passing = passing

    def reject(self, source: str) -> Reject:
        """The same, as a record that names `source`."""
        return Reject(source, self.reason, self.hint, self.row, self.field)


Parse = Callable[[bytes, str, datetime], ReadResult]
ParseMapped = Callable[[bytes, str, datetime, Mapping[str, str] | None], ReadResult]


@dataclass(frozen=True, slots=True)
class FileReader:
    """A reader of one format around a function that may raise.

    Attributes:
        name: short name of the format.
        suffixes: file name endings that it takes, lower case with the dot.
        parse: the function that reads; raises `Unreadable` for content it can't read.
        mapped: the same for tables, with a column mapping (field → column) or None.
        columns: for tables, the names of the columns of a file.
        rows: for tables, the values of a file's rows by column, as they come.
    """

    name: str
    suffixes: tuple[str, ...]
    parse: Parse | None = None
    mapped: ParseMapped | None = None
    columns: Callable[[bytes], list[str]] | None = None
    rows: Callable[[bytes], Iterator[Mapping[str, object]]] | None = None

    def read(
        self, data: bytes, name: str, now: datetime, mapping: Mapping[str, str] | None = None
    ) -> ReadResult:
        """Read one file; whatever goes wrong becomes a `Reject`, never an exception.

        Args:
            data: the whole file.
            name: its name, for messages and as a hint at the outlet.
            now: when it was saved or came in, with a zone.
            mapping: for tables, field of `Article` → column; None: guessed.
        """
        try:
            if self.mapped is not None:
                return self.mapped(data, name, now, mapping)
            assert self.parse is not None
            return self.parse(data, name, now)
        except Unreadable as error:
            return ReadResult(rejects=(error.reject(name),))
        except (RecursionError, MemoryError):
            reason = f"it is nested too deeply or too large to be read as {self.name}"
            return ReadResult(rejects=(Reject(name, reason, "Split it or save it more simply"),))
        except Exception as error:  # parsers of foreign formats fail in many ways
            reason = f"damaged or not {self.name} ({type(error).__name__}: {error})"[:300]
            hint = "Open it in its own program and save it again, or save it as text"
            return ReadResult(rejects=(Reject(name, clean_line(reason), hint),))


def clean(text: str) -> str:
    """Unify line ends, fixed spaces and composed letters; drop what must not be stored.

    Control, bidirectional override and half characters, soft hyphens and zero-width spaces go.
    """
    text = _NEWLINES.sub("\n", text).replace("\xa0", " ")
    if "\u00ad" in text:
        text = _SOFT_BREAK.sub("", text)
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def clean_line(text: str) -> str:
    """The same for text of one line: white space collapsed, no marks of direction."""
    return " ".join(_MARKS.sub("", clean(text)).split())
