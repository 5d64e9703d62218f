"""Attributions of a whole article: quotations joined to their cues, speakers carried on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compare.claims import attribution, cues
from compare.claims.phrases import Chars, Found, phrase
from compare.claims.quotes import Quote, inside
from compare.claims.verbs import cue_span, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

    from compare.claims.people import People

# How far, in characters, a cue may stand from the quotation it introduces or follows
_NEAR = 90
# A free-standing quotation further than this from the last one is left without a speaker
_CARRY = 900
_SIGNED = re.compile(
    r"[^\S\n]*([—–―]|--)[^\S\n]*((?:[A-Z][\w.’'-]*|of|the|de|van|von)(?:,?[^\S\n](?:[A-Z][\w.’'-]*|de|van|von|of|the))"
    r"{0,5})[\s.]*(?:\n|$)"
)
_ENDED = re.compile(r"[.!?…:][\"'”’»)\]]*\s*$")


def speakers_in(
    text: str, docs: Sequence[tuple[int, Doc]], quotes: list[Quote], people: People
) -> list[Found]:
    """Find the attributions of an article.

    Args:
        text: the article's.
        docs: its parsed paragraphs with their offsets in it.
        quotes: its quotations.
        people: its persons, for naming the sources.

    Returns:
        Attributions in article offsets, in order of their cues, sources named where possible.
    """
    found: list[Found] = []
    verbs: list[tuple[int, Word]] = []
    for offset, doc in docs:
        found.extend(item.moved(offset) for item in attribution.attributions_in(doc))
        verbs.extend(
            (offset, word)
            for word in doc
            if word.tag_.startswith("VB") and word.lemma_.lower() in cues.QUOTING
        )
    offsets = {id(doc): offset for offset, doc in docs}
    bereft: list[Found] = []
    for item in found:
        _stay_in_quote(item, quotes)
        if item.head is not None:
            _stay_out_of_quote(text, offsets[id(item.head.doc)], item, quotes)
            if item.source is None:
                bereft.append(item)
    for item in found:
        _after_colon(text, item, quotes)
    _join_quotes(text, found, verbs, quotes)
    for item in bereft:
        _say_on(text, item, found)
    found += signed_quotes(text, quotes)
    found.sort(key=lambda item: item.cue or item.hull)
    _nest(found)
    _name(found, docs, people)
    return found


def _stay_in_quote(item: Found, quotes: list[Quote]) -> None:
    """Cut what is attributed inside a quotation to that quotation."""
    quote = inside(quotes, item.cue[0]) if item.cue else None
    if quote is not None:
        parts = [(max(a, quote.start), min(b, quote.end)) for a, b in item.parts]
        item.parts = [(a, b) for a, b in parts if a < b] or item.parts


def _after_colon(text: str, item: Found, quotes: list[Quote]) -> None:
    """Take what introduces a quotation out of what the speaker named after it said.

    In "The letter was clear: “We will leave,” Lund wrote" the outlet says that it was.
    """
    if item.cue is None or item.object_only:
        return
    for number, (start, end) in enumerate(item.parts):
        quote = next((one for one in quotes if start < one.start and one.end <= end + 2), None)
        if quote is None or item.cue[0] < quote.end or inside(quotes, item.cue[0]):
            continue
        if text[start : quote.start].rstrip().endswith(":") and inside(quotes, start) is None:
            item.parts[number] = quote.start, max(end, quote.end)


def _stay_out_of_quote(text: str, offset: int, item: Found, quotes: list[Quote]) -> None:
    """Take away a source that stands in a quotation while its cue stands outside.

    In "“We lost it,” said Lund" the parser may take "it" for who said so; then the name that
    follows the verb is who did, or the subject of the verb that this one hangs on.
    """
    if item.cue is None or item.head is None or item.verb is None:
        return
    place = item.source[0] if item.source else offset + item.head.idx
    quote = inside(quotes, place)
    if quote is None or quote.start <= item.cue[0] < quote.end or place == quote.start:
        return
    if item.source and offset + item.head.idx >= quote.end:
        item.source = quote.end, item.source[1]
        while text[item.source[0]] in " ,\n" and item.source[0] + 1 < item.source[1]:
            item.source = item.source[0] + 1, item.source[1]
        return
    item.head, item.source = None, None
    named = _name_after(item.verb) if item.cue[0] >= quote.end else None
    head = named if named is not None else _outer_subject(item.verb)
    if head is None:
        return
    span = phrase(head)
    start, end = offset + span[0], offset + span[1]
    if head == named:  # what follows the name is no part of what is said
        item.parts = [(a, min(b, item.cue[0])) for a, b in item.parts if a < item.cue[0]]
    clear = not any(a < end and start < b for a, b in item.parts)
    if item.parts and clear and inside(quotes, start) is None:
        item.head, item.source = head, (start, end)


def _say_on(text: str, item: Found, found: list[Found]) -> None:
    """Give an attribution without a source that of the one before it in the sentence.

    So in "“…,” Lund said, adding that …", where the parser took a word of the quotation.
    """
    if item.cue is None or item.verb is None or item.source is not None:
        return
    for other in found:
        if other.cue is None or other.source is None or other.verb is None:
            continue
        between = text[other.cue[1] : item.cue[0]]
        near = 0 < item.cue[0] - other.cue[1] < _NEAR and "\n" not in between
        if near and other.verb.pos_ == "VERB" and not re.search(r"[.!?;\"”]", between):
            item.head, item.source = other.head, other.source


def _name_after(verb: Word) -> Word | None:
    """Give the head of the noun phrase right after `verb`."""
    for word in verb.doc[verb.i + 1 : verb.i + 12]:
        if word.pos_ in {"NOUN", "PROPN", "PRON"} and word.dep_ not in {"compound", "nmod", "poss"}:
            return word if word.left_edge.i == verb.i + 1 else None
    return None


def _outer_subject(verb: Word) -> Word | None:
    """Give the subject of the nearest verb of saying that `verb` hangs on or under."""
    word = verb
    while word.head != word:
        word = word.head
        if word.lemma_.lower() in cues.QUOTING:
            return subject_of(word)
    return None


def signed_quotes(text: str, quotes: list[Quote]) -> Iterator[Found]:
    """Give quotations signed with a dash and a name, as letters and epigraphs are."""
    for quote in quotes:
        match = _SIGNED.match(text, quote.end)
        if match:
            yield Found([(quote.start, quote.end)], match.span(1), match.span(2), "—")


def _join_quotes(
    text: str, found: list[Found], verbs: list[tuple[int, Word]], quotes: list[Quote]
) -> None:
    """Widen contents to the quotations they begin, and give the other quotations a speaker."""
    speaking: Found | None = None
    for quote in quotes:
        if not _is_speech(text, quote):
            continue
        owner = _overlapping(found, quote)
        if owner is None:
            owner = _neighbour(text, found, verbs, quote, quotes)
        if owner is None and speaking is not None and _stands_free(text, quote):
            last = speaking.parts[-1][1]
            if 0 <= quote.start - last < _CARRY:
                owner = speaking
        if owner is not None:
            owner.parts = _merged([*owner.parts, (quote.start, quote.end)], owner)
            speaking = owner


def _is_speech(text: str, quote: Quote) -> bool:
    words = text[quote.start : quote.end].split()
    return len(words) >= 4 or bool(re.search(r"[.,!?…][\"”’»']*$", text[quote.start : quote.end]))


def _stands_free(text: str, quote: Quote) -> bool:
    before = text[max(0, quote.start - 40) : quote.start]
    return not before.strip() or "\n" in before[-2:] or bool(_ENDED.search(before))


def _overlapping(found: list[Found], quote: Quote) -> Found | None:
    """Give the outermost attribution that has most of `quote` as its content already."""
    best, most = None, 0.3 * (quote.end - quote.start)
    for item in found:
        if item.cue is None or quote.start <= item.cue[0] < quote.end:
            continue
        if item.object_only or item.verb is None:
            continue
        shared = sum(
            max(0, min(end, quote.end) - max(start, quote.start)) for start, end in item.parts
        )
        if shared > most:
            best, most = item, shared
    return best


def _neighbour(
    text: str,
    found: list[Found],
    verbs: list[tuple[int, Word]],
    quote: Quote,
    quotes: list[Quote],
) -> Found | None:
    """Give the attribution of the speech verb that stands right after or before `quote`."""
    best: tuple[int, int, Word] | None = None
    for offset, verb in verbs:
        place = offset + verb.idx
        if inside(quotes, place) is not None:
            continue
        if place >= quote.end:
            between, distance = text[quote.end : place], place - quote.end
        else:
            between = text[place + len(verb.text) : quote.start]
            distance = len(between) + 20  # "…," said X beats a cue before
        if distance > _NEAR + 20 or _breaks(between, place, quote):
            continue
        if best is None or distance < best[0]:
            best = (distance, offset, verb)
    if best is None:
        return None
    _, offset, verb = best
    for item in found:
        if item.verb == verb:
            return item
    subject = subject_of(verb)
    if subject is None:
        return None
    span = phrase(subject)
    start, end = offset + span[0], offset + span[1]
    if start < quote.end and quote.start < end:
        return None
    cue = cue_span(verb)
    made = Found(
        [(quote.start, quote.end)],
        (offset + cue[0], offset + cue[1]),
        (start, end),
        verb.lemma_.lower(),
        subject,
        verb,
    )
    found.append(made)
    return made


def _breaks(between: str, place: int, quote: Quote) -> bool:
    """Tell whether a sentence ends between a cue and a quotation (a colon may end a line)."""
    if place >= quote.end:
        return bool(re.search(r"[.!?;]\s+\S|\n", between))
    if between.rstrip().endswith(":"):
        return bool(re.search(r"[.!?]\s", between))
    return bool(re.search(r"[.!?;]\s|\n", between))


def _merged(parts: list[Chars], owner: Found) -> list[Chars]:
    """Join overlapping or touching parts, but never over the cue."""
    joined: list[Chars] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    if owner.cue is None:
        return joined
    cut: list[Chars] = []
    for start, end in joined:
        if start < owner.cue[0] < end and owner.source and owner.source[0] >= start:
            first = min(owner.cue[0], owner.source[0])
            last = max(owner.cue[1], owner.source[1])
            cut += [(start, first), (last, end)]
        else:
            cut.append((start, end))
    return [(start, end) for start, end in cut if end > start] or joined


def _nest(found: list[Found]) -> None:
    """Set the depth of each: how many others have its cue in their content."""
    for item in found:
        place = (item.cue or item.hull)[0]
        item.depth = sum(
            any(start <= place < end for start, end in other.parts)
            for other in found
            if other is not item and other.cue != item.cue
        )


def _name(found: list[Found], docs: Sequence[tuple[int, Doc]], people: People) -> None:
    offsets = {id(doc): offset for offset, doc in docs}
    last: str | None = None
    for item in found:
        if item.head is None:
            continue
        item.source_name = people.resolve(item.head, offsets[id(item.head.doc)], last)
        if item.depth == 0 and item.source_name and not item.in_passing:
            last = item.source_name
