"""Makes sure that there is a Chromium for the browser tests; `make test` runs it once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LONGEST_SECONDS = 300
APT = {"DEBIAN_FRONTEND": "noninteractive"}


def system_chromium() -> str | None:
    """Find a Chromium or Chrome that the system has; None when it has none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def playwright_chromium() -> str | None:
    """Find the Chromium that playwright has installed; None when it hasn't."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return None
    try:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Error:
        return None
    return path if Path(path).exists() else None


def find_chromium() -> str | None:
    """Find any Chromium that can be driven: the system's, or playwright's."""
    return system_chromium() or playwright_chromium()


def ways() -> Iterator[Sequence[Sequence[str]]]:
    """Give the ways to install one, each a list of commands, the gentlest first."""
    playwright = [sys.executable, "-m", "playwright", "install"]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root or not sys.platform.startswith("linux"):
        yield [[*playwright, "--with-deps", "chromium"]]
    yield [[*playwright, "chromium"]]
    if root and shutil.which("apt-get"):
        yield [["apt-get", "update"], ["apt-get", "install", "--yes", "chromium"]]


def works(path: str) -> bool:
    """Say whether the browser starts: one without the system's libraries doesn't."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def ran(command: Sequence[str]) -> bool:
    """Run a command; a download that hangs counts as failed, so that the next way is tried."""
    try:
        done = subprocess.run(
            command, env={**os.environ, **APT}, check=False, timeout=LONGEST_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> int:
    """Install a Chromium unless there is one; 1 when that can't be done."""
    found = find_chromium()
    if found and works(found):
        print(f"Chromium is there: {found}")
        return 0
    for commands in ways():
        for command in commands:
            print("+", " ".join(command), flush=True)
            if not ran(command):
                break
        found = find_chromium()
        if found and works(found):
            print(f"Chromium is installed: {found}")
            return 0
    print(
        "No Chromium could be installed. Install the package `chromium` of your system (or "
        "Google Chrome) and run `make test` again; to run the tests without a browser: "
        "`pytest -m 'not browser'`.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
