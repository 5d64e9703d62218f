"""Shares the extraction out to processes that run this module.

A child is started as `python -m compare.claims.pool` and gets its articles over a pipe. Unlike
`multiprocessing`, this never imports the caller's main script again, so that it works from a
script without a main guard, from a notebook and from a page that a server runs.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, cast

from compare.errors import ModelError
from compare.records import Article, Claim

# Articles handed over at a time: enough to be worth the pipe, few enough for steady progress
_CHUNK = 8


def share_out(articles: Sequence[Article], processes: int) -> Iterator[list[Claim]]:
    """Extract the claims of `articles` in several processes.

    Args:
        articles: any number.
        processes: how many; 0: as many as there are processors for this process.

    Yields:
        The claims of each article, in order.

    Raises:
        ModelError: a process ended before its work was done.
    """
    chunks = [list(articles[i : i + _CHUNK]) for i in range(0, len(articles), _CHUNK)]
    count = min(processes or _processors(), len(chunks))
    with tempfile.TemporaryFile() as errors:
        children = [_start(errors) for _ in range(count)]
        idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        for child in children:
            idle.put(child)

        def extract(chunk: list[Article]) -> list[list[Claim]]:
            # One chunk at a time for each child: were a second on its way while the child
            # writes its answer, both would wait on full pipes for ever.
            child = idle.get()
            try:
                _send(child, chunk)
                return _receive(child, errors)
            finally:
                idle.put(child)

        threads = ThreadPoolExecutor(count)
        try:
            for found in threads.map(extract, chunks):
                yield from found
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for child in children:
                child.kill()  # lets a thread that still waits for an answer end
            threads.shutdown()
            for child in children:
                _stop(child)


def _processors() -> int:
    """Give how many processors this process may use; not every system tells."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _start(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    # One thread each: the processes share the processors out among themselves
    env = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-m", "compare.claims.pool"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=env,
    )


def _send(child: subprocess.Popen[bytes], chunk: list[Article]) -> None:
    pipe = cast(IO[bytes], child.stdin)
    try:
        pickle.dump(chunk, pipe)
        pipe.flush()
    except OSError:
        pass  # the child is gone; reading from it tells why


def _receive(child: subprocess.Popen[bytes], errors: IO[bytes]) -> list[list[Claim]]:
    try:
        return cast(list[list[Claim]], pickle.load(cast(IO[bytes], child.stdout)))
    except (EOFError, OSError, pickle.UnpicklingError) as error:
        errors.seek(0)
        told = errors.read().decode("utf-8", "replace").strip().splitlines()
        raise ModelError(
            f"a process that extracts claims ended early: {told[-1] if told else 'killed'}",
            hint="Set processes = 1, or close other programs if memory is short",
        ) from error


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not sent yet can't be sent any more
                pipe.close()
    child.wait()


def _serve() -> None:
    """Read chunks of articles until the pipe ends, and answer each with its claims."""
    from compare.claims.extract import extract_claims

    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get into the answers
    while True:
        try:
            chunk: list[Article] = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump([extract_claims(article) for article in chunk], out)
        out.flush()


if __name__ == "__main__":
    _serve()
