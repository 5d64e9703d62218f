"""`astold show [EVENT]`: the events, or one event side by side, in the terminal."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from compare.commands import settings_of, store_of
from compare.records import Row, SideBySide
from compare.vocabulary import LOOSE, STANDS

if TYPE_CHECKING:
    from compare.stands import Stand

LABELS = {
    "agree": "agree",
    "differ": "differ",
    "contradict": "contradict each other",
    "single": "told by one outlet",
}


class _Show:
    name = "show"
    help = "list the events, or show one as each outlet told it"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("event", nargs="?", help="id or a unique part of the title")
        parser.add_argument("--json", action="store_true", help="print it as JSON")
        parser.add_argument("--all", action="store_true", help="also what one outlet alone tells")

    def run(self, args: argparse.Namespace) -> int:
        from compare.stands import stands
        from compare.view import side_by_side

        store = store_of(settings_of(args))
        if not args.event:
            rows = store.event_rows()
            if args.json:
                print(json.dumps(rows, default=str, ensure_ascii=False))
            for event in () if args.json else rows:
                print(
                    f"{event['id']}  {event['title']}\n    {event['articles']} reports, "
                    f"{event['shared']} facts told by several, {event['contradict']} contradicted, "
                    f"{event['differ']} told differently"
                )
            return 0
        view = side_by_side(store, find_event(store.event_rows(), args.event))
        if args.json:
            print(
                json.dumps(
                    asdict(view.event)
                    | {"rows": [asdict(row) for row in view.rows]}
                    | {"stands": [asdict(one) for one in stands(view)]}
                    | {"claims": {one: view.claims[one].text for one in view.claims}},
                    default=str,
                    ensure_ascii=False,
                )
            )
            return 0
        print(f"{view.event.title}\n{len(view.articles)} reports by {len(view.outlets)} outlets\n")
        for row in view.rows:
            if args.all or row.label != "single":
                _print_row(view, row)
        told = stands(view)
        if told:
            print("Who confirmed, denied or would not say\n")
        for stand in told:
            _print_stand(view, stand)
        return 0


def find_event(rows: list[dict[str, object]], text: str) -> str:
    """Find the one event whose id is `text`, or whose title has `text` in it.

    Raises:
        NotFoundError: none or several have.
    """
    from compare.errors import NotFoundError

    for row in rows:
        if row["id"] == text:
            return text
    hits = [row for row in rows if text.casefold() in str(row["title"]).casefold()]
    if len(hits) != 1:
        raise NotFoundError(
            f"{len(hits) or 'no'} events have {text!r} in their title",
            hint="`astold show` lists the events with their ids",
        )
    return str(hits[0]["id"])


def _print_row(view: SideBySide, row: Row) -> None:
    slots = f" in: {', '.join(row.slots)}" if row.slots else ""
    later = ", updated later" if row.update else ""
    print(
        f"■ They {LABELS[row.label]}{slots}{later} "
        f"(told by {row.outlets} of {len(view.outlets)} outlets, "
        f"{row.origins} independent origin{'s' if row.origins != 1 else ''})"
        if row.label != "single"
        else "■ Told by one outlet"
    )
    for cell in row.cells:
        for claim_id in cell.claim_ids:
            claim = view.claims[claim_id]
            kind = view.articles[claim.article_id].kind
            mark = "in our words: " if kind == "paraphrase" else ""
            loose = f" ({LOOSE})" if claim_id in row.loose else ""
            print(f"    {cell.outlet}: {mark}{claim.text}{loose}")
    print()


def _print_stand(view: SideBySide, stand: Stand) -> None:
    print(f"■ {' · '.join(stand.speakers)}")
    for turn in stand.turns:
        first = view.claims[turn.claim_ids[0]]
        reports = [view.articles[view.claims[one].article_id] for one in turn.claim_ids]
        outlets = ", ".join(dict.fromkeys(one.outlet for one in reports))
        at = reports[0].published_at
        mark = "in our words: " if reports[0].kind == "paraphrase" else ""
        day = f"{at:%Y-%m-%d} " if at else ""
        print(f"    {day}{STANDS[turn.kind]} ({outlets}): {mark}{first.text}")
    print()


PLUGIN = _Show()
