"""Shares work out to child processes that run this module.

A child is started as `python -m compare.children MODULE:FUNCTION` and gets its tasks over a
pipe. Unlike `multiprocessing`, this never imports the caller's main script again, so that it
works from a script without a main guard, from a notebook and from a page that a server runs.
"""

from __future__ import annotations

import importlib
import os
import pickle
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, Any, cast

from compare.collecting import uncollected
from compare.errors import ModelError

# Tasks under way for each child: enough that none waits, few enough to bound the memory
_AHEAD = 3


def processors() -> int:
    """Give how many processors this process may use; not every system tells."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def share_out(work: str, tasks: Iterable[Any], processes: int) -> Iterator[Any]:
    """Do tasks in several processes.

    Args:
        work: "module:function", a function of one task; task and answer can be pickled.
        tasks: taken one by one, a few ahead of the answers.
        processes: how many.

    Yields:
        The answer to each task, in order.

    Raises:
        ModelError: a process ended before its work was done.
    """
    with tempfile.TemporaryFile() as errors:
        children = [_start(work, errors) for _ in range(processes)]
        idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        for child in children:
            idle.put(child)

        def do(task: Any) -> Any:
            # One task at a time for each child: were a second on its way while the child
            # writes its answer, both would wait on full pipes for ever.
            child = idle.get()
            try:
                _send(child, task)
                return _receive(child, errors)
            finally:
                idle.put(child)

        threads = ThreadPoolExecutor(processes)
        under_way: deque[Future[Any]] = deque()
        try:
            for task in tasks:
                under_way.append(threads.submit(do, task))
                if len(under_way) >= _AHEAD * processes:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for child in children:
                child.kill()  # lets a thread that still waits for an answer end
            threads.shutdown()
            for child in children:
                _stop(child)


def _start(work: str, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    # One thread each: the processes share the processors out among themselves
    env = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-m", "compare.children", work],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=env,
    )


def _send(child: subprocess.Popen[bytes], task: Any) -> None:
    pipe = cast(IO[bytes], child.stdin)
    try:
        pickle.dump(task, pipe, pickle.HIGHEST_PROTOCOL)
        pipe.flush()
    except OSError:
        pass  # the child is gone; reading from it tells why


def _receive(child: subprocess.Popen[bytes], errors: IO[bytes]) -> Any:
    try:
        return pickle.load(cast(IO[bytes], child.stdout))
    except (EOFError, OSError, pickle.UnpicklingError) as error:
        errors.seek(0)
        told = errors.read().decode("utf-8", "replace").strip().splitlines()
        raise ModelError(
            f"a process that shares the work ended early: {told[-1] if told else 'killed'}",
            hint="Set processes = 1, or close other programs if memory is short",
        ) from error


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not sent yet can't be sent any more
                pipe.close()
    child.wait()


def _named(work: str) -> Callable[[Any], Any]:
    module, _, name = work.partition(":")
    return cast("Callable[[Any], Any]", getattr(importlib.import_module(module), name))


def _serve(work: str) -> None:
    """Read tasks until the pipe ends, and answer each."""
    function = _named(work)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get into the answers
    while True:
        with uncollected():
            try:
                task = pickle.load(sys.stdin.buffer)
            except EOFError:
                return
            pickle.dump(function(task), out, pickle.HIGHEST_PROTOCOL)
            del task
        out.flush()


if __name__ == "__main__":
    _serve(sys.argv[1])
