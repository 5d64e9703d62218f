"""The `astold` command: finds its subcommands and turns errors into one clear line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from compare import __version__
from compare.errors import AsToldError, Cancelled
from compare.plugins import discover


def main(argv: Sequence[str] | None = None) -> int:
    """Run `astold`; exit status 0: done, 1: something was refused, 2: it could not be done."""
    parser = argparse.ArgumentParser(
        prog="astold", description="The same event, as each outlet told it."
    )
    parser.add_argument("--version", action="version", version=f"astold {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--store", metavar="FILE", help="the store (default: astold.duckdb)")
    common.add_argument("--config", metavar="FILE", help="settings (default: astold.toml)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    found = discover("compare.commands")
    for command in found.values():
        sub = commands.add_parser(
            command.name, help=command.help, description=command.help, parents=[common]
        )
        command.arguments(sub)
    args = parser.parse_args(argv)
    try:
        return int(found[args.command].run(args))
    except (Cancelled, KeyboardInterrupt):
        print("\nastold: stopped; what was saved before stays", file=sys.stderr)
        return 130
    except AsToldError as error:
        print(f"astold: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output, say `head`, has gone
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    raise SystemExit(main())
