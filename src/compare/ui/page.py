"""What every page shares: how it is registered, its frame, and how a failure is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from compare.errors import AsToldError, NotFoundError, StoreBusyError, StoreError
from compare.plugins import discover

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

VIEWS = "compare.ui.views"


@dataclass(frozen=True, slots=True)
class View:
    """A page of the dashboard: the plugin that a module in `ui/views/` offers.

    Attributes:
        name: its address and the name of its file.
        order: where it stands in the menu; the first is the start page.
        listed: whether the menu has it (pages about one thing are reached by links).
        help: what one finds there, in one sentence.
        edits: whether it is of use to editors only; others don't get it.
    """

    name: str
    title: str
    icon: str
    order: int
    show: Callable[[], None]
    help: str = ""
    listed: bool = True
    edits: bool = False

    @property
    def path(self) -> Path:
        """The file that Streamlit runs."""
        return Path(str(resources.files(VIEWS))) / f"{self.name}.py"


def views() -> list[View]:
    """List the pages in the order of the menu."""
    return sorted(discover(VIEWS).values(), key=lambda view: view.order)


def pages() -> list[StreamlitPage]:
    """Give Streamlit the pages; the address of each is its name.

    Who may not change anything finds a line in the place of pages that are for editors.
    """
    from compare.ui.rights import for_editors, may_edit

    may = may_edit()
    return [
        st.Page(
            view.path if may or not view.edits else for_editors,
            title=view.title,
            icon=view.icon,
            url_path=view.name,
            default=number == 0,
            visibility="visible" if view.listed and (may or not view.edits) else "hidden",
            help=view.help or None,
        )
        for number, view in enumerate(views())
    ]


def frame() -> None:
    """Set up the browser window, our sign and our style sheet."""
    folder = Path(str(resources.files("compare.ui")))
    # The icon is a file: browsers would fetch a Material icon or an emoji from another host.
    st.set_page_config(page_title="AsTold", page_icon=folder / "logo.svg", layout="wide")
    st.set_option("client.disableDataExport", True)  # see config.toml; no other file undoes it
    st.logo(str(folder / "logo.svg"), size="large")
    st.html(folder / "style.css")


@contextmanager
def problems() -> Iterator[None]:
    """Show a failure as a message that says what to do, never as a traceback."""
    try:
        yield
    except AsToldError as error:
        show_problem(error)


def show_problem(error: AsToldError) -> None:
    """Say what failed and what can be done about it."""
    from compare.ui.words import md

    if isinstance(error, StoreBusyError):
        st.warning(
            "Another program is writing to the store at the moment. Nothing is lost: "
            "try again in a minute.",
            icon=":material/hourglass_top:",
        )
        st.button("Try again", key="again")
    elif isinstance(error, NotFoundError):
        st.warning(md(str(error)), icon=":material/search_off:")
        st.page_link(views()[0].path, label="All events", icon=":material/arrow_back:")
    elif isinstance(error, StoreError):
        st.error(
            f"The store can't be used. {md(str(error))}\n\nRun `astold doctor` to see what "
            "is wrong with it; a copy made with `astold backup` can take its place.",
            icon=":material/error:",
        )
    else:
        st.error(md(str(error)), icon=":material/error:")
