"""A newer version through the whole line: it takes the old one's place, in the same event."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from test_pipeline import FERRY, SETTINGS, encoder, report

from compare import pipeline

pytestmark = [pytest.mark.model, pytest.mark.usefixtures("encoder")]
__all__ = ["encoder"]  # the fixture

MORE = " The harbour was closed until Monday, and two ferries were sent to other ports."


def test_the_newest_version_alone_is_matched(store):
    old = report("Herald", "Nine", "denied", FERRY + MORE)
    other = report("Courier", "Seven", "confirmed", FERRY + MORE)
    alone = report(
        "Gazette",
        "",
        "",
        "Parliament in Norsk Dal adopted the budget by 61 votes to 38. " * 4,
        title="Norsk Dal adopts budget",
        url="https://gazette.example/budget",
    )
    store.add([old, other, alone])
    pipeline.run(store, SETTINGS)
    events = {store.event_of(one.id) for one in (old, other, alone)}
    newer = replace(
        old, text=old.text.replace("Nine", "Eleven"), published_at=old.published_at + timedelta(1)
    )
    lone = replace(alone, text=alone.text + MORE)
    store.add([newer, lone])
    pipeline.run(store, SETTINGS)
    assert {store.event_of(one.id) for one in (newer, other, lone)} == events
    assert store.event_of(old.id) is None
    assert store.claims(article_ids=[old.id, alone.id]) == []
    said = {claim.text for claim in store.claims()}
    assert not any(text.startswith("Nine") for text in said)
    assert any(text.startswith("Eleven") for text in said)
    assert store.check() == []
    store.delete_article(newer.id, "Ann")
    pipeline.run(store, SETTINGS)
    assert any(claim.text.startswith("Nine") for claim in store.claims(article_ids=[old.id]))
    assert store.check() == []
