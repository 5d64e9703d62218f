"""Parquet between machines: what is written comes back the same, and damage is named."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import numpy as np
import pytest

from builders import START, FakeEncoder, make_article, make_claim, make_full_claim, make_run
from compare import cli, exchange, manifest
from compare.errors import Cancelled, StoreError
from compare.events import article_text_for_vector
from compare.store.db import Store

DAYS = (START, START + timedelta(days=1), None)


def filled(store: Store) -> Store:
    """Three reports (one of the next day, one without a date) in an event, another alone."""
    told = [make_article(n, published_at=at) for n, at in enumerate(DAYS)]
    alone = make_article(7, title="Another matter", text="Olaf Berg resigned. It rained.")
    store.add([*told, alone])
    claims = {one.id: [make_claim(one, None, place) for place in range(2)] for one in told[1:]}
    claims[told[0].id] = [make_full_claim(told[0])]
    claims[alone.id] = []
    store.save_claims(claims)
    flat = [claim for one in told for claim in claims[one.id]]
    texts = [*(one.text for one in flat), *map(article_text_for_vector, [*told, alone])]
    store.save_vectors("fake", dict(zip(texts, FakeEncoder().encode(texts), strict=True)))
    store.save_run(*make_run(told, flat))
    left, right = store.matches()[0].left, store.matches()[0].right
    store.decide(left, right, "reject", "Ida")
    return store


def content(store: Store):
    """All that an exchange carries."""
    articles = store.articles()
    claims = store.claims()
    events = store.events()
    texts = [*(one.text for one in claims), *map(article_text_for_vector, articles)]
    pairs = [(one.left, one.right) for one in store.matches()]
    return {
        "articles": articles,
        "extracted": [one.id for one in store.unextracted()],
        "claims": claims,
        "vectors": {text: row.tolist() for text, row in store.vectors("fake", texts).items()},
        "events": events,
        "matches": store.matches(),
        "groups": [store.groups(event.id) for event in events],
        "relations": [store.relations(event.id) for event in events],
        "scores": [repr(store.scores(*pair)) for pair in pairs],
        "decisions": store.decisions(include_undone=True),
        "counts": store.event_rows(),
    }


@pytest.fixture
def folder(store, tmp_path):
    filled(store).write_parquet(tmp_path / "out")
    return tmp_path / "out"


def test_an_empty_store_takes_all_in_as_it_was(store, folder):
    other = Store(":memory:")
    taken = exchange.take_in(other, folder)
    assert content(other) == content(store)
    assert other.check() == []
    assert taken == exchange.Taken(4, 0, 5, len(content(store)["vectors"]), 1, 1)
    assert other.unextracted() == []
    assert other.texts_without_vector("fake") == []


def test_taking_in_twice_changes_nothing(folder):
    other = Store(":memory:")
    exchange.take_in(other, folder)
    before = content(other), other.runs()
    assert exchange.take_in(other, folder) == exchange.Taken(0, 4, 0, 0, 0, 0)
    assert (content(other), other.runs()) == before


def test_files_lie_by_day_and_other_programs_read_them(store, folder):
    days = {path.parent.name for path in folder.glob("claims/*/*.parquet")}
    assert days == {"day=2031-05-04", "day=2031-05-05", f"day={manifest.UNDATED}"}
    assert {path.parent.parent.name for path in folder.glob("vectors/*/*/*")} == {"model=fake"}
    found = duckdb.execute(
        "SELECT day, count(*) FROM read_parquet($files, hive_partitioning = true) "
        "GROUP BY day ORDER BY day NULLS LAST",
        {"files": str(folder / "claims/*/*.parquet")},
    ).fetchall()
    assert found == [(date(2031, 5, 4), 1), (date(2031, 5, 5), 2), (None, 2)]


def test_only_some_days_can_be_written(store, tmp_path):
    day = START.date()
    rows = filled(store).write_parquet(tmp_path / "day", first=day, last=day)
    assert (rows["articles"], rows["claims"], rows["events"]) == (2, 1, 1)
    other = Store(":memory:")
    taken = exchange.take_in(other, tmp_path / "day")
    # the event has an article of the next day, so that the next run has to find it
    assert (taken.articles, taken.claims, taken.events) == (2, 1, 0)
    assert other.check() == []


def test_what_is_there_already_stays_as_it_is(store, folder):
    other = Store(":memory:")
    mine = replace(store.articles()[0])
    other.add([mine])
    other.edit_article(mine.id, "Ida", title="A corrected title")
    result, run = make_run([mine], [], event_id="mine")
    other.save_run(result, run)
    taken = exchange.take_in(other, folder)
    assert (taken.articles, taken.known, taken.events) == (3, 1, 0)
    assert other.article(mine.id).title == "A corrected title"
    assert [event.id for event in other.events()] == ["mine"]
    assert other.unextracted() == []
    assert other.check() == []


def test_claims_of_articles_that_were_never_extracted_are_left_to_the_run(store, tmp_path):
    store.add([make_article()])
    store.write_parquet(tmp_path / "out")
    other = Store(":memory:")
    exchange.take_in(other, tmp_path / "out")
    assert len(other.unextracted()) == 1


@pytest.mark.parametrize("harm", ["flip", "cut", "remove"])
@pytest.mark.parametrize("table", ["articles", "claims", "vectors", "matches"])
def test_a_damaged_file_is_named_and_nothing_is_taken_in(folder, table, harm):
    path = sorted(folder.glob(f"{table}/**/*.parquet"))[-1]
    data = bytearray(path.read_bytes())
    if harm == "flip":
        data[len(data) // 3] ^= 1
        path.write_bytes(data)
    elif harm == "cut":
        path.write_bytes(data[:-9])
    else:
        path.unlink()
    other = Store(":memory:")
    with pytest.raises(StoreError) as caught:
        exchange.take_in(other, folder)
    assert caught.value.where == str(path)
    assert other.stats()["articles"] == 0


def test_a_claim_that_is_not_in_its_article_is_refused_with_its_file(folder):
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / "claims" / "day=2031-05-05" / "data_0.parquet"
    table = pq.read_table(path, partitioning=None)
    at = table.column_names.index("text")
    words = pa.array(["Nobody ever said this."] * len(table))
    pq.write_table(table.set_column(at, "text", words), path)
    manifest.write(folder, {}, {})
    with pytest.raises(StoreError, match=r"doesn't stand in its article") as caught:
        exchange.take_in(Store(":memory:"), folder)
    assert str(path) in str(caught.value)


def test_a_folder_that_is_none_or_of_a_newer_version_says_so(folder, tmp_path):
    store = Store(":memory:")
    with pytest.raises(StoreError, match="is no exchange folder"):
        exchange.take_in(store, tmp_path / "nowhere")
    (folder / manifest.NAME).write_text("{", "utf-8")
    with pytest.raises(StoreError, match="can't be read"):
        exchange.take_in(store, folder)
    known = {"format": manifest.FORMAT + 1, "rows": {}, "files": {}, "run": {}}
    (folder / manifest.NAME).write_text(json.dumps(known), "utf-8")
    with pytest.raises(StoreError, match="newer version"):
        exchange.take_in(store, folder)


def test_a_list_can_not_name_files_outside_its_folder(folder, tmp_path):
    (tmp_path / "secret.parquet").write_bytes(b"PAR1")
    known = json.loads((folder / manifest.NAME).read_text("utf-8"))
    known["files"]["articles/../../secret.parquet"] = "0"
    (folder / manifest.NAME).write_text(json.dumps(known), "utf-8")
    with pytest.raises(StoreError, match="outside the folder"):
        exchange.take_in(Store(":memory:"), folder)


def test_writing_replaces_its_own_folder_and_no_other(store, folder, tmp_path):
    store.delete_article(store.articles()[0].id, "Ida")
    rows = store.write_parquet(folder)
    assert manifest.read(folder).rows == rows
    assert rows["articles"] == 3
    other = tmp_path / "photos"
    other.mkdir()
    (other / "one.jpg").write_bytes(b"")
    with pytest.raises(StoreError, match="is no exchange folder"):
        store.write_parquet(other)
    assert [one.name for one in other.iterdir()] == ["one.jpg"]
    assert not list(tmp_path.glob("*.new"))


def test_a_stopped_intake_is_completed_by_the_next(store, folder):
    other = Store(":memory:")

    def stop(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("articles", 2):
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        exchange.take_in(other, folder, progress=stop)
    exchange.take_in(other, folder)
    assert content(other) == content(store)


def test_vectors_of_another_length_in_a_file_are_refused(folder):
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = sorted(folder.glob("vectors/**/*.parquet"))[0]
    table = pq.read_table(path, partitioning=None)
    rows = [np.ones(3 + n % 2).tolist() for n in range(len(table))]
    at = table.column_names.index("vector")
    pq.write_table(table.set_column(at, "vector", pa.array(rows, pa.list_(pa.float32()))), path)
    manifest.write(folder, {}, {})
    with pytest.raises(StoreError, match="of several lengths"):
        exchange.take_in(Store(":memory:"), folder)


def test_the_command_writes_and_takes_in(tmp_path, capsys):
    filled(Store(tmp_path / "one.duckdb"))
    out, one, two = (str(tmp_path / name) for name in ("out", "one.duckdb", "two.duckdb"))
    assert cli.main(["exchange", "out", out, "--store", one]) == 0
    assert "4 articles, 5 claims" in capsys.readouterr().out
    assert cli.main(["exchange", "in", out, "--store", two, "--quiet", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["events"] == 1
    assert content(Store(two)) == content(Store(one))
    assert cli.main(["exchange", "out", out, "--store", one, "--first", "May"]) == 2
    assert "--first: 'May' is no day" in capsys.readouterr().err


@pytest.mark.model
def test_the_next_run_elsewhere_neither_extracts_nor_embeds_nor_matches_again(
    store, tmp_path, monkeypatch
):
    from test_pipeline import SETTINGS, three

    from compare import pipeline

    monkeypatch.setattr("compare.embed.registry.model_id", lambda model: "fake")
    monkeypatch.setattr("compare.embed.registry.load", lambda model: FakeEncoder())
    store.add(three())
    pipeline.run(store, SETTINGS)
    store.write_parquet(tmp_path / "out")
    other = Store(":memory:")
    exchange.take_in(other, tmp_path / "out")
    monkeypatch.setattr("compare.embed.registry.load", lambda model: pytest.fail("embeds again"))
    monkeypatch.setattr("compare.claims.extract._extract", lambda one: pytest.fail("extracts"))
    summary = pipeline.run(other, SETTINGS)
    assert (summary.articles, summary.pairs) == (3, 0)
    assert content(other) == content(store)


@pytest.mark.model
def test_two_machines_give_what_one_would(tmp_path, monkeypatch):
    from test_pipeline import SETTINGS, state, three

    from compare import pipeline

    monkeypatch.setattr("compare.embed.registry.model_id", lambda model: "fake")
    monkeypatch.setattr("compare.embed.registry.load", lambda model: FakeEncoder())
    alone, together = Store(":memory:"), Store(":memory:")
    alone.add(three())
    pipeline.run(alone, SETTINGS)
    for number, part in enumerate((three()[:1], three()[1:])):
        machine = Store(":memory:")
        machine.add(part)
        pipeline.run(machine, SETTINGS)
        machine.write_parquet(tmp_path / str(number))
        exchange.take_in(together, tmp_path / str(number))
    monkeypatch.setattr("compare.claims.extract._extract", lambda one: pytest.fail("extracts"))
    pipeline.run(together, SETTINGS)
    assert state(together) == state(alone)
    assert together.matches()
    assert together.check() == []
