"""The source itself: SQL is bound, foreign text is escaped, nothing is written but where it says.

These walk the code, so that what a newcomer adds is looked at too.
"""

from __future__ import annotations

import ast
import io
import os
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "compare"
FILES = sorted(SOURCE.rglob("*.py"))
TREES = {str(path.relative_to(SOURCE)): ast.parse(path.read_text("utf-8")) for path in FILES}

RUNS_SQL = {"execute", "executemany", "sql", "query", "from_query", "begin_query"}
# Names from our own code, or quoted as DuckDB wants it, which no bound value can stand for.
INTERPOLATED = {
    "store/access.py": {"quoted", "own"},
    "store/condition.py": {"quoted"},
    "store/maintenance.py": {"table"},
    "store/sql.py": {"table"},
}
MARKDOWN = {
    *("markdown", "write", "caption", "header", "subheader", "title", "info", "warning", "error"),
    *("success", "toast", "progress", "button", "expander", "popover", "metric", "badge", "radio"),
    *("checkbox", "toggle", "tabs", "pills", "segmented_control", "download_button"),
    *("form_submit_button", "link_button", "page_link", "spinner", "status", "dialog"),
}
# Give words or numbers of ours, or escape what they are given.
SAFE_CALLS = {"md", "count", "len", "clock", "by", "coverage"}
WRITES = {"write_bytes", "write_text", "mkdir", "makedirs", "rename", "replace", "unlink", "rmtree"}
WRITERS = {
    *("commands/export.py", "commands/restore.py", "store/maintenance.py"),
    *("store/file_access.py", "store/exchange.py", "manifest.py"),
    "relations/shelf.py",  # in a temporary folder of its own, while a run lasts
}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a method or function, by its bare name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def names_in(node: ast.JoinedStr) -> set[str]:
    return {ast.unparse(part.value) for part in node.values if isinstance(part, ast.FormattedValue)}


def test_only_the_store_talks_to_the_database() -> None:
    for where, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                names = [alias.name for alias in node.names] + [getattr(node, "module", "") or ""]
                if any(name.split(".")[0] == "duckdb" for name in names):
                    assert where.startswith("store/"), where


def test_sql_is_never_put_together_of_values() -> None:
    looked_at = 0
    for where, tree in TREES.items():
        if not where.startswith("store/"):
            continue
        for name, call in calls(tree):
            if name not in RUNS_SQL or not isinstance(call.func, ast.Attribute) or not call.args:
                continue
            looked_at += 1
            sql, line = call.args[0], f"{where}:{call.lineno}"
            if isinstance(sql, ast.JoinedStr):
                assert names_in(sql) <= INTERPOLATED.get(where, set()), line
            else:
                whole = isinstance(sql, ast.Constant) or (
                    isinstance(sql, ast.Call) and ast.unparse(sql.func) == "query"
                )
                assert whole or isinstance(sql, ast.Name), line
    assert looked_at > 5


def is_written(node: ast.expr) -> bool:
    """Whether the code itself holds the text, or a choice of texts."""
    if isinstance(node, ast.IfExp):
        return is_written(node.body) and is_written(node.orelse)
    return isinstance(node, ast.Constant)


def test_tables_and_columns_are_named_by_the_code() -> None:
    named = 0
    for where, tree in TREES.items():
        for name, call in calls(tree):
            if name not in {"insert", "insert_rows", "fetch"} or len(call.args) < 2:
                continue
            if ast.unparse(call.args[0]) not in {"con", "self._con"}:
                continue
            named += 1
            value = call.args[1]
            inside = isinstance(value, ast.Name) and where in {"store/sql.py", "store/people.py"}
            of_ours = isinstance(value, ast.JoinedStr) and where == "store/maintenance.py"
            assert is_written(value) or inside or of_ours, f"{where}:{call.lineno}"
    assert named > 20


