"""Lines "Outlet: …", "Date: …" before a text, with or without the dashes of front matter."""

from __future__ import annotations

import re

from compare.readers.tabular import guess_mapping

_LINE = re.compile(r"([^\W\d][\w ]{1,30}?)\s*:\s+(\S.*)")
_SURE = {"outlet", "title", "url", "published_at", "author"}


def split_headers(text: str) -> tuple[dict[str, object], str]:
    """Take the header lines off a text.

    At least two fields must be named, or front matter be marked by dashes, before the first
    lines count as headers: an article may begin "Title: subtitle" itself.

    Returns:
        Values by field of `Article`, and the text after them.
    """
    lines = text.lstrip("\n").split("\n")
    fenced = lines[0].strip() == "---"
    start = 1 if fenced else 0
    values: dict[str, str] = {}
    end = start
    for end in range(start, min(len(lines), 40)):
        line = lines[end].strip()
        hit = _LINE.fullmatch(line)
        if not hit:
            break
        values[hit[1].strip()] = hit[2].strip().strip("\"'")
    else:
        return {}, text
    closed = lines[end].strip() in {"---", "..."} if fenced else not lines[end].strip()
    fields = {
        field: values[column] for field, column in guess_mapping(values).items() if field != "text"
    }
    if not closed or (not fenced and len(_SURE & set(fields)) < 2):
        return {}, text
    return dict(fields), "\n".join(lines[end + 1 :])
