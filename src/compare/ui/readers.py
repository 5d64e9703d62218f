"""Processes that read for the page: one is kept ready, so that its start is paid once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from compare.readers.worker import Worker

_LOCK = threading.Lock()


@st.cache_resource(show_spinner=False)
def _idle() -> list[Worker]:
    return []


@contextmanager
def reading() -> Iterator[Worker]:
    """Give a worker to one visit at a time; a file that hangs holds up nobody else."""
    with _LOCK:
        worker = _idle().pop() if _idle() else Worker()
    try:
        yield worker
    finally:
        with _LOCK:
            if _idle():
                worker.close()
            else:
                _idle().append(worker)
