"""Which outlet a page is of, by its file name and its own furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from compare.readers import outlets
from compare.readers.linerules import words

# Words beside which a page names itself: "Follow X", "X Privacy policy", "Download the X app".
_SELF = re.compile(
    r"\b(?:privacy|policy|terms|app|newsletters?|subscribe|follow|about|contact|copyright|staff"
    r"|shop|store|podcasts?|features?|edition|account|sign|more from|advertise|jobs|careers"
    r"|support|download|homepage|editors?)\b|©|\(c\)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)\W*(?:(?:©|copyright)\W*)?(?:(?:19|20)\d\d\W*){0,2}(?:by )?"
    r"([^\W\d][^,|©.\d(]{1,50}?)\s*(?:[,|.(]|(?:19|20)\d\d|all rights|$)",
    re.IGNORECASE,
)
_MOST_WORDS = 25


def find_outlet(
    shown: Sequence[str], reasons: Sequence[str | None], file_name: str
) -> outlets.Outlet | None:
    """Tell the outlet by the file name, else by whom the page's furniture names.

    Lines that speak of the page itself (policy, app, subscription, copyright) count most; picture
    credits and teasers name others and don't count; agencies count only where nobody else is.

    Args:
        shown: the lines of the page.
        reasons: for each line why it is cut, None for lines of the body.
        file_name: "" when unknown.
    """
    named = outlets.in_file_name(file_name) if file_name else None
    if named:
        return named
    votes: Counter[outlets.Outlet] = Counter()
    furniture = {line for line, why in zip(shown, reasons, strict=True) if _counts(line, why)}
    for line in furniture:
        itself = bool(_SELF.search(line))
        for outlet in outlets.named_in(line):
            sure = itself or outlets.key(line) == outlets.key(outlet.name)
            weight = 3 if itself else 1
            votes[outlet] += weight if sure else 0
    order = [outlet for outlet, count in votes.most_common() if count > 1]
    best = next((outlet for outlet in order if not outlet.agency), None)
    return best or _by_copyright(shown) or next(iter(order), None)


def _counts(line: str, why: str | None) -> bool:
    return why not in {None, "picture credit", "teaser", "title"} and words(line) <= _MOST_WORDS


def _by_copyright(shown: Sequence[str]) -> outlets.Outlet | None:
    """Last resort: whoever the page's own copyright line names, as it stands there."""
    for line in reversed(shown):
        hit = _COPYRIGHT.search(line[:400])
        if not hit or not 1 <= words(hit[1]) <= 5:
            continue
        name = hit[1].strip()
        if name[0].isupper() and not name.lower().startswith(("all rights", "copyright")):
            known = outlets.by_name(name)
            if known is None or not known.agency:
                return known or outlets.Outlet(name, "")
    return None
