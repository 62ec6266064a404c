"""The sections of the report -> the list that stays beside them and leads to each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from cin_narrative.messages import message
from cin_narrative.screen.parts import file_stem, handed

_contents = st.components.v2.component(
    "cin_narrative_contents",
    html='<nav class="cin-contents" aria-label="Contents"></nav>',
    js=(Path(__file__).parent / "contents.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def section_key(heading: str) -> str:
    """The key of the container of a section, which the list looks for."""
    return f"section-{file_stem(heading)}"


def show_contents(headings: Sequence[str]) -> None:
    """The list of ``headings``, in their order."""
    sections = [[file_stem(one), one] for one in headings]
    with st.container(key="contents-list"):
        given = {"title": message("screen.contents"), "sections": sections}
        _contents(data=handed(given), key="contents")
