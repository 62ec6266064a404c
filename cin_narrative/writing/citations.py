"""Figures -> where they are published, as a reader cites it: publisher, statistics, table, day of
publication. No file's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from cin_narrative.catalogue.periods import written_day
from cin_narrative.catalogue.reference import REFERENCE, reference_rows
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import message

TABLE = re.compile(r"([a-d]\d+)_")  # how the names of DfE's files begin
POPULATION = re.compile(r"ons_", re.IGNORECASE)
REPORTED = re.compile(r"20\d\d")
FIRST = re.compile(r"SFR\d+/\d{4}")


@cache
def published() -> Mapping[str, str]:
    """The day of publication of each release whose day is known
    (``data/reference/release_dates.csv``).
    """
    return {
        row["release"]: written_day(row["published"])
        for row in reference_rows(REFERENCE / "release_dates.csv")
    }


def citations(figures: Iterable[Figure]) -> list[str]:
    """A line for each release and table that the figures are from, each once, in a fixed order."""
    found: dict[str, None] = {}
    for release, source in sorted({part for figure in figures for part in _parts(figure)}):
        found[_line(release, source)] = None
    return list(found)


def cited_where(figure: Figure) -> str:
    """Where one figure is published, in a line without a full stop."""
    return "; ".join(
        dict.fromkeys(_line(release, source) for release, source in sorted(_parts(figure)))
    )


def _parts(figure: Figure) -> set[tuple[str, str]]:
    """(release, file) of a figure, or of all that it was worked out from."""
    if figure.derived_from:
        return {part for source in figure.derived_from for part in _parts(source)}
    return {(figure.release, source) for source in figure.source.split("; ") if source}


def _line(release: str, source: str) -> str:
    day = published().get(release)
    when = message("writing.published_on", day=day) if day else ""
    table = TABLE.match(source)
    where = message("writing.table", table=table[1]) if table else ""
    if POPULATION.match(source):
        return message("writing.population")
    if REPORTED.fullmatch(release):
        return message("writing.statistics", release=release) + where + when
    if FIRST.fullmatch(release):
        return message("writing.first_published", release=release) + when
    return message("writing.of_a_return", source=source, release=release)
