"""The command: what it prints, what it refuses and with which status it ends."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from compare.cli import main
from compare.plugins import discover

LINE = {
    "outlet": "Herald",
    "title": "Ferry hits pier",
    "text": "The ferry Aurelia hit a pier. Nine people were hurt.",
    "url": "https://herald.example/a",
    "published_at": "2021-05-04",
}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "articles.jsonl"
    rows = [LINE, LINE | {"outlet": "Courier", "url": "https://courier.example/a"}]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def astold(tmp_path, *words):
    return main([*map(str, words), "--store", str(tmp_path / "s.duckdb")])


def test_every_command_has_help_and_takes_a_store(capsys):
    for name, command in discover("compare.commands").items():
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        assert "--store" in capsys.readouterr().out
        assert command.help


def test_add_says_what_came_in_and_is_idempotent(tmp_path, file, capsys):
    assert astold(tmp_path, "add", file, "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["added"]) == 2
    assert astold(tmp_path, "add", file, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (len(told["added"]), len(told["known"])) == (0, 2)


def test_add_takes_folders_and_keeps_the_good_ones(tmp_path, file, capsys):
    (tmp_path / "empty.txt").write_bytes(b"")
    assert astold(tmp_path, "add", tmp_path, "--quiet") == 1
    told = capsys.readouterr()
    assert "2 added" in told.out
    assert "empty.txt" in told.err


def test_add_refuses_a_missing_path_and_a_file_over_the_limit(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("ASTOLD_MAX_FILE_MB", "1")
    big = tmp_path / "big.txt"
    big.write_bytes(b"word " * 300_000)
    assert astold(tmp_path, "add", tmp_path / "none.txt", big, "--quiet") == 1
    told = capsys.readouterr().err
    assert "no such file" in told
    assert "limit of 1 MB" in told
    assert "max_file_mb" in told


def test_an_unknown_setting_is_one_clear_line(tmp_path, capsys):
    config = tmp_path / "c.toml"
    config.write_text("colour = 'red'", "utf-8")
    assert main(["run", "--config", str(config)]) == 2
    told = capsys.readouterr().err
    assert "unknown setting colour" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("text", ["suggested = 0.9\nconfirmed = 0.5", "suggested = 'much'"])
def test_a_setting_out_of_range_is_refused(tmp_path, capsys, text):
    config = tmp_path / "c.toml"
    config.write_text(text, "utf-8")
    assert main(["run", "--config", str(config)]) == 2
    assert "suggested" in capsys.readouterr().err


@pytest.mark.model
def test_the_example_goes_through_the_line(tmp_path, capsys):
    assert astold(tmp_path, "demo", "--json") == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["articles"] == 25
    assert summary["matches"] > 30
    assert astold(tmp_path, "demo", "--if-empty") == 0
    assert astold(tmp_path, "show", "--json") == 0
    events = json.loads(capsys.readouterr().out)
    assert [event["articles"] for event in events] == [25]
    assert astold(tmp_path, "show", events[0]["id"]) == 0
    shown = capsys.readouterr().out
    assert "neither confirm nor deny" in shown
    assert "in our words" in shown
    out = tmp_path / "table.csv"
    assert astold(tmp_path, "export", "--event", events[0]["id"], "--out", out) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert astold(tmp_path, "doctor") == 0
    assert astold(tmp_path, "show", "no such event") == 2
    assert "astold show" in capsys.readouterr().err


def test_starting_is_cheap_and_imports_nothing_heavy():
    code = (
        "import sys, compare, compare.cli\n"
        "heavy = {'torch', 'spacy', 'duckdb', 'streamlit', 'pandas', 'altair', 'numpy'}\n"
        "heavy &= set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_backup_comes_back_and_what_was_there_is_kept(tmp_path, file, capsys):
    astold(tmp_path, "add", file, "--quiet")
    assert astold(tmp_path, "backup", tmp_path / "copy.duckdb") == 0
    extra = tmp_path / "more.jsonl"
    extra.write_text(json.dumps(LINE | {"url": "https://third.example/a"}), "utf-8")
    astold(tmp_path, "add", extra, "--quiet")
    assert astold(tmp_path, "restore", tmp_path / "copy.duckdb") == 0
    assert (tmp_path / "s.duckdb.before-restore").exists()
    capsys.readouterr()
    astold(tmp_path, "doctor", "--json")
    assert json.loads(capsys.readouterr().out)["holds"]["articles"] == 2
    assert astold(tmp_path, "restore", tmp_path / "copy.duckdb") == 2
    assert astold(tmp_path, "restore", tmp_path / "none.duckdb") == 2
    assert "no such file" in capsys.readouterr().err
