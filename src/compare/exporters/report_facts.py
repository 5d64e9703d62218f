"""The readable part of the HTML report: fact by fact, each outlet's own words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from compare.exporters import Table
from compare.exporters.cells import markup
from compare.table_columns import LONG
from compare.vocabulary import LABELS, LOOSE, PARAPHRASE, SIGNS, SLOTS, STANCES

SECTIONS = (
    ("Where the outlets disagree", ("contradict", "differ")),
    ("Where they agree", ("agree",)),
    ("Told by one outlet", ("single",)),
)
Claim = dict[str, Any]


def can_report(table: Table) -> bool:
    """Say whether `table` is a long table, one row a claim."""
    return set(LONG) <= set(table.columns)


def facts(table: Table) -> Iterator[str]:
    """Write the facts of a long table, event by event, disagreements first.

    Everything is escaped; the only addresses linked to are those of the articles, and only
    where they are http or https.
    """
    claims = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    events = groupby(claims, key=lambda claim: (claim["event_id"], claim["event"]))
    several = len({claim["event_id"] for claim in claims}) > 1
    for (_, title), found in events:
        if several:
            yield f'<h2 dir="auto">{markup(title)}</h2>\n'
        yield from _event(list(found), table.header)


def _event(claims: list[Claim], header: dict[str, str]) -> Iterator[str]:
    rows = [list(found) for _, found in groupby(claims, key=lambda claim: claim["row"])]
    if any(claim["kind"] == "paraphrase" for claim in claims):
        yield (
            "<p><strong>Texts marked “paraphrase” are not the outlet's own words</strong>; "
            "to quote an outlet, open its article.</p>\n"
        )
    for heading, labels in SECTIONS:
        shown = [row for row in rows if row[0]["relation"] in labels]
        if shown:
            yield f"<h2>{heading} ({len(shown)})</h2>\n"
        for row in shown:
            yield from _fact(row, header.get("outlets"))


def _fact(claims: list[Claim], outlets: str | None) -> Iterator[str]:
    first = claims[0]
    headline = next((claim for claim in claims if claim["headline"]), first)
    yield '<section class="fact">\n'
    if first["relation"] != "single":
        yield f'<h3 dir="auto">{markup(headline["claim"])}</h3>\n'
        yield f'<p class="quiet">{_standing(first)}'
        of = f" of {outlets}" if outlets else ""
        origins = first["independent_origins"]
        many = "s" if origins != 1 else ""
        yield (
            f" · told by {first['outlets']}{of} outlets, {origins} independent origin{many}"
            f" · weakest link {first['weakest_link']}</p>\n"
        )
    for claim in claims:
        yield _version(claim)
    yield "</section>\n"


def _standing(claim: Claim) -> str:
    label = claim["relation"]
    named = [SLOTS.get(slot, slot) for slot in (claim["slots"] or "").split(", ") if slot]
    slots = f": {', '.join(named)}" if named else ""
    later = " · revised later" if claim["updated"] else ""
    return f"{SIGNS.get(label, '')} {markup(LABELS.get(label, label))}{markup(slots)}{later}"


def _version(claim: Claim) -> str:
    """Write one outlet's words; only those that are its own stand as a quotation."""
    words = _marked(claim["claim"], claim["differing_spans"] or "")
    element = "blockquote" if claim["kind"] == "verbatim" else "p"
    where = [claim["country"], (claim["published"] or "").replace("T", " ") or "date unknown"]
    notes = [markup(part) for part in where if part] + [_link(claim["address"], claim["title"])]
    if claim["speaker"]:
        notes.append(f"according to {markup(claim['speaker'])}")
    if claim["stance"] in STANCES:
        notes.append(STANCES[claim["stance"]])
    if claim["kind"] != "verbatim":
        notes.append(PARAPHRASE)
    if claim["loose"]:
        notes.append(LOOSE)
    if claim["probability"] is not None:
        by = "" if claim["decided_by"] == "rule" else f" by {markup(claim['decided_by'])}"
        notes.append(f"match {claim['probability']:.2f}, {markup(claim['status'])}{by}")
    return (
        f'<div class="version">\n<p><span class="outlet">{markup(claim["outlet"])}</span></p>\n'
        f'<{element} class="words" dir="auto">{words}</{element}>\n'
        f'<p class="quiet">{" · ".join(notes)}</p>\n</div>\n'
    )


def _link(address: str | None, title: str) -> str:
    """Link to an article on the web; name it alone when its address is of another kind."""
    if not is_web(address):
        return markup(title)
    return f'<a href="{markup(address)}" rel="noopener noreferrer">{markup(title)}</a>'


def is_web(address: str | None) -> bool:
    """Say whether `address` is one of http or https, with a host."""
    try:
        parts = urlsplit((address or "").strip())
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _marked(text: str, spans: str) -> str:
    """Mark `spans` ("0-4 12-19") in `text`; such as don't fit it are left out."""
    parts, at = [], 0
    for span in spans.split():
        start, _, end = span.partition("-")
        first, last = int(start), int(end)
        if at <= first < last <= len(text):
            parts += [markup(text[at:first]), f"<mark>{markup(text[first:last])}</mark>"]
            at = last
    return "".join([*parts, markup(text[at:])])
