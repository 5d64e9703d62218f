"""What is remembered of hosts while several pages are fetched: their rules, and the last visit."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.robotparser import RobotFileParser

NAME = "AsTold"
AGENT = f"{NAME}/0.1 (reads single articles at a person's request)"
DELAY = 2.0  # seconds between two requests to one host, when many pages are fetched
MAX_DELAY = 30.0  # a longer Crawl-delay is cut to this


class Visits:
    """Rules of robots.txt by site, and a pause between two requests to one host.

    Args:
        delay: seconds between two pages of one host; a Crawl-delay of its robots.txt is kept
            where it is longer. 0 for a single page that a person waits for.
    """

    def __init__(
        self,
        delay: float = 0.0,
        *,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.rules: dict[str, RobotFileParser] = {}
        self._delay, self._sleep, self._clock = delay, sleep, clock
        self._last: dict[str, float] = {}

    def wait(self, host: str) -> float:
        """Wait until `host` may be asked again; give the seconds that it took."""
        now = self._clock()
        due = self._last.get(host, now - MAX_DELAY) + self._pause(host)
        seconds = max(0.0, due - now)
        if seconds:
            self._sleep(seconds)
        self._last[host] = now + seconds
        return seconds

    def _pause(self, host: str) -> float:
        if not self._delay:
            return 0.0
        told = [
            float(delay)
            for site in (f"https://{host}", f"http://{host}")
            if site in self.rules and (delay := self.rules[site].crawl_delay(NAME))
        ]
        return min(max([self._delay, *told]), MAX_DELAY)
