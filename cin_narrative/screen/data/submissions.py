"""The submissions of each authority's return: the list, the figures of one, and two set side by
side.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from cin_narrative import api
from cin_narrative.catalogue.areas import Area
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE
from cin_narrative.errors import CinNarrativeError
from cin_narrative.load.uploads import uploads
from cin_narrative.messages import message
from cin_narrative.screen.data.upload import KINDS
from cin_narrative.screen.local_return import IS_INTERNAL, SWITCH, SWITCH_HELP
from cin_narrative.screen.parts import button, plain, table
from cin_narrative.store.store import Store

if TYPE_CHECKING:
    from cin_narrative.load.returns.submissions.figures import Row


def show_submissions(store: Store) -> None:
    """Every load of a return, by authority; nothing where there is none."""
    held = {one.area: one.year for one in store.submissions}
    if not held:
        return
    st.header(message("screen.submissions"), anchor=False)
    for code, year in sorted(held.items()):
        area = api.areas().get(code, year)
        with st.container(border=True, key=f"submissions-{code}"):
            st.subheader(plain(str(area.short_name)), anchor=False)
            _show(store, area)


def _show(store: Store, area: Area) -> None:
    listing = api.submissions(store, area)
    st.markdown("\n".join(f"- {plain(one.line)}" for one in reversed(listing.listed)))
    numbers = [one.submission.number for one in listing.listed]
    is_internal = st.toggle(SWITCH, key=f"internal-submissions-{area.code}", help=SWITCH_HELP)
    audience = INTERNAL if is_internal else PUBLISHABLE
    if audience == INTERNAL:
        st.warning(IS_INTERNAL)
    _show_figures(store, area, numbers, audience)
    spare = [
        one.submission for one in listing.listed if one.submission.is_in_year or not one.in_use
    ]
    if spare:
        _show_removal(area, [one.number for one in spare])
    if len(numbers) > 1:
        _show_comparison(store, area, numbers, audience)


def _show_figures(store: Store, area: Area, numbers: list[int], audience: str) -> None:
    """The figures of one submission, once it is chosen; those of breakdowns folded."""
    label = message("screen.figures_of_submission")
    number = st.selectbox(label, numbers, index=None, key=f"submission-{area.code}")
    if number is None:
        return
    try:
        found = api.submission_figures(store, area, number, audience)
    except CinNarrativeError as error:
        st.info(plain(str(error)))
        return
    st.caption(plain(" ".join([found.heading, *found.about])))
    table([_row(row) for row in found.rows if not row.cell[2]], found.heading)
    if lines := [_row(row) for row in found.rows if row.cell[2]]:
        more = message("screen.more_figures")
        with st.expander(more):
            table(lines, f"{more}: {found.heading}")


def _row(row: Row) -> dict[str, str]:
    return {
        "Figure": f"{row.name} ({row.cell[1].value})",
        message("screen.now"): row.now.shown,
        message("screen.a_year_before"): row.before.shown if row.before else "",
    }


def _show_removal(area: Area, numbers: list[int]) -> None:
    """The way to take one out that no page is made of."""
    with st.popover(message("screen.remove_submission")):
        label = message("screen.submission_to_remove")
        number = st.selectbox(label, numbers, index=None, key=f"spare-{area.code}")
        if number is not None:
            said = message("screen.remove_it")
            button(said, f"remove-submission-{area.code}", api.remove_submission, area, number)


def _show_comparison(store: Store, area: Area, numbers: list[int], audience: str) -> None:
    """What differs in the later of two, once both are chosen."""
    first, second = st.columns(2)
    before = first.selectbox(
        message("screen.earlier_submission"), numbers, index=None, key=f"before-{area.code}"
    )
    after = second.selectbox(
        message("screen.later_submission"), numbers, index=None, key=f"after-{area.code}"
    )
    if before is None or after is None:
        return
    try:
        files = _files(area)
        found = api.compare_submissions(store, area, before, after, audience, files)
    except CinNarrativeError as error:
        st.info(plain(str(error)))
        return
    for part in found.sections():
        _show_lines(part)


def _files(area: Area) -> list[Path]:
    """The two files, where they are dropped, in memory alone: records are counted from them."""
    label, key = message("screen.files_of_two"), f"files-{area.code}"
    given = st.file_uploader(label, type=KINDS, accept_multiple_files=True, key=key)
    return list(uploads((one.name, one.getvalue()) for one in given).files) if given else []


def _show_lines(lines: Iterable[str]) -> None:
    st.markdown("\n".join(f"- {plain(line.strip())}" for line in lines))
