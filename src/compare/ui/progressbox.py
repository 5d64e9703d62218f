"""The progress of a running job on the page, with a button that stops it."""

from __future__ import annotations

import streamlit as st

from compare.ui import jobs, services
from compare.ui.page import show_problem
from compare.ui.words import count


def progress_box() -> None:
    """Show the job on the store: its progress while it runs, its result once it ended."""
    job = jobs.current(services.settings().store)
    if job is None:
        return
    if job.running:
        _watch()
    elif job.error:
        show_problem(job.error)
    elif job.summary and not job.seen:
        job.seen = True
        done = job.summary
        st.success(
            f"Matched in {done.seconds:.0f} s: {count(done.articles, 'article')}, "
            f"{count(done.claims, 'claim')}, {count(done.events, 'event')}."
        )


@st.fragment(run_every=1.0)
def _watch() -> None:
    job = jobs.current(services.settings().store)
    if job is None or not job.running:
        st.rerun()
        return
    st.progress(job.part, job.line if not job.stopping else "Stopping")
    st.button(
        "Stop", icon=":material/stop_circle:", on_click=job.stop, disabled=job.stopping, key="stop"
    )
    st.caption("You can leave this page; the work goes on. Stopping loses nothing finished.")
