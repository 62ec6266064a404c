"""What a file and its figures show by themselves -> findings: unreadable values, large changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cin_narrative.load.returns.census_file.contents import Reading
from cin_narrative.load.returns.census_file.shapes import first_names
from cin_narrative.load.returns.compute import Computed
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.load.returns.quality.rules import rules_file
from cin_narrative.messages import message, words
from cin_narrative.store.observations import COUNTED, Finding

LARGE_CHANGE = 25  # percent on the year before, at which the reports of DfE's COLLECT ask, too
FEW = 30  # below this many, a percentage change says nothing


def reading_findings(key: ReturnKey, reading: Reading) -> list[Finding]:
    """What was unusual in the file itself: values that cannot be read, unknown, repeated and
    reordered elements, and what its header warns of.
    """
    warnings = (_sentence(warning) for warning in key.warnings)
    return [
        *_unreadable_values(key, reading.unreadable),
        *_unusual_elements(key, reading.notes),
        *(_reported(key, "header", 1, text) for text in warnings),
    ]


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _reported(
    key: ReturnKey, rule: str, records: int, said: str, indicators: tuple[str, ...] = ()
) -> Finding:
    place = (key.area, key.year, key.release)
    return Finding(*place, rule, "reported", records, 0, indicators, said)


def _unreadable_values(key: ReturnKey, unreadable: Mapping[str, int]) -> Iterator[Finding]:
    """One finding for each field that held values which cannot be read."""
    for name, count in sorted(unreadable.items()):
        said = message("load.unreadable_values", name=name, counted=COUNTED)
        found = _reported(
            key, f"unreadable_{name}", count, said, rules_file().unreadable.get(name, ())
        )
        yield found._replace(handling="excluded")


def _unusual_elements(key: ReturnKey, notes: Mapping[tuple[str, str], int]) -> Iterator[Finding]:
    """One finding for each way in which elements of the file were unusual."""
    for what, said in words("load.unusual_elements").items():
        places = {place: count for (kind, place), count in notes.items() if kind == what}
        if places:
            named = said.format(places=", ".join(first_names(places)), counted=COUNTED)
            yield _reported(key, f"elements_{what}", sum(places.values()), named)


def change_findings(
    key: ReturnKey, now: Mapping[str, float], before: Mapping[str, float]
) -> list[Finding]:
    """Large changes of the main counts on the year before, by indicator.

    DfE's own reports on a census ask about them, too. The numbers stand in the summary, protected;
    here is that they changed.
    """
    return [
        _reported(key, f"large_change_{name}", 1, _change(counted), (name,))
        for name, counted in rules_file().watched.items()
        if _is_large(before.get(name, 0), now.get(name, 0))
    ]


def _is_large(old: float, new: float) -> bool:
    return old >= FEW and abs(new - old) * 100 > LARGE_CHANGE * old


def _change(what: str) -> str:
    return message("load.large_change", what=what, percent=LARGE_CHANGE)


def lower_bound_findings(key: ReturnKey, values: Iterable[Computed]) -> list[Finding]:
    """That figures are lower bounds, where the return of the year before is missing."""
    names = tuple(dict.fromkeys(value.indicator for value in values if value.note))
    if not names:
        return []
    said = message("load.previous_return_missing", year=key.year - 1)
    found = _reported(key, "previous_return_missing", 1, said, names)
    return [found._replace(handling="approximate")]
