"""HTML: one self-contained report that opens offline, prints well, and runs nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib import resources

from compare.exporters import Table, Value
from compare.exporters.cells import markup
from compare.exporters.report_facts import can_report, facts


class _Html:
    name = "html"
    label = "HTML report"
    suffix = ".html"
    mime = "text/html"

    def export(self, tables: list[Table]) -> bytes:
        """Write a page: what a long table holds as a report of facts, then every table.

        The page loads nothing and has no script; its policy forbids both.
        """
        return "".join(_page(tables)).encode()


def _page(tables: list[Table]) -> Iterator[str]:
    style = resources.files("compare.exporters").joinpath("report.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = markup(tables[0].header.get("event") or tables[0].name)
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<main>\n<h1 dir="auto">{title}</h1>\n'
    )
    for table in tables:
        if can_report(table):
            yield from facts(table)
    yield "<h2>Tables</h2>\n"
    for table in tables:
        yield from _table(table)
    yield "<h2>How this was made</h2>\n<dl>\n"
    header = {key: value for table in reversed(tables) for key, value in table.header.items()}
    yield from (
        f"<dt>{markup(key.replace('_', ' '))}</dt><dd>{markup(value)}</dd>\n"
        for key, value in header.items()
    )
    yield "</dl>\n"
    for table in tables:
        yield f"<h3>Columns of the table “{markup(table.name)}”</h3>\n<dl>\n"
        for name, line in table.columns.items():
            yield f"<dt>{markup(name)}</dt><dd>{markup(line)}</dd>\n"
        yield "</dl>\n"
    yield "</main>\n</body>\n</html>\n"


def _table(table: Table) -> Iterator[str]:
    """Write a table that the keyboard can scroll."""
    name = markup(table.name)
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{name}">\n<table>\n'
    yield f"<caption>{name}</caption>\n<thead><tr>"
    yield from (f'<th scope="col">{markup(column)}</th>' for column in table.columns)
    yield "</tr></thead>\n<tbody>\n"
    for row in table.rows:
        yield f"<tr>{''.join(_cell(value) for value in row)}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"


def _cell(value: Value) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, bool):
        return f"<td>{'true' if value else 'false'}</td>"
    if isinstance(value, str):
        return f'<td dir="auto">{markup(value)}</td>'
    return f"<td>{value}</td>"


PLUGIN = _Html()