def test_a_table_of_the_page_offers_no_download_of_its_own() -> None:
    """One setting holds for every table, so that a newcomer's table is safe too."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["client"]["disableDataExport"] is True
    assert 'st.set_option("client.disableDataExport", True)' in (
        SOURCE / "ui" / "page.py"
    ).read_text("utf-8")


def test_no_page_takes_html_or_scripts_as_they_are() -> None:
    for where, tree in TREES.items():
        for name, call in calls(tree):
            given = {word.arg for word in call.keywords}
            assert not given & {"unsafe_allow_html", "unsafe_allow_javascript"}, where
            if where.startswith("ui/"):
                assert name not in {"iframe", "eval", "exec"}, f"{where}:{call.lineno}"
            icon = next((word.value for word in call.keywords if word.arg == "page_icon"), None)
            if isinstance(icon, ast.Constant):  # an emoji or a Material icon: fetched from outside
                assert not str(icon.value).startswith(":"), where


def test_words_in_markdown_are_ours_or_escaped() -> None:
    looked_at = 0
    for where, tree in TREES.items():
        if not where.startswith("ui/"):
            continue
        for scope in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for name, call in calls(scope):
                if name not in MARKDOWN or not isinstance(call.func, ast.Attribute):
                    continue
                for text in (node for node in call.args if isinstance(node, ast.JoinedStr)):
                    looked_at += 1
                    assert is_safe(text, scope), f"{where}:{call.lineno}: {ast.unparse(text)}"
    assert looked_at > 10


def is_safe(node: ast.expr, scope: ast.FunctionDef) -> bool:
    """Whether a part of Markdown is a text of ours, a number, or foreign text that is escaped."""
    inner: list[ast.expr] = []
    safe = True
    match node:
        case ast.Constant():
            pass
        case ast.JoinedStr():
            inner = node.values
        case ast.FormattedValue():  # `:.0%`, `:,`: only numbers take these
            spec = ast.unparse(node.format_spec) if node.format_spec else ""
            inner = [] if any(sign in spec for sign in "%,.") else [node.value]
        case ast.IfExp():
            inner = [node.body, node.orelse]
        case ast.BinOp():
            inner = [node.left, node.right]
        case ast.Call():
            safe = isinstance(node.func, ast.Name) and node.func.id.lstrip("_") in SAFE_CALLS
        case ast.Subscript():  # STATES[match.state]
            safe = ast.unparse(node.value).split(".")[-1].isupper()
        case ast.Name() if not node.id.isupper():
            inner = assigned(node.id, scope)
            safe = bool(inner)
        case _:
            safe = ast.unparse(node).split(".")[-1].isupper()
    return safe and all(is_safe(part, scope) for part in inner)


def assigned(name: str, scope: ast.FunctionDef) -> list[ast.expr]:
    """What a function gives to one of its own names; 0 where it is a number for sure."""
    kinds = {arg.arg: ast.unparse(arg.annotation) for arg in scope.args.args if arg.annotation}
    if kinds.get(name) in {"int", "float"}:
        return [ast.Constant(0)]
    found: list[ast.expr] = []
    for node in ast.walk(scope):
        if isinstance(node, (ast.Assign, ast.AugAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(one, ast.Name) and one.id == name for one in targets):
                found.append(node.value)
        elif isinstance(node, ast.For) and isinstance(node.target, ast.Tuple):
            first, counted = node.target.elts[0], ast.unparse(node.iter).startswith("enumerate(")
            if counted and isinstance(first, ast.Name) and first.id == name:
                found.append(ast.Constant(0))
    return found


def test_files_are_written_only_where_a_person_asked_for_it() -> None:
    for where, tree in TREES.items():
        if where in WRITERS:
            continue
        for name, call in calls(tree):
            if name == "open" and isinstance(call.func, ast.Name):
                mode = call.args[1] if len(call.args) > 1 else None
                modes = [word.value for word in call.keywords if word.arg == "mode"]
                for one in [mode, *modes]:
                    assert not isinstance(one, ast.Constant) or "w" not in str(one.value), where
            wrote = name in WRITES and ast.unparse(call.func).split(".")[0] in {"os", "shutil"}
            assert not wrote, f"{where}:{call.lineno}"
            assert name not in {"write_bytes", "write_text"}, f"{where}:{call.lineno}"


@pytest.mark.parametrize(
    "name",
    ["../../evil.txt", "/etc/evil.txt", "..\\..\\evil.txt", "C:\\evil.txt", "evil\x00/../../x.txt"],
)
def test_a_name_that_leads_out_of_its_folder_writes_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import compare

    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    before = sorted(os.walk(tmp_path))
    text = "Outlet: Port Post\nTitle: Ferry\n\n" + "Nine people were hurt in Port Salmo. " * 9
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(name, text)
    for data, called in ((packed.getvalue(), "all.zip"), (text.encode(), name)):
        result = compare.read(data, called)
        assert len(result.articles) + len(result.rejects) >= 1
    assert sorted(os.walk(tmp_path)) == before


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "..\\..\\x", "\x00\u202e.exe", "", "a" * 500, "CON"]
)
def test_the_name_of_a_download_stays_a_name(title: str) -> None:
    from compare.exporters import Table
    from compare.exporters.registry import file_name, formats

    for format in formats():
        for header in ({"event": title, "exported_at": title}, {"event": "x"}):
            name = file_name(Table(title, {}, [], header), format)
            assert Path(name).name == name
            assert 3 < len(name) < 150
            assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
            assert name[0] not in ".-"
            assert name.count(".") == 1
