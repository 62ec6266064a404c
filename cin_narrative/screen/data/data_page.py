"""The view of the data: files are dropped, looked at and loaded; what is held, and from when."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cin_narrative import api
from cin_narrative.access.door import who
from cin_narrative.access.roles import Action
from cin_narrative.errors import CinNarrativeError, NotHeld, ReturnBlocked
from cin_narrative.load.uploads import uploads
from cin_narrative.messages import message
from cin_narrative.screen import opened
from cin_narrative.screen.data.holdings import show_releases, show_returns
from cin_narrative.screen.data.submissions import show_submissions
from cin_narrative.screen.data.upload import dropped, let_go
from cin_narrative.screen.local_return import show_findings
from cin_narrative.screen.parts import last_mistake, mistakes_in_one_line, plain, table
from cin_narrative.settings import store_place

if TYPE_CHECKING:
    from cin_narrative.load.report import LoadReport
    from cin_narrative.load.returns.quality.report import QualityReport
    from cin_narrative.load.returns.return_report import ReturnReport

    Report = LoadReport | ReturnReport

LONGEST_LABEL = 80
LOOKED, LOADED = "looked_at", "loaded"  # (which files, their reports); the reports of the last load
WRONG = "all_findings"  # on returns that are refused


def show() -> None:
    """The data page."""
    st.title("Data", anchor=False)
    last_mistake()
    with mistakes_in_one_line():
        store = opened.store()
    if who().may(Action.LOAD):
        _show_load()
    else:
        st.info(message("screen.load_by_data"))
    show_returns(store)
    show_submissions(store)
    st.header(message("screen.held_here"), anchor=False)
    show_releases(store)
    st.page_link(
        opened.HERE / "indicators/indicators_page.py", label=message("screen.what_is_counted")
    )


def _show_load() -> None:
    """The box; what is in what was dropped; the button that loads it; what the last load did."""
    st.header(message("screen.load_files"), anchor=False)
    st.markdown(message("screen.what_to_load"))
    files = dropped()
    if not files:
        st.session_state.pop(LOOKED, None)
        for report in st.session_state.get(LOADED, ()):
            _show_report(report)
        return
    st.session_state.pop(LOADED, None)
    try:
        reports = _looked_at(files)
    except CinNarrativeError as error:
        _show_refusal(error)
        for found in st.session_state[WRONG]:
            label = message("screen.so_many_findings", count=len(found.findings))
            show_findings(found, label, found.heading)
        return
    of_returns = any(hasattr(report, "superseded") for report in reports)
    label = _label() if of_returns else ""
    pressed = st.button(message("screen.load_these"), type="primary", key="load")
    for report in reports:
        _show_report(report)
    if pressed:
        _load(files, label)


def _looked_at(files: Sequence[UploadedFile]) -> list[Report]:
    """What a load would do, found once for the files in the box; nothing is stored."""
    which = tuple(one.file_id for one in files)
    kept: tuple[tuple[str, ...], list[Report] | CinNarrativeError] | None
    kept = st.session_state.get(LOOKED)
    if kept is None or kept[0] != which:
        found: list[Report] | CinNarrativeError
        try:
            found = _run(files, dry_run=True)
        except CinNarrativeError as error:
            found = error
            st.session_state[WRONG] = _all_findings(files) if _is_blocked(error) else []
        kept = which, found
        st.session_state[LOOKED] = kept
    if isinstance(kept[1], CinNarrativeError):
        raise kept[1]
    return kept[1]


def _is_blocked(error: CinNarrativeError) -> bool:
    return isinstance(error, ReturnBlocked) and who().may(Action.QUALITY)


def _all_findings(files: Sequence[UploadedFile]) -> list[QualityReport]:
    """Everything that is wrong with returns of which something forbids computing; none where a file
    cannot be read at all.
    """
    with suppress(CinNarrativeError):
        return api.quality([uploads((one.name, one.getvalue()) for one in files)])
    return []


def _label() -> str:
    """What the submission is to be called, where its loader says."""
    example = message("screen.label_like")
    label = message("screen.label")
    return st.text_input(label, key="label", max_chars=LONGEST_LABEL, placeholder=example)


def _load(files: Sequence[UploadedFile], label: str) -> None:
    """Load them for good; whatever comes of it, what was dropped is let go."""
    try:
        st.session_state[LOADED] = _run(files, False, label)
    except CinNarrativeError as error:
        _show_refusal(error)
        return
    finally:
        let_go(files)
    st.rerun()


def _run(files: Sequence[UploadedFile], dry_run: bool, label: str = "") -> list[Report]:
    doing = message("screen.looking" if dry_run else "screen.loading")
    bar = st.progress(0.0, doing)
    try:
        given = ((one.name, one.getvalue()) for one in files)
        place = store_place()
        where = place.path if place.named else None
        meter = _Meter(bar, doing)
        return api.load_uploads(given, where, meter, dry_run=dry_run, label=label)
    finally:
        bar.empty()


class _Meter:
    """The bar of a load; drawn anew for each hundredth alone."""

    def __init__(self, bar: Any, doing: str) -> None:
        self._bar, self._doing, self._last = bar, doing, -1

    def __call__(self, done: int, total: int, what: str) -> None:
        """So many steps of ``total`` are done."""
        part = min(100, 100 * done // max(total, 1))
        if part != self._last:
            self._last = part
            self._bar.progress(part / 100, plain(f"{self._doing} {what}"))


def _show_refusal(error: CinNarrativeError) -> None:
    """Why nothing was loaded: the reason in one line, what it is about folded beneath."""
    first, *rest = str(error).splitlines()
    st.error(plain(first))
    if rest:
        st.markdown("\n".join(f"- {plain(line)}" for line in rest))


def _show_report(report: Report) -> None:
    """What was taken and left, what is wrong with it in words, and what to do about that."""
    (st.info if report.dry_run else st.success)(plain(report.outcome))
    told = report.told
    if told:
        st.subheader(message("screen.findings_on_load"), anchor=False)
        of_returns = hasattr(report, "superseded")
        st.markdown(message("screen.do_return" if of_returns else "screen.do_published"))
        with st.expander(message("screen.so_many_findings", count=len(told))):
            st.markdown("\n".join(f"- {plain(line)}" for line in told))
    with st.expander(message("screen.file_by_file", count=len(report.files()))):
        rows = [_row(one) for one in report.files()]
        table(rows, message("screen.file_by_file_about"))
    with suppress(NotHeld):
        _show_way_on(report)


def _row(record: dict[str, Any]) -> dict[str, str]:
    figures = record.get("figures")
    became = record.get("reason") or record.get("family") or record["outcome"]
    return {
        "File": str(record["file"]),
        message("screen.became"): f"{record['outcome']}: {became}" if became else "",
        "Figures": f"{figures:,}" if figures is not None else "",
    }


def _show_way_on(report: Report) -> None:
    """From a return that was loaded to its page."""
    for one in () if report.dry_run else getattr(report, "taken", ()):
        key = getattr(one, "key", None)
        if key is not None and not key.is_in_year:  # which no page is made of
            where = {"area": str(api.areas().get(key.area, key.year).short_name)}
            where["year"] = str(key.year)
            label = message("screen.to_its_page", place=one.place, year=key.year)
            st.page_link(
                opened.HERE / "report" / "report_page.py", label=plain(label), query_params=where
            )


if __name__ == "__main__":
    show()
