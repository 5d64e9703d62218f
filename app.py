"""Entry of the dashboard: routes only."""

from __future__ import annotations

import streamlit as st

from compare.ui.links import follow_links
from compare.ui.page import frame, pages, problems
from compare.ui.signin import admitted
from compare.ui.wanted import go_to_wanted

frame()
if admitted():
    page = st.navigation(pages(), position="top")
    follow_links()
    go_to_wanted()
    with problems():
        page.run()
