"""The start of the server -> what the first visitor would wait for, ready before anybody comes: the
program is imported, and the store of starter figures made where there is none.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Event, Thread

import streamlit as st
from streamlit import cli_util
from streamlit.web.server import server_util

from cin_narrative import api
from cin_narrative.errors import CinNarrativeError

FIRST_VIEWS = ("frame", "overview.overview_page", "report.report_page")
_over = Event()
_over.set()  # nothing is being made ready until a server starts


@asynccontextmanager
async def prepared(app: st.App) -> AsyncIterator[None]:
    """While the server runs. The store is made beside what it does; the imports come before the
    first request, which they would slow: both want the interpreter.
    """
    _over.clear()
    Thread(target=_make_store, daemon=True).start()
    for name in FIRST_VIEWS:
        import_module(f"cin_narrative.screen.{name}")
    if not st.get_option("server.headless"):
        asyncio.get_running_loop().call_soon(_open_browser)
    yield


def wait() -> None:
    """Until what began with the server is over."""
    _over.wait()


def _make_store() -> None:
    try:
        api.place_to_read()
    except CinNarrativeError:
        pass  # the page says it, to whoever comes
    finally:
        _over.set()


def _open_browser() -> None:
    """This machine's own, as Streamlit does for a script that it serves itself."""
    address = server_util.get_display_address(st.get_option("server.address") or "localhost")
    cli_util.open_browser(server_util.get_url(address))
