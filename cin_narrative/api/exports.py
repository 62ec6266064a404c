"""A summary, areas side by side or a draft's page -> the same in a file's format, laid out, or as
charts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cin_narrative.errors import UnknownName
from cin_narrative.export.drawn import drawn_charts, every_chart
from cin_narrative.export.formats import export as written
from cin_narrative.export.formats import formats
from cin_narrative.export.layout import page_of
from cin_narrative.export.page import BARE, Frame, Page, framed
from cin_narrative.export.pictures import Picture, picture_of
from cin_narrative.export.side_by_side_page import side_by_side_page
from cin_narrative.report.side_by_side.page import SideBySide
from cin_narrative.report.summary import Summary

RECORD = "json"  # what was made as a record, for other programs


def format_names() -> tuple[str, ...]:
    """The formats that ``export`` writes: every format of a page, and ``json``."""
    return (*formats(), RECORD)


def is_binary(format_name: str) -> bool:
    """Whether what it writes is no text; raises ``UnknownName``."""
    refuse_unknown(format_name)
    return format_name != RECORD and formats()[format_name].binary


def refuse_unknown(format_name: str) -> None:
    """Raise ``UnknownName`` for what is no format."""
    if format_name not in format_names():
        raise UnknownName("format", format_name, format_names())


def export(made: Summary | SideBySide, format_name: str, frame: Frame = BARE) -> bytes:
    """What ``summary``, ``compare`` or ``drafts.page`` made, in one of ``format_names()``: the
    bytes of a file, the same for the same page.

    ``frame`` is what stands around it: a council's Word template, whom it is for, a chapter without
    a frame, no annex. Write it while the store is open. Raises ``UnknownName`` for a format that is
    none, ``TemplateRefused`` for a template that cannot hold a page.
    """
    refuse_unknown(format_name)
    if format_name == RECORD:
        return as_json(made.record())
    return written(page(made, formats()[format_name].draws, frame), format_name)


def page(made: Summary | SideBySide, draws: bool = True, frame: Frame = BARE) -> Page:
    """What ``export`` writes, as it is laid out: sections, tables, and where ``draws`` its charts;
    for a format of your own.
    """
    if isinstance(made, SideBySide):
        return framed(side_by_side_page(made, draws), frame)
    desk = made.desk if draws else None
    return framed(page_of(made, drawn_charts(made, desk) if desk else ()), frame)


def charts(made: Summary) -> list[Picture]:
    """Every chart of a summary: those of its page, then each of its panels at full size. Each has a
    title, a text alternative and a source. Draw them while the store is open.
    """
    return [picture_of(one) for one in every_chart(made, made.desk)] if made.desk else []


def as_json(record: Mapping[str, Any]) -> bytes:
    """A record as it is written."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
