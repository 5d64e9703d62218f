"""The whole line on a small store, with the real linguistics and a small encoder."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from builders import FakeEncoder
from compare import pipeline
from compare.config import Settings
from compare.errors import Cancelled
from compare.records import Article

pytestmark = pytest.mark.model

DAY = datetime(2031, 5, 4, 12, tzinfo=UTC)
SETTINGS = Settings(processes=1)
FERRY = (
    "The ferry Aurelia hit a pier in Port Salmo on Sunday. "
    "{number} people were hurt when the ferry hit the pier, harbour master Ada Wren said. "
    "Minister Eva Lund {verb} that the captain had been drunk."
)


def report(outlet: str, number: str, verb: str, text: str = FERRY, **fields: object) -> Article:
    values = {
        "outlet": outlet,
        "title": f"Ferry Aurelia hits pier in Port Salmo, {number.lower()} hurt",
        "text": text.format(number=number, verb=verb),
        "url": f"https://{outlet.lower()}.example/aurelia",
        "published_at": DAY,
        "language": "en",
    }
    return Article(**(values | fields))


def three() -> list[Article]:
    vote = (
        "Parliament in Norsk Dal adopted the budget by 61 votes to 38 on Sunday. "
        "Finance minister Olaf Berg called it a budget for schools."
    )
    other = report(
        "Gazette", "", "", vote, title="Norsk Dal adopts budget", url="https://g.example/b"
    )
    return [report("Herald", "Nine", "denied"), report("Courier", "Seven", "confirmed"), other]


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Replace the model; counts the texts that were embedded."""
    counted: list[int] = []

    class Counting(FakeEncoder):
        def encode(self, texts):
            counted.append(len(texts))
            return super().encode(texts)

    monkeypatch.setattr("compare.embed.registry.model_id", lambda model: "fake")
    monkeypatch.setattr("compare.embed.registry.load", lambda model: Counting())
    return counted


def state(store):
    """All that a run decides, save the ids of events: those depend on who came first."""
    events = sorted(store.events(), key=lambda event: sorted(event.article_ids))
    groups = [group for event in events for group in store.groups(event.id)]
    return (
        [(sorted(event.article_ids), event.title, event.fingerprint) for event in events],
        sorted(store.matches(), key=lambda item: (item.left, item.right)),
        sorted((replace(group, event_id="") for group in groups), key=lambda group: group.id),
        [sorted(map(repr, store.relations(event.id))) for event in events],
    )


def test_a_run_fills_every_table(store):
    store.add(three())
    summary = pipeline.run(store, SETTINGS)
    assert summary.articles == 3
    assert summary.claims == len(store.claims()) == 8
    assert summary.peak_memory_mb > 0
    assert {"claims", "vectors", "events", "matching", "groups", "relations"} <= set(summary.stages)
    assert store.runs()[0].id == summary.id
    assert all(store.scores(match.left, match.right) for match in store.matches())


def test_the_unrelated_report_stays_out_of_the_event(store):
    articles = three()
    store.add(articles)
    pipeline.run(store, SETTINGS)
    herald, courier, gazette = (store.event_of(article.id) for article in articles)
    assert herald == courier
    assert gazette not in {None, herald}


def test_a_second_run_embeds_nothing_and_changes_nothing(store, encoder):
    store.add(three())
    pipeline.run(store, SETTINGS)
    before, calls = state(store), len(encoder)
    summary = pipeline.run(store, SETTINGS)
    assert len(encoder) == calls
    assert summary.pairs == 0
    assert state(store) == before


def test_an_article_that_comes_later_gives_what_matching_afresh_gives(store):
    from compare.store.db import Store

    later = report("Tribune", "Nine", "admitted", published_at=DAY + timedelta(hours=5))
    articles = [*three(), later]
    store.add(articles[:3])
    pipeline.run(store, SETTINGS)
    ids = {event.id for event in store.events()}
    store.add(articles[3:])
    pipeline.run(store, SETTINGS)
    afresh = Store(":memory:")
    afresh.add(articles)
    pipeline.run(afresh, SETTINGS)
    assert {event.id for event in store.events()} == ids
    assert state(store) == state(afresh)


def test_only_the_changed_event_is_matched_again(store):
    store.add(three())
    pipeline.run(store, SETTINGS)
    seen: list[tuple[str, int, int]] = []
    store.add([report("Tribune", "Nine", "admitted")])
    pipeline.run(store, SETTINGS, progress=lambda *step: seen.append(step))
    assert ("matching", 1, 1) in seen


@pytest.mark.parametrize("stage", ["claims", "vectors", "events", "matching", "saving"])
def test_stopping_in_any_stage_leaves_a_store_that_a_later_run_completes(store, stage):
    from compare.store.db import Store

    def stop(at: str, done: int, total: int) -> None:
        if at == stage:
            raise Cancelled("stopped")

    store.add(three())
    with pytest.raises(Cancelled):
        pipeline.run(store, SETTINGS, progress=stop)
    assert store.runs() == []
    assert store.matches() == []
    pipeline.run(store, SETTINGS)
    afresh = Store(":memory:")
    afresh.add(three())
    pipeline.run(afresh, SETTINGS)
    assert state(store) == state(afresh)


def test_a_rejected_pair_stays_apart_in_later_runs(store):
    store.add(three())
    pipeline.run(store, SETTINGS)
    match = next(item for item in store.matches() if item.state in {"suggested", "confirmed"})
    store.decide(match.left, match.right, "reject", "Ada")
    store.add([report("Tribune", "Nine", "admitted")])
    pipeline.run(store, SETTINGS)
    kept = {(item.left, item.right): item for item in store.matches()}[match.left, match.right]
    assert (kept.state, kept.decided_by) == ("rejected", "Ada")
    for event in store.events():
        for group in store.groups(event.id):
            assert not {match.left, match.right} <= set(group.claim_ids)


def test_an_empty_store_gives_an_empty_run(store, encoder):
    summary = pipeline.run(store, SETTINGS)
    assert (summary.articles, summary.claims, summary.events) == (0, 0, 0)
    assert encoder == []


def test_other_thresholds_match_afresh(store):
    store.add(three())
    assert pipeline.run(store, SETTINGS).pairs > 0
    assert pipeline.run(store, replace(SETTINGS, suggested=0.4)).pairs > 0


@pytest.mark.parametrize("change", [{"published_precision": "day"}, {"carries": "Agency One"}])
def test_a_corrected_article_is_matched_afresh(store, change):
    store.add(three())
    pipeline.run(store, SETTINGS)
    store.edit_article(store.article_ids()[0], "Ada", **change)
    seen: list[tuple[str, int, int]] = []
    pipeline.run(store, SETTINGS, progress=lambda *step: seen.append(step))
    assert ("matching", 1, 1) in seen
