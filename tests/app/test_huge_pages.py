"""Pages on a large event: 30 outlets, hundreds of facts, still one page of them at a time."""

from __future__ import annotations

import pytest
from apphelp import html_of

from builders import START, make_article, make_claim, make_match, make_summary
from compare.records import ClaimGroup, Event, PairRelation, Relation, RunResult

OUTLETS, FACTS = 30, 60


@pytest.fixture
def huge(copied):
    return copied("huge", make_huge)


def make_huge(store) -> None:
    """One event: every outlet tells every second fact, some of them in conflict."""
    text = " ".join(f"Harbour {number} counted boats." for number in range(FACTS))
    articles = [make_article(number, text=text) for number in range(OUTLETS)]
    claims = {
        article.id: [
            make_claim(article, f"Harbour {line} counted boats.", line)
            for line in range(FACTS)
            if (line + number) % 2
        ]
        for number, article in enumerate(articles)
    }
    store.add(articles)
    store.save_claims(claims)
    rows: dict[int, list] = {}
    for found in claims.values():
        for claim in found:
            rows.setdefault(claim.position, []).append(claim)
    groups, matches, relations = [], [], []
    for line, row in rows.items():
        groups.append(ClaimGroup(row[0].id, "e", tuple(one.id for one in row), 0.7))
        matches.append(make_match(row[0], row[1], 0.6))
        label = "contradict" if line % 5 == 0 else "agree"
        relations.append(PairRelation(matches[-1].left, matches[-1].right, Relation(label, 0.8)))
    event = Event("e", "Boats", tuple(one.id for one in articles), START, START)
    store.save_run(
        RunResult((event,), ("e",), tuple(matches), (), tuple(groups), tuple(relations)),
        make_summary(),
    )


def test_a_huge_event_shows_a_page_of_facts_and_the_way_to_the_rest(huge, visit):
    app = visit("event", id="e")
    assert not app.exception
    page = html_of(app)
    assert page.count('<th class="fact" scope="row"') == 25
    assert "60 facts of 60" in app.caption[0].value
    second = visit("event", id="e", page="3")
    assert html_of(second).count('<th class="fact" scope="row"') == 10


def test_a_huge_event_fits_the_list_the_map_and_the_other_pages(huge, visit):
    for page, params in (
        ("event", {"layout": "list", "map": "true"}),
        ("outlets", {}),
        ("timeline", {}),
        ("review", {}),
    ):
        app = visit(page, id="e", **params)
        assert not app.exception, page
        assert not app.error, page


def test_outlets_are_ordered_pinned_and_hidden(huge, visit):
    app = visit("event", id="e", pin="Daily 7", hide=["Daily 0", "Daily 1"], order="name")
    assert not app.exception
    head = html_of(app).split("<thead>")[-1].split("</thead>")[0]
    names = [part.split("<")[0] for part in head.split('class="outlet">')[1:]]
    assert names[0] == "Daily 7"
    assert names[1:] == sorted(names[1:], key=str.casefold)
    assert not {"Daily 0", "Daily 1"} & set(names)


@pytest.mark.parametrize("order", ["coverage", "country", "likeness"])
def test_every_order_keeps_every_outlet(order: str, huge, visit):
    app = visit("event", id="e", order=order)
    head = html_of(app).split("<thead>")[-1].split("</thead>")[0]
    assert head.count('class="outlet"') == OUTLETS
