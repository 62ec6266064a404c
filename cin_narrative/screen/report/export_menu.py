"""The page in view -> the menu of the header that takes it away in every format; each is written
when it is asked for, and its button says so meanwhile.
"""

from __future__ import annotations

import streamlit as st

from cin_narrative import api
from cin_narrative.export.page import Page
from cin_narrative.messages import message
from cin_narrative.report.summary import Summary
from cin_narrative.screen.header import beside_menu
from cin_narrative.screen.parts import download, exports
from cin_narrative.screen.pickers import Choice
from cin_narrative.store.store import Store


def show_exports(summary: Summary, choice: Choice, store: Store) -> None:
    """The page as it may be published, and its figures."""
    extent = choice.extent

    def laid_out(draws: bool) -> Page:
        return api.page(
            api.summary(
                store,
                choice.area,
                choice.year,
                choice.release,
                since=extent.since,
                form=extent.form,
                section=extent.section,
                method=extent.method,
                neighbours=extent.neighbours,
            ),
            draws=draws,
        )

    with beside_menu(), st.popover(message("screen.export"), key="export"):
        exports(laid_out, summary.title, key="summary")
        label = message("screen.download_summary")
        download(label, summary.figures, summary.title, key="download-summary")
