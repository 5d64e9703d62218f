"""What every engine promises; one dropped into the folder is tested without a change here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from builders import START
from compare.config import Settings
from compare.engines import engine, work
from compare.errors import ConfigError
from compare.event_match import EventTask
from compare.plugins import discover
from compare.records import Article, Event

SETTINGS = Settings(processes=1)
NAMES = sorted(discover("compare.engines"))
needs = {"ray": "ray"}  # engine → package that it can't work without


@pytest.fixture(params=NAMES)
def named(request):
    if request.param in needs:
        pytest.importorskip(needs[request.param])
    return engine(request.param)


def report(number: int, hurt: str) -> Article:
    return Article(
        outlet=f"Outlet {number}",
        title=f"Ferry hits pier, {hurt} hurt",
        text=f"The ferry Aurelia hit a pier in Port Salmo. {hurt.capitalize()} people were hurt, "
        "minister Eva Lund said.",
        published_at=START,
        language="en",
    )


def outcome(found):
    """All of an outcome but the seconds; probabilities as they are to be trusted."""
    matches = [replace(one, probability=round(one.probability, 6)) for one in found.matches]
    return found.event_id, matches, found.groups, found.relations, found.pairs


def test_an_unknown_engine_is_named_with_those_there_are():
    with pytest.raises(ConfigError, match=r"no engine 'abacus'.*local"):
        engine("abacus")


def test_no_work_gives_no_answer_and_starts_nothing(named):
    assert list(named.extract([], SETTINGS)) == []
    assert list(named.encode([], SETTINGS)) == []
    assert list(named.match(iter(()), 0, SETTINGS)) == []


@pytest.mark.model
def test_all_stages_give_what_the_functions_give_in_one_process(named):
    articles = [report(number, hurt) for number, hurt in enumerate(("nine", "seven", "nine"))]
    claims = dict(work.extract(articles))
    batches = [["Nine were hurt.", "The pier was hit."], [one.title for one in articles]]
    texts = list(dict.fromkeys(one.text for found in claims.values() for one in found))
    vectors = dict(zip(texts, work.encode((SETTINGS.model, texts)), strict=True))
    tasks = [
        EventTask(
            Event(f"event{number}", part[0].title, tuple(one.id for one in part)),
            tuple(claim for one in part for claim in claims[one.id]),
            vectors,
            {one.id: one for one in part},
            {},
            (),
        )
        for number, part in enumerate((articles, articles[:2]))
    ]
    with named.session(SETTINGS):
        assert dict(named.extract(articles, SETTINGS)) == claims
        answers = {tuple(batch): found for batch, found in named.encode(batches, SETTINGS)}
        assert set(answers) == set(map(tuple, batches))
        for batch in batches:
            here = work.encode((SETTINGS.model, batch))
            np.testing.assert_allclose(answers[tuple(batch)], here, atol=1e-5)
        next(iter(named.extract(articles, SETTINGS)))  # whoever stops early stops no other work
        found = {one.event_id: one for one in named.match(iter(tasks), 6, SETTINGS)}
    for task in tasks:
        expected = outcome(work.match((task, SETTINGS)))
        assert expected[1]
        assert outcome(found[task.event.id]) == expected
