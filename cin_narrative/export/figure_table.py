"""Figures with their receipts as a table: lines of CSV, or of one JSON array."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from cin_narrative.disclosure.figures import Figure
from cin_narrative.writing.commentary import FIGURE_FIELDS, figure_record


def figure_lines(figures: Iterable[Figure], kind: str) -> Iterator[str]:
    """Figure objects as CSV lines under a heading, or as one JSON array with an object on each
    line.
    """
    records = (figure_record(mark, figure) for mark, figure in enumerate(figures, start=1))
    return _json_array(records) if kind == "json" else _csv_table(records)


def _json_array(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    before = "["
    for record in records:
        yield before + json.dumps(record, ensure_ascii=False)
        before = ","
    yield "]" if before == "," else "[]"


def _csv_table(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield _csv_line(list(FIGURE_FIELDS))
    for record in records:
        yield _csv_line(
            ["" if record[name] in (None, []) else record[name] for name in FIGURE_FIELDS]
        )


def _csv_line(values: list[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([_inert(value) for value in values])
    return line.getvalue()


def _inert(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is made plain text."""
    return (
        "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value
    )
