"""`astold serve`: the dashboard on this machine."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from importlib import resources
from pathlib import Path

from compare.commands import settings_of
from compare.errors import NotFoundError

FIRST_PORT, LAST_PORT = 8501, 8599


def app_path() -> Path:
    """Find the entry file of the dashboard: in the repository, or in the installed package."""
    package = Path(str(resources.files("compare")))
    for path in (package.parent.parent / "app.py", package / "_app.py"):
        if path.exists():
            return path
    raise NotFoundError("the dashboard isn't installed", hint="Install the package again")


def free_port(address: str) -> int:
    """Give the first port from 8501 on that nobody listens on."""
    for port in range(FIRST_PORT, LAST_PORT + 1):
        with socket.socket() as probe:
            if probe.connect_ex((address, port)) != 0:
                return port
    raise NotFoundError("no free port", hint="Name one with --port")


class _Serve:
    name = "serve"
    help = "open the dashboard on this machine"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, help="default: the first free one from 8501 on")
        parser.add_argument("--browser", action="store_true", help="open a browser window too")

    def run(self, args: argparse.Namespace) -> int:
        settings = settings_of(args)
        address = "127.0.0.1"
        port = args.port or free_port(address)
        app = app_path()
        env = os.environ | {"ASTOLD_STORE": str(Path(settings.store).resolve())}
        if args.config:
            env["ASTOLD_CONFIG"] = str(Path(args.config).resolve())
        command = [sys.executable, "-m", "streamlit", "run", str(app)]
        command += [f"--server.port={port}", f"--server.address={address}"]
        command += [f"--server.headless={str(not args.browser).lower()}"]
        print(f"AsTold is at http://{address}:{port} (end it with Ctrl+C)", flush=True)
        try:
            return subprocess.call(command, env=env, cwd=app.parent)
        except KeyboardInterrupt:
            return 0


PLUGIN = _Serve()
