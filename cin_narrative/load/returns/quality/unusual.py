"""What a file and its figures show by themselves -> findings: records twice, large changes."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.load.returns.census_file.contents import Reading
from cin_narrative.load.returns.census_file.shapes import first_names
from cin_narrative.load.returns.compute import Computed
from cin_narrative.load.returns.gaps import main_first, resting_on
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.load.returns.history import Earlier
from cin_narrative.load.returns.quality.rules import watched
from cin_narrative.messages import message, words
from cin_narrative.store.observations import COUNTED, Finding

LARGE_CHANGE = 25  # percent on the year before, at which the reports of DfE's COLLECT ask, too
LEFT_OUT = "orphaned"  # records that no figure counts
COUNTS_ONCE = ("identical", "reordered")  # what these are does not change a figure
FEW = 30  # below this many, a percentage change says nothing


def reading_findings(key: ReturnKey, reading: Reading, catalogue: Catalogue) -> list[Finding]:
    """What was unusual in the file itself: dates written day first, unknown, repeated and reordered
    elements, records that stand twice, and what its header warns of.
    """
    warnings = (_sentence(warning) for warning in key.warnings)
    return [
        *_day_first(key, reading.day_first, catalogue),
        *_unusual_elements(key, reading.notes, catalogue),
        *(_reported(key, "header", 1, text) for text in warnings),
    ]


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _reported(
    key: ReturnKey, rule: str, records: int, said: str, indicators: tuple[str, ...] = ()
) -> Finding:
    place = (key.area, key.year, key.release)
    return Finding(*place, rule, "reported", records, 0, indicators, said)


def _day_first(key: ReturnKey, fields: Sequence[str], catalogue: Catalogue) -> Iterator[Finding]:
    """That the dates of fields are written day first."""
    if fields:
        said = message("load.day_first", fields=", ".join(sorted(fields)))
        yield _reported(key, "dates_day_first", len(fields), said, resting_on(fields, catalogue))


def _unusual_elements(
    key: ReturnKey, notes: Mapping[tuple[str, str], int], catalogue: Catalogue
) -> Iterator[Finding]:
    """One finding for each way in which elements of the file were unusual."""
    for what, said in words("load.unusual_elements").items():
        places = {place: count for (kind, place), count in notes.items() if kind == what}
        if places:
            named = said.format(places=", ".join(first_names(places)), counted=COUNTED)
            parts = {part for place in places for part in place.split("/")}
            damaged = () if what in COUNTS_ONCE else resting_on(parts, catalogue)
            found = _reported(key, f"elements_{what}", sum(places.values()), named, damaged)
            yield found._replace(handling="excluded") if what == LEFT_OUT else found


def change_findings(
    key: ReturnKey, now: Mapping[str, float], earlier: Mapping[str, Earlier], catalogue: Catalogue
) -> list[Finding]:
    """Large differences of the main counts from those held of the authority, by indicator: what is
    counted in the same table may be wrong with it.

    DfE's own reports on a census ask about them, too. The numbers stand in the summary, protected;
    here is that they changed.
    """
    return [
        _reported(
            key,
            f"large_change_{name}",
            1,
            _change(counted, earlier[name], key),
            tuple(dict.fromkeys((name, *_beside(name, catalogue)))),
        )
        for name, counted in watched().items()
        if name in now and name in earlier and _is_large(earlier[name].value, now[name])
    ]


def _beside(name: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The indicators that rest on the table that an indicator is counted in."""
    return resting_on(list(catalogue[name].rests_on)[:1], catalogue)


def _is_large(old: float, new: float) -> bool:
    return old >= FEW and abs(new - old) * 100 > LARGE_CHANGE * old


def _change(what: str, earlier: Earlier, key: ReturnKey) -> str:
    said = words("load.large_changes")
    kind = {key.year - 1: "year_before", key.year: "published"}.get(earlier.year, "earlier")
    return said[kind].format(what=what, percent=LARGE_CHANGE, year=earlier.year)


def lower_bound_findings(key: ReturnKey, values: Iterable[Computed]) -> list[Finding]:
    """That figures are lower bounds, where the return of the year before is missing."""
    names = tuple(dict.fromkeys(value.indicator for value in values if value.note))
    return [_previous_missing(key, names)] if names else []


def previous_missing(key: ReturnKey, catalogue: Catalogue) -> Finding:
    """The same of a return that nothing is computed from: of every indicator that needs the return
    of the year before.
    """
    needing = [one for one in catalogue if one.needs_previous_return]
    return _previous_missing(key, main_first(needing))


def _previous_missing(key: ReturnKey, names: tuple[str, ...]) -> Finding:
    name = "load.previous_in_year_missing" if key.is_in_year else "load.previous_return_missing"
    before = key.first_day.year if key.is_in_year else key.year - 1
    said = message(name, year=before, period=key.period_before, file=shlex.quote(key.file))
    found = _reported(key, "previous_return_missing", 1, said, names)
    return found._replace(handling="approximate")
