"""Entry of the dashboard: routes only."""

from __future__ import annotations

import streamlit as st

from compare.ui.links import follow_links
from compare.ui.page import frame, pages, problems
from compare.ui.signin import admitted

frame()
if admitted():
    page = st.navigation(pages(), position="top")
    follow_links()
    with problems():
        page.run()
