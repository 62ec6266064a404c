"""Parts that every view uses: text that stays text, paragraphs with receipts and copy buttons,
errors in one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from cin_narrative.disclosure.figures import Figure
from cin_narrative.errors import CinNarrativeError
from cin_narrative.export.figure_table import figure_lines
from cin_narrative.export.formats import Format, export, formats
from cin_narrative.export.page import Page

HERE = Path(__file__).parent
MARKUP = re.compile(r"([\\`*_{}\[\]<>#+!|~$:@&^=])")
LINK = re.compile(
    r"https?:|www|@", re.IGNORECASE
)  # an unseen joiner after these keeps addresses from becoming links
WITH_SOURCES, SHOW_SOURCES, MISTAKE = "copy_with_sources", "show_sources", "last_mistake"
OF_BUTTON = "mistake_of_button"  # the button's key, and what it came to
FIRST = ("docx", "html", "xlsx", "txt", "md")  # formats, what most people want first
PENDING = "pending_question"  # a question on its way to its view
LINE_START = re.compile(r"(?m)^(\s*)(-|\d+[.)])")


def plain(text: str) -> str:
    """``text`` with every character escaped that Markdown would read as markup: data is shown,
    never rendered.
    """
    escaped = MARKUP.sub(r"\\\1", LINK.sub("\\g<0>\u2060", text))
    return LINE_START.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", escaped)


def handed(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What a component of ours is given, the first of a list: Streamlit looks through a mapping for
    data frames, and imports pandas for it, which costs the first visitor half a second.
    """
    return [data]


def choose_sources() -> None:
    """Whether the page shows the numbers of its sources, and whether what is copied brings them."""
    with st.container(horizontal=True, key="choose-sources"):
        st.checkbox("Show sources", key=SHOW_SOURCES)
        st.checkbox("Copy with sources", value=True, key=WITH_SOURCES)


def exports(page: Callable[[bool], Page], name: str, key: str) -> None:
    """A button for each format; ``page`` (given whether charts are drawn) is laid out and written
    when a button is pressed.
    """
    with st.container(horizontal=True):
        found = formats()
        for form in (found[name] for name in dict.fromkeys((*FIRST, *found)) if name in found):

            def write(form: Format = form) -> bytes:
                return export(page(form.draws), form.name)

            st.download_button(
                form.label,
                write,
                f"{file_stem(name)}.{form.name}",
                form.media_type,
                on_click="ignore",
                key=f"{key}-{form.name}",
            )


def file_stem(name: str) -> str:
    """``Children in need in Derby, 2015 to 2016`` -> ``children-in-need-in-derby-2015-to-2016``."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))


@contextmanager
def mistakes_in_one_line() -> Iterator[None]:
    """Show a mistake that the reader can put right as its one line, and go no further."""
    try:
        yield
    except CinNarrativeError as error:
        st.error(plain(str(error)))
        st.stop()


def button(
    label: str, key: str, then: Callable[..., object], *given: object, quiet: bool = False
) -> None:
    """A button that does one thing; a mistake that comes of it is shown beside it. ``quiet``: words
    alone, as in the bar under a section.
    """

    def pressed() -> None:
        try:
            then(*given)
        except CinNarrativeError as error:
            st.session_state[OF_BUTTON] = key, str(error)

    st.button(plain(label), key=key, on_click=pressed, type=_type(quiet))
    if st.session_state.get(OF_BUTTON, ("", ""))[0] == key:
        show_mistake(st.session_state.pop(OF_BUTTON)[1])


def _type(quiet: bool) -> Literal["secondary", "tertiary"]:
    return "tertiary" if quiet else "secondary"


def last_mistake(name: str = MISTAKE) -> None:
    """The mistake that a form left under ``name``, once, beside what came to it."""
    if mistake := st.session_state.pop(name, ""):
        show_mistake(str(mistake))


def show_mistake(mistake: str) -> None:
    """A mistake as its first line, what it is about beneath."""
    first, *rest = mistake.splitlines()
    st.error(plain(first))
    st.markdown("\n".join(f"- {plain(line)}" for line in rest))


def table(rows: Sequence[dict[str, Any]], about: str) -> None:
    """A table of text, as a real table; ``about`` is what a screen reader says of it."""
    st.table(
        [{plain(str(name)): plain(str(value)) for name, value in row.items()} for row in rows],
        hide_index=True,
        alt=about,
    )


def download(
    label: str, figures: Sequence[Figure], name: str, key: str, quiet: bool = False
) -> None:
    """A button for a CSV of figures with their receipts, written when it is pressed; text that a
    spreadsheet would take for a formula is made plain text.
    """

    def write() -> bytes:
        lines = "\r\n".join(figure_lines(figures, "csv")) + "\r\n"
        return ("\ufeff" + lines).encode("utf-8")

    st.download_button(
        label,
        write,
        f"{file_stem(name)}.csv",
        "text/csv",
        on_click="ignore",
        key=key,
        type=_type(quiet),
    )
