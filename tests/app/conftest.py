"""A store on the disk with an invented event in it, and the dashboard run over a store."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import START, make_article, make_claim, make_match, make_summary
from compare.records import (
    ClaimGroup,
    Difference,
    Event,
    PairRelation,
    Relation,
    RunResult,
    SignalScore,
)

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from compare.records import Article, Claim
    from compare.store.db import Store

ROOT = Path(__file__).parents[2]
VIEWS = "src/compare/ui/views"
HOSTILE = '<script>alert("x")</script> costs $5 to $6 [link](http://bad.example) :red[no] *b*'
TEXTS = [
    "Nine people were hurt in Port Salmo, minister Eva Lund said. The ferry left late.",
    "Seven people were hurt in Port Salmo, minister Eva Lund said. Nobody knows why.",
    f"Nine people were injured in Port Salmo. {HOSTILE}.",
]


@pytest.fixture
def store_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "news.duckdb"
    monkeypatch.setenv("ASTOLD_STORE", str(path))
    monkeypatch.setenv("ASTOLD_LOCK_SECONDS", "0.5")
    return path


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make each kind of store once; tests work on copies, which takes a hundredth of the time."""
    made: dict[str, Path] = {}

    def template(name: str, make: Callable[[Store], object]) -> Path:
        from compare.store.db import Store

        if name not in made:
            path = tmp_path_factory.mktemp(name) / "news.duckdb"
            make(Store(path))
            made[name] = path
        return made[name]

    return template


@pytest.fixture
def copied(store_path: Path, templates: Callable[..., Path]) -> Callable[..., Store]:
    """Give a store that `make` has filled, where the dashboard looks for it."""
    from compare.store.db import Store

    def copy(name: str, make: Callable[[Store], object]) -> Store:
        shutil.copy(templates(name, make), store_path)
        return Store(store_path)

    return copy


@pytest.fixture
def empty(copied: Callable[..., Store]) -> Store:
    return copied("empty", lambda store: store.stats())


@pytest.fixture
def filled(copied: Callable[..., Store]) -> Store:
    """Three outlets on one event: two contradict each other, one has hostile words."""

    def make(store: Store) -> None:
        articles = [
            make_article(
                number, text=text, title=f"Ferry report {number} {HOSTILE if number == 2 else ''}"
            )
            for number, text in enumerate(TEXTS)
        ]
        fill(store, articles, "ferry")

    return copied("filled", make)


def fill(store: Store, articles: list[Article], event_id: str) -> list[Claim]:
    """Save articles with claims; the first claims of all form one fact that they dispute."""
    store.add(articles)
    claims = {
        article.id: [make_claim(article, position=number) for number in (0, 1)]
        for article in articles
    }
    store.save_claims(claims)
    firsts = [found[0] for found in claims.values()]
    pairs = [(firsts[0], other) for other in firsts[1:]]
    matches = tuple(
        make_match(left, right, 0.9 - 0.3 * number)
        for number, (left, right) in enumerate(pairs[:2])
    )
    relations = []
    for number, (left, right) in enumerate(pairs):
        one, two = sorted((left, right), key=lambda claim: claim.id)
        found = Difference("number", one.text.split()[0], two.text.split()[0], ((0, 5),), ((0, 5),))
        relation = (
            Relation("contradict", 0.9, (found,), True) if number == 0 else Relation("agree", 0.8)
        )
        relations.append(PairRelation(one.id, two.id, relation))
    result = RunResult(
        events=(
            Event(
                event_id, articles[0].title, tuple(article.id for article in articles), START, START
            ),
        ),
        event_ids=(event_id,),
        matches=matches,
        scores=tuple(
            SignalScore(match.left, match.right, name, value, weight, "people")
            for match in matches
            for name, value, weight in (
                ("embedding", 0.8, 2.0),
                ("numbers", float("nan"), 0.0),
                ("words", 0.2, -0.5),
            )
        ),
        groups=(
            ClaimGroup(
                firsts[0].id,
                event_id,
                tuple(one.id for one in firsts),
                0.6,
                tuple(range(len(firsts))),
            ),
        ),
        relations=tuple(relations),
    )
    store.save_run(result, make_summary())
    return [claim for found in claims.values() for claim in found]


@pytest.fixture(autouse=True)
def no_component_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare each AppTest the half second in which it looks for components in all packages."""
    from streamlit.components.v2.component_manager import BidiComponentManager

    monkeypatch.setattr(
        BidiComponentManager, "discover_and_register_components", lambda self, **_: None
    )


@pytest.fixture
def visit(store_path: Path) -> Callable[..., AppTest]:
    """Open a page of the dashboard as its address would: `visit("event", id="ferry")`."""
    from streamlit.testing.v1 import AppTest

    def open_page(page: str = "events", /, **params: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        if page != "events":
            app.switch_page(f"{VIEWS}/{page}.py")
        app.query_params.update(params)
        return app.run()

    return open_page
