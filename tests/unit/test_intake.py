"""What comes in by the command: a file that breaks its reader costs one line, not the rest."""

from __future__ import annotations

import json
import time

import pytest

import planted
from compare.cli import main
from compare.readers import worker as worker_module
from compare.records import Page
from compare.store.db import Store

GOOD = (
    "Ferry hits the pier\n\nBy Jon Vale\n4 May 2021\n\n"
    "Minister Eva Lund said nine people were hurt in Port Salmo on Tuesday. "
    "The ferry Aurelia had left the harbour an hour late, the operator number {0} said.\n"
)


@pytest.fixture
def planted_worker(monkeypatch):
    monkeypatch.setattr(worker_module, "command", planted.command)
    monkeypatch.setattr(worker_module, "MAX_SECONDS", 6.0)


def astold(tmp_path, *words):
    return main([*map(str, words), "--store", str(tmp_path / "s.duckdb")])


@pytest.mark.parametrize(
    ("word", "says"),
    [("DIE", "breaks the reader"), ("HANG", "longer than 6 seconds"), ("FILL", "memory")],
)
def test_a_file_that_breaks_its_reader_is_named_and_the_rest_goes_in(
    tmp_path, planted_worker, capsys, word, says
):
    files = []
    for number in range(3):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(word if number == 1 else GOOD.format(number), "utf-8")
    assert astold(tmp_path, "add", *files, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert len(told["added"]) == 2
    (reject,) = told["rejects"]
    assert reject["source"].endswith("1.txt")
    assert says in reject["reason"] or "too large" in reject["reason"]
    assert len(Store(tmp_path / "s.duckdb").rejects()) == 1


def test_the_other_files_of_an_archive_go_in_too(tmp_path, planted_worker, capsys):
    import zipfile

    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", "DIE" if number == 1 else GOOD.format(number))
    assert astold(tmp_path, "add", path, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert len(told["added"]) == 2
    assert [reject["source"].endswith("all.zip/1.txt") for reject in told["rejects"]] == [True]


def test_one_process_reads_all_files(tmp_path, monkeypatch):
    started = []
    real = worker_module.subprocess.Popen
    monkeypatch.setattr(
        worker_module.subprocess, "Popen", lambda *a, **k: started.append(a) or real(*a, **k)
    )
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(GOOD.format(number), "utf-8")
    assert astold(tmp_path, "add", tmp_path, "--quiet") == 0
    assert len(started) == 1


def test_columns_are_corrected_and_the_rest_is_guessed(tmp_path, capsys):
    table = tmp_path / "list.csv"
    table.write_text(
        "Headline,Teaser,Body,Paper\n"
        "Ferry hits pier,Nine hurt,The ferry Aurelia hit a pier on Tuesday.,Herald\n",
        "utf-8",
    )
    assert astold(tmp_path, "add", table, "--map", "title=Teaser", "--map", "outlet=Paper") == 0
    (article,) = Store(tmp_path / "s.duckdb").articles()
    assert (article.title, article.outlet) == ("Nine hurt", "Herald")
    assert article.text.startswith("The ferry")
    assert astold(tmp_path, "add", table, "--map", "text=Nothing") == 1
    assert "no such column" in capsys.readouterr().err
    assert astold(tmp_path, "add", table, "--map", "colour=Body") == 2
    assert "the fields are text, title" in capsys.readouterr().err


def test_a_newer_version_is_named(tmp_path, capsys):
    rows = [
        {
            "outlet": "Herald",
            "title": "Ferry",
            "text": " ".join(GOOD.format(n) for n in range(9)) + more,
            "url": f"https://herald.example/ferry{more}",
            "published_at": f"2021-05-0{4 + bool(more)}",
        }
        for more in ("", "2")
    ]
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert astold(tmp_path, "add", file) == 0
    assert "Herald: Ferry: there is a newer version" in capsys.readouterr().out


def test_addresses_are_fetched_and_kept_as_they_came(tmp_path, monkeypatch, capsys):
    from datetime import UTC, datetime

    address = "https://herald.example/ferry"
    body = b"<html><body><h1>Ferry hits pier</h1><p>" + GOOD.encode() * 5 + b"</p></body></html>"
    page = Page(body, address, address, "text/html", datetime(2031, 5, 4, tzinfo=UTC))
    monkeypatch.setattr("compare.intake.fetch", lambda url, visits: page)
    assert astold(tmp_path, "add", address, "--quiet") == 0
    store = Store(tmp_path / "s.duckdb")
    (article,) = store.articles()
    assert article.url == address
    assert store.page(article.id) == page
    monkeypatch.setenv("ASTOLD_FETCH", "false")
    assert astold(tmp_path, "add", address, "--quiet") == 1
    assert "switched off in the settings" in capsys.readouterr().err


def test_a_dead_address_is_a_line(tmp_path, capsys):
    start = time.monotonic()
    assert astold(tmp_path, "add", "http://127.0.0.1:9/x", "--quiet") == 1
    assert "private network" in capsys.readouterr().err
    assert time.monotonic() - start < 30
