"""Entry of the dashboard: routes only."""

from __future__ import annotations

import streamlit as st

from compare.ui.page import frame, pages, problems

frame()
with problems():
    st.navigation(pages(), position="top").run()
