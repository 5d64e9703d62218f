"""Cuts text into lines and lines into sentences: the parser's, mended by clear punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from compare.claims.nlp import LONGEST
from compare.records import Claim, content_id

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_CLOSERS = "\"'”’»)]›"
ENDED = re.compile(rf"[.!?…。！？][{re.escape(_CLOSERS)}]*$")
# Abbreviations after which a sentence goes on
_TITLES = (
    r"Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Cmdr|Adm|Maj|Brig|Rev|Hon|St|Ste|Fr|Sr"
    r"|Msgr|Amb|Atty|Supt|Pres|No|Nos|vs|v|cf|al|Ave|Mt|Ft|approx|e\.g|i\.e|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sept?|Oct|Nov|Dec|Fig|Vol|Ph\.D|pp?"
)
_GOES_ON = re.compile(rf"(?:^|[\s(“\"‘])(?:{_TITLES}|[A-Z](?:\.[A-Z])*)\.$")
# After these, a capital begins a sentence only where the parser says so
_MAY_GO_ON = re.compile(r"(?:\b[ap]\.m|\b(?:[A-Z]\.){1,3}[A-Z]|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|etc))\.$")
_TIME_GOES_ON = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:GMT|UTC|ET|EST|EDT|CET|PT|BST)\b"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
# The words after a quoted question or exclamation that say whose it is
_TAG = re.compile(
    r"(?:[Tt]he |[Aa]n? )?(?:[A-Z][\w.’'-]+ |he |she |they |minister |spokes\w+ ){1,5}"
    r"(?:said|says|asked|asks|wondered|told|added|wrote|tweeted|replied|demanded)\b"
    r"|(?:said|asked|wrote|added) [A-Z]"
)
_BREAK = re.compile(rf"[.!?…][{re.escape(_CLOSERS)}]*\s+(?=[\"“‘«(\[]*[A-ZÀ-ÝА-Я])")
_PLAIN_BREAK = re.compile(
    rf"(?<=[.!?…])[{re.escape(_CLOSERS)}]*\s+(?=[\"“‘«„(¿¡\[]*[^\W\da-zß-ÿа-я])|(?<=[。！？])"
)


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines of `text` that hold anything, trimmed, with the offset of each.

    What is too long for the parser is cut between two sentences, or else two words.
    """
    for match in _LINE.finditer(text):
        start, end = match.span()
        while end - start > LONGEST:
            piece = text[start : start + LONGEST]
            cut = max(piece.rfind(". ") + 1, 0) or max(piece.rfind(" "), 0) or LONGEST
            yield from _trimmed(text, start, start + cut)
            start += cut
        yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    line = text[start:end].strip()
    if line:
        yield text.index(line, start), line


def plain_sentences(line: str) -> Iterator[tuple[int, int]]:
    """Cut a line of any language by its punctuation alone."""
    start = 0
    for match in _PLAIN_BREAK.finditer(line):
        piece = line[start : match.end()].rstrip()
        if _GOES_ON.search(piece) or re.search(r"\b\d{1,2}\.$", piece):
            continue
        if piece:
            yield start, start + len(piece)
        start = match.end()
    rest = line[start:].rstrip()
    if rest:
        yield start, start + len(rest)


def sentences(doc: Doc) -> list[Span]:
    """Give the sentences of a parsed line.

    The parser's sentences are joined where one ends without a full stop or in an initial or
    an abbreviation, and cut where a full stop is followed by a capital.
    """
    starts = [sentence.start for sentence in doc.sents]
    found: list[Span] = []
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(doc)
        piece = doc[start:end]
        if found and _belongs(found[-1].text.rstrip(), piece.text):
            found[-1] = doc[found[-1].start : end]
        else:
            found.append(piece)
    return [part for piece in found for part in _cut(piece)]


def _belongs(before: str, after: str) -> bool:
    """Tell whether `after` goes on with the sentence `before`."""
    first = after.lstrip("\"'“‘«([ ")[:1]
    if not first or not re.search(r"\w", after):
        return True
    if not ENDED.search(before):
        # "He said: “We …" is one sentence; after a colon a new line would have begun
        return True
    if _TAG.match(after) and re.search(r"[!?][\"'”’]$", before):
        return True  # “Why?” Lund asked.
    if re.search(r"\b[ap]\.m\.$", before) and _TIME_GOES_ON.match(after):
        return True
    if _GOES_ON.search(before):
        return not re.search(r"\b(?:U\.S|U\.K|U\.N|E\.U|a\.m|p\.m)\.$", before) or first.islower()
    return first.islower() and not before.endswith(("!", "?", "…"))


def _cut(piece: Span) -> Iterator[Span]:
    """Cut `piece` where a full stop and a capital letter show a boundary that was missed."""
    text, base, start = piece.text, piece.start_char, piece.start
    for match in _BREAK.finditer(text):
        before = text[: match.end()].rstrip()
        if _GOES_ON.search(before) or _MAY_GO_ON.search(before) or before.endswith(("...", "…")):
            continue
        if before[-1:] in _CLOSERS and re.match(
            r"\W*(?:[A-Z]\w+ ){0,3}\w*(?:said|says)\b", text[match.end() :]
        ):
            continue
        token = next((word for word in piece if word.idx - base >= match.end()), None)
        if token is not None and token.i > start:
            yield piece.doc[start : token.i]
            start = token.i
    if start < piece.end:
        yield piece.doc[start : piece.end]


def plain_claims(text: str, article_id: str) -> list[Claim]:
    """Give the sentences of a text in any language as claims without anything found in them.

    Lines without a full stop (headings) and questions are left out.
    """
    found: list[Claim] = []
    for offset, line in lines(text):
        for first, last in plain_sentences(line):
            start, piece = offset + first, line[first:last]
            if not ENDED.search(piece) or piece.rstrip(_CLOSERS).endswith(("?", "？")):
                continue
            if len(piece.split()) < 3 and len(piece) < 12:
                continue
            key = content_id(article_id, str(start), piece)
            found.append(Claim(key, article_id, piece, start, offset + last, len(found)))
    return found
