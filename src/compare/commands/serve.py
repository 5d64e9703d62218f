"""`astold serve`: the dashboard, on this machine alone unless people sign in."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
from importlib import resources
from pathlib import Path

from compare.commands import settings_of
from compare.config import CONFIG_NAME, Settings
from compare.errors import NotFoundError
from compare.exposure import check_address
from compare.oidc import check_provider, read_auth
from compare.roles import check_entries

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


def _secrets(app: Path, named: str | None) -> list[Path]:
    """List the files that may tell of the provider; of several the last one counts.

    Raises:
        NotFoundError: the file that was named is not there.
    """
    if named:
        if not Path(named).is_file():
            raise NotFoundError("there is no such file", where=named, hint="Check --secrets")
        return [Path(named).resolve()]
    folders = (Path.home(), app.parent, Path.cwd())
    files = dict.fromkeys((folder / ".streamlit" / "secrets.toml").resolve() for folder in folders)
    return [file for file in files if file.is_file()]


def _check_sign_in(settings: Settings, secrets: list[Path]) -> None:
    check_entries(settings)
    if settings.sign_in:
        check_provider(read_auth(secrets))


class _Serve:
    name = "serve"
    help = "open the dashboard on this machine"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, help="default: the first free one from 8501 on")
        parser.add_argument("--browser", action="store_true", help="open a browser window too")
        parser.add_argument("--address", help="where to listen (default: 127.0.0.1)")
        parser.add_argument(
            "--secrets", metavar="FILE", help="sign-in (default: .streamlit/secrets.toml)"
        )

    def run(self, args: argparse.Namespace) -> int:
        settings = settings_of(args)
        address = args.address or settings.address
        app = app_path()
        secrets = _secrets(app, args.secrets)
        check_address(address, settings)
        _check_sign_in(settings, secrets)
        port = args.port or free_port(address)
        env = os.environ | {"ASTOLD_STORE": str(Path(settings.store).resolve())}
        config = Path(args.config or CONFIG_NAME).resolve()  # the server works in another folder
        if config.exists():
            env["ASTOLD_CONFIG"] = str(config)
        command = [sys.executable, "-m", "streamlit", "run", str(app)]
        command += [f"--server.port={port}", f"--server.address={address}"]
        command += [f"--server.headless={str(not args.browser).lower()}"]
        command += [f"--server.maxUploadSize={settings.max_file_mb}"]
        command += [f"--secrets.files={file}" for file in secrets]
        print(f"AsTold is at http://{address}:{port} (end it with Ctrl+C)", flush=True)
        with subprocess.Popen(command, env=env, cwd=app.parent) as server:
            # Without this, ending the command would leave the server running.
            signal.signal(signal.SIGTERM, lambda *_: server.terminate())
            try:
                return server.wait()
            except KeyboardInterrupt:
                return 0


PLUGIN = _Serve()
