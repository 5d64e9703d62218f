"""`astold feed add|list|remove|pull`: feeds that are looked through for new articles."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from compare.commands import settings_of, store_of
from compare.commands.add import say
from compare.errors import ConfigError
from compare.terminal import TerminalProgress


class _Feed:
    name = "feed"
    help = "keep feeds (RSS, Atom), and take in what is new in them"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("do", choices=["add", "list", "remove", "pull"])
        parser.add_argument("addresses", nargs="*", metavar="ADDRESS", help="for add and remove")
        parser.add_argument("--run", action="store_true", help="pull: match what is new after it")
        parser.add_argument("--json", action="store_true", help="say what happened as JSON")
        parser.add_argument("--quiet", action="store_true", help="no progress")

    def run(self, args: argparse.Namespace) -> int:
        if bool(args.addresses) != (args.do in {"add", "remove"}):
            told = "needs an address" if not args.addresses else "takes no address"
            raise ConfigError(f"feed {args.do} {told}", hint="`astold feed --help` tells more")
        doing = {"add": _add, "list": _list, "remove": _remove, "pull": _pull}
        return doing[args.do](args)


def _add(args: argparse.Namespace) -> int:
    from compare.feeds import add_feed

    settings = settings_of(args)
    store = store_of(settings)
    for address in args.addresses:
        found, title = add_feed(store, settings, address)
        print(json.dumps({"address": found, "title": title}) if args.json else f"{title}: {found}")
    return 0


def _list(args: argparse.Namespace) -> int:
    feeds = store_of(settings_of(args)).feeds()
    if args.json:
        print(json.dumps([asdict(feed) for feed in feeds], default=str, ensure_ascii=False))
        return 0
    for feed in feeds:
        when = f"{feed.pulled_at:%Y-%m-%d %H:%M} UTC" if feed.pulled_at else "never"
        print(f"{feed.address}\n    {feed.title}; pulled: {when}")
        if feed.problem:
            print(f"    the last pull failed: {feed.problem}")
    return 0


def _remove(args: argparse.Namespace) -> int:
    settings = settings_of(args)
    store = store_of(settings)
    for address in args.addresses:
        store.remove_feed(address, settings.person)
    return 0


def _pull(args: argparse.Namespace) -> int:
    from compare.feeds import pull

    settings = settings_of(args)
    store = store_of(settings)
    progress = None if args.quiet else TerminalProgress()
    done, intake = pull(store, settings, progress=progress)
    if not done and not args.json:
        print("There are no feeds: `astold feed add ADDRESS` adds one", file=sys.stderr)
    for feed in () if args.json else done:
        told = "as it was" if feed.unchanged else f"{feed.new} new"
        print(f"{feed.address}: {feed.problem or told}")
    say(intake, as_json=args.json)
    if args.run and intake.added:
        store.run(settings, progress=progress)
    return 1 if intake.rejects else 0


PLUGIN = _Feed()
