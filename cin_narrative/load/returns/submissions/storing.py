"""The results of a batch -> the store: each return as a submission, with its figures and findings.

The newest submission of a 31 March takes the place of the one before it among the observations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.load.returns.batch import Results, counts_of
from cin_narrative.load.returns.census_file.contents import Reading
from cin_narrative.load.returns.compute import Computed
from cin_narrative.load.returns.gaps import gap_findings
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.load.returns.history import Earlier, beside
from cin_narrative.load.returns.quality.findings import worst_first
from cin_narrative.load.returns.quality.unusual import (
    change_findings,
    lower_bound_findings,
    reading_findings,
)
from cin_narrative.load.returns.return_report import TakenReturn
from cin_narrative.messages import message
from cin_narrative.store.observations import LOCAL_RETURN_ORDER, Finding, Release
from cin_narrative.store.submissions.record import Submission
from cin_narrative.store.submissions.supersession import Taken
from cin_narrative.store.write import StoreBuilder


def store_batch(
    results: Results, builder: StoreBuilder, catalogue: Catalogue, areas: Areas, label: str = ""
) -> Iterator[TakenReturn]:
    """Stage the figures and the findings of every return of a batch; ``label`` is what its loader
    calls a submission that is new.
    """
    for key, reading in results.read.values():
        values = results.values.get(key.return_id, ())
        findings = findings_on(key, reading, values, results, catalogue)
        submission = _submission(key, reading, results, builder, label)
        rows = [_observation(key, value, catalogue) for value in values]
        place, children = str(areas.get(key.area, key.year).in_name), reading.rows["Child"]
        figures = sum(value.value is not None for value in values)
        taken = TakenReturn(key, place, figures, children, findings, number=submission.number)
        if key.is_in_year:
            builder.submissions.add(Taken(submission, reading.rows, rows, findings))
        else:
            builder.submissions.add(Taken(submission, reading.rows))
            replaced = builder.replace_local(key.area, key.year)
            builder.add_findings(findings)
            builder.add_observations(key.file, reading.sha256, _release(key), rows, 0)
            taken.replaced = [release for release in replaced if release != key.release]
        yield taken


def _submission(
    key: ReturnKey, reading: Reading, results: Results, builder: StoreBuilder, label: str
) -> Submission:
    """The next submission of the authority; of a file that is its newest already the same one."""
    day = key.last_day.isoformat()
    number = builder.submissions.number(key.area, day, reading.sha256)
    same = builder.submissions.same(key.area, number)
    called = same.label if same and same.label else label
    made = (key.file, reading.sha256, key.made_on, datetime.now().isoformat(timespec="seconds"))
    beside_before = key.place_before in {other.place for other, _ in results.read.values()}
    return Submission(key.area, number, key.year, day, *made, called, key.release, beside_before)


def findings_on(
    key: ReturnKey,
    reading: Reading,
    values: Sequence[Computed],
    results: Results,
    catalogue: Catalogue,
) -> list[Finding]:
    """Everything that is wrong with one return, worst damage first."""
    held: dict[str, Earlier] = {} if key.is_in_year else dict(results.earlier[key.return_id])
    earlier = beside(held, results.counts_before(key), key)
    return worst_first(
        [
            *gap_findings(key, results.gaps[key.return_id], catalogue),
            *results.findings[key.return_id],
            *reading_findings(key, reading, catalogue),
            *lower_bound_findings(key, values),
            *change_findings(key, counts_of(values), earlier, catalogue),
        ]
    )


def _release(key: ReturnKey) -> Release:
    kind = message("load.computed_made_up" if key.made_up else "load.computed_here")
    return Release(key.release, f"{key.release} ({kind})", float(LOCAL_RETURN_ORDER + key.year))


def _observation(key: ReturnKey, value: Computed, catalogue: Catalogue) -> tuple[Any, ...]:
    """One figure, or the symbol that says why there is none, as ``StoreBuilder.add_observations``
    takes it: with no row of a file.
    """
    cell = (key.area, key.year, value.indicator, value.measure.value, value.category)
    number = None if value.value is None else float(value.value)
    symbol = value.symbol.value if value.symbol else None
    return (*cell, number, symbol, None, _column(catalogue, value), value.note or None)


def _column(catalogue: Catalogue, value: Computed) -> str:
    """Where the figure comes from, for its receipt: the event view and its true/false column."""
    events = catalogue[value.indicator].measures[value.measure].events
    return ".".join(filter(None, (events.view, events.where))) if events else ""
